"""The projection behind reconciliation: every name and code of the records that are called by names, folded.

It answers what the index of words cannot: which records have exactly this name, in any language, and whether others do.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, bindparam, delete, insert

from app.db.statements import OneOf, Query, core_table
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType, all_record_types
from app.ledger.model.rows.state_rows import load_states
from app.ledger.model.shapes import Values
from app.ledger.projections.projections import Entered, Projection, register_projection
from app.tables.ledger.names import NAME_USES, RecordName
from app.values.search.words import name_key

_TABLE = core_table(RecordName)
_FORGET = Query(
    delete(_TABLE).where(_TABLE.c.collection == bindparam("of_collection"), OneOf(_TABLE.c.record, "records"))
)
_NEW = Query(insert(_TABLE))


def name_keys(record_type: RecordType, written: Values) -> dict[str, str]:
    """Return the keys of a record's names and codes, each with its best use."""
    found: dict[str, str] = {}
    named = () if record_type.names is None else record_type.names(written)
    for use, text in sorted(named, key=lambda one: NAME_USES.index(one[0])):
        if key := name_key(text):
            found.setdefault(key, use)
    return found


def _clear(connection: Connection) -> None:
    connection.execute(delete(_TABLE))


def _project(connection: Connection, entries: Sequence[Entered]) -> None:
    touched: dict[str, dict[str, None]] = {}
    for entry in entries:
        touched.setdefault(entry.collection, {})[entry.record] = None
    for record_type in all_record_types():
        if record_type.names is not None and (ids := list(touched.get(record_type.collection, {}))):
            _FORGET.write(connection, [{"of_collection": record_type.collection, "records": ids}])
            states = load_states(connection, record_type, ids).values()
            if rows := [row for state in states for row in _rows(record_type, state)]:
                _NEW.write(connection, rows)


def _rows(record_type: RecordType, state: State) -> Iterator[Values]:
    for key, use in name_keys(record_type, state.written).items():
        yield {"collection": record_type.collection, "name_key": key, "record": state.id, "use": use}


NAMES = register_projection(Projection("names", 1, _clear, _project))
