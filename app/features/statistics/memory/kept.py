"""What is kept of now: of each pledge, and of each promisor of it, one row with all that clauses ask of it.

To look that up takes longer than to count. So its columns, and what is derived of other records, are kept under the
names by which filters ask for them.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, literal, or_, select, true
from typing_extensions import override

from app.db.statements import core_table
from app.features.statistics.memory.counted_at_once import CountedAtOnce
from app.records.base.lists.bindings import OF_PARTY, WORLD_DAY, Binding, Derived, key_column
from app.records.base.lists.filters import binds_of
from app.records.pledges.derived import rollup
from app.records.pledges.queries import COLLECTION
from app.tables.pledges import Link, Party, Pledge, Standing
from app.vocabulary import LinkType, PartyRole, Rollup

ROLLUPS = (Rollup.LEAVES, Rollup.WHOLES)
"""Those by which pledges are left out: whether one counts with each is kept under its word."""

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
    """Return what is kept of each pledge: all that filters ask, its day in the world, and whether it counts."""
    noting = _Noting()
    for name, known in COLLECTION.filters.items():
        known.clause(noting, binds_of(name, 2))
    noting.column(WORLD_DAY)
    return noting.noted | {word.value: _counting(word) for word in ROLLUPS}


def _counting(word: Rollup) -> Derived:
    by = literal(word.value, String())
    return lambda binding: _if_related(binding, binding.key, rollup.FILTER.clause(binding, [by]))


def _if_related(binding: Binding, pledge: ColumnElement[str], counts: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether a pledge counts: of the many that are neither whole nor part, that need not be worked out."""
    links = binding.table(Link).alias()
    found = select(links.c.to_pledge).where(links.c.type == LinkType.PART_OF.value)
    related = or_(
        *(binding.is_in([pledge], found.with_only_columns(key)) for key in (key_column(links), links.c.to_pledge))
    )
    return case((related, counts), else_=true())


def of_pledges(binding: Binding) -> Select[Any]:
    """Return what selects the rows of pledges."""
    shown: list[ColumnElement[Any]] = [binding.key.label(KEY)]
    shown += [derived(binding).label(name) for name, derived in told_of_pledges().items()]
    there = binding.is_there()
    return select(*shown).select_from(binding.source).where(*there)


def of_promisors(binding: Binding) -> Select[Any]:
    """Return what selects the rows of promisors of pledges: where each stands itself, and whether it counts for it."""
    parties, standings = binding.table(Party).alias(), binding.table(Standing).alias()
    pair = key_column(parties), parties.c.participant
    own = [standings.c[name] for name in sorted(OF_PARTY)]
    counts = [
        _if_related(binding, pair[0], rollup.counts_for(*pair, binding, literal(word.value, String()))).label(
            word.value
        )
        for word in ROLLUPS
    ]
    same = and_(key_column(standings) == pair[0], standings.c.subject == pair[1])
    owing = parties.c.role == PartyRole.PROMISOR.value
    shown = select(pair[0].label(KEY), pair[1].label("promisor"), *own, *counts)
    return shown.join_from(parties, standings, same).where(owing)
