"""Fields of a pledge as its amendments made them, day by day: what parts of every type may depend on."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from operator import itemgetter
from typing import Any

from app.ledger.model.record_state import PartState, State
from app.values.sort_keys import day_of_part

AMENDMENTS = "amendments"
"""The part type of amendments."""


def order(amendment: PartState) -> tuple[str, int]:
    """Return what amendments are ordered by: the last day of effective_on or that of recording, then their entry."""
    day = amendment.scheduled_for or day_of_part(amendment.written["effective_on"], amendment.recorded_at)
    return day or "", amendment.entry


def in_order(state: State) -> list[PartState]:
    """Return the amendments of a pledge that stand, in order."""
    parts = state.parts.get(AMENDMENTS)
    return sorted((part for part in parts.values() if part.stands), key=order) if parts else []


def course(state: State, field: str) -> list[tuple[str, Any]]:
    """Return what a field was one after the other, each with the day from which on; at first, from the empty day on."""
    if not state.parts.get(AMENDMENTS):
        return [("", state.written[field])]
    amended = [amendment for amendment in in_order(state) if field in amendment.written["changes"]]
    return [("", state.written[field]), *((order(one)[0], one.written["changes"][field]) for one in amended)]


def on_day(steps: Sequence[tuple[str, Any]], day: str) -> Any:
    """Return what a field was on a day of its course."""
    if len(steps) == 1:
        return steps[0][1]
    return steps[bisect_right(steps, day, key=itemgetter(0)) - 1][1]


def in_force(state: State, field: str, day: str | None = None) -> Any:
    """Return what a field is by its amendments, or was on a day. The amendments were read."""
    steps = course(state, field)
    return steps[-1][1] if day is None else on_day(steps, day)


def amended_fields(state: State) -> Collection[str]:
    """Return the fields that amendments have changed; of those that were not read, what was kept."""
    if state.kept is not None and not state.holds(AMENDMENTS):
        kept: Collection[str] = state.kept.document["amended"]
        return kept
    return dict.fromkeys(field for amendment in in_order(state) for field in amendment.written["changes"])
