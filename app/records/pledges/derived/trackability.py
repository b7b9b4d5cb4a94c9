"""Whether a pledge has what is needed to follow what comes of it, and what of that is missing."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, String, and_, literal, or_, select

from app.bilingual import Bilingual
from app.ledger.model.shapes import Values
from app.records.base.lists.bindings import Binding, Derived, key_column
from app.records.base.lists.filters import Binds, Filter
from app.records.pledges.amendments.terms import has_baseline
from app.tables.base import Base
from app.tables.pledges import Party, PledgeCitation
from app.vocabulary import PartyRole, Relation, Trackability, TrackabilityItem

RULE = Bilingual(
    "Of five things each counts one: a deadline (the latest day of due), a target with a baseline or criteria, an "
    "implementer, the wording word for word, and a citation that supports the pledge; after what was amended. "
    "trackability is complete where none is missing.",
    "De cinco cosas, cada una cuenta uno: un plazo (el último día de due), una meta con línea de base o criterios, un "
    "ejecutor, el texto palabra por palabra y una cita que apoye el compromiso; según lo que quedó tras las "
    "modificaciones. trackability es complete si no falta ninguna.",
)


def trackability(document: Values) -> Values:
    """Return how much of what is needed is there, given the document of a pledge with what is in force."""
    roles = {party["role"] for party in document["parties"]}
    there = {
        TrackabilityItem.DEADLINE: document["due"] is not None and document["due"]["to"] is not None,
        TrackabilityItem.TARGET_OR_CRITERIA: document["criteria"] is not None or has_baseline(document["targets"]),
        TrackabilityItem.IMPLEMENTER: PartyRole.IMPLEMENTER.value in roles,
        TrackabilityItem.WORDING: document["wording"] is not None,
        TrackabilityItem.SOURCE: any(one["relation"] == Relation.SUPPORTS for one in document["citations"]),
    }
    missing = [item.value for item, is_there in there.items() if not is_there]
    return {"met": len(there) - len(missing), "of": len(there), "missing": missing}


def _nothing(table: type[Base], column: str, value: str) -> Derived:
    """Return the clause that no nested row has a value in a column."""

    def clause(binding: Binding) -> ColumnElement[bool]:
        rows = binding.table(table)
        return ~binding.is_in([binding.key], select(key_column(rows)).where(rows.c[column] == value))

    return clause


_MISSING: Mapping[TrackabilityItem, Derived] = {
    TrackabilityItem.DEADLINE: lambda binding: binding.column("due_last_day").is_(None),
    TrackabilityItem.TARGET_OR_CRITERIA: lambda binding: and_(
        binding.column("has_criteria").is_(False), binding.column("has_baseline").is_(False)
    ),
    TrackabilityItem.IMPLEMENTER: _nothing(Party, "role", PartyRole.IMPLEMENTER.value),
    TrackabilityItem.WORDING: lambda binding: binding.column("has_wording").is_(False),
    TrackabilityItem.SOURCE: _nothing(PledgeCitation, "relation", Relation.SUPPORTS.value),
}


def _told(item: TrackabilityItem, clause: Derived) -> Derived:
    return lambda binding: binding.derived(f"lacks_{item.value}", clause)


MISSING: Mapping[TrackabilityItem, Derived] = {item: _told(item, clause) for item, clause in _MISSING.items()}
"""The clause of each thing that it is missing."""


def _is(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    """Return the clause that something is missing, or nothing, as is asked."""
    incomplete = or_(*(clause(binding) for clause in MISSING.values()))
    wanted = {Trackability.INCOMPLETE: incomplete, Trackability.COMPLETE: ~incomplete}
    return _any(binds, {word.value: clause for word, clause in wanted.items()})


def _misses(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    return _any(binds, {item.value: clause(binding) for item, clause in MISSING.items()})


def _any(binds: Binds, clauses: Mapping[str, ColumnElement[bool]]) -> ColumnElement[bool]:
    """Return the clause that one holds of those that the values name."""
    return or_(*(and_(bind == literal(word, String()), clause) for bind in binds for word, clause in clauses.items()))


FILTERS = {"trackability": Filter(_is), "trackability_missing": Filter(_misses)}
