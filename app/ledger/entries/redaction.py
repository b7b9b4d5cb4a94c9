"""Taking out what entries held, so that it can be read nowhere: the entries stay, and the chain still verifies."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select, update

from app.db.statements import core_table
from app.errors import Conflict, NotFound
from app.ledger.entries.chain import ENTRIES, Chain
from app.ledger.entries.history import COLUMNS
from app.ledger.entries.replay import fold
from app.ledger.entries.unknown_content import UnknownContent, body_of, is_known, parts_are_known
from app.ledger.model.documents.rendering import references_of, render
from app.ledger.model.record_rows import forget_rows
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType, record_type_of
from app.ledger.model.rows.first_read import names_of
from app.ledger.model.rows.written_rows import last_written_text, record_row
from app.ledger.model.shapes import Values
from app.strict_json import decode, encode_text
from app.tables.imports import ImportRow
from app.tables.ledger.entries import CALENDAR, Entry
from app.tables.ledger.projections import DocumentQueue
from app.vocabulary import Operation

TELLING = 20
"""The least length of texts that are searched for elsewhere: shorter ones may occur by chance."""

Columns = Mapping[str, Any]


@dataclass(frozen=True)
class Redaction:
    """What was done: the records whose entries were redacted, and other entries that hold the same texts or names.

    `texts` are those that no entry of their record holds any longer; `quotations` those of them, of any length, that
    were quoted from a source, with its id.
    """

    records: Sequence[str]
    held: Sequence[int]
    texts: AbstractSet[str]
    quotations: AbstractSet[tuple[str, str]]


def redact(connection: Connection, numbers: Sequence[int], reason: str) -> Redaction:
    """Take out the bodies of entries, and record that, by whom and why.

    Raises `NotFound` for entries that are not there, and `Conflict` for those that hold what is present: what readers
    get must rest on something. So too for a record whose old name others still show.
    """
    wanted = list(dict.fromkeys(numbers))
    found = {entry["number"]: entry for entry in _entries(connection, Entry.number.in_(wanted))}
    for number in wanted:
        if number not in found:
            detail = f"There is no entry {number}."
            raise NotFound(detail)
        _refuse_empty(found[number])
    held: list[int] = []
    texts: set[str] = set()
    quotations: set[tuple[str, str]] = set()
    for (collection, record), entries in groupby(found.values(), key=_record_of):
        history = _entries(connection, Entry.collection == collection, Entry.record == record)
        taken = list(entries)
        _refuse_queued(connection, collection, record)
        record_type = record_type_of(collection)
        state = _left(record_type, history, taken)
        if record_type.traced and state is not None:
            _trace_anew(connection, state, record_type)
        gone = [decode(entry["body"]) for entry in taken]
        left = {
            entry["number"]: set(_texts(decode(entry["body"])))
            for entry in history
            if entry["body"] is not None and entry["number"] not in found
        }
        told = {text for text in _texts(gone) if len(text) >= TELLING}
        held += [number for number, others in left.items() if not told.isdisjoint(others)]
        held += [number for number in _name_kept(connection, history, gone) if number not in found]
        shown = set().union(*left.values())
        texts |= told - shown
        quotations |= {(source, exact) for source, exact in _quotations(gone) if exact not in shown}
    _take_out(connection, [found[number] for number in wanted], reason)
    records = dict.fromkeys(entry["record"] for entry in found.values())
    return Redaction([*records], held, texts, quotations)


def _trace_anew(connection: Connection, state: State, record_type: RecordType) -> None:
    """Let a record say, as the entries that are left do, which of them wrote what is traced."""
    table = core_table(record_type.table)
    held = connection.scalar(select(table.c.last_written).where(table.c.id == state.id))
    if held != last_written_text(state):
        shown = {(found.collection, found.record) for found in references_of(record_type, state)}
        document = render(record_type, state, names_of(connection, sorted(shown)))
        row = record_row(record_type, state, document)
        connection.execute(update(table).where(table.c.id == state.id).values(row))


def _entries(connection: Connection, *condition: Any) -> list[Columns]:
    """Return entries, record by record and each record's in order."""
    ordered = (Entry.collection, Entry.record, Entry.version)
    statement = select(*COLUMNS, Entry.collection).where(*condition).order_by(*ordered)
    return [row._asdict() for row in connection.execute(statement)]


def _record_of(entry: Columns) -> tuple[str, str]:
    return entry["collection"], entry["record"]


