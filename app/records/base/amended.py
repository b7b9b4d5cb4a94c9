"""Fields of a pledge as its amendments made them, day by day: what parts of every type may depend on."""

from collections.abc import Collection
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
    parts = state.parts.get(AMENDMENTS, {}).values()
    return sorted((part for part in parts if part.stands), key=order)


def in_force(state: State, field: str, day: str | None = None) -> Any:
    """Return what a field is by its amendments, or was on a day. The amendments were read."""
    value = state.written[field]
    for amendment in in_order(state):
        if day is None or order(amendment)[0] <= day:
            value = amendment.written["changes"].get(field, value)
    return value


def amended_fields(state: State) -> Collection[str]:
    """Return the fields that amendments have changed; of those that were not read, what was kept."""
    if state.kept is not None and not state.holds(AMENDMENTS):
        kept: Collection[str] = state.kept.document["amended"]
        return kept
    return dict.fromkeys(field for amendment in in_order(state) for field in amendment.written["changes"])
