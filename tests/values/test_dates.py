import itertools
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import edtf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.values.times.dates import DateDocument, EdtfDate, EndedDate, bounds, read_date

Refused = Callable[[TypeAdapter[Any], object], str]
DATE: TypeAdapter[str] = TypeAdapter(EdtfDate)
ENDED: TypeAdapter[str] = TypeAdapter(EndedDate)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02-28", "2024-02-28", "2024-02-28"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("0001-01-01", "0001-01-01", "0001-01-01"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("2024-02~", "2024-02-01", "2024-02-29"),
        ("2024?", "2024-01-01", "2024-12-31"),
        ("2024-02-05%", "2024-02-05", "2024-02-05"),
        ("?2024-02", "2024-02-01", "2024-02-29"),
        ("2024-~02-05", "2024-02-05", "2024-02-05"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX~", "2000-01-01", "2099-12-31"),
        ("1XXX", "1000-01-01", "1999-12-31"),
        ("2025-XX", "2025-01-01", "2025-12-31"),
        ("2024-02-XX", "2024-02-01", "2024-02-29"),
        ("2025-XX-XX", "2025-01-01", "2025-12-31"),
        ("2020-21", "2020-03-01", "2020-05-31"),
        ("2020-21~", "2020-03-01", "2020-05-31"),
        ("2020-35", "2020-07-01", "2020-09-30"),
        ("2025-24", "2025-12-01", "2026-02-28"),
        ("2023-24~", "2023-12-01", "2024-02-29"),
        ("2025-24/2025-28", "2025-12-01", "2026-02-28"),
        ("2024/2025-24", "2024-01-01", "2026-02-28"),
        ("2025-24/2026-01", "2025-12-01", "2026-01-31"),
        ("2025-32", "2025-06-01", "2025-08-31"),
        ("2025-30?", "2025-12-01", "2026-02-28"),
        ("9999-24", "9999-12-01", "9999-12-31"),
        ("2025-02-05/2025-02-12", "2025-02-05", "2025-02-12"),
        ("2025-02/2025", "2025-02-01", "2025-12-31"),
        ("2025/2025-02", "2025-01-01", "2025-02-28"),
        ("2024~/2025?", "2024-01-01", "2025-12-31"),
        ("202X/2031-XX", "2020-01-01", "2031-12-31"),
        ("2025-02-12/..", "2025-02-12", None),
        ("../2025", None, "2025-12-31"),
        ("../202X", None, "2029-12-31"),
        ("2020-21/2020-22", "2020-03-01", "2020-08-31"),
        ("[2024-02..2024-03]", "2024-02-01", "2024-03-31"),
        ("[2024-02-28,2024-03-02]", "2024-02-28", "2024-03-02"),
        ("[2026,2024-02,2025-01..2025-03]", "2024-02-01", "2026-12-31"),
        ("[2024-02~,2024-04]", "2024-02-01", "2024-04-30"),
        ("[2025-24..2026-21]", "2025-12-01", "2026-05-31"),
        ("[..2024-02]", None, "2024-02-29"),
        ("[2024-02..]", "2024-02-01", None),
        ("[..2023,2025,2026-05..]", None, None),
        ("[2024]", "2024-01-01", "2024-12-31"),
    ],
)
def test_dates_and_the_days_they_may_mean(text: str, first: str | None, last: str | None) -> None:
    assert DATE.validate_python(f" {text}\n") == text
    assert tuple(day and day.isoformat() for day in bounds(text)) == (first, last)
    read = read_date(text)
    assert (read["from"], read["to"]) == (first, last)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("", "date_form"),
        ("soon", "date_form"),
        ("2024-1-1", "date_form"),
        ("20240205", "date_form"),
        ("2024-02-05-06", "date_form"),
        ("02/05/2024", "date_form"),
        ("2024/2025/2026", "date_form"),
        ("2024 /2025", "date_form"),
        ("2024..2025", "date_form"),
        ("..2024", "date_form"),
        ("2024/..~", "date_form"),
        ("2024S2", "date_form"),
        ("2024-W06", "date_form"),
        ("202x", "date_form"),
        ("XXXX", "date_form"),
        ("20X4", "date_form"),
        ("19XX-12", "date_form"),
        ("2024-XX-05", "date_form"),
        ("2024-1X", "date_form"),
        ("2024~~", "date_form"),
        ("2024?~", "date_form"),
        ("2024~-XX", "date_form"),
        ("2024-21-05", "date_month"),
        ("٢٠٢٤", "date_form"),
        ("\uff12\uff10\uff12\uff14", "date_form"),
        ("2024\x00", "date_form"),
        ("\ud800", "date_form"),
        ("0000", "date_year"),
        ("0000-01", "date_year"),
        ("000X", "date_year"),
        ("0XXX", "date_year"),
        ("-0100", "date_year"),
        ("+2024", "date_year"),
        ("2020/-0100", "date_year"),
        ("y-17e7", "date_year"),
        ("Y170000002", "date_year"),
        ("[2024, 2025]", "date_set"),
        ("[]", "date_set"),
        ("[2024", "date_set"),
        ("[..]", "date_set"),
        ("[2024,..2025]", "date_set"),
        ("[2024..,2025]", "date_set"),
        ("[2024..2025..2026]", "date_set"),
        ("[2024/2025]", "date_set"),
        ("[2024]/2025", "date_set"),
        ("[2024-02-30]", "date_day"),
        ("[2025..2024]", "date_order"),
        ("{2024..2025}", "date_set"),
        ("1985-04-12T23:20:30Z", "date_time_part"),
        ("2024/2025-02-05T10:00:00", "date_time_part"),
        ("2024-00", "date_month"),
        ("2024-13", "date_month"),
        ("2024-20", "date_month"),
        ("2024-42", "date_month"),
        ("2024-13-01", "date_month"),
        ("2024-02-30", "date_day"),
        ("2023-02-29", "date_day"),
        ("2023-02-29~", "date_day"),
        ("2023-~02-29", "date_day"),
        ("1900-02-29/2000", "date_day"),
        ("2024-04-31", "date_day"),
        ("2024-04-00", "date_day"),
        ("2024-02/", "date_unknown_end"),
        ("/2024", "date_unknown_end"),
        ("/", "date_unknown_end"),
        ("../..", "date_both_open"),
        ("2025-02-12/2025-02-05", "date_order"),
        ("2025/2024", "date_order"),
        ("2024-22/2024-21", "date_order"),
        ("2024/" * 12 + "x", "date_too_long"),
        ("2" * 10_000, "date_too_long"),
    ],
)
def test_other_dates_are_refused_with_their_own_reason(bad: str, code: str, refused: Refused) -> None:
    assert refused(DATE, bad) == code
    assert refused(ENDED, bad) == code
    with pytest.raises(ValueError, match="Write"):
        bounds(bad)


