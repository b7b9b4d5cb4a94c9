"""What is wrong with a bundle, as `file:line:field: message`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as member

from typing_extensions import override

MOST = 1_000
"""How many faults are looked for: answers show fewer, and where there are so many, few things are the cause."""

WORD = re.compile(r"[A-Za-z0-9_-]{1,60}")


@dataclass(frozen=True)
class BundleFault:
    """One thing that is wrong: where, and what would be right. `pointer` is its place in the whole of a body.

    What was mapped from a table stands in a sheet, which is then the `file`, and a `column`.
    """

    file: str
    line: int | None
    field: str
    message: str
    pointer: str = ""
    column: str = ""
    record: tuple[str, str] | None = member(default=None, compare=False)
    """The collection and the id of the record that it is a fault of, if that is known."""

    @property
    def place(self) -> str:
        """The file and the line; what has no lines, by the JSON Pointer."""
        return f"{self.file}{self.pointer}" if self.line is None else f"{self.file}:{self.line}"

    @override
    def __str__(self) -> str:
        """Return the fault as a compiler would print it: editors find the place."""
        where = f"{self.place}:{self.field}" if self.field else self.place
        column = f"column {self.column[:60]!a}: " if self.column else ""
        return f"{where}: {column}{self.message}"


class BadBundle(Exception):
    """A bundle that is not loaded, not even in part; `faults` names all that is wrong with it."""

    def __init__(self, faults: Sequence[BundleFault]) -> None:
        """Keep the faults, by file and line."""
        super().__init__(f"{len(faults)} faults")
        self.faults = sorted(set(faults), key=_order)


def _order(fault: BundleFault) -> tuple[str, int, str, str, str]:
    return fault.file, fault.line or 0, fault.pointer if fault.line is None else "", fault.field, fault.message


def field_of(pointer: str) -> str:
    """Return a JSON Pointer as people write a place in a record: `attendance[0].role`.

    A name that is no word comes in quotation marks, escaped: it is the file's, and may be anything.
    """
    shown = ""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if name.isdecimal():
            shown += f"[{name}]"
        else:
            shown += ("." if shown else "") + (name if WORD.fullmatch(name) else ascii(name[:60]))
    return shown
