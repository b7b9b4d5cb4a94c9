"""How known rows of pledges stand in columns of whole numbers: which columns each field has, and what numbers mean."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

SEGMENT = 4096
"""Entries of the ledger whose pledges share a segment. A pledge is numbered by its first entry."""

END = 2**31 - 1
"""The end of what still holds: after every entry, of which there is room for two milliards."""

NO_DAY = 0
"""Stands where a day is not known: before every day, which are counted from 1 January of the year 1."""

RECORD, SCORE = "record", "score"

HELD = ("pledge", "from_entry", "to_entry")
"""What the rows of every field begin with."""

TERM = (*HELD, "word", "from_day", "to_day")

FAMILIES = {
    "status": "status",
    "basis": "basis",
    "kind": "kind",
    "strength": "strength",
    "disputed": "disputed",
    "topic": "topic",
    "meeting": "meeting",
    "source": "source",
    "promisor": "participant",
    "promisee": "participant",
    "participant": "participant",
}
"""The fields of terms that stand in columns, each with the words it shares numbers with: all but tags, which are words
of those who wrote them, and would stay here when they are redacted."""

SCORE_FAMILIES = {
    "party": "participant",
    "axis": "axis",
    "assessor": "participant",
    "assessor_kind": "assessor_kind",
}

LAYOUT: Mapping[str, tuple[str, ...]] = {
    RECORD: (*HELD, "first_day", "due_last_day", "updated_at"),
    SCORE: (*HELD, *SCORE_FAMILIES, "score", "period_first_day", "period_last_day", "entry"),
    **dict.fromkeys(FAMILIES, TERM),
}


def families_of(field: str) -> Iterable[str]:
    """Return the families of the words whose numbers stand in the columns of a field."""
    if field == SCORE:
        return SCORE_FAMILIES.values()
    return [FAMILIES[field]] if field in FAMILIES else []


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def day_number(day: str | None) -> int:
    """Return the number of a day."""
    return NO_DAY if day is None else date.fromisoformat(day).toordinal()


def instant_number(instant: str) -> int:
    """Return the number of an instant: its microseconds since 1970."""
    return (datetime.fromisoformat(instant) - _EPOCH) // timedelta(microseconds=1)


def months_of(days: NDArray[Any]) -> NDArray[np.int64]:
    """Return the months that days lie in, counted from January of the year 1, which is 0."""
    since = (days.astype(np.int64) - _EPOCH.toordinal()).astype("datetime64[D]").astype("datetime64[M]")
    return since.astype(np.int64) + (_EPOCH.year - 1) * 12