def test_history_needs_an_end(refused: Refused) -> None:
    for text in ("2025", "../2025", "2025-06-13", "2025-02-05/2025-02-12~"):
        assert ENDED.validate_python(text) == text
    assert refused(ENDED, "2025-02-12/..") == "date_not_ended"


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2024", False, False),
        ("2024~", True, False),
        ("2024?", False, True),
        ("2024%", True, True),
        ("2024~/2025?", True, True),
        ("2024/2025~", True, False),
        ("../2025%", True, True),
        ("2024-?02-05", False, True),
    ],
)
def test_qualifiers_of_any_part_show(text: str, approximate: bool, uncertain: bool) -> None:  # noqa: FBT001 - a table
    read = read_date(text)
    assert (read["approximate"], read["uncertain"]) == (approximate, uncertain)


def test_the_document_is_what_read_date_returns() -> None:
    for text in ("2024-02~", "2025-02-12/..", "../2025"):
        read = read_date(text)
        document = DateDocument.model_validate(read)
        assert document.model_dump() == dict(read)
        assert DateDocument.model_validate_json(document.model_dump_json()) == document
    assert list(DateDocument.model_json_schema()["properties"]) == ["edtf", "from", "to", "approximate", "uncertain"]
    assert set(DateDocument.model_json_schema()["required"]) == set(read_date("2024"))


