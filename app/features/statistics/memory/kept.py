"""What is kept of now: of each pledge, and of each promisor of it, one row with all that clauses ask of it.

To look that up takes longer than to count. So its columns, and what is derived of other records, are kept under the
names by which filters ask for them.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, literal, select
from typing_extensions import override

from app.db.statements import core_table
from app.features.statistics.memory.counted_at_once import CountedAtOnce
from app.records.base.lists.bindings import OF_PARTY, WORLD_DAY, Binding, Derived, key_column
from app.records.base.lists.filters import binds_of
from app.records.pledges.derived import rollup
from app.records.pledges.queries import COLLECTION
from app.tables.pledges import Party, Pledge, Standing
from app.vocabulary import PartyRole, Rollup

ROLLUPS = (Rollup.LEAVES, Rollup.WHOLES)
"""Those by which pledges are left out: the day since which one does not count with each is kept under its word."""

KEY = "pledge"


class _Noting(CountedAtOnce):
    """Notes what clauses ask of the pledges."""

    def __init__(self) -> None:
        super().__init__(COLLECTION.record_type.collection, core_table(Pledge), COLLECTION.dated)
        self.noted: dict[str, Derived] = {}

    @override
    def column(self, name: str) -> ColumnElement[Any]:
        self.noted[name] = lambda binding: binding.column(name)
        return super().column(name)

    @override
    def derived(self, name: str, told: Derived) -> ColumnElement[Any]:
        self.noted[name] = told
        # What that asks itself need not be kept.
        return told(self.again())

    @override
    def again(self) -> Binding:
        return COLLECTION.past()


@cache
def told_of_pledges() -> Mapping[str, Derived]:
    """Return what is kept of each pledge: all that filters ask, its day in the world, and the day it counts until."""
    noting = _Noting()
    for name, known in COLLECTION.filters.items():
        known.clause(noting, binds_of(name, 2))
    noting.column(WORLD_DAY)
    return noting.noted | {word.value: _ceasing(word) for word in ROLLUPS}


def _ceasing(word: Rollup) -> Derived:
    by = literal(word.value, String())
    return lambda binding: rollup.ceased(binding, by, word.value)


def of_pledges(binding: Binding) -> Select[Any]:
    """Return what selects the rows of pledges."""
    shown: list[ColumnElement[Any]] = [binding.key.label(KEY)]
    shown += [derived(binding).label(name) for name, derived in told_of_pledges().items()]
    there = binding.is_there()
    return select(*shown).select_from(binding.source).where(*there)


def of_promisors(binding: Binding) -> Select[Any]:
    """Return what selects the rows of promisors of pledges: where each stands itself, and the day it counts until."""
    parties, standings = binding.table(Party).alias(), binding.table(Standing).alias()
    pair = key_column(parties), parties.c.participant
    own = [standings.c[name] for name in sorted(OF_PARTY)]
    elsewhere = {word: rollup.ceased_for(binding, literal(word.value, String())) for word in ROLLUPS}
    source = parties.join(standings, and_(key_column(standings) == pair[0], standings.c.subject == pair[1]))
    for found in elsewhere.values():
        source = source.outerjoin(found, and_(found.c.pledge == pair[0], found.c.promisor == pair[1]))
    ceased = [found.c.since.label(word.value) for word, found in elsewhere.items()]
    shown = select(pair[0].label(KEY), pair[1].label("promisor"), *own, *ceased)
    return shown.select_from(source).where(parties.c.role == PartyRole.PROMISOR.value)
