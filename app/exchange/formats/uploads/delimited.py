"""Tables as text: CSV and its like, read line by line."""

import csv
from collections import Counter, deque
from collections.abc import Iterator
from io import TextIOWrapper
from typing import IO, BinaryIO, cast

from app.exchange.formats.uploads.csv_faults import csv_fault
from app.exchange.formats.uploads.encodings import NAMES, find_encoding
from app.exchange.formats.uploads.limits import Limits, Sheet
from app.exchange.formats.uploads.messages import FileFault, Message, Note, RefusedFile, Row, SheetBegins

DELIMITERS = ",;\t|"
SNIFFED = 64 * 1024
"""Characters by which the delimiter is found out."""
TOGETHER = 200
"""Rows that are handed on at once."""


def read_table(opened: BinaryIO, name: str, wanted: int, sheet: Sheet, limits: Limits) -> Iterator[Message]:
    """Yield a table and its rows, each with the line on which it begins. The file can be read from its beginning."""
    if sheet.encoding is None:
        encoding, odd = find_encoding(opened)
        if odd is not None:
            yield Note(name, None, odd)
    else:
        encoding = NAMES[sheet.encoding]
    text = TextIOWrapper(cast("IO[bytes]", opened), encoding=encoding, errors="strict", newline="")
    lines = _Lines(text, name, limits)
    try:
        yield from _rows(lines, name, wanted, sheet, limits)
    except UnicodeDecodeError as error:
        said = "" if sheet.encoding is None else f" {sheet.encoding}, as the mapping says"
        message = f"byte {error.object[error.start]:#04x} is not{said or ' ' + encoding}: name its encoding"
        raise RefusedFile(message, name, lines.number + 1) from None
    except csv.Error as error:
        raise RefusedFile(csv_fault(error), name, lines.began) from None
    finally:
        text.detach()
    if lines.returns * 2 > lines.number:
        yield Note(name, None, "ends its lines with bare carriage returns, as old Macs do")


class _Lines:
    """The lines of a text, none longer than a row may be. Counts them."""

    def __init__(self, text: TextIOWrapper, name: str, limits: Limits) -> None:
        self._text, self._name, self._limits = text, name, limits
        self.number = 0
        self.began = 1
        self.returns = 0
        self._row_length = 0
        self._kept = deque[str]()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._kept.popleft() if self._kept else self._text.readline(self._limits.row_length + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self._row_length += len(line)
        if self._row_length > self._limits.row_length:
            message = (
                f"a row is longer than {self._limits.row_length} characters: perhaps a quotation mark is not closed"
            )
            raise RefusedFile(message, self._name, self.began)
        if "\0" in line:
            raise RefusedFile("holds the control character U+0000: is it a text?", self._name, self.number)
        self.returns += line.endswith("\r")
        return line

    def row_begins(self) -> None:
        """Take note that the next line begins a row."""
        self._row_length, self.began = 0, self.number + 1

    def sample(self) -> str:
        """Return the first lines, which come again."""
        size = 0
        while size < SNIFFED and (line := self._text.readline(self._limits.row_length + 1)):
            self._kept.append(line)
            size += len(line)
        return "".join(self._kept)


def _rows(lines: _Lines, name: str, wanted: int, sheet: Sheet, limits: Limits) -> Iterator[Message]:
    for _ in range(sheet.skip_lines):
        next(lines, "")
        lines.row_begins()
    delimiter = sheet.delimiter or _delimiter_of(lines.sample())
    if delimiter not in {",", sheet.delimiter}:
        yield Note(name, None, f"separates its cells by {_shown(delimiter)}")
    csv.field_size_limit(limits.cell_length)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    columns = list(sheet.columns)
    if not columns:
        columns = next((row for row in reader if any(cell.strip() for cell in row)), [])
    lines.row_begins()
    header = header_of(columns, name, lines.number, limits)
    yield SheetBegins(wanted, name, header)
    waiting, count, width = list[Row](), 0, len(header)
    for cells in reader:
        line = lines.began
        lines.row_begins()
        if not any(cells):
            continue
        count += 1
        if count > limits.rows:
            raise RefusedFile(f"has more than {limits.rows} rows", name, line)
        if any(cell.strip() for cell in cells[width:]):
            yield FileFault(name, line, "", f"has {len(cells)} cells, more than the {width} columns")
            continue
        waiting.append(Row(line, cells if len(cells) == width else (cells + [""] * (width - len(cells)))[:width]))
        if len(waiting) == TOGETHER:
            yield waiting
            waiting = []
    yield waiting


def header_of(columns: list[str], name: str, line: int, limits: Limits) -> list[str]:
    """Return the names of columns, white space in them made single. Raises `RefusedFile` for what names none."""
    if len(columns) > limits.columns:
        raise RefusedFile(f"has {len(columns)} columns, more than {limits.columns}", name, line)
    found = [" ".join(column.split()) for column in columns]
    while found and not found[-1]:
        found.pop()
    if not found:
        raise RefusedFile("is empty: it needs a line that names its columns", name, line or 1)
    for column, times in Counter(found).items():
        if column and times > 1:
            raise RefusedFile("several columns have this name: give each its own", name, line, column)
    return found


def _delimiter_of(sample: str) -> str:
    """Return the delimiter that gives most rows the same number of cells, and more than one."""

    def fit(delimiter: str) -> tuple[float, int]:
        widths = list[int]()
        try:
            widths.extend(len(row) for row in csv.reader(sample.splitlines(keepends=True), delimiter=delimiter) if row)
        except csv.Error:
            return 0.0, 0
        if len(widths) > 1:
            # The sample may end within a row.
            widths.pop()
        width, times = Counter(widths).most_common(1)[0] if widths else (0, 0)
        return (0.0, 0) if width < 2 else (times / len(widths), width)  # noqa: PLR2004 - one cell separates nothing

    return max(DELIMITERS, key=fit)


def _shown(delimiter: str) -> str:
    return {";": "semicolons", "\t": "tabs", "|": "vertical bars"}.get(delimiter, f"U+{ord(delimiter):04X}")
