from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from app.values.numbers import Count, ExactDecimal, plain

Refused = Callable[[TypeAdapter[Any], object], str]
DECIMAL: TypeAdapter[Decimal] = TypeAdapter(ExactDecimal)
COUNT: TypeAdapter[int] = TypeAdapter(Count)


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (40, "40"),
        ("40.0", "40"),
        (Decimal("4E+1"), "40"),
        (Decimal("40.000"), "40"),
        (-2.5, "-2.5"),
        (0.1, "0.1"),
        ("-0.00", "0"),
        (Decimal("-0"), "0"),
        (Decimal("0E+99"), "0"),
        ("007", "7"),
        ("9" * 20 + "." + "9" * 10, "9" * 20 + "." + "9" * 10),
        (Decimal("0.0000000001"), "0.0000000001"),
        ("1." + "0" * 40, "1"),
        (1e19, "10000000000000000000"),
    ],
)
def test_decimals_are_stored_plainly(value: object, stored: str) -> None:
    assert format(DECIMAL.validate_python(value), "f") == stored
    assert DECIMAL.validate_python(value).as_tuple() == Decimal(stored).as_tuple()
    assert DECIMAL.validate_python(stored).as_tuple() == Decimal(stored).as_tuple()


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (True, "decimal_form"),
        (None, "decimal_form"),
        (float("nan"), "decimal_form"),
        (float("inf"), "decimal_form"),
        (Decimal("NaN"), "decimal_form"),
        (Decimal("sNaN"), "decimal_form"),
        (Decimal("-inf"), "decimal_form"),
        ("NaN", "decimal_form"),
        ("1e3", "decimal_form"),
        ("1,000", "decimal_form"),
        (" 1", "decimal_form"),
        ("1_0", "decimal_form"),
        (".5", "decimal_form"),
        ("", "decimal_form"),
        ("٤٠", "decimal_form"),
        (10**20, "decimal_size"),
        (-(10**20), "decimal_size"),
        ("1" * 10_000, "decimal_size"),
        (1e300, "decimal_size"),
        (Decimal("1E+999"), "decimal_size"),
        (Decimal("1E-999"), "decimal_size"),
        (Decimal("1E+999999999999"), "decimal_size"),
        (Decimal("1E-999999999999"), "decimal_size"),
        (Decimal("0.00000000001"), "decimal_size"),
        (Decimal("1." + "0" * 50 + "1"), "decimal_size"),
        (0.1 + 0.2, "decimal_double"),
    ],
)
def test_other_decimals_are_refused(bad: object, code: str, refused: Refused) -> None:
    assert refused(DECIMAL, bad) == code


@given(st.decimals(allow_nan=False, allow_infinity=False, places=10, min_value=-(10**20) + 1, max_value=10**20 - 1))
def test_no_digit_is_lost(number: Decimal) -> None:
    stored = DECIMAL.validate_python(number)
    assert stored == number
    assert DECIMAL.validate_python(format(number, "f")) == number
    # An exponent above zero is how Decimal writes trailing zeros of a whole number.
    assert int(stored.as_tuple().exponent) <= 0
    assert DECIMAL.validate_python(stored).as_tuple() == stored.as_tuple()
    assert plain(stored) == number


def test_whole_numbers_are_written_as_such() -> None:
    assert repr(plain(DECIMAL.validate_python("40.0"))) == "40"
    assert plain(Decimal("2.5")) == Decimal("2.5")
    assert isinstance(plain(Decimal("2.5")), Decimal)
    assert DECIMAL.dump_json(Decimal(10**20 - 1)) == b"99999999999999999999"
    assert DECIMAL.dump_python(Decimal("2.5")) == Decimal("2.5")


@pytest.mark.parametrize("value", [0, 2**63 - 1, "0", "9223372036854775807", 5.0, Decimal("5.0"), Decimal("5E+3")])
def test_counts(value: str | float | Decimal) -> None:
    assert COUNT.validate_python(value) == int(value)
    assert type(COUNT.validate_python(value)) is int


@pytest.mark.parametrize(
    "bad",
    [
        *(-1, 2**63, True, None, "-1", "1.0", " 1", "٤", "9223372036854775808", "1" * 5000),
        *(1.5, float("nan"), float("inf"), 2.0**63),
        *map(Decimal, ("1.5", "NaN", "sNaN", "1E+999999999999", "1E-999999999999")),
    ],
)
def test_other_counts_are_refused(bad: object, refused: Refused) -> None:
    assert refused(COUNT, bad) == "count_form"


def test_an_integer_too_long_to_print_is_refused(refused: Refused) -> None:
    assert refused(DECIMAL, 10**5000) == "decimal_size"
    assert refused(COUNT, 10**5000) == "count_form"
