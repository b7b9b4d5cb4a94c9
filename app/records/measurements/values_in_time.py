"""The value that a target goes by: that of the latest period, or what was measured in all periods together."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from app.ledger.model.record_state import PartState
from app.ledger.model.shapes import Values
from app.values.sort_keys import day_of_part, earliest_day, latest_day
from app.vocabulary import Aggregate


def order(part: PartState) -> tuple[str, int]:
    """Return what measurements are ordered by: the last day of their period or that of recording, then their entry."""
    return day_of_part(part.written["period"], part.recorded_at) or "", part.entry


def value_of(target: Values, measurements: Sequence[PartState], since: str | None) -> Fraction | None:
    """Return the value of a target by its measurements, which are in order, those left out that end before a day."""
    found = [part for part in measurements if since is None or order(part)[0] >= since]
    if not found:
        return None
    if target["aggregate"] == Aggregate.SUM:
        return sum((Fraction(part.written["value"]) for part in _apart(found)), Fraction())
    return Fraction(found[-1].written["value"])


def _apart(measurements: Sequence[PartState]) -> list[PartState]:
    """Return measurements of periods that do not overlap: of those that do the longest, of equal ones the last."""
    taken: list[tuple[str, str]] = []
    found = []
    for part in sorted(measurements, key=_length):
        first, last = _period(part)
        place = bisect_left(taken, (first, first))
        # The period before may reach into this one, or this one into the period after.
        before = taken[place - 1][1] if place > 0 else ""
        after = taken[place][0] if place < len(taken) else "~"
        if before < first and last < after:
            insort(taken, (first, last))
            found.append(part)
    return found


def _period(part: PartState) -> tuple[str, str]:
    period = part.written["period"]
    return earliest_day(period) or date.min.isoformat(), latest_day(period) or date.max.isoformat()


def _length(part: PartState) -> tuple[int, int]:
    first, last = (date.fromisoformat(day) for day in _period(part))
    return (first - last).days, -part.entry
