"""What follows from hundreds of amendments and status changes of one pledge, found in little time."""

import sys
from typing import Any

import pytest

from app.ledger.model.record_state import PartState, State
from app.records.base.amended import course, in_force, on_day
from app.records.pledges.status.histories import follows

PARTY = {"participant": "guatemala", "role": "promisor"}


def pledge(amendments: int, changes: int) -> State:
    """Return a pledge whose due moved each year from 2001 on, and that was fulfilled every other year from 2000 on."""
    parts: dict[str, dict[str, PartState]] = {"amendments": {}, "status_changes": {}}
    for number in range(amendments):
        written: dict[str, Any] = {"effective_on": f"{2001 + number}", "changes": {"due": f"{2003 + number}"}}
        parts["amendments"][f"a{number}"] = PartState(f"a{number}", written, number, "9999-01-01T00:00:00Z", "", 1)
    for number in range(changes):
        status = ("fulfilled", "in_progress")[number % 2]
        written = {"effective_on": f"{2000 + number}-06-01", "status": status, "party": None}
        parts["status_changes"][f"c{number}"] = PartState(f"c{number}", written, number, "9999-01-01T00:00:00Z", "", 1)
    return State("pledge", 1, "", "", {"due": "1999", "joint": "several", "parties": [PARTY]}, parts)


def calls(state: State) -> int:
    """Return how many functions are called to tell what follows."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        follows(state)
    finally:
        sys.setprofile(before)
    return counted


def test_a_field_has_a_course() -> None:
    state = pledge(3, 0)
    steps = course(state, "due")
    assert steps == [("", "1999"), ("2001-12-31", "2003"), ("2002-12-31", "2004"), ("2003-12-31", "2005")]
    assert in_force(state, "due") == "2005"


@pytest.mark.parametrize(
    ("day", "due"),
    [("", "1999"), ("2001-12-30", "1999"), ("2001-12-31", "2003"), ("2003-01-01", "2004"), ("2050-01-01", "2005")],
)
def test_a_day_has_what_was_amended_by_then(day: str, due: str) -> None:
    state = pledge(3, 0)
    assert on_day(course(state, "due"), day) == due
    assert in_force(state, "due", day) == due


def test_lateness_goes_by_what_was_due_on_the_day() -> None:
    told = follows(pledge(3, 9))
    late = {change: said["fulfilled_late"] for change, said in told.items() if said["fulfilled_late"]}
    # Fulfilled in 2000, 2002, 2004, 2006, 2008; due in 1999, from the end of 2001 on in 2003, 2004, 2005.
    assert late.keys() == {"c0", "c6", "c8"}


def test_twice_as_many_take_about_twice_as_long() -> None:
    """Regression: each change sorted all amendments anew, so 500 of one pledge and 250 of the other held the writer."""
    # What is made of a date is kept: once all of them were seen, it is the same whatever ran before.
    calls(pledge(200, 400))
    assert calls(pledge(200, 400)) < 3 * calls(pledge(100, 200))
