"""Documents: JSON, JSON Lines and YAML that hold lists of objects."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, BinaryIO

import jiter

from app.exchange.formats.uploads.delimited import TOGETHER
from app.exchange.formats.uploads.limits import Limits, Sheet
from app.exchange.formats.uploads.messages import FileFault, Message, Note, RefusedFile, Row, SheetBegins

MARK = b"\xef\xbb\xbf"


def read_lines(opened: BinaryIO, name: str, wanted: int, limits: Limits) -> Iterator[Message]:
    """Yield the objects of JSON Lines."""
    yield SheetBegins(wanted, name, None)
    waiting, count, number = list[Row](), 0, 0
    while line := opened.readline(limits.row_length + 1):
        number += 1
        if len(line) > limits.row_length:
            raise RefusedFile(f"is longer than {limits.row_length} bytes", name, number)
        if number == 1 and line.startswith(MARK):
            yield Note(name, None, "begins with a byte order mark, left out")
            line = line[len(MARK) :]
        if not line.strip():
            continue
        count += 1
        if count > limits.rows:
            raise RefusedFile(f"has more than {limits.rows} rows", name, number)
        try:
            found = _json(line)
        except ValueError as error:
            yield FileFault(name, number, "", f"is not JSON: {_told(error)}")
            continue
        if not isinstance(found, dict):
            yield FileFault(name, number, "", "is no object: a line of JSON Lines holds one")
            continue
        waiting.append(Row(number, found))
        if len(waiting) == TOGETHER:
            yield waiting
            waiting = []
    yield waiting


def read_document(
    opened: BinaryIO, name: str, wanted: list[tuple[int, Sheet]], limits: Limits, kind: str
) -> Iterator[Message]:
    """Yield the lists of objects that are wanted of a document of JSON or YAML."""
    data = opened.read(limits.document_bytes + 1)
    if len(data) > limits.document_bytes:
        raise RefusedFile(f"is larger than {limits.document_bytes} bytes: send JSON Lines", name)
    if kind == "json":
        if data.startswith(MARK):
            yield Note(name, None, "begins with a byte order mark, left out")
            data = data[len(MARK) :]
        try:
            root = _json(data)
        except ValueError as error:
            raise RefusedFile(f"is not JSON: {_told(error)}", name) from None
        for number, sheet in wanted:
            yield from _items(root, name, number, sheet, limits)
        return
    yield from _yaml(data, name, wanted, limits)


def _yaml(data: bytes, name: str, wanted: list[tuple[int, Sheet]], limits: Limits) -> Iterator[Message]:
    from app.exchange.formats.strict_yaml import BadYaml, parse  # noqa: PLC0415 - takes a while, and few files are YAML

    try:
        root = parse(data)
    except BadYaml as error:
        faults = [FileFault(name, line, "", message) for line, message in error.faults[:100]]
        raise RefusedFile("is not YAML as Pacta reads it", name, faults=faults) from None
    for number, sheet in wanted:
        node: Any = root
        for step in sheet.at:
            node = node.value.get(step) if node is not None and isinstance(node.value, dict) else None
        listed = node.value if node is not None else None
        if not isinstance(listed, list):
            yield from _no_list(name, sheet)
            continue
        yield SheetBegins(number, name, None)
        yield from _in_pieces(((one.line, one.plain()) for one in listed), name, limits)


def _items(root: Any, name: str, number: int, sheet: Sheet, limits: Limits) -> Iterator[Message]:
    found = root
    for step in sheet.at:
        found = found.get(step) if isinstance(found, dict) else None
    if isinstance(found, dict) and not sheet.at:
        found = [found]
    if not isinstance(found, list):
        yield from _no_list(name, sheet)
        return
    yield SheetBegins(number, name, None, "item")
    yield from _in_pieces(enumerate(found, start=1), name, limits)


def _no_list(name: str, sheet: Sheet) -> Iterator[Message]:
    if not sheet.optional:
        yield FileFault(name, None, "", f"holds no list at {'/'.join(sheet.at) or 'its top'}")


def _in_pieces(rows: Iterator[tuple[int, Any]] | Any, name: str, limits: Limits) -> Iterator[Message]:
    waiting = list[Row]()
    for count, (line, value) in enumerate(rows, start=1):
        if count > limits.rows:
            raise RefusedFile(f"has more than {limits.rows} rows", name, line)
        if not isinstance(value, dict):
            yield FileFault(name, line, "", "is no object")
            continue
        waiting.append(Row(line, value))
        if len(waiting) == TOGETHER:
            yield waiting
            waiting = []
    yield waiting


def _json(data: bytes) -> Any:
    return jiter.from_json(data, allow_inf_nan=False, catch_duplicate_keys=True, float_mode="decimal")


def _told(error: ValueError) -> str:
    """Return what the parser found, without what it quotes of the text."""
    message = str(error)
    return "a key is repeated" if message.startswith("Detected duplicate key") else message


def exact(value: object) -> str:
    """Return a decimal as the text of a number: written out, a large exponent would fill the memory."""
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
