"""What all string types share: one check, one description for the OpenAPI document, one way to refuse."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


def refuse(code: str, message: str, /, **context: str | int) -> NoReturn:
    """Refuse a value; the message says what would be right.

    `context` fills the message's `{names}` and may hold constants and members of closed lists only: messages
    reach answers and logs, where input must not.

    Raises:
        PydanticCustomError: always (it is a `ValueError`).
    """
    raise PydanticCustomError(code, message, context or None)


def pattern_check(pattern: str, code: str, message: str) -> Callable[[str], str]:
    """Return a check that the whole text matches `pattern`."""
    # fullmatch, since "$" alone lets a trailing line feed pass.
    matches = re.compile(pattern, re.ASCII).fullmatch

    def check(text: str) -> str:
        return text if matches(text) else refuse(code, message)

    return check


@dataclass(frozen=True, slots=True, kw_only=True)
class StringType:
    """Metadata for `Annotated[str, …]`: `check` returns the stored form or refuses; the rest describes it.

    `pattern`, `min_length` and `max_length` only document: `check` decides. Patterns keep to what ECMAScript,
    Python and Rust read alike.
    """

    check: Callable[[str], str]
    description: str
    examples: tuple[str, ...]
    max_length: int
    min_length: int = 1
    pattern: str | None = None
    format: str | None = None

    def validate(self, value: object) -> str:
        """Return the stored form of `value`.

        Raises:
            PydanticCustomError: `value` is no string, or `check` refuses it.
        """
        if not isinstance(value, str):
            refuse("string_expected", "Write a string: text between quotation marks.")
        return self.check(value)

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Run the check before Pydantic's own string validation, whose messages are less helpful."""
        return core_schema.no_info_before_validator_function(self.validate, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe the type."""
        described: dict[str, Any] = {
            "description": self.description,
            "examples": list(self.examples),
            "minLength": self.min_length,
            "maxLength": self.max_length,
            "pattern": self.pattern,
            "format": self.format,
        }
        return handler(core) | {key: value for key, value in described.items() if value is not None}
