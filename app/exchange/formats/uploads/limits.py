"""What a file may ask of the process that parses it, and how it is to be read."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The most that is spent on one file. The system holds the child to the memory and the processor time."""

    memory_bytes: int = 1024 * MEBIBYTE
    cpu_seconds: int = 120
    wall_seconds: float = 300.0
    inflated_bytes: int = 1024 * MEBIBYTE
    members: int = 200
    rows: int = 2_000_000
    columns: int = 1_000
    cell_length: int = 100_000
    row_length: int = 2_000_000
    document_bytes: int = 128 * MEBIBYTE


@dataclass(frozen=True)
class Sheet:
    """How a sheet is to be read, as a mapping says it; what it leaves open is found out, and told.

    `file` is its name in a package, `sheet` its name in a workbook, `at` where in a document the list stands.
    `columns` names the columns where no line does.
    """

    file: str | None = None
    sheet: str | None = None
    at: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    skip_lines: int = 0
    columns: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Task:
    """What the child is asked: the name of the file, the sheets that are wanted (none: all), and its limits.

    `bundles`: it is a package of bundles, told with the lines of all values (`bundles.py`).
    """

    name: str
    sheets: tuple[Sheet, ...] = ()
    limits: Limits = field(default_factory=Limits)
    bundles: bool = False

    def as_values(self) -> dict[str, Any]:
        """Return the task as JSON holds it."""
        return asdict(self)

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        """Return the task that `as_values` gave."""
        sheets = (
            Sheet(**{**sheet, "at": tuple(sheet["at"]), "columns": tuple(sheet["columns"])})
            for sheet in values["sheets"]
        )
        return cls(values["name"], tuple(sheets), Limits(**values["limits"]), values["bundles"])
