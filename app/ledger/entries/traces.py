"""Which entries wrote the traced members of records last, as the entries themselves say."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, select

from app.db.statements import OneOf, Query
from app.ledger.entries.history import COLUMNS
from app.ledger.entries.replay import fold
from app.ledger.entries.unknown_content import UnknownContent, body_of
from app.ledger.model.record_state import LastWritten, State
from app.ledger.model.record_type import RecordType
from app.tables.ledger.entries import Entry
from app.vocabulary import Operation

_WHOLE = Query(
    select(*COLUMNS)
    .where(Entry.collection == bindparam("collection"), OneOf(Entry.record, "records"), Entry.part.is_(None))
    .order_by(Entry.record, Entry.version)
)


def traces(
    connection: Connection, record_type: RecordType, ids: Sequence[str]
) -> Mapping[str, Mapping[str, LastWritten]]:
    """Return which entries wrote the traced members of records that are there: parts have none, and are not read."""
    states: dict[str, State | None] = {}
    for entry in _WHOLE.mappings(connection, {"collection": record_type.collection, "records": list(ids)}):
        body = body_of(record_type, entry)
        if entry["operation"] == Operation.MOVE and not isinstance(body, UnknownContent):
            body = {"written": body["written"], "parts": {}}
        states[entry["record"]] = fold(record_type, states.get(entry["record"]), entry, body)
    return {record: state.last_written for record, state in states.items() if state is not None}
