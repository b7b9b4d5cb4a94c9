"""In which fields a candidate agrees with the item of the gold that it stands for.

A field is compared where one of the two says something: any program would agree that most promises have neither a day
nor a number. Days agree if the latest that is meant is the same: "by the end of 2027" is 2027 and 2027-12-31.
"""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.values.search.words import name_key
from app.values.times.edtf import span
from app.vocabulary import Measure, PartyRole
from benchmarks.intake.gold import GoldItem, GoldPledge, GoldStatement, GoldTarget
from benchmarks.intake.proposals import Candidate, Names, Values

Compared = tuple[bool, str, str]
"""Whether a field agrees, what is right, what was proposed."""

Compare = Callable[[Any, Values, Names], Compared | None]


def _same(right: tuple[Hashable, ...], proposed: Hashable, empty: Hashable) -> Compared | None:
    """Compare; None where the field is not scored or neither says something."""
    if not right or (proposed == empty and empty in right):
        return None
    return proposed in right, " or ".join(_shown(one) for one in right), _shown(proposed)


def _shown(value: Hashable) -> str:
    if isinstance(value, frozenset | tuple):
        return "+".join(sorted(_shown(one) for one in value)) or "nobody"
    return "nothing" if value is None else str(value)


def _word(field: str) -> Compare:
    def compare(item: Any, draft: Values, _names: Names) -> Compared | None:
        return _same(getattr(item, field), draft.get(field), None)

    return compare


def _parties(field: str, role: PartyRole) -> Compare:
    def compare(item: Any, draft: Values, names: Names) -> Compared | None:
        parties = draft.get("parties") or ()
        owed = {party.get("participant") for party in parties if party.get("role") == role.value}
        return _same(getattr(item, field), frozenset(names.of(one) for one in owed if one), frozenset())

    return compare


def latest_day(edtf: str | None) -> date | None:
    """Return the last day that a date may mean. Raise `ValueError` where it is no date."""
    return span(edtf)[1] if edtf else None


def _due(item: GoldPledge, draft: Values, _names: Names) -> Compared | None:
    proposed, days = draft.get("due"), tuple(latest_day(one) for one in item.due)
    try:
        return _same(days, latest_day(proposed), None)
    except ValueError:
        return _same(days, proposed, None)


def _conditional(item: GoldPledge, draft: Values, _names: Names) -> Compared | None:
    return _same(item.conditional, bool(draft.get("conditions") or draft.get("conditional")), empty=False)


def _targets(item: GoldPledge, draft: Values, _names: Names) -> Compared | None:
    proposed = [one for one in draft.get("targets") or () if one.get("measure") != Measure.BOOLEAN.value]
    if not item.targets or (not proposed and () in item.targets):
        return None
    agreed = any(
        len(right) == len(proposed) and all(any(_is_target(one, other) for other in proposed) for one in right)
        for right in item.targets
    )
    return agreed, " or ".join(_numbers(right) for right in item.targets), _numbers(map(_target, proposed))


def _is_target(right: GoldTarget, proposed: Values) -> bool:
    told = _target(proposed)
    return (
        (_measure(right), right.value, right.lower, right.upper) == (_measure(told), told.value, told.lower, told.upper)
        and right.direction in {None, told.direction}
        and (right.unit is None or name_key(right.unit) == name_key(told.unit or ""))
    )


def _measure(target: GoldTarget) -> Measure:
    """Return in what a target is measured: a change that is counted in percent is one by a share."""
    is_share = target.measure is Measure.COUNT and target.unit == "percent"
    return Measure.PERCENTAGE if is_share else target.measure


def _target(values: Values) -> GoldTarget:
    numbers = {
        field: None if values.get(field) is None else Decimal(str(values[field]))
        for field in ("value", "lower", "upper")
    }
    return GoldTarget(measure=values["measure"], direction=values.get("direction"), unit=values.get("unit"), **numbers)


def _numbers(targets: Any) -> str:
    told = [[one.direction, one.value, one.lower, one.upper, one.unit] for one in targets]
    return " and ".join(" ".join(str(part) for part in one if part is not None) for one in told) or "nothing"


def _thing_made(item: GoldPledge, draft: Values, _names: Names) -> Compared | None:
    proposed = any(one.get("measure") == Measure.BOOLEAN.value for one in draft.get("targets") or ())
    return _same(item.thing_made, proposed, empty=False)


def _speaker(item: GoldStatement, draft: Values, names: Names) -> Compared | None:
    speaker = draft.get("speaker")
    return _same(item.speakers or (None,), names.of(speaker) if speaker else None, None)


def _attributed_to(item: GoldStatement, draft: Values, _names: Names) -> Compared | None:
    """Compare by words: one of the two has at least half of its words in common with the other."""
    right, proposed = item.attributed_to, draft.get("attributed_to")
    if not right and not proposed:
        return None
    words, others = set(name_key(right or "").split()), set(name_key(proposed or "").split())
    alike = bool(words and others) and 2 * len(words & others) >= min(len(words), len(others))
    return alike, right or "nothing", proposed or "nothing"


PLEDGE_FIELDS: Mapping[str, Compare] = {
    "promisor": _parties("promisors", PartyRole.PROMISOR),
    "promisee": _parties("promisees", PartyRole.PROMISEE),
    "kind": _word("kind"),
    "strength": _word("strength"),
    "origin": _word("origin"),
    "precision": _word("precision"),
    "conditional": _conditional,
    "due": _due,
    "target": _targets,
    "thing made": _thing_made,
}
STATEMENT_FIELDS: Mapping[str, Compare] = {
    "statement kind": _word("kind"),
    "speaker": _speaker,
    "attributed to": _attributed_to,
}


def compared(item: GoldItem, candidate: Candidate, names: Names) -> dict[str, Compared]:
    """Return how the fields compare in which one of the two says something."""
    fields = PLEDGE_FIELDS if isinstance(item, GoldPledge) else STATEMENT_FIELDS
    found = {field: compare(item, candidate.draft, names) for field, compare in fields.items()}
    return {field: one for field, one in found.items() if one is not None}
