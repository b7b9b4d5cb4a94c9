"""Days and values as positions in a drawing, and where an axis is marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

MOST_TICKS = 8
SHORTEST = timedelta(days=60)
"""What an axis of days spans at least: a single day has no scale."""

NEAR = 0.7
"""An axis begins with zero unless all values are within this share of each other."""

MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)
"""How many months may lie between two ticks."""


@dataclass(frozen=True)
class Days:
    """An axis of days: from `first` at the position `start` to `last` at `end`."""

    first: date
    last: date
    start: float
    end: float

    def place(self, day: date) -> float:
        """Return where a day stands; those beyond the axis stand at its ends."""
        part = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return round(self.start + part * (self.end - self.start), 1)

    def ticks(self) -> list[date]:
        """Return the first days of years, or of months where it spans few, at which the axis is marked."""
        months = _month(self.last) - _month(self.first)
        step = next((step for step in MONTHS if months / step < MOST_TICKS), MONTHS[-1])
        begin = -(-(_month(self.first) + (self.first.day > 1)) // step) * step
        found = [_first_day(month) for month in range(begin, _month(self.last) + 1, step)]
        return [day for day in found if self.first <= day <= self.last]


def days_axis(days: Iterable[date], start: float, end: float) -> Days:
    """Return an axis on which all days have their place, with some room around them."""
    found = sorted(days)
    first, last = found[0], found[-1]
    room = max((last - first) / 20, (SHORTEST - (last - first)) / 2)
    return Days(_moved(first, -room), _moved(last, room), start, end)


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


@dataclass(frozen=True)
class Values:
    """An axis of values: from `low` at the position `start` to `high` at `end`."""

    low: float
    high: float
    start: float
    end: float
    step: float

    def place(self, value: float) -> float:
        """Return where a value stands."""
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 1)

    def ticks(self) -> list[float]:
        """Return the round values at which the axis is marked."""
        count = round((self.high - self.low) / self.step)
        return [round(self.low + index * self.step, 10) for index in range(count + 1)]


def values_axis(values: Sequence[float], start: float, end: float) -> Values:
    """Return an axis on which all values have their place: from zero, where it is near, in round steps."""
    low, high = min(values), max(values)
    if 0 < low < high * NEAR or low == high > 0:
        low = 0.0
    elif low * NEAR < high < 0 or low == high < 0:
        high = 0.0
    if low == high:
        high = low + 1
    step = _round_step((high - low) / 5)
    return Values(floor(low / step) * step, ceil(high / step) * step, start, end, step)


def _round_step(least: float) -> float:
    """Return the least of 1, 2 and 5, times a power of ten, that is not below what is given."""
    power: float = 10.0 ** floor(log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))
