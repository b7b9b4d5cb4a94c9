"""A row as templates see it: its cells by column, and what is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

MOST_MADE = 20_000
"""Items that one row may give, in all."""
MOST_DIGITS = 40
"""Digits that a number is written out with; one with a larger exponent stays as it is."""
SPACE = " \t\r\n\u00a0\u202f\u2007\ufeff"


class TooMuch(Exception):
    """A row gives more than a row may."""


@dataclass
class Noted:
    """What is odd in a sheet: in how many rows, and in which it was met first and last."""

    sheet: str
    counts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, what: str, line: int) -> None:
        """Count the row, if it is not counted."""
        known = self.counts.setdefault(what, [0, line, 0])
        if known[2] != line:
            known[0] += 1
            known[2] = line


@dataclass(slots=True)
class RowContext:
    """What templates read: the cells of a row, and of what an item is made just now."""

    sheet: str
    line: int
    cells: Any
    noted: Noted
    faults: list[tuple[str, str]] = field(default_factory=list)
    piece: Any = None
    piece_column: str = ""
    heading: str = ""
    cell: Any = None
    made: int = 0

    def fault(self, column: str, message: str) -> None:
        """Take note of what is wrong with a cell."""
        self.faults.append((column, message))

    def count(self) -> None:
        """Count an item. Raises `TooMuch` if the row gives too many."""
        self.made += 1
        if self.made > MOST_MADE:
            raise TooMuch


def text_of(value: Any) -> str:
    """Return a cell as text, without white space around it."""
    if isinstance(value, str):
        return value.strip(SPACE)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) and abs(value.adjusted()) < MOST_DIGITS else str(value)


def at_path(cells: Any, path: Sequence[str]) -> Any:
    """Return what stands in objects within objects; nothing where a step leads nowhere."""
    found = cells
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    return found


def shown(value: object, longest: int = 60) -> str:
    """Return a value of the file as a message quotes it: escaped and short."""
    text = ascii(str(value)[: longest + 1])
    return text if len(text) <= longest + 2 else text[:longest] + "…" + text[0]
