"""How the meeting that is proposed agrees with those that a text tells of."""

from collections.abc import Iterable
from datetime import date

from app.values.search.words import name_key
from app.values.times.edtf import span
from benchmarks.intake.gold import GoldMeeting
from benchmarks.intake.proposals import Values


def compared_meeting(right: Iterable[GoldMeeting], proposed: Values | None) -> dict[str, bool]:
    """Return in which fields the proposed meeting agrees with that of the text which it agrees with most.

    What neither says is left out; nothing is answered where the text tells of no meeting.
    """
    if proposed is None:
        return {"found": False} if any(True for _ in right) else {}
    found = [{"found": True} | _compared(meeting, proposed) for meeting in right]
    return max(found, key=lambda fields: (sum(fields.values()), -len(fields)), default={})


def _compared(right: GoldMeeting, proposed: Values) -> dict[str, bool]:
    found = {}
    if right.form and proposed.get("form"):
        found["form"] = proposed["form"] in right.form
    for field in ("starts", "ends"):
        days, told = getattr(right, field), proposed.get(field)
        if told is not None or None not in days:
            found[field] = told is not None and any(day is not None and is_within(told, day) for day in days)
    place = proposed.get("place")
    if place is not None or None not in right.place:
        found["place"] = place is not None and any(one is not None and _is_place(place, one) for one in right.place)
    return found


def is_within(proposed: str, right: str) -> bool:
    """Return whether all days that a date may mean are among those that another may mean; false where it is no date."""
    try:
        (first, last), (earliest, latest) = span(proposed), span(right)
    except ValueError:
        return False
    return (earliest or date.min) <= (first or date.min) and (last or date.max) <= (latest or date.max)


def _is_place(one: str, other: str) -> bool:
    words, others = name_key(one), name_key(other)
    return words in others or others in words