def _refuse_empty(entry: Columns) -> None:
    number = entry["number"]
    if entry["collection"] == ENTRIES:
        detail = f"Entry {number} records a redaction and cannot be redacted."
        raise Conflict(detail)
    if entry["collection"] == CALENDAR:
        detail = f"Entry {number} only says that a day came, and has no content to redact."
        raise Conflict(detail)
    if entry["body"] is None:
        detail = f"Entry {number} was already redacted."
        raise Conflict(detail)
    if entry["operation"] == Operation.MERGE:
        detail = f"Entry {number} leads from a merged record to its survivor and cannot be redacted."
        raise Conflict(detail)
    if entry["operation"] == Operation.DELETE:
        detail = f"Entry {number} has no content to redact: it only says that something was removed."
        raise Conflict(detail)


def _refuse_queued(connection: Connection, collection: str, record: str) -> None:
    queue = DocumentQueue
    statement = select(queue.remaining).where(queue.collection == collection, queue.record == record)
    remaining = connection.scalar(statement)
    if remaining is not None:
        detail = (
            f"Documents of other records still show an old name of {collection}/{record} ({remaining} are queued): "
            "redact once they have followed, which `/readyz` says; where no service runs, `pacta ledger rebuild` "
            "renders them."
        )
        raise Conflict(detail)


def _left(record_type: RecordType, history: Sequence[Columns], taken: Sequence[Columns]) -> State | None:
    """Return the record as the entries that are left add up to it. Raises `Conflict` where that is not known."""
    numbers = {entry["number"] for entry in taken}
    state = None
    for entry in history:
        body = UnknownContent() if entry["number"] in numbers else body_of(record_type, entry)
        state = fold(record_type, state, entry, body)
    if state is None or is_known(state):
        return state
    first = "replace the record without it, or delete it," if parts_are_known(state) else "delete the record"
    listed = ", ".join(str(number) for number in sorted(numbers))
    detail = (
        f"{record_type.collection}/{state.id} as it is now rests on what is to be redacted (of {listed}): "
        f"{first} first; "
        "then redact."
    )
    raise Conflict(detail)


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, (dict, list)):
        for item in content.values() if isinstance(content, dict) else content:
            yield from _texts(item)


def _quotations(content: Any) -> Iterator[tuple[str, str]]:
    """Yield what citations quote, each with the id of its source."""
    if isinstance(content, dict) and content.get("quote") is not None:
        yield content["source"], content["quote"]["exact"]
    if isinstance(content, (dict, list)):
        for item in content.values() if isinstance(content, dict) else content:
            yield from _quotations(item)


def _name_kept(connection: Connection, history: Sequence[Columns], gone: Sequence[Any]) -> Iterator[int]:
    """Yield the entries of survivors that keep a name which a merged record had in what is taken out."""
    label = record_type_of(history[0]["collection"]).label
    names = {body[label] for body in gone if label in body}
    merges = [decode(entry["body"]) for entry in history if entry["operation"] == Operation.MERGE]
    survivors = {merge["into"] for merge in merges if merge["name_kept"]}
    of_survivors = Entry.collection == history[0]["collection"], Entry.record.in_(sorted(survivors))
    for entry in _entries(connection, *of_survivors) if survivors else ():
        if entry["body"] is not None and not names.isdisjoint(_texts(decode(entry["body"]))):
            yield entry["number"]


def _take_out(connection: Connection, taken: Sequence[Columns], reason: str) -> None:
    chain = Chain(connection)
    for entry in taken:
        about = {name: entry[name] for name in ("collection", "record", "version")}
        chain.add(ENTRIES, str(entry["number"]), 1, None, Operation.REDACT, encode_text({"reason": reason, **about}))
    chain.write()
    forget_rows(connection)
    for collection, record in dict.fromkeys(map(_record_of, taken)):
        # What reports of imports tell of a record may be what is taken out.
        told = update(ImportRow).where(ImportRow.collection == collection, ImportRow.record == record)
        connection.execute(told.values(detail=None))
    numbers = [entry["number"] for entry in taken]
    connection.execute(update(Entry).where(Entry.number.in_(numbers)).values(body=None, salt=None))


def redactions(connection: Connection, record_type: RecordType, record: str, version: int) -> list[Values]:
    """Return what was taken out of a record's entries up to a version: of which, by whom, when and why."""
    gone = select(Entry.number).where(
        Entry.collection == record_type.collection,
        Entry.record == record,
        Entry.version <= version,
        Entry.body.is_(None),
    )
    numbers = [str(number) for number in connection.scalars(gone)]
    statement = select(Entry.record, Entry.number, Entry.at, Entry.actor, Entry.body).where(
        Entry.collection == ENTRIES, Entry.record.in_(numbers)
    )
    return [
        {"entry": int(entry), "by": number, "at": at, "actor": actor, "reason": _reason(body)}
        for entry, number, at, actor, body in connection.execute(statement.order_by(Entry.number))
    ]


def _reason(body: str | None) -> str:
    assert body is not None  # noqa: S101 - entries about redactions are never redacted
    reason: str = decode(body)["reason"]
    return reason
