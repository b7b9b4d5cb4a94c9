"""What runs in the child: it parses the file on its standard input and tells what it finds, a line of JSON a message.

The first line of the task comes as an argument. The child is bounded before it looks at the file, and ends with its
parent: the system then ends a pipe that both hold.
"""

import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import IO, Any, BinaryIO, cast

import orjson

from app.exchange.formats.bounded_process import bound, failure
from app.exchange.formats.uploads.delimited import read_table
from app.exchange.formats.uploads.descriptors import as_told, told_of_files
from app.exchange.formats.uploads.documents import exact, read_document, read_lines
from app.exchange.formats.uploads.limits import Limits, Sheet, Task
from app.exchange.formats.uploads.messages import FileFault, Message, Note, RefusedFile, Row, SheetBegins
from app.exchange.formats.uploads.packages import is_named, matching, members_of, open_package
from app.exchange.formats.uploads.workbooks import read_workbook

KINDS = {
    "csv": "table",
    "tsv": "table",
    "txt": "table",
    "jsonl": "lines",
    "ndjson": "lines",
    "json": "json",
    "yaml": "yaml",
    "yml": "yaml",
    "xlsx": "workbook",
    "ods": "workbook",
    "zip": "package",
}
"""What a file is, by its ending."""

PIECE = 256 * 1024
"""Bytes of rows that are handed on together, at least: no line of them is much longer."""
WIDEST = 6
"""Bytes that one character may take, written as an escape."""

Wanted = list[tuple[int, Sheet]]


def main() -> None:
    """Parse, and end with a message that says so; without it, the child was ended."""
    task = Task.of(orjson.loads(sys.argv[2]))
    bound(task.limits, int(sys.argv[3]))
    for line in told(sys.stdin.buffer, task):
        sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def told(opened: BinaryIO, task: Task) -> Iterator[bytes]:
    """Yield what there is to tell of a file, line by line; the last says that this was all, or why not."""
    end: list[Any] = ["end"]
    try:
        for message in messages(opened, task):
            yield from lines_of(message, task.limits)
    except RefusedFile as refusal:
        for fault in refusal.faults:
            yield from lines_of(fault, task.limits)
        end = ["refused", refusal.sheet, refusal.line, refusal.column, refusal.message]
    except MemoryError:
        end = ["memory"]
    except Exception as error:  # noqa: BLE001 - whatever the parsers raise of a file that is damaged, it cannot be read
        yield failure(error)
        end = ["refused", "", None, "", "is damaged, or not what the ending of its name says"]
    yield _line(end)


def lines_of(message: Message, limits: Limits) -> Iterator[bytes]:
    """Yield a message as lines; rows in as many as keep each of them short."""
    if isinstance(message, list):
        yield from _lines_of_rows(message, limits)
    elif isinstance(message, SheetBegins):
        yield _line(["sheet", message.wanted, message.name, message.columns, message.unit])
    elif isinstance(message, Note):
        yield _line(["note", message.sheet, message.line, message.message, message.times])
    else:
        yield _line(["fault", message.sheet, message.line, message.column, message.message])


def _lines_of_rows(rows: list[Row], limits: Limits) -> Iterator[bytes]:
    waiting, size = list[bytes](), 0
    for row in rows:
        try:
            text = orjson.dumps((row.line, row.cells), default=_plain)
        except TypeError:
            text = orjson.dumps((row.line, _without_large_integers(row.cells)), default=_plain)
        if len(text) > limits.row_length * WIDEST:
            raise RefusedFile(f"a row is longer than {limits.row_length} characters", line=row.line)
        waiting.append(text)
        size += len(text)
        if size > PIECE:
            yield b'["rows",[' + b",".join(waiting) + b"]]\n"
            waiting, size = [], 0
    if waiting:
        yield b'["rows",[' + b",".join(waiting) + b"]]\n"


def _line(values: list[Any]) -> bytes:
    return orjson.dumps(values) + b"\n"


