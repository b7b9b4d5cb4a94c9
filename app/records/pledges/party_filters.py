"""What is asked of the parties and meetings of pledges: of one and the same, where several filters speak of it."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from sqlalchemy import ColumnElement, select

from app.records.base.lists.bindings import Binding, OfParty, key_column
from app.records.base.lists.filters import (
    Binds,
    Counted,
    Filter,
    among,
    binds_of,
    clauses,
    held_by,
    of_one_row,
    or_without,
    without,
)
from app.records.pledges.derived import deadlines, rollup
from app.tables import pledges as tables
from app.vocabulary import PartyRole

FLAGGED = ("fulfilled_late", "is_reversal", "overridden")
OF_STANDINGS = frozenset(
    {
        "status",
        *deadlines.OF_PARTIES,
        *FLAGGED,
        *(f"not_{name}" for name in FLAGGED),
        *("unknown_because", without("unknown_because"), or_without("unknown_because")),
    }
)
"""Filters by where a pledge stands: of a party that is named beside them, where that one stands."""

OWING = frozenset({"promisor", "promisor_under"})
"""Filters by who owes a pledge: several must hold of one and the same."""


OF_MEETINGS = {"meeting": held_by("meeting"), "meeting_role": held_by("role")}
"""Filters by meetings: beside one another they hold of one and the same."""


def conditions_of(filters: Mapping[str, Filter], active: Counted, binding: Binding) -> list[ColumnElement[bool]]:
    """Return the clauses of the filters of pledges.

    A meeting and its role must be those of one item, and what is asked of a party must hold of one and the same.
    """
    together, rest = of_one_row(active, binding, tables.PledgeMeeting, OF_MEETINGS)
    return [*_of_parties(filters, rest, binding), *together]


def _of_parties(filters: Mapping[str, Filter], active: Counted, binding: Binding) -> list[ColumnElement[bool]]:
    """Return the clauses of filters, those of a party as one: what is asked must hold of one and the same.

    Where a promisor is named, where it stands is asked, and whether the pledge counts for it; else of an implementer
    that is named, where that one stands.
    """
    judged = [pair for pair in active if pair[0] in OF_STANDINGS]
    owing = [pair for pair in active if pair[0] in OWING]
    rolled = [pair for pair in active if owing and pair[0] == rollup.NAME]
    named = owing or [pair for pair in active if pair[0] == "implementer"]
    if not named or (not judged and not rolled and len(owing) < len(OWING)):
        return clauses(filters, active, binding)
    standings = binding.owing(tables.Standing) if owing else binding.table(tables.Standing)
    role = standings.c.is_promisor if owing else standings.c.is_implementer
    subjects = [among(standings.c.subject, ids) for ids in named_parties(named, OWING | {"implementer"})]
    of_party = clauses(filters, judged, OfParty(binding, standings))
    of_party += [binding.counts_for(standings, binds_of(*asked)[0], rollup.counts_for) for asked in rolled]
    rest = [pair for pair in active if pair not in [*judged, *rolled, *named]]
    found = select(key_column(standings)).where(*subjects, role.is_(True), *of_party)
    return [*clauses(filters, rest, binding), binding.key.in_(found)]


def named_parties(active: Counted, names: AbstractSet[str]) -> Iterator[Binds]:
    """Yield the ids of those whom each filter by parties that has one of the names asks for."""
    return (binds_of(name, count) for name, count in active if name in names)


def is_party(binding: Binding, ids: Binds) -> ColumnElement[bool]:
    """Return the clause that one of those who have the ids is a party to the pledge."""
    parties = binding.table(tables.Party)
    return binding.is_in([binding.key], select(key_column(parties)).where(among(parties.c.participant, ids)))


def is_owed_by(binding: Binding, ids: Binds) -> ColumnElement[bool]:
    """Return the clause that one of those who have the ids owes the pledge."""
    parties = binding.table(tables.Party)
    owing = parties.c.role == PartyRole.PROMISOR.value, among(parties.c.participant, ids)
    return binding.is_in([binding.key], select(key_column(parties)).where(*owing))
