from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from app.values.times.dates import Day, Instant, format_instant, parse_instant, today_anywhere, today_utc

Refused = Callable[[TypeAdapter[Any], object], str]
DAY: TypeAdapter[str] = TypeAdapter(Day)
INSTANT: TypeAdapter[str] = TypeAdapter(Instant)


@pytest.mark.parametrize("good", ["2025-02-05", "2024-02-29", "0001-01-01", "9999-12-31"])
def test_days(good: str) -> None:
    assert DAY.validate_python(good) == good


@pytest.mark.parametrize(
    "bad",
    [
        "2025",
        "2023-02",
        "20250205",
        "2025-W06-3",
        "2023-02-29",
        "0000-01-01",
        "2025-02-05 ",
        "\u0662\u0660\u0662\u0664-02-05",
        "",
    ],
)
def test_other_days_are_refused(bad: str, refused: Refused) -> None:
    assert refused(DAY, bad) == "day_form"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2025-02-05T17:30:00Z", "2025-02-05T17:30:00.000000Z"),
        ("2025-02-05t17:30:00z", "2025-02-05T17:30:00.000000Z"),
        ("2025-02-05T11:30:00-06:00", "2025-02-05T17:30:00.000000Z"),
        ("2025-02-05T23:30:00.5-14:00", "2025-02-06T13:30:00.500000Z"),
        ("2025-02-05T17:30:00.123456999Z", "2025-02-05T17:30:00.123456Z"),
        ("2025-02-05T17:30:00-00:00", "2025-02-05T17:30:00.000000Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_instants_are_stored_in_utc(text: str, stored: str) -> None:
    assert INSTANT.validate_python(text) == stored
    assert INSTANT.validate_python(stored) == stored
    assert format_instant(parse_instant(text)) == stored


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("2023-02-05", "instant_form"),
        ("2023-02-05T17:30:00", "instant_form"),
        ("2025-02-05 17:30:00Z", "instant_form"),
        ("2025-02-05T17:30Z", "instant_form"),
        ("2025-02-05T17:30:00,5Z", "instant_form"),
        ("2025-02-05T17:30:00+0100", "instant_form"),
        ("2025-02-05T24:00:00Z", "instant_form"),
        ("2025-02-05T17:30:00+24:00", "instant_form"),
        ("2025-02-30T17:30:00Z", "instant_form"),
        ("2025-02-05T17:30:00.1234567890Z", "instant_form"),
        ("2025-02-05T17:30:00Z\n", "instant_form"),
        ("0000-01-01T00:00:00Z", "instant_form"),
        ("0001-01-01T00:00:00+01:00", "instant_form"),
        ("9999-12-31T23:30:00-01:00", "instant_form"),
        ("\u0662\u0660\u0662\u0665-02-05T17:30:00Z", "instant_form"),
        ("x" * 10_000, "instant_form"),
        ("2016-12-31T23:59:60Z", "instant_leap_second"),
    ],
)
def test_other_instants_are_refused(bad: str, code: str, refused: Refused) -> None:
    assert refused(INSTANT, bad) == code
    with pytest.raises(ValueError, match="Write"):
        parse_instant(bad)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_instants_go_round_and_sort_as_text(one: datetime, other: datetime) -> None:
    assert parse_instant(format_instant(one)) == one
    assert (format_instant(one) < format_instant(other)) == (one < other)


@given(
    st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1)),  # noqa: DTZ001 - the zone is drawn below
    st.integers(-1439, 1439),
)
def test_offsets_name_the_same_instant(naive: datetime, minutes: int) -> None:
    local = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_instant(local.isoformat()) == local


def test_a_naive_instant_is_none() -> None:
    with pytest.raises(ValueError, match="time zone"):
        format_instant(datetime(2025, 2, 5))  # noqa: DTZ001 - that is the point


def test_today_begins_in_the_east() -> None:
    assert today_utc() <= today_anywhere() <= today_utc() + timedelta(days=1)
    assert today_anywhere() == (datetime.now(UTC) + timedelta(hours=14)).date()
