"""Bundles in a zip archive: each file of it is told as it is, with the lines of its values, for others to judge.

A line of JSON Lines is a row with what it holds as its one cell. A file of YAML or JSON comes in pieces: of each member
of its mapping a row with its name and its tree, a list there without its items, which follow as rows under the same
name. What is no mapping is a row without a name.
"""

import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from app.errors import MalformedJson
from app.exchange.formats.strict_yaml import BadYaml, Node, parse
from app.exchange.formats.uploads.delimited import TOGETHER
from app.exchange.formats.uploads.limits import Limits
from app.exchange.formats.uploads.messages import FileFault, Message, RefusedFile, Row, SheetBegins
from app.strict_json import decode

LINES = (".jsonl", ".ndjson")
ENDINGS = (".yaml", ".yml", ".json", *LINES)
DAMAGED = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)
"""What is raised while a file of an archive is inflated that is not what its directory says."""

MOST_FAULTS = 1_000
"""How many faults are told of a file: where there are so many, few things are the cause."""


def read_bundles(package: ZipFile, members: Mapping[str, ZipInfo], limits: Limits) -> Iterator[Message]:
    """Yield what the files of an archive hold, in the order of their paths, and which of them cannot be read."""
    rows = 0
    for path in sorted(members):
        ending = path.lower()
        if not ending.endswith(ENDINGS):
            such = f"is no bundle: such files end in {', '.join(ENDINGS)}; a table needs a mapping"
            yield FileFault(path, None, "", such)
            continue
        try:
            with package.open(members[path]) as member:
                opened = cast("BinaryIO", member)
                found = _lines(opened, path, limits) if ending.endswith(LINES) else _document(opened, path, limits)
                for message in found:
                    rows += len(message) if isinstance(message, list) else 0
                    if rows > limits.rows:
                        raise RefusedFile(f"has more than {limits.rows} rows", path)
                    yield message
        except DAMAGED:
            yield FileFault(path, None, "", "is damaged: it cannot be unpacked")


def _lines(opened: BinaryIO, path: str, limits: Limits) -> Iterator[Message]:
    yield SheetBegins(0, path, None)
    waiting, faults, number = list[Row](), 0, 0
    while line := opened.readline(limits.row_length + 1):
        number += 1
        if len(line) > limits.row_length:
            yield waiting
            yield FileFault(path, number, "", f"is too long a line: more than {limits.row_length} bytes")
            return
        if not line.strip():
            continue
        try:
            waiting.append(Row(number, [decode(line)]))
        except MalformedJson as error:
            yield waiting
            waiting = []
            yield FileFault(path, number, "", f"is not JSON: {error.detail}")
            faults += 1
            if faults == MOST_FAULTS:
                return
        if len(waiting) == TOGETHER:
            yield waiting
            waiting = []
    yield waiting


def _document(opened: BinaryIO, path: str, limits: Limits) -> Iterator[Message]:
    data = opened.read(limits.document_bytes + 1)
    if len(data) > limits.document_bytes:
        yield FileFault(path, None, "", f"is too large: more than {limits.document_bytes} bytes; split it")
        return
    try:
        # What is JSON is YAML, too.
        root = parse(data)
    except BadYaml as error:
        for line, message in error.faults[:MOST_FAULTS]:
            yield FileFault(path, line, "", message)
        return
    yield SheetBegins(0, path, None, "tree")
    if not isinstance(root.value, dict):
        yield [Row(root.line, [None, [root.line, None]])]
        return
    for name, node in root.value.items():
        if not isinstance(node.value, list):
            yield [Row(node.line, [name, _tree(node)])]
            continue
        yield [Row(node.line, [name, [node.line, []]])]
        for start in range(0, len(node.value), TOGETHER):
            yield [Row(one.line, [name, _tree(one)]) for one in node.value[start : start + TOGETHER]]


def _tree(node: Node) -> list[Any]:
    """Return a value and all in it as JSON holds it: each as its line and what it is."""
    value: Any = node.value
    if isinstance(value, dict):
        value = {name: _tree(member) for name, member in value.items()}
    elif isinstance(value, list):
        value = [_tree(item) for item in value]
    return [node.line, value]


def node_of(tree: list[Any]) -> Node:
    """Return the value that came as a tree."""
    line, value = tree
    if isinstance(value, dict):
        return Node({name: node_of(member) for name, member in value.items()}, line)
    if isinstance(value, list):
        return Node([node_of(item) for item in value], line)
    return Node(value, line)
