"""What Pydantic finds wrong, in Pacta's words: what would be accepted, instead of the library's own sentences."""

from collections.abc import Mapping
from typing import Any

MESSAGES = {
    "missing": "is required",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "dict_type": "must be an object",
    "list_type": "must be a list",
    "string_type": "must be a string",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number with fewer digits",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a finite number",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
    "greater_than": "must be greater than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "too_long": "must have at most {max_length} items",
    "too_short": "must have at least {min_length} items",
    "string_too_long": "must have at most {max_length} characters",
    "string_too_short": "must have at least {min_length} characters",
}
"""The message of each of Pydantic's errors that requests and settings can cause, with the bounds that it names."""


def message(error: Mapping[str, Any]) -> str:
    """Return the message for one of Pydantic's errors. Those that Pacta's own types raise have theirs already."""
    given: str = error["msg"]
    if error["type"] not in MESSAGES:
        return given.removeprefix("Value error, ")
    return MESSAGES[error["type"]].format_map(error.get("ctx", {}))
