"""Documents written as a workbook (Office Open XML), by way of a file that is removed afterwards."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from app.errors import Invalid
from app.exchange.formats.formula_guard import guard
from app.exchange.tables.cells import names_of
from app.exchange.tables.options import TableOptions
from app.exchange.tables.row_values import values_of
from app.exchange.tables.writers import Batches
from app.records.base.columns import Column

MOST_ROWS = 1_048_576
"""Rows of a sheet, the names of the columns among them."""

LONGEST = 32_767
CUT = " [cut: the CSV has all of it]"
READ_AT_ONCE = 262_144
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook_pieces(
    columns: Sequence[Column], batches: Batches, options: TableOptions, about: Mapping[str, str]
) -> Iterator[bytes]:
    """Yield the bytes of a workbook: nothing while it is made. Raises `Invalid` for more rows than a sheet has."""
    with TemporaryDirectory(prefix="pacta-") as folder:
        file = Path(folder) / "table.xlsx"
        book = xlsxwriter.Workbook(str(file), {"constant_memory": True, "tmpdir": folder, **PLAIN})
        sheet = book.add_worksheet("data")
        try:
            for _row in _write_rows(sheet, columns, batches, options):
                yield b""
        except BaseException:
            # Left alone, it would write its file when it is collected.
            book.fileclosed = True
            sheet.row_data_fh.close()
            raise
        _write_about(book.add_worksheet("about"), about)
        book.close()
        with file.open("rb") as made:
            while piece := made.read(READ_AT_ONCE):
                yield piece


def _write_rows(sheet: Worksheet, columns: Sequence[Column], batches: Batches, options: TableOptions) -> Iterator[int]:
    """Write the names of the columns and a row for each document; yield the number of the last one now and then."""
    values = values_of(columns)
    sheet.freeze_panes(1, 1)
    for place, name in enumerate(names_of(columns, options)):
        sheet.write_string(0, place, name)
    row = 0
    for batch in batches:
        for document in batch:
            row += 1
            if row >= MOST_ROWS:
                detail = f"A sheet has {MOST_ROWS} rows, and this has more: ask for .csv, or narrow it."
                raise Invalid(detail)
            for place, value in enumerate(values(document)):
                if value is not None and value != "":
                    _put(sheet, row, place, value, options)
        yield row


def _write_about(sheet: Worksheet, about: Mapping[str, str]) -> None:
    for row, (name, value) in enumerate(about.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)


def _put(sheet: Worksheet, row: int, place: int, value: Any, options: TableOptions) -> None:
    """Write a value that is there as what it is."""
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif not isinstance(value, str):
        sheet.write_number(row, place, float(value))
    else:
        sheet.write_string(row, place, _fitting(value if options.raw else guard(value)))


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
