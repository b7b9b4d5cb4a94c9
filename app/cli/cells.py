"""Values of JSON as people read them in a table."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.cli.control_characters import visible_json
from app.cli.terminal import on_terminal, say, say_table, write

NAMES = ("edtf", "id", "status", "participant", "meeting", "text", "reason")
"""What stands for an object in a cell: the first of these that it has."""

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def value_at(document: Any, path: str) -> Any:
    """Return what a path with dots leads to, such as `status.status`; None where it leads to nothing."""
    found = document
    for step in path.split("."):
        if isinstance(found, list):
            found = [value_at(one, step) for one in found]
        else:
            found = found.get(step) if isinstance(found, Mapping) else None
    return found


def cell(value: Any) -> str:
    """Return a value as a cell shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return next((cell(value[name]) for name in NAMES if value.get(name) is not None), "")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(filter(None, map(cell, value)))
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def say_rows(columns: Sequence[str], rows: Iterable[Any], *, as_csv: bool = False) -> None:
    """Print what stands under the columns' paths in each row: as a table, or as CSV as it comes."""
    if not as_csv:
        listed = [[cell(value_at(row, column)) for column in columns] for row in rows]
        if listed:
            say_table([column.rpartition(".")[2].replace("_", " ") for column in columns], listed, cut=True)
        return
    write(csv_line(columns))
    for row in rows:
        write(csv_line([_guarded(value_at(row, column)) for column in columns]))


def csv_line(cells: Sequence[str]) -> str:
    """Return a line of CSV."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _guarded(value: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers are none."""
    text = cell(value)
    is_number = isinstance(value, int | float | Decimal)
    return f"'{text}" if text.startswith(FORMULAS) and not is_number else text


def say_items(items: Iterable[Any]) -> None:
    """Print a list for a script, as it comes: `{"items": […]}`."""
    from app.strict_json import encode_text

    write('{"items":[')
    for number, item in enumerate(items):
        write(("," if number else "") + visible_json(encode_text(item)))
    write("]}\n")


def nothing_found(what: str) -> None:
    """Tell a person that there is nothing; a script sees it."""
    if on_terminal():
        say(f"No {what} found.")
