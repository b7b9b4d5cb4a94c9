"""What the child tells, message by message: sheets, their rows, what is odd in them, and why it stops."""

from dataclasses import dataclass, field
from typing import Any

Cells = list[Any] | dict[str, Any]
"""The cells of a row of a table, in the order of its columns; of a document, an object."""


@dataclass(frozen=True)
class SheetBegins:
    """A sheet, before its rows: which of those wanted it is, its name, and its columns if it is a table.

    `unit` is what its lines are: a line of a text, a row of a worksheet, an item of a list.
    """

    wanted: int
    name: str
    columns: list[str] | None
    unit: str = "line"


@dataclass(frozen=True)
class Row:
    """A row, and the line on which it begins."""

    line: int
    cells: Cells


@dataclass(frozen=True)
class Note:
    """Something odd in a file that was read all the same, and how it was read."""

    sheet: str
    line: int | None
    message: str
    times: int = 1


@dataclass(frozen=True)
class FileFault:
    """Something in a file that cannot be read."""

    sheet: str
    line: int | None
    column: str
    message: str


Message = SheetBegins | list[Row] | Note | FileFault


@dataclass
class RefusedFile(Exception):
    """Ends reading a file, or one sheet of it: why, and where."""

    message: str
    sheet: str = ""
    line: int | None = None
    column: str = ""
    faults: list[FileFault] = field(default_factory=list)

    def fault(self, sheet: str = "") -> FileFault:
        """Return the refusal as a fault of the sheet, unless it names another."""
        return FileFault(self.sheet or sheet, self.line, self.column, self.message)
