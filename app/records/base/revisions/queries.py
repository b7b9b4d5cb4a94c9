"""A revision with its neighbours, how it differs from another, and how it is cited."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Connection, and_, bindparam, func, not_, select

from app.db.database import Database
from app.db.statements import Query, core_table
from app.deadline import in_time
from app.errors import Fault, Invalid, NotFound, Redacted
from app.ledger.entries.history import names_shown, names_then
from app.ledger.entries.redaction import redactions
from app.ledger.entries.replay import ENDS, fold
from app.ledger.entries.unknown_content import body_of, is_known
from app.ledger.model.documents.rendering import render
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Names, Values
from app.records.base.lists.list_queries import with_id
from app.records.base.lists.parameters import MAX_VERSIONS
from app.records.base.revisions.citations import CitedRevision
from app.records.base.revisions.diff import Difference, Revised, WantedNames, differences
from app.strict_json import encode
from app.tables.ledger.entries import Entry

LONGEST_LABEL = 300
COLUMNS = (
    Entry.version,
    Entry.number,
    Entry.at,
    Entry.actor,
    Entry.request,
    Entry.data_set,
    Entry.operation,
    Entry.part,
)
_REVISIONS = (
    select(*COLUMNS, Entry.salt, Entry.digest, Entry.hash)
    .where(
        Entry.collection == bindparam("collection"),
        Entry.record == bindparam("record"),
        Entry.version > bindparam("after"),
        Entry.version <= bindparam("until"),
    )
    .limit(bindparam("limit"))
)
REVISIONS = {
    "revision": Query(_REVISIONS.order_by(Entry.version)),
    "-revision": Query(_REVISIONS.order_by(Entry.version.desc())),
}


@dataclass(frozen=True)
class RevisionRange:
    """Which revisions: those that follow one in the order, before a number."""

    after: int | None = None
    before: int | None = None
    order: Literal["revision", "-revision"] = "revision"

    @property
    def bounds(self) -> tuple[int, int]:
        """The number after which they are, and the one up to which."""
        until = MAX_VERSIONS if self.before is None else self.before - 1
        if self.after is None:
            return 0, until
        return (self.after, until) if self.order == "revision" else (0, min(self.after - 1, until))


@dataclass(frozen=True)
class Neighbours:
    """The revisions around one that can be read, and whether the record is there now."""

    before: int | None
    after: int | None
    present: bool


def placed_revision(
    connection: Connection, record_type: RecordType, record: str, version: int, form: str
) -> tuple[bytes, Neighbours]:
    """Return the record as it was at a version, and what is around that. Raises `NotFound`."""
    body = revision(connection, record_type, record, version, form)
    table = core_table(record_type.table)
    readable = (
        Entry.collection == record_type.collection,
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


def compared(connection: Connection, record_type: RecordType, record: str, version: int, other: int | None) -> bytes:
    """Return how a revision differs from another, by default from the one before it."""
    earlier = version - 1 if other is None else other
    after = _revised(connection, record_type, record, version)
    if after is None:
        detail = f"The {record_type.noun} has no such revision."
        raise NotFound(detail)
    before = _revised(connection, record_type, record, earlier) if earlier else (None, None)
    if before is None:
        detail = f"The {record_type.noun} has no such revision to compare with."
        raise Invalid(detail, faults=[Fault("give the number of one of its revisions, or 0", parameter="from")])
    (was, from_), (is_, to) = before, after
    items = _differences(connection, record_type, (was, from_), (is_, to))
    return encode({"from": from_, "to": to, "items": [vars(difference) for difference in items]})


def _differences(
    connection: Connection,
    record_type: RecordType,
    before: tuple[State | None, Values | None],
    after: tuple[State | None, Values],
) -> list[Difference]:
    """Return how two states differ, with what records were called by the entries that made them.

    They are compared twice: first to learn which names are told at all, which are few where little differs.
    """
    (was, from_), (is_, to) = before, after
    operation = to["operation"]
    earlier, later = WantedNames(), WantedNames()
    found = differences(record_type, _named(was, earlier), _named(is_, later), operation)
    if not earlier.wanted and not later.wanted:
        return found
    names_before = names_then(connection, earlier.wanted, from_["entry"]) if from_ else {}
    names_after = names_then(connection, later.wanted, to["entry"])
    return differences(record_type, _named(was, names_before), _named(is_, names_after), operation)


def _named(state: State | None, names: Names) -> Revised | None:
    return None if state is None else Revised(state, names)


def _revised(
    connection: Connection, record_type: RecordType, record: str, version: int
) -> tuple[State | None, Values] | None:
    """Return a state and the entry that made it; None where there is none. Deletions have an entry alone."""
    made = _made(connection, record_type, record, version)
    if made is None:
        return None
    state, number = folded(connection, record_type, record, version)
    if state is None or number is None:
        return None, made
    return state, made


def _made(connection: Connection, record_type: RecordType, record: str, version: int) -> Values | None:
    statement = select(
        Entry.version.label("revision"), Entry.number.label("entry"), Entry.at, Entry.actor, Entry.operation, Entry.part
    ).where(Entry.collection == record_type.collection, Entry.record == record, Entry.version == version)
    row = connection.execute(statement).first()
    return None if row is None else row._asdict()


def cited_revision(
    connection: Connection, record_type: RecordType, record: str, version: int, address: str
) -> CitedRevision:
    """Return a revision as it is cited, at its address. Raises `NotFound`."""
    revision(connection, record_type, record, version, "written")
    state, _number = folded(connection, record_type, record, version)
    made = _made(connection, record_type, record, version)
    assert state is not None  # noqa: S101 - a revision that was not there has been refused
    assert made is not None  # noqa: S101 - as above
    return CitedRevision(
        called=_called(record_type, state.written),
        noun=record_type.noun,
        key=f"{record_type.collection}-{record}-{version}",
        version=version,
        day=date.fromisoformat(made["at"][:10]),
        actor=made["actor"],
        entry=made["entry"],
        address=address,
    )


def _called(record_type: RecordType, written: Values) -> str:
    """Return what a record is called; nothing refers to statements, so those are called by what they say."""
    text: str = written[record_type.label or "summary"]
    return textwrap.shorten(text, LONGEST_LABEL, placeholder="…")


async def revisions(
    database: Database, record_type: RecordType, record: str, asked: RevisionRange, limit: int
) -> Sequence[Values]:
    """Return revisions of a record, one more than `limit` if there are more. Raises `NotFound`."""
    after, until = asked.bounds
    parameters = {"collection": record_type.collection, "record": record, "after": after, "until": until}
    rows = await database.hot(REVISIONS[asked.order], parameters | {"limit": limit + 1})
    if not rows and asked.after is None and asked.before is None:
        detail = f"There never was such a {record_type.noun}."
        raise NotFound(detail)
    names = (
        "revision",
        "entry",
        "at",
        "actor",
        "request_id",
        "data_set",
        "operation",
        "part",
        "salt",
        "digest",
        "hash",
    )
    return [dict(zip(names, row, strict=True)) for row in rows]


def revision(connection: Connection, record_type: RecordType, record: str, version: int, form: str) -> bytes:
    """Return the record as it was at a version, with the names of then. Raises `NotFound`."""
    state, number = folded(connection, record_type, record, version)
    if number is None:
        detail = f"The {record_type.noun} has no such revision."
        raise NotFound(detail)
    if state is None:
        detail = f"This revision deleted the {record_type.noun}, or merged it into another."
        raise NotFound(detail, last_revision=f"/v1/{record_type.collection}/{record}/revisions/{version - 1}")
    if form == "written":
        return with_id(record, encode(state.written))
    return encode(render(record_type, state, names_shown(connection, record_type, [state], number)))


def folded(
    connection: Connection, record_type: RecordType, record: str, version: int
) -> tuple[State | None, int | None]:
    """Return the state at a version and the number of its entry; no number where there is no such version.

    Raises `Redacted` where the state cannot be known any longer.
    """
    columns = (*COLUMNS, Entry.record, Entry.body)
    statement = (
        select(*columns)
        .where(Entry.collection == record_type.collection, Entry.record == record, Entry.version <= version)
        .order_by(Entry.version)
    )
    state, number, last = None, None, 0
    for row in in_time(connection.execute(statement)):
        entry = row._asdict()
        state = fold(record_type, state, entry, body_of(record_type, entry))
        number, last = entry["number"], entry["version"]
    if last != version:
        return None, None
    if state is not None and not is_known(state):
        detail = "What this revision rests on was redacted."
        raise Redacted(detail, redacted=redactions(connection, record_type, record, version))
    return state, number
