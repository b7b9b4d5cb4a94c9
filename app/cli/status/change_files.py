"""Status changes in files: CSV, YAML, JSON or JSON Lines, each with the line it stands on."""

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.cli.records.drafts import STANDARD_INPUT, read_text
from app.cli.terminal import fail
from app.exchange.formats.uploads.csv_faults import csv_fault

OF_CHANGE = (
    "pledge", "status", "party", "effective_on", "reason", "announced_on", "sources_reviewed_up_to", "unknown_because",
    "successor", "if_version",
)  # fmt: skip
OF_CITATION = ("source", "section", "voice", "relation", "act", "note")
OF_SOURCE = ("source_url", "source_title", "source_kind")
OTHERS = ("quote", "actions", "override", "override_reason")
COLUMNS = (*OF_CHANGE, *OF_CITATION, *OF_SOURCE, *OTHERS)
"""The columns of CSV. `actions` and `override` hold several words; `quote` is what the source says.

A citation may name its source by `source_url`: see app/cli/status/sources.py."""

FORMATS = {".csv": "csv", ".yaml": "yaml", ".yml": "yaml", ".json": "yaml", ".jsonl": "lines", ".ndjson": "lines"}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Change:
    """A status change, as an item of a batch, and the line it stands on."""

    line: int
    item: dict[str, Any]


def read_changes(file: Path) -> list[Change]:
    """Return the status changes in a file, `-` being standard input. All that is wrong ends the command."""
    text = read_text(file)
    kind = FORMATS.get(file.suffix.lower()) or (_guess(text) if file == STANDARD_INPUT else None)
    if kind is None:
        fail(f"{file}: its name must end in one of {', '.join(FORMATS)}.")
    changes, faults = {"csv": _from_csv, "yaml": _from_yaml, "lines": _from_lines}[kind](text)
    if not changes and not faults:
        faults = [(1, "holds no status changes")]
    if faults:
        fail(*(f"{file}:{line}: {message}" for line, message in faults), "Nothing was sent.")
    return changes


Read = tuple[list[Change], list[tuple[int, str]]]
"""What was read, and what is wrong with it: lines and messages."""


def _guess(text: bytes) -> str:
    """Return what standard input looks like."""
    first = text.removeprefix(BYTE_ORDER_MARK).lstrip().partition(b"\n")[0]
    if first.startswith(b"{"):
        return "lines" if first.rstrip().endswith(b"}") else "yaml"
    # Some programs put quotation marks around every cell.
    names = first.strip().replace(b";", b",").replace(b'"', b"").split(b",")
    return "csv" if {b"pledge", b"status"} <= {*names} else "yaml"


def _from_csv(text: bytes) -> Read:
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [(text.count(b"\n", 0, error.start) + 1, "is not UTF-8")]
    head = decoded.partition("\n")[0]
    # Spreadsheets write semicolons where the comma is in numbers.
    delimiter = ";" if head.count(";") > head.count(",") else ","
    rows = csv.DictReader(io.StringIO(decoded, newline=""), delimiter=delimiter, strict=True)
    changes, faults = list[Change](), list[tuple[int, str]]()
    began = 1
    try:
        if fault := _fault_of_columns(rows.fieldnames or ()):
            return [], [(1, fault)]
        began = rows.line_num + 1
        for row in rows:
            _take(row, rows.line_num, changes, faults)
            began = rows.line_num + 1
    except csv.Error as error:
        faults.append((began, csv_fault(error)))
    return changes, faults


def _fault_of_columns(names: Sequence[str]) -> str | None:
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        return f"has the unknown columns {', '.join(unknown)}; known are {', '.join(COLUMNS)}"
    repeated = [name for name, count in Counter(names).items() if count > 1]
    return f"has several columns {', '.join(repeated)}: keep one of each" if repeated else None


def _take(row: dict[str, Any], last: int, changes: list[Change], faults: list[tuple[int, str]]) -> None:
    """Take a row that ends on a line."""
    # That on which it begins: texts may go over several.
    line = last - sum(value.count("\n") for value in row.values() if isinstance(value, str))
    if None in row:
        faults.append((line, "has more values than there are columns"))
    elif any(row.values()):
        changes.append(Change(line, _item(row)))


def _item(row: dict[str, str]) -> dict[str, Any]:
    """Return a row as an item of a batch; empty cells are left out."""
    item: dict[str, Any] = {name: row[name] for name in OF_CHANGE if row.get(name)}
    if item.get("if_version", "").isdecimal():
        item["if_version"] = int(item["if_version"])
    citation: dict[str, Any] = {name: row[name] for name in (*OF_CITATION, *OF_SOURCE) if row.get(name)}
    if row.get("quote"):
        citation["quote"] = {"exact": row["quote"]}
    if citation:
        item["citations"] = [citation]
    if row.get("actions"):
        item["actions"] = row["actions"].split()
    if row.get("override"):
        item["override"] = {"guards": row["override"].split(), "reason": row.get("override_reason") or None}
    return item


def _from_yaml(text: bytes) -> Read:
    from app.exchange.formats.strict_yaml import BadYaml
    from app.exchange.formats.strict_yaml import parse as parse_yaml

    try:
        node = parse_yaml(text)
    except BadYaml as error:
        return [], error.faults
    if isinstance(node.value, dict) and isinstance(node.value.get("items"), type(node)):
        # A whole batch, as the API takes it.
        node = node.value["items"]
    if not isinstance(node.value, list):
        return [], [(1, "must hold a list of status changes")]
    faults = [(one.line, "must be a status change") for one in node.value if not isinstance(one.value, dict)]
    return [Change(_line(one), one.plain()) for one in node.value], faults


def _line(node: Any) -> int:
    """Return the line of an element of a list: that of its first field."""
    fields = node.value.values() if isinstance(node.value, dict) else ()
    return min((int(one.line) for one in fields), default=int(node.line))


def _from_lines(text: bytes) -> Read:
    changes, faults = list[Change](), list[tuple[int, str]]()
    for number, line in enumerate(text.removeprefix(BYTE_ORDER_MARK).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError:
            faults.append((number, "is no JSON"))
            continue
        if isinstance(value, dict):
            changes.append(Change(number, value))
        else:
            faults.append((number, "must be a status change"))
    return changes, faults
