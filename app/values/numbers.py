"""Numbers: exact decimals and counts. A float is taken only where it surely is the decimal that was written."""

import re
from decimal import Context, Decimal, DecimalException, Inexact, InvalidOperation
from math import isfinite
from typing import Annotated, NoReturn

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from app.values._strings import refuse

WHOLE_DIGITS = 20
FRACTION_DIGITS = 10
_LARGEST_COUNT = 2**63 - 1
# Longer strings hold more digits than the limits allow, or nothing but zeros.
_LONGEST = 64
# What a double keeps of any decimal (C's DBL_DIG): up to here its shortest notation is what was written.
_DOUBLE_DIGITS = 15
_PLAIN = r"^-?[0-9]+(?:\.[0-9]+)?$"
_DIGITS = re.compile("[0-9]{1,19}")
# Wide enough for any allowed number; a longer one is refused, not rounded.
_EXACT = Context(prec=WHOLE_DIGITS + FRACTION_DIGITS, traps=[Inexact, InvalidOperation])


def _refuse_form() -> NoReturn:
    refuse("decimal_form", "Write a number in plain digits, such as 40, -2.5 or '1500000.75'.")


def _refuse_size() -> NoReturn:
    refuse(
        "decimal_size",
        "Write at most {whole} digits before the point and {fraction} after it.",
        whole=WHOLE_DIGITS,
        fraction=FRACTION_DIGITS,
    )


def _decimal(value: object) -> Decimal:
    # bool is an int to Python, but true is no number.
    if isinstance(value, bool):
        _refuse_form()
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value) if abs(value) < 10**WHOLE_DIGITS else _refuse_size()
    if isinstance(value, float) and isfinite(value):
        read = Decimal(repr(value))
        if len(read.normalize().as_tuple().digits) > _DOUBLE_DIGITS:
            refuse("decimal_double", "Write a number of more than {digits} digits as a string.", digits=_DOUBLE_DIGITS)
        return read
    if isinstance(value, str):
        if len(value) > _LONGEST:
            _refuse_size()
        if re.fullmatch(_PLAIN, value):
            return Decimal(value)
    return _refuse_form()


def _exact(value: object) -> Decimal:
    number = _decimal(value)
    if not number.is_finite():
        _refuse_form()
    try:
        number = _EXACT.normalize(number)
    except DecimalException:
        number = Decimal("Infinity")
    # adjusted() is the exponent of the first digit, and after normalising the last digit is no zero.
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or number.adjusted() >= WHOLE_DIGITS or exponent < -FRACTION_DIGITS:
        _refuse_size()
    # By way of "f", so that 4E+2 becomes 400; zero loses its sign.
    return Decimal(format(number, "f")) if number else Decimal(0)


def plain(number: Decimal) -> int | Decimal:
    """Return an `ExactDecimal` as the JSON writer wants it: whole numbers as int, others as they are.

    Write a Decimal with `format(number, "f")`: `str` puts very small ones as 1E-10.
    """
    return int(number) if number == number.to_integral_value() else number


def _json_number(number: Decimal) -> int | float:
    whole = plain(number)
    return whole if isinstance(whole, int) else float(whole)


def _count(value: object) -> int:
    if isinstance(value, bool) or (isinstance(value, Decimal) and not value.is_finite()):
        _refuse_count()
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        value = int(value)
    # The range comes before int(), which would spell 1E+999999999 out. 5.0 is a whole number to JSON Schema.
    if (
        isinstance(value, int | float | Decimal)
        and 0 <= value <= _LARGEST_COUNT
        and value == int(value) <= _LARGEST_COUNT
    ):
        return int(value)
    return _refuse_count()


def _refuse_count() -> NoReturn:
    refuse("count_form", "Write a whole number from 0 to {largest}.", largest=_LARGEST_COUNT)


ExactDecimal = Annotated[
    Decimal,
    BeforeValidator(_exact),
    # Only model_dump(mode="json") and model_dump_json() come here, where Pydantic would write a string. They round
    # to a double; exact JSON is written from model_dump() with `plain`.
    PlainSerializer(_json_number, return_type=int | float, when_used="json"),
    WithJsonSchema(
        {
            "anyOf": [
                # Floats, as JSON writers balk at integers of more than 64 bits.
                {"type": "number", "exclusiveMinimum": -1e20, "exclusiveMaximum": 1e20},
                {"type": "string", "pattern": _PLAIN, "maxLength": _LONGEST},
            ],
            "description": (
                f"An exact decimal of at most {WHOLE_DIGITS} digits before the point and {FRACTION_DIGITS} after it; "
                "a string where a double would not hold it."
            ),
            "examples": [40, -2.5, "1500000.75"],
        },
        mode="validation",
    ),
    WithJsonSchema(
        {"type": "number", "description": "An exact decimal.", "examples": [40, -2.5]}, mode="serialization"
    ),
]
"""A decimal kept as written, without trailing zeros: from int, Decimal, a numeric string, or a short float."""

Count = Annotated[
    int,
    BeforeValidator(_count),
    WithJsonSchema(
        {
            "type": "integer",
            "format": "int64",
            "minimum": 0,
            "maximum": _LARGEST_COUNT,
            "description": "A whole number from 0 up that fits a signed 64-bit integer.",
            "examples": [0, 42],
        }
    ),
]
"""A non-negative integer that both databases can store."""
