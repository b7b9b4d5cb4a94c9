"""Truth values in addresses."""

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