QUALIFIER = st.sampled_from(["", "", "~", "?", "%"])
SINGLE = st.builds(
    "{}{}".format,
    st.one_of(
        st.dates().map(date.isoformat),
        st.dates().map(lambda day: day.isoformat()[:7]),
        st.dates().map(lambda day: day.isoformat()[:4]),
        st.builds("{:03}X".format, st.integers(1, 999)),
        st.builds("{:04}-XX".format, st.integers(1, 9999)),
        st.builds("{:04}-{}".format, st.integers(1, 9999), st.integers(21, 41)),
    ),
    QUALIFIER,
)


@settings(max_examples=50)
@given(SINGLE, st.one_of(SINGLE, st.just("..")))
def test_bounds_are_ordered_and_reading_keeps_the_text(start: str, end: str) -> None:
    try:
        text = DATE.validate_python(f"{start}/{end}")
    except ValidationError:
        assert bounds(start)[0] > bounds(end)[1]  # type: ignore[operator] # single dates have both ends
        return
    first, last = bounds(text)
    assert first == bounds(start)[0]
    assert last is None or (first is not None and first <= last)
    read = read_date(text)
    assert DATE.validate_python(read["edtf"]) == text
    assert read == read_date(text)


MONTHS = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2),
    25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 2),
    29: (9, 11), 30: (12, 2), 31: (3, 5), 32: (6, 8),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip
"""The first and the last month of each season of EDTF, levels 1 and 2: spring comes first, the north before the south,
then quarters, thirds and halves of a year."""


@pytest.mark.parametrize("season", MONTHS)
@settings(max_examples=25)
@given(st.integers(1, 9998), QUALIFIER)
@example(1899, "")
@example(1995, "~")
@example(1999, "")
@example(2023, "")
@example(2099, "?")
def test_every_season_lasts_its_months_to_the_last_day(season: int, year: int, qualifier: str) -> None:
    first, last = MONTHS[season]
    ends = year if last > first else year + 1
    expected = date(year, first, 1), date(ends, last, monthrange(ends, last)[1])
    assert bounds(f"{year:04}-{season}{qualifier}") == expected
    assert expected[1] + timedelta(days=1) == date(ends + last // 12, last % 12 + 1, 1)


def test_no_other_code_is_a_season() -> None:
    for code in {*range(13, 100)} - MONTHS.keys():
        with pytest.raises(ValueError, match="season from 21 to 41"):
            bounds(f"2025-{code}")


@settings(max_examples=50)
@given(SINGLE.filter(lambda text: text[5:7] not in {"24", "28", "30"}))
def test_single_dates_mean_what_the_library_says(text: str) -> None:
    library: Any = edtf.parse_edtf(text.rstrip("~?%"))
    assert tuple(day and day.timetuple()[:3] for day in bounds(text)) == (
        library.lower_strict()[:3],
        library.upper_strict()[:3],
    )


@settings(max_examples=50)
@given(st.text("0129X-/.~?%T[", max_size=14))
def test_near_misses_end_in_a_refusal_or_a_date(text: str) -> None:
    try:
        stored = DATE.validate_python(text)
    except ValidationError:
        return
    first, last = bounds(stored)
    assert first or last
    assert not (first and last) or first <= last


def test_the_library_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    pieces = ["", "?", "~"], ["2023", "202X", "2XXX"], ["", "%"], ["", "-02", "-XX", "-21", "-1X"], ["", "-29", "-XX"]
    for parts in itertools.product(*pieces):
        try:
            DATE.validate_python("".join(parts))
        except ValidationError:
            continue
    assert capsys.readouterr().out == ""


def test_refusals_hide_the_librarys_own_which_quotes_the_input() -> None:
    with pytest.raises(ValueError, match="EDTF") as caught:
        bounds("2024~-XX")
    assert caught.value.__context__ is None
