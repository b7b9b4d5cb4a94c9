"""Which keepers the histories of a collection have: those of every collection, and its own."""

from collections.abc import Callable, Iterable

from app.db.statements import core_table
from app.ledger.model.record_type import RecordType
from app.records.base.history.citation_history import CITATIONS, CitationsKeeper, DisputesKeeper
from app.records.base.history.keepers import FactsKeeper, Keeper, NestedKeeper, ReferencesKeeper, UpdatesKeeper
from app.tables.history import TWINS

_own: dict[str, Callable[[], Iterable[Keeper]]] = {}


def register_histories(collection: str, keepers: Callable[[], Iterable[Keeper]]) -> None:
    """Make the keepers known that a collection has beside those of every collection."""
    _own[collection] = keepers


def keepers_of(record_type: RecordType) -> Iterable[Keeper]:
    """Yield the keepers of a collection's histories, new ones each time."""
    yield FactsKeeper(record_type)
    yield ReferencesKeeper(record_type)
    yield UpdatesKeeper(record_type)
    yield DisputesKeeper(record_type)
    for nested_table in record_type.nested_tables:
        if nested_table.field == CITATIONS:
            yield CitationsKeeper(record_type, nested_table)
        elif core_table(nested_table.table) in TWINS:
            yield NestedKeeper(nested_table)
    yield from _own.get(record_type.collection, tuple)()
