"""Workbooks: XLSX and ODS, read by calamine. Formulas are not computed: what is read is what they last came to."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from app.exchange.formats.uploads.delimited import TOGETHER, header_of
from app.exchange.formats.uploads.limits import Limits, Sheet
from app.exchange.formats.uploads.messages import FileFault, Message, RefusedFile, Row, SheetBegins


def read_workbook(opened: BinaryIO, name: str, wanted: list[tuple[int, Sheet]], limits: Limits) -> Iterator[Message]:
    """Yield the wanted worksheets and their rows; of a sheet that is wanted without its name, the first."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - most files are no workbooks

    _check_size(opened, name, limits)
    try:
        book = CalamineWorkbook.from_filelike(opened)
    except (CalamineError, OSError, ValueError) as error:
        raise RefusedFile(f"is no workbook that can be read: {str(error)[:200]}", name) from None
    for number, sheet in wanted:
        title = sheet.sheet or (book.sheet_names or [""])[0]
        if title not in book.sheet_names:
            if not sheet.optional:
                there = ", ".join(book.sheet_names)[:500]
                yield FileFault(name, None, "", f"has no worksheet {title!r}; it has {there}")
            continue
        try:
            yield from _rows(book.get_sheet_by_name(title), f"{name}[{title}]", number, sheet, limits)
        except CalamineError as error:
            raise RefusedFile(f"cannot be read: {str(error)[:200]}", f"{name}[{title}]") from None


def _check_size(opened: BinaryIO, name: str, limits: Limits) -> None:
    try:
        with ZipFile(opened) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except BadZipFile:
        raise RefusedFile("is no workbook: it is not the archive that XLSX and ODS are", name) from None
    if size > limits.inflated_bytes:
        raise RefusedFile(f"inflates to more than {limits.inflated_bytes} bytes", name)
    opened.seek(0)


def _rows(worksheet: Any, name: str, wanted: int, sheet: Sheet, limits: Limits) -> Iterator[Message]:
    if worksheet.width > limits.columns:
        raise RefusedFile(f"has {worksheet.width} columns, more than {limits.columns}", name)
    if worksheet.total_height > limits.rows:
        raise RefusedFile(f"has {worksheet.total_height} rows, more than {limits.rows}", name)
    rows = enumerate(worksheet.iter_rows(), start=1)
    for _ in range(sheet.skip_lines):
        next(rows, None)
    columns, line = list(sheet.columns), 0
    if not columns:
        filled = ((number, row) for number, row in rows if any(cell not in {"", None} for cell in row))
        line, titles = next(filled, (1, []))
        columns = [str(plain(cell)) for cell in titles]
    header = header_of(columns, name, line, limits)
    yield SheetBegins(wanted, name, header, "row")
    waiting, width = list[Row](), len(header)
    for number, row in rows:
        cells = [plain(cell) for cell in row]
        if not any(cell not in {"", None} for cell in cells):
            continue
        if any(cell not in {"", None} for cell in cells[width:]):
            yield FileFault(name, number, "", f"has a cell beyond the {width} columns that have names")
            continue
        if any(isinstance(cell, str) and len(cell) > limits.cell_length for cell in cells):
            raise RefusedFile(f"has a cell of more than {limits.cell_length} characters", name, number)
        waiting.append(Row(number, (cells + [""] * (width - len(cells)))[:width]))
        if len(waiting) == TOGETHER:
            yield waiting
            waiting = []
    yield waiting


def plain(cell: Any) -> Any:
    """Return a cell as JSON holds it: a date in ISO form, a whole number without its point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return int(cell)
    return cell
