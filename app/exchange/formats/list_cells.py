"""Several values in one cell of a table: with `; ` between them; what of that stands in a value has a backslash."""

from collections.abc import Iterable, Sequence

SEPARATOR = "; "
ESCAPED = (";", "\\")
"""What has a backslash before it where it stands in a value."""


def join(values: Iterable[str]) -> str:
    """Return the text of a cell that holds several values, each of which may be empty."""
    return SEPARATOR.join(escaped(value) if ";" in value or "\\" in value else value for value in values)


def split(cell: str) -> Sequence[str]:
    """Return the values that a cell holds: none where it is empty."""
    values, value, escaped = list[str](), "", False
    for sign in cell:
        if escaped:
            value, escaped = value + sign, False
        elif sign == "\\":
            escaped = True
        elif sign == ";":
            values.append(value)
            value = ""
        else:
            value += sign
    values.append(value)
    # Behind each separator stands a space that is no part of the value.
    return [values[0], *(one.removeprefix(" ") for one in values[1:])] if cell else []


def escaped(value: str) -> str:
    """Return a value as it stands among several."""
    return value.replace("\\", "\\\\").replace(";", "\\;")
