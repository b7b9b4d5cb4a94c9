"""What a table is written as, and what can be asked of that."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.errors import Fault, Invalid
from app.values.flags import Flag


class Format(StrEnum):
    """What a table is written as, by the suffix of its address."""

    CSV = "csv"
    NDJSON = "ndjson"
    XLSX = "xlsx"


MEDIA_TYPES = {
    Format.CSV: "text/csv",
    Format.NDJSON: "application/x-ndjson",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SUFFIXES = {media_type: form for form, media_type in MEDIA_TYPES.items()}
SIGNS = {"comma": ",", "semicolon": ";", "tab": "\t"}


class TableOptions(BaseModel):
    """How the cells of a table are written."""

    delimiter: Annotated[
        Literal["comma", "semicolon", "tab"],
        Field(description="what stands between cells of CSV; a Spanish Excel opens `semicolon`"),
    ] = "comma"
    decimal: Annotated[
        Literal["point", "comma"],
        Field(description="what stands before the decimals of CSV: `comma` needs another delimiter"),
    ] = "point"
    mark: Annotated[Flag, Field(description="begin CSV with a byte order mark, by which Excel knows UTF-8")] = False
    raw: Annotated[
        Flag,
        Field(description="leave cells unguarded that a spreadsheet would run as formulas: for programs alone"),
    ] = False

    def refuse_contradictions(self) -> None:
        """Raise `Invalid` for a decimal comma between commas."""
        if self.decimal == "comma" and self.delimiter == "comma":
            detail = "A comma cannot stand both within numbers and between cells."
            raise Invalid(detail, faults=[Fault("add delimiter=semicolon or delimiter=tab", parameter="decimal")])


@dataclass(frozen=True)
class Form:
    """What a table is written as, and how."""

    format: Format
    options: TableOptions

    @property
    def media_type(self) -> str:
        """The media type, as the header has it."""
        media_type = MEDIA_TYPES[self.format]
        return f"{media_type}; charset=utf-8; header=present" if self.format == Format.CSV else media_type
