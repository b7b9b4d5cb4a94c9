"""The bar of what came of the promises that are due: a segment an outcome, the unknown by its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.vocabulary import OUTCOMES, UnknownBecause

WIDTH, HEIGHT = 1000, 56
"""Of the bar, in the units of its drawing."""

ROOM_FOR_A_NUMBER = 40

YEARS = 30
"""Bars of a record over time: the latest of them."""


@dataclass(frozen=True)
class Segment:
    """A segment: its outcome, what withholds it of those of which nothing is known, how many, and where it lies."""

    outcome: str
    because: str | None
    number: int
    x: float
    width: float

    @property
    def has_room(self) -> bool:
        """Whether its number can stand in it."""
        return self.width >= ROOM_FOR_A_NUMBER


@dataclass(frozen=True)
class YearBar:
    """What had come of the promises that were due at the end of a period: as long as there were many of them."""

    period: str
    total: int
    segments: list[Segment]


def segments(due: Mapping[str, Any], longest: int | None = None) -> list[Segment]:
    """Return the segments that have anything in them, in the order of outcomes.

    They fill the bar, or the part of it that `due` has of the `longest` of several bars.
    """
    total, x, found = longest or due["total"], 0.0, []
    for outcome, because, number in _numbers(due):
        if number:
            width = WIDTH * number / total
            found.append(Segment(outcome, because, number, x, width))
            x += width
    return found


def year_bars(timeline: Sequence[Mapping[str, Any]]) -> list[YearBar]:
    """Return a bar for each of the last periods at whose end anything was due."""
    shown = [one for one in timeline if one["due"]["total"]][-YEARS:]
    longest = max((one["due"]["total"] for one in shown), default=0)
    return [YearBar(one["period"], one["due"]["total"], segments(one["due"], longest)) for one in shown]


def _numbers(due: Mapping[str, Any]) -> Iterator[tuple[str, str | None, int]]:
    for outcome in OUTCOMES:
        if outcome != "unknown":
            yield outcome, None, due[outcome]
    reasons = {reason.value: due["unknown_because"][reason.value] for reason in UnknownBecause}
    yield "unknown", None, due["unknown"] - sum(reasons.values())
    for reason, number in reasons.items():
        yield "unknown", reason, number
