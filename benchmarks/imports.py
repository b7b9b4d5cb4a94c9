"""Reading a table by a mapping, beside the bare reader of CSV: rows a second, and whether memory stays flat."""

import csv
import resource
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from app.exchange.formats.uploads.rows import open_rows
from app.exchange.imports.mapping.imported_file import ImportedFile
from app.exchange.imports.mapping.mapping_file import mapping_of

NAME = "promises.csv"
COLUMNS = ("Id", "Title", "Due", "Owed by", "Status", "Amount")
ROW = (
    "Do something of which this is the title, or another thing",
    "31/12/2027",
    "Guatemala; Mexico",
    "Begun",
    "1,234.5",
)
MAPPING = b"""
pacta_mapping: 1
title: Promises
data_set: promises
cites: {source: promises, section: {join: ["row ", {use: line}]}}
words: {statuses: {Begun: in_progress, Done: fulfilled}}
sheets:
  - gives:
      - collection: pledges
        id: {column: Id, id: true, prefix: "promises "}
        external_id: {column: Id}
        record:
          title: {column: Title}
          due: {column: Due, date: ["%d/%m/%Y"]}
          parties:
            for_each: {column: Owed by, split: [";"], id: true}
            give: {participant: {use: piece}, role: promisor}
          targets:
            - {indicator: money, measure: currency, unit: USD, direction: at_least,
               value: {column: Amount, number: {thousands: [","]}}}
          status_changes:
            - {status: {column: Status, words: statuses}, effective_on: "2025-01-01", reason: As published.,
               as_published: {scale: Promises, value: {column: Status}}}
"""


def measure(_address: str, rows: int) -> dict[str, float]:
    """Return how many rows a second are read, parsed in the child, and made into records that are checked."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        with path.open("w", newline="") as opened:
            writer = csv.writer(opened)
            writer.writerow(COLUMNS)
            writer.writerows((f"P-{number}", *ROW) for number in range(rows))
        before = _megabytes()
        found: dict[str, float] = {
            "rows/s of a bare csv.reader": _a_second(rows, lambda: _bare(path)),
            "rows/s parsed in the child": _a_second(rows, lambda: _parsed(path)),
            "rows/s made into records, and checked": _a_second(rows, lambda: _mapped(path)),
        }
        return found | {"MB more at the end": round(_megabytes() - before)}


def _a_second(rows: int, read: Callable[[], int]) -> int:
    begun = perf_counter()
    assert read() == rows
    return round(rows / (perf_counter() - begun))


def _bare(path: Path) -> int:
    with path.open(newline="") as opened:
        return sum(1 for _row in csv.reader(opened)) - 1


def _parsed(path: Path) -> int:
    with path.open("rb") as opened, open_rows(opened, NAME) as told:
        return sum(len(message) for message in told if isinstance(message, list))


def _mapped(path: Path) -> int:
    with path.open("rb") as opened:
        imported = ImportedFile(opened, NAME, mapping_of(MAPPING))
        # The last is the source that is the data set.
        return sum(1 for _record in imported) - 1


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
