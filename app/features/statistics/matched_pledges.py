"""The pledges that match, and the pairs of these and their promisors, as parts of statements."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import CTE, BindParameter, ColumnElement, Label, Select, bindparam, select

from app.audience import PUBLIC, may_see
from app.features.statistics.memory.bindings import AtMoment, Promisors
from app.features.statistics.request import FILTERS, TODAY, Selection
from app.records.base.lists.bindings import Binding, OfParty, day_bind
from app.records.base.lists.filters import among, binds_of, clauses
from app.records.pledges.derived import rollup
from app.records.pledges.derived.deadlines import is_due
from app.records.pledges.party_filters import OF_STANDINGS, OWING, named_parties
from app.records.pledges.queries import COLLECTION

More = Callable[[Binding], Iterable[Label[Any]]]
"""Gives what else is shown of pledges, by name."""


def matched(
    selection: Selection, *columns: str, more: Callable[[AtMoment], Iterable[Label[Any]]] = lambda _binding: ()
) -> CTE:
    """Return the pledges that match, with some of their columns and what follows from them."""
    binding = selection.bind()
    shown = [*_shown(binding, columns), *more(binding)]
    conditions = [*_there(binding), *COLLECTION.conditions(FILTERS, selection.filters, binding)]
    return select(*shown).select_from(binding.source).where(*conditions).cte("matched")


def _there(binding: Binding) -> list[ColumnElement[bool]]:
    """Return the clauses of what is counted: what was there, and everybody may see."""
    return [*binding.is_there(), *may_see(PUBLIC, COLLECTION.record_type.collection, binding.key)]


def due(binding: Binding) -> Iterator[Label[bool]]:
    """Yield whether a pledge is due on the day that is asked about, or today."""
    yield is_due(binding, today_bind()).label("due")


def today_bind() -> BindParameter[Any]:
    """Return the parameter of the day that is asked about, or today."""
    return bindparam(TODAY, type_=day_bind().type)


def promised(
    selection: Selection,
    *columns: str,
    own: bool,
    named: bool = False,
    more: More = lambda _binding: (),
    until: Callable[[Promisors], Label[Any]] | None = None,
) -> CTE:
    """Return each pair of a pledge that matches and a promisor of it, with whether it is due and columns of the pledge.

    A pledge is no pair with a promisor for whom it does not count. `own`: with the promisor's own status, which the
    filters by status are then about. Where promisors are named, those filters choose the pledges as well: one of the
    named must stand there. `named`: the pairs of these alone. `more` is
    shown of each promisor that has its own status, `until` of each promisor.
    """
    binding, filters, names = selection.bind(), selection.filters, selection.names
    shown = [*_shown(binding, columns), *due(binding)]
    # Of an implementer that is named alone, where it stands chooses the pledges; promisors are counted as they stand.
    of_implementer = "implementer" in names and not names & OWING
    judged = [pair for pair in filters if own and pair[0] in OF_STANDINGS and not of_implementer]
    rolled = [pair for pair in filters if pair[0] == rollup.NAME]
    of_pledge = filters if names & OWING else [pair for pair in filters if pair not in [*judged, *rolled]]
    conditions = [*_there(binding), *COLLECTION.conditions(FILTERS, of_pledge, binding)]
    promisors = binding.promisors()
    conditions += [promisors.counts(binds_of(*asked)[0]) for asked in rolled]
    if named:
        conditions += [among(promisors.promisor, ids) for ids in named_parties(filters, OWING)]
    if own:
        # Before the source is taken: columns that are asked for are joined to it.
        conditions += clauses(FILTERS, judged, OfParty(binding, promisors.standings))
        shown += more(OfParty(binding, promisors.standings))
    # Before they are put beside the pledges: what is asked of them may be joined to them.
    shown += [] if until is None else [until(promisors)]
    source = promisors.beside(binding.source, binding.key, own=own)
    shown.append(promisors.promisor.label("promisor"))
    if own:
        shown += [promisors.standings.c[name].label(name) for name in ("status", "unknown_because")]
    return select(*shown).select_from(source).where(*conditions).cte("promised")


def with_promisors(pledges: CTE, selection: Selection) -> Select[Any]:
    """Return pledges that match, each with each promisor for whom it counts."""
    promisors = selection.bind().promisors()
    counts = [promisors.counts(binds_of(*asked)[0]) for asked in selection.filters if asked[0] == rollup.NAME]
    source = promisors.beside(pledges, pledges.c.pledge, own=False)
    return select(*pledges.c, promisors.promisor.label("promisor")).select_from(source).where(*counts)


def _shown(binding: Binding, columns: tuple[str, ...]) -> list[Label[Any]]:
    return [binding.key.label("pledge"), *(binding.column(name).label(name) for name in columns)]
