"""A revision among its neighbours, what it has otherwise than another, and how it is cited."""

import textwrap
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, not_, select

from app.db.statements import core_table
from app.errors import Fault, Invalid, NotFound
from app.ledger.entries.history import names_shown
from app.ledger.entries.replay import ENDS
from app.ledger.model.record_type import Kind
from app.ledger.model.shapes import Values
from app.records.collection.differences import Revised, differences
from app.records.collection.queries import folded, revision
from app.strict_json import encode
from app.tables.ledger import Entry

LONGEST_LABEL = 300


@dataclass(frozen=True)
class Neighbours:
    """The revisions around one that can be read, and whether the record is there now."""

    before: int | None
    after: int | None
    present: bool


def placed_revision(
    connection: Connection, kind: Kind, record: str, version: int, form: str
) -> tuple[bytes, Neighbours]:
    """Return the record as it was at a version, and what is around that. Raises `NotFound`."""
    body = revision(connection, kind, record, version, form)
    table = core_table(kind.table)
    readable = (
        Entry.collection == kind.collection,
        Entry.record == record,
        not_(and_(Entry.part.is_(None), Entry.operation.in_(ENDS))),
    )
    found = connection.execute(
        select(
            select(func.max(Entry.version)).where(*readable, Entry.version < version).scalar_subquery(),
            select(func.min(Entry.version)).where(*readable, Entry.version > version).scalar_subquery(),
            select(table.c.version).where(table.c.id == record).scalar_subquery(),
        )
    ).one()
    return body, Neighbours(found[0], found[1], found[2] is not None)


def compared(connection: Connection, kind: Kind, record: str, version: int, other: int | None) -> bytes:
    """Return what a revision has otherwise than another, by default than the one before it."""
    earlier = version - 1 if other is None else other
    after = _revised(connection, kind, record, version)
    if after is None:
        detail = f"The {kind.noun} has no such revision."
        raise NotFound(detail)
    before = _revised(connection, kind, record, earlier) if earlier else (None, None)
    if before is None:
        detail = f"The {kind.noun} has no such revision to compare with."
        raise Invalid(detail, faults=[Fault("give the number of one of its revisions, or 0", parameter="from")])
    (was, from_), (is_, to) = before, after
    items = [vars(difference) for difference in differences(kind, was, is_, to["operation"])]
    return encode({"from": from_, "to": to, "items": items})


def _revised(connection: Connection, kind: Kind, record: str, version: int) -> tuple[Revised | None, Values] | None:
    """Return a revision and the entry that made it; None where there is none. Deletions have an entry alone."""
    made = _made(connection, kind, record, version)
    if made is None:
        return None
    state, number = folded(connection, kind, record, version)
    if state is None or number is None:
        return None, made
    return Revised(state, names_shown(connection, kind, [state], number)), made


def _made(connection: Connection, kind: Kind, record: str, version: int) -> Values | None:
    statement = select(
        Entry.version.label("revision"), Entry.number.label("entry"), Entry.at, Entry.actor, Entry.operation, Entry.part
    ).where(Entry.collection == kind.collection, Entry.record == record, Entry.version == version)
    row = connection.execute(statement).first()
    return None if row is None else row._asdict()


def citation(connection: Connection, kind: Kind, record: str, version: int, address: str) -> bytes:
    """Return a line by which a revision can be cited. Raises `NotFound`."""
    revision(connection, kind, record, version, "written")
    state, _number = folded(connection, kind, record, version)
    made = _made(connection, kind, record, version)
    assert state is not None  # noqa: S101 - a revision that was not there has been refused
    assert made is not None  # noqa: S101 - as above
    called = f"“{_called(kind, state.written)}” ({kind.noun})"
    return (
        f"{called}, revision {version}, recorded {made['at'][:10]} by {made['actor']}. "
        f"Pacta, ledger entry {made['entry']}. {address}"
    ).encode()


def _called(kind: Kind, written: Values) -> str:
    """Return what a record is called; nothing refers to statements, so those are called by what they say."""
    text: str = written[kind.label or "summary"]
    return textwrap.shorten(text, LONGEST_LABEL, placeholder="…")
