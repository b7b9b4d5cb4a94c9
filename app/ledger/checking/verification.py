"""Looking for faults: in the chain of entries, and between the entries and all that was made of them."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, exists, select

from app.db.statements import core_table
from app.ledger.checking.comparison import BROKEN, MENDS, Folded, piece_faults
from app.ledger.entries.chain import ENTRIES, ENTRY_FORM, HASHED, digest_of, hash_of
from app.ledger.entries.history import COLUMNS
from app.ledger.entries.replay import ENDS, fold
from app.ledger.entries.unknown_content import body_of, is_known
from app.ledger.model.documents.number import queued_form, stored_form
from app.ledger.model.documents.rendering import document_form
from app.ledger.model.record_type import RecordType, all_record_types
from app.ledger.model.rows.head import Head
from app.ledger.model.rows.state_rows import CHUNK
from app.tables.ledger.entries import CALENDAR, Entry, RecordReference

PIECE = 500
"""Records that are compared at once: their documents are in memory together."""

Columns = dict[str, Any]


def verify(connection: Connection) -> list[str]:
    """Return everything that is wrong with the ledger and the tables, in words; nothing where all is sound.

    Wants a snapshot: what is written meanwhile would be taken for a fault.
    """
    return list(faults(connection))


def faults(connection: Connection) -> Iterator[str]:
    """Yield what `verify` returns, one by one: the chain, then record by record what its entries add up to.

    What is queued is still to be rendered, and no fault: `REMAINING` of app/ledger/model/documents/queued.py.
    """
    yield from _chain_faults(connection)
    yield from _form_faults(connection)
    for record_type in all_record_types():
        yield from _record_faults(connection, record_type)
    yield from _stray_faults(connection)


def _stream(connection: Connection, statement: Any) -> Iterator[Columns]:
    for row in connection.execute(statement, execution_options={"yield_per": CHUNK}):
        yield row._asdict()


def _chain_faults(connection: Connection) -> Iterator[str]:
    columns = [getattr(Entry, name) for name in (*HASHED, "hash", "salt", "body")]
    redacted = _redacted(connection)
    last = Head()
    for entry in _stream(connection, select(*columns).order_by(Entry.number)):
        for fault in _link_faults(entry, last):
            yield f"entry {entry['number']}: {fault}"
        for fault in _redaction_faults(entry, redacted.pop(entry["number"], None)):
            yield f"entry {entry['number']}: {fault}"
        last = Head(entry["number"], entry["hash"], entry["at"])
    for number, redaction in redacted.items():
        yield f"entry {redaction}: says that entry {number} was redacted, and there is none"


def _redacted(connection: Connection) -> dict[int, int]:
    """Return the numbers of the entries that were redacted, each with that of the entry that says so."""
    statement = select(Entry.record, Entry.number).where(Entry.collection == ENTRIES)
    return {int(record): number for record, number in connection.execute(statement)}


def _redaction_faults(entry: Columns, by: int | None) -> Iterator[str]:
    if entry["body"] is None and by is None:
        yield "its body is gone, and no entry says that it was redacted"
    if entry["body"] is not None and by is not None:
        yield f"holds its body, though entry {by} says that it was redacted"


def _link_faults(entry: Columns, last: Head) -> Iterator[str]:
    if entry["number"] != last.number + 1:
        yield f"follows entry {last.number}: what stood between is gone"
    elif entry["previous"] != last.hash:
        yield "does not follow the hash of the entry before"
    if hash_of(entry) != entry["hash"]:
        yield "its hash is not that of its columns"
    if (entry["body"] is None) != (entry["salt"] is None):
        yield "has a body without its salt, or a salt without its body"
    elif entry["body"] is not None and not _is_digest(entry):
        yield "its body is not what its digest was made of"
    if entry["at"] < last.at:
        yield "its time is before that of the entry before"
    if entry["form"] > ENTRY_FORM:
        yield f"its form is {entry['form']}; this program knows forms up to {ENTRY_FORM}"


def _is_digest(entry: Columns) -> bool:
    try:
        made = digest_of(entry["salt"], entry["body"])
    except ValueError:
        # No program of ours has written this salt.
        return False
    return bool(made == entry["digest"])


def _form_faults(connection: Connection) -> Iterator[str]:
    form = stored_form(connection)
    if form not in {None, document_form()} and queued_form(connection) != document_form():
        yield f"the documents have form {form}, this program's is {document_form()}: {MENDS}"


def _record_faults(connection: Connection, record_type: RecordType) -> Iterator[str]:
    statement = select(*COLUMNS).where(Entry.collection == record_type.collection).order_by(Entry.record, Entry.version)
    piece: list[Folded] = []
    for record, entries in groupby(_stream(connection, statement), key=lambda entry: str(entry["record"])):
        piece.append(_folded(record_type, record, entries))
        if len(piece) == PIECE:
            yield from piece_faults(connection, record_type, piece)
            piece = []
    yield from piece_faults(connection, record_type, piece)


def _folded(record_type: RecordType, record: str, entries: Iterator[Columns]) -> Folded:
    """Return what a record's entries add up to. Where a body counts that is redacted or broken: that it is there."""
    folded = Folded(record)
    version = 0
    for entry in entries:
        if entry["version"] != version + 1:
            folded.faults.append(f"version {entry['version']} follows version {version}")
        version = entry["version"]
        if entry["part"] is None and entry["operation"] in ENDS:
            folded.state, folded.exists, folded.known = None, False, True
            continue
        folded.exists = True
        if not folded.known:
            continue
        try:
            folded.state = fold(record_type, folded.state, entry, body_of(record_type, entry))
        except BROKEN as error:
            folded.known = False
            folded.faults.append(f"entry {entry['number']} cannot be read: {type(error).__name__}")
    folded.known = folded.known and (folded.state is None or is_known(folded.state))
    return folded


def _stray_faults(connection: Connection) -> Iterator[str]:
    """Yield what stands in tables and was never entered, and entries of collections that are not known."""
    known = [ENTRIES, CALENDAR, *(record_type.collection for record_type in all_record_types())]
    for collection in connection.scalars(select(Entry.collection).where(Entry.collection.not_in(known)).distinct()):
        yield f"{collection}: this program knows no such collection, but has entries of it"
    for record_type in all_record_types():
        table = core_table(record_type.table)
        entered = exists().where(Entry.collection == record_type.collection, Entry.record == table.c.id)
        for record in connection.scalars(select(table.c.id).where(~entered).order_by(table.c.id)):
            yield f"{record_type.collection}/{record}: is in the tables, and has no entries"
    reference = RecordReference
    entered = exists().where(Entry.collection == reference.from_collection, Entry.record == reference.from_record)
    strays = select(reference.from_collection, reference.from_record).where(~entered).distinct()
    for collection, record in connection.execute(strays.order_by(*strays.selected_columns)):
        yield f"{collection}/{record}: has references, and no entries"
