"""What Pydantic finds wrong, in Pacta's words: what would be accepted, instead of the library's own sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from app.values.wording.expectations import choices, expected_at, field_names, nearest_word, shape

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
    "extra_forbidden": "unknown field",
}
"""The message of each of Pydantic's errors that requests and settings can cause, with the bounds that it names."""

FEW = 10
"""Fields that are listed where none is near."""


def message(error: Mapping[str, Any], model: type[BaseModel] | None = None, place: Sequence[int | str] = ()) -> str:
    """Return the message for one of Pydantic's errors, which is about a place of the model where that is known.

    Those that Pacta's own types raise have theirs already.
    """
    given: str = error["msg"]
    if error["type"] == "string_expected" and isinstance(error.get("input"), dict) and "id" in error["input"]:
        return "must be the id alone, as a string"
    if error["type"] not in MESSAGES:
        return given.removeprefix("Value error, ")
    return MESSAGES[error["type"]].format_map(error.get("ctx", {})) + _remedy(error, model, place)


def _remedy(error: Mapping[str, Any], model: type[BaseModel] | None, place: Sequence[int | str]) -> str:
    """Return what the message goes on with: the choices, a shape, what is near."""
    match error["type"]:
        case "missing":
            words = choices(expected_at(model, place))
            return f"; one of {', '.join(words)}" if words else ""
        case "model_type" | "model_attributes_type" | "dict_type" | "list_type":
            example = shape(expected_at(model, place))
            return f" such as {example}" if example else ""
        case "enum" | "literal_error" if isinstance(error.get("input"), str) and "," not in error["input"]:
            return _near(error["input"], choices(expected_at(model, place)))
        case "extra_forbidden":
            fields = field_names(expected_at(model, place[:-1]))
            near = _near(str(place[-1]) if place else "", fields)
            few = f"; the fields are {', '.join(fields)}" if 0 < len(fields) <= FEW else " (see /docs for the fields)"
            return near or f"; remove it{few}"
        case _:
            return ""


def _near(unknown: str, known: Sequence[str]) -> str:
    near = nearest_word(unknown, known)
    return "" if near is None else f"; the nearest is {near}"
