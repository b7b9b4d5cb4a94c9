"""What follows from assessments: which stand, which are disputed, and what they say together. Pure functions."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from app.ledger.model.record_state import PartState, State
from app.ledger.model.shapes import Values
from app.values.numbers import plain
from app.values.sort_keys import day_of_part
from app.vocabulary import AssessorKind, Axis

PART_TYPE = "assessments"
FOUR_DIGITS = Decimal("0.0001")

Subject = tuple[str, str]
"""A promisor and an axis: what assessments can agree or disagree about."""

Parts = Mapping[str, PartState]


def subject(part: PartState) -> Subject:
    """Return what an assessment is about."""
    return part.written["party"], part.written["axis"]


def order(part: PartState) -> tuple[str, int]:
    """Return what assessments are ordered by: the last day of their period or that of recording, then their entry."""
    return day_of_part(part.written["period"], part.recorded_at) or "", part.entry


def successors(parts: Parts) -> dict[str, str]:
    """Return what supersedes each assessment: the next in its line that was not withdrawn."""
    following: dict[str, list[PartState]] = {}
    for part in parts.values():
        if part.written["supersedes"] is not None:
            following.setdefault(part.written["supersedes"], []).append(part)
    found = {}
    for superseded in following:
        waiting, seen = [superseded], {superseded}
        while waiting:
            nearest = [part for part in following.get(waiting.pop(0), ()) if part.id not in seen]
            seen.update(part.id for part in nearest)
            if standing := [part for part in nearest if part.withdrawn is None]:
                found[superseded] = standing[0].id
                break
            waiting += [part.id for part in nearest]
    return found


def standing(parts: Parts) -> list[PartState]:
    """Return the assessments that are neither withdrawn nor superseded."""
    if not parts:
        return []
    superseded = successors(parts)
    return [part for part in parts.values() if part.withdrawn is None and part.id not in superseded]


def latest(stand: Iterable[PartState]) -> dict[Subject, dict[str, PartState]]:
    """Return the assessment of the latest period, by what it is about and by assessor."""
    found: dict[Subject, dict[str, PartState]] = {}
    for part in sorted(stand, key=order):
        found.setdefault(subject(part), {})[part.written["assessor"]] = part
    return found


def follows(state: State) -> dict[str, Values]:
    """Return the fields of each assessment's document that depend on the others."""
    parts = state.parts.get(PART_TYPE, {})
    superseded, stand = successors(parts), standing(parts)
    last = latest(stand)
    counted = {about: Counter(_score(part) for part in found.values()) for about, found in last.items()}
    return {
        part.id: {
            "superseded_by": superseded.get(part.id),
            "stands": part.withdrawn is None and part.id not in superseded,
            "disputed": part.withdrawn is None
            and part.id not in superseded
            and _is_disputed(part, last[subject(part)], counted[subject(part)]),
        }
        for part in parts.values()
    }


def _score(part: PartState) -> int:
    score: int = part.written["score"]
    return score


def _is_disputed(part: PartState, last: Mapping[str, PartState], scores: Counter[int]) -> bool:
    """Return whether the latest score of any other assessor differs."""
    own = _score(last[part.written["assessor"]]) != _score(part)
    return len(last) - scores[_score(part)] - own > 0


def summaries(state: State) -> dict[str, Values]:
    """Return what the standing assessments say together, by promisor that was assessed and by axis."""
    by_subject: dict[Subject, list[PartState]] = {}
    for part in standing(state.parts.get(PART_TYPE, {})):
        by_subject.setdefault(subject(part), []).append(part)
    found: dict[str, Values] = {}
    for (party, axis), parts in by_subject.items():
        found[party] = found.get(party, NOTHING_STANDS) | {axis: _summary(parts)}
    return found


def _summary(parts: list[PartState]) -> Values:
    others = [part for part in parts if part.written["assessor_kind"] != AssessorKind.SELF_REPORT]
    return _figures(parts) | {"without_self_report": _figures(others)}


def _figures(parts: list[PartState]) -> Values:
    """Return how many there are, the mean of each assessor's latest score, and whether these differ."""
    scores = [_score(part) for found in latest(parts).values() for part in found.values()]
    mean = plain((Decimal(sum(scores)) / len(scores)).quantize(FOUR_DIGITS).normalize()) if scores else None
    return {"number": len(parts), "mean": mean, "disputed": len(set(scores)) > 1}


NOTHING_STANDS: Values = {axis.value: _summary([]) for axis in Axis}
"""What stands of most promisors, shared by their documents."""