def _without_large_integers(value: Any) -> Any:
    """Return a value with decimals in the place of whole numbers of more than 64 bits, which orjson does not write."""
    if isinstance(value, dict):
        return {name: _without_large_integers(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_without_large_integers(item) for item in value]
    return Decimal(value) if isinstance(value, int) and not -(2**63) <= value < 2**63 else value


def _plain(value: object) -> Any:
    return orjson.Fragment(exact(value))


def messages(opened: BinaryIO, task: Task) -> Iterator[Message]:
    """Yield what there is to tell of a file."""
    kind = kind_of(task.name)
    sheets: Wanted = list(enumerate(task.sheets)) or [(0, Sheet())]
    if kind != "package":
        wanted = [one for one in sheets if len(sheets) == 1 or one[1].file is None or is_named(task.name, one[1].file)]
        _require(wanted, sheets, task.name)
        yield from _missing([one for one in sheets if one not in wanted], task.name)
        yield from _of_file(opened, task.name, kind, wanted, task.limits)
        return
    package = open_package(opened, task.name)
    members = members_of(package, task.name, task.limits)
    if not members:
        raise RefusedFile("holds no files", task.name)
    if task.bundles:
        from app.exchange.formats.uploads.bundles import read_bundles  # noqa: PLC0415 - takes a while, as YAML does

        yield from read_bundles(package, members, task.limits)
        return
    if not task.sheets:
        sheets = [(0, Sheet(file=path)) for path in members]
    by_file, told_of = dict[str, Wanted](), told_of_files(package, members)
    for number, sheet in sheets:
        path = matching(members, sheet.file) if sheet.file else next(iter(members)) if len(members) == 1 else None
        if path is None:
            yield from _missing([(number, sheet)], task.name)
        else:
            by_file.setdefault(path, []).append((number, as_told(sheet, told_of.get(path, {}))))
    _require(list(by_file), sheets, task.name)
    for path, some in by_file.items():
        with package.open(members[path]) as member:
            try:
                yield from _of_file(cast("BinaryIO", member), path, kind_of(path), some, task.limits)
            except RefusedFile as refusal:
                yield from refusal.faults
                yield refusal.fault(path)


def _require(found: Sequence[Any], sheets: Wanted, name: str) -> None:
    """Refuse a file in which nothing is that the mapping reads: where all of it is optional, nothing else says so."""
    if not found and all(sheet.optional for _number, sheet in sheets):
        names = ", ".join(sheet.file or "" for _number, sheet in sheets)
        raise RefusedFile(f"is none of the files that the mapping reads: {names}", name)


def _missing(sheets: Wanted, name: str) -> Iterator[Message]:
    for _number, sheet in sheets:
        if not sheet.optional:
            what = sheet.file or "one file"
            message = f"{what!r} is not in it: the mapping reads it; put all its files into one zip archive"
            yield FileFault(name, None, "", message)


def kind_of(name: str) -> str:
    """Return what a file is by the ending of its name. Raises `RefusedFile` for one that is not known."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending not in KINDS:
        raise RefusedFile(f"its name must end in one of {', '.join('.' + known for known in KINDS)}", name)
    return KINDS[ending]


def _of_file(opened: BinaryIO, name: str, kind: str, wanted: Wanted, limits: Limits) -> Iterator[Message]:
    if kind == "package":
        raise RefusedFile("is an archive within an archive: put its files into one", name)
    if not wanted:
        return
    if kind == "workbook":
        yield from read_workbook(_whole(opened, limits), name, wanted, limits)
        return
    if kind in {"json", "yaml"}:
        yield from read_document(opened, name, wanted, limits, kind)
        return
    for number, sheet in wanted:
        opened.seek(0)
        if kind == "table":
            yield from read_table(opened, name, number, sheet, limits)
        else:
            yield from read_lines(opened, name, number, limits)


def _whole(opened: IO[bytes], limits: Limits) -> BinaryIO:
    """Return what can be sought in as a workbook asks: what is in a package is inflated whole."""
    if opened is sys.stdin.buffer:
        return cast("BinaryIO", opened)
    from io import BytesIO  # noqa: PLC0415

    return BytesIO(opened.read(limits.inflated_bytes))
