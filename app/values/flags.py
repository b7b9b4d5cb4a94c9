"""Truth values and whole numbers in addresses."""

import re
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError


def _true_or_false(value: object) -> object:
    if isinstance(value, str) and value not in {"true", "false"}:
        code, message = "flag_in_address", "Write true or false."
        raise PydanticCustomError(code, message)
    return value


Flag = Annotated[bool, BeforeValidator(_true_or_false)]
"""A truth value in an address. Pydantic alone would take 1, on, y and Yes, too."""


def _plain_digits(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch("0|[1-9][0-9]{0,9}", value):
        code, message = "number_in_address", "Write a whole number in plain digits, such as 50."
        raise PydanticCustomError(code, message)
    return value


PLAIN_DIGITS = BeforeValidator(_plain_digits)
"""Marks a whole number in an address, after its bounds. Pydantic alone would take 1_0, +1 and 1.0, too."""
