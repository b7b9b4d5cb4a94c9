"""Dates of the world, in EDTF, and what readers get of them. Days and instants of the record: `instants`."""

from datetime import date
from functools import lru_cache
from typing import Annotated, TypedDict

from pydantic import BaseModel, ConfigDict, Field

from app.values._strings import StringType, refuse
from app.values.times.edtf import ENDED_SET, MAX_LENGTH, SET, SINGLE, span
from app.values.times.instants import Day, Instant, format_instant, parse_instant, today_anywhere, today_utc

__all__ = [
    "DateDocument",
    "DateReading",
    "Day",
    "EdtfDate",
    "EndedDate",
    "Instant",
    "bounds",
    "format_instant",
    "parse_instant",
    "read_date",
    "reading",
    "today_anywhere",
    "today_utc",
]


def _stored(text: str) -> str:
    text = text.strip()
    span(text)
    return text


def _ended(text: str) -> str:
    text = _stored(text)
    if span(text)[1] is None:
        refuse("date_not_ended", "Write a date whose last day is known: give the interval, or the set, an end.")
    return text


EdtfDate = Annotated[
    str,
    StringType(
        check=_stored,
        description=(
            "A date in EDTF (ISO 8601-2): a year, month, day or season, '~' approximate, '?' uncertain, '%' both, X "
            "for unspecified digits on the right, 'start/end' for an interval, '..' for an open end, '[a..b]' and "
            "'[a,b]' for one of several; years 0001-9999. "
            "Winter (2025-24) lasts from December to the end of February of the next year."
        ),
        examples=(
            "2025-02-05",
            "2024-02~",
            "2025?",
            "202X",
            "2025-02-05/2025-02-12",
            "2025-02-12/..",
            "[2024-02..2024-03]",
        ),
        max_length=MAX_LENGTH,
        pattern=rf"^(?:{SINGLE}(?:/(?:{SINGLE}|\.\.))?|\.\./{SINGLE}|{SET})$",
    ),
]
"""A date of the world as an EDTF string."""

EndedDate = Annotated[
    str,
    StringType(
        check=_ended,
        description="A date in EDTF whose last day is known: no interval or set that is open at its end.",
        examples=("2025-06-13", "2025-06", "2025-02-05/2025-02-12"),
        max_length=MAX_LENGTH,
        pattern=rf"^(?:{SINGLE}(?:/{SINGLE})?|\.\./{SINGLE}|{ENDED_SET})$",
    ),
]
"""A date by whose end history can be ordered, such as a status change's `effective_on`."""

DateReading = TypedDict(
    "DateReading",
    {"edtf": str, "from": str | None, "to": str | None, "approximate": bool, "uncertain": bool},
)
"""What readers get of a date; `DateDocument` describes it."""


ADay = Annotated[str, Field(json_schema_extra={"format": "date"})]


class DateDocument(BaseModel):
    """A date of the world: as written, and as the days it may mean (EDTF's strict bounds)."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        serialize_by_alias=True,
        validate_by_name=True,
        validate_by_alias=True,
        json_schema_extra={
            "examples": [
                {"edtf": "2024-02~", "from": "2024-02-01", "to": "2024-02-29", "approximate": True, "uncertain": False},
                {"edtf": "2025-02-12/..", "from": "2025-02-12", "to": None, "approximate": False, "uncertain": False},
            ]
        },
    )

    edtf: str = Field(description="The date in EDTF, as it is written in PUT and PATCH.", examples=["2024-02~"])
    from_: ADay | None = Field(
        alias="from", description="The earliest day it may mean; null for an open start.", examples=["2024-02-01"]
    )
    to: ADay | None = Field(description="The latest day it may mean; null for an open end.", examples=["2024-02-29"])
    approximate: bool = Field(description="Whether the date, or an end of it, is approximate: '~' or '%'.")
    uncertain: bool = Field(description="Whether the date, or an end of it, is uncertain: '?' or '%'.")


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """Return the earliest and the latest day that `edtf` may mean, by EDTF's strict bounds; None for an open end.

    Raises:
        ValueError: `edtf` is no `EdtfDate`.
    """
    return span(edtf)


def read_date(edtf: str) -> DateReading:
    """Return the read shape of a date, the content of a `DateDocument`.

    Raises:
        ValueError: `edtf` is no `EdtfDate`.
    """
    return reading(edtf).copy()


@lru_cache(maxsize=8192)
def reading(edtf: str) -> DateReading:
    """Return the same, to look at and not to change: a write asks for the days of one date dozens of times."""
    earliest, latest = span(edtf)
    both = "%" in edtf
    return {
        "edtf": edtf,
        "from": earliest.isoformat() if earliest else None,
        "to": latest.isoformat() if latest else None,
        "approximate": both or "~" in edtf,
        "uncertain": both or "?" in edtf,
    }
