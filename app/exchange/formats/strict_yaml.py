"""YAML without its surprises, with the line of every value.

No aliases and anchors, no tags, no repeated keys, one document a file. Only `true`, `false`, `null`, plain integers and
plain decimals are typed (and nothing at all is null); everything else is a string: `NO`, `2025-02-05`, `12:30:45`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml
from typing_extensions import override

from app.errors import MalformedJson
from app.strict_json import decode

MAX_LEVELS = 50
"""How deep lists and mappings may be nested: written shapes need less than ten."""

PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where PyYAML was built with it: ten times as fast, with the same events."""

PIECE = 65_536
"""Characters that are searched at once: all of megabytes would hold up every other thread."""

SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
"""A character as JSON escapes it in two halves, which YAML's parser does not know."""

WORDS = {"true": True, "false": False, "null": None, "": None}
INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,18})")
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,39})\.[0-9]{1,40}")

Values = Any
"""What a document holds: any JSON value, decimals exact."""


@dataclass(slots=True)
class Node:
    """A value and the line it stands on: of a member, the line of its key; 0: it stands on none."""

    value: "str | int | Decimal | bool | list[Node] | dict[str, Node] | None"
    line: int

    def plain(self) -> Values:
        """Return the value without lines."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def sheet_of(self, pointer: str) -> str:  # noqa: ARG002 - a text is one sheet
        """Return the sheet of what a JSON Pointer names; none: it is the file."""
        return ""

    def column_of(self, pointer: str) -> str:  # noqa: ARG002 - a text has no columns
        """Return the column of what a JSON Pointer names; none: it has none."""
        return ""

    def to_keep(self) -> "Node":
        """Return what tells lines once the value was read: a value on one line need not be kept."""
        return self

    def line_of(self, pointer: str) -> int:
        """Return the line of what a JSON Pointer names, or of what would hold it."""
        node = self
        for step in pointer.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            if isinstance(node.value, dict) and name in node.value:
                node = node.value[name]
            elif isinstance(node.value, list) and name.isdecimal() and int(name) < len(node.value):
                node = node.value[int(name)]
            else:
                break
        return node.line


class RawNode(Node):
    """A value of JSON on one line, without nodes for what is in it."""

    @override
    def plain(self) -> Values:
        return self.value

    @override
    def to_keep(self) -> Node:
        return Node(None, self.line)


def nodes_of(value: Values) -> Node:
    """Return a value of JSON as YAML's would be, without lines."""
    if isinstance(value, dict):
        return Node({key: nodes_of(member) for key, member in value.items()}, 0)
    if isinstance(value, list):
        return Node([nodes_of(item) for item in value], 0)
    return Node(value, 0)


class BadYaml(Exception):
    """What is wrong with a text, each with its line; the text's value is of no use."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        """Keep the faults in the order of their lines."""
        super().__init__(f"{len(faults)} faults")
        self.faults = sorted(faults)


def parse(data: bytes, parser: Any = PARSER) -> Node:
    """Return the value of a YAML text. Raises `BadYaml` with everything that is wrong with it."""
    text = _with_whole_characters(_decoded(data))
    composer = _Composer()
    try:
        for event in yaml.parse(Pieces(text), Loader=parser):
            composer.take(event)
    except yaml.YAMLError as error:
        composer.faults.append(_syntax_fault(error))
    except _HopelessError as error:
        composer.faults.append((error.line, error.message))
    if composer.root is None and not composer.faults:
        composer.faults.append((1, "is empty"))
    if composer.root is None or composer.faults:
        raise BadYaml(composer.faults)
    return composer.root


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadYaml([(line, "is not UTF-8")]) from None
    for start in range(0, len(text), PIECE):
        if found := yaml.reader.Reader.NON_PRINTABLE.search(text, start, start + PIECE):
            line = text.count("\n", 0, found.start()) + 1
            raise BadYaml([(line, f"holds the control character U+{ord(found.group()):04X}; remove it")])
    return text


def _with_whole_characters(text: str) -> str:
    """Return a text of JSON with the characters that it escapes in halves; of other YAML, the text as it is."""
    if "\\u" not in text or SURROGATES.search(text) is None:
        return text
    try:
        decode(text)
    except MalformedJson:
        return text
    return SURROGATES.sub(lambda found: found[1] + bytes.fromhex(found[2] + found[3]).decode("utf-16-be"), text)


class Pieces:
    """A text as a file: libyaml, which is no Python, asks for the next piece, and other threads have their turn.

    A string of megabytes it would go through at once, while nobody is answered.
    """

    def __init__(self, text: str) -> None:
        """Begin at the beginning."""
        self._text, self._at = text, 0

    def read(self, size: int = PIECE, /) -> str:
        """Return the next characters."""
        begin, self._at = self._at, self._at + size
        return self._text[begin : self._at]


def _syntax_fault(error: yaml.YAMLError) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or "cannot be read"
    return (1 if mark is None else mark.line + 1), f"is not YAML: {problem}"


class _HopelessError(Exception):
    """What cannot be passed over to look for more."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(slots=True)
class _Open:
    """A list or mapping that has begun; of a mapping, the key whose value comes next."""

    node: Node
    key: str | None = None
    key_line: int = 0


@dataclass(slots=True)
class _Composer:
    """Puts events together, without recursion: depth costs nothing but a place on a list."""

    root: Node | None = None
    faults: list[tuple[int, str]] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the text."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.NodeEvent):
            self.faults.extend((line, fault) for fault in _refused(event))
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _HopelessError(line, "begins a second document: write one a file")
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, yaml.AliasEvent):
            self._put(Node(None, line))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(Node({} if isinstance(event, yaml.MappingStartEvent) else [], line))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.node.value, dict) and top.key is None:
            top.key, top.key_line = event.value, line
            if event.value in top.node.value:
                first = top.node.value[event.value].line
                self.faults.append((line, f"repeats a key of line {first}: keep one of them"))
            return
        self._put(Node(_typed(event), line))

    def _open(self, node: Node) -> None:
        if len(self.stack) == MAX_LEVELS:
            raise _HopelessError(node.line, f"is nested deeper than {MAX_LEVELS} levels")
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.node.value, dict) and top.key is None:
            raise _HopelessError(node.line, "has a list or mapping as a key: keys are words")
        self._put(node)
        self.stack.append(_Open(node))

    def _put(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if isinstance(top.node.value, list):
            top.node.value.append(node)
        elif isinstance(top.node.value, dict):
            if top.key is None:
                raise _HopelessError(node.line, "has an alias as a key: keys are words")
            node.line = top.key_line
            top.node.value[top.key] = node
            top.key = None


def _refused(event: yaml.NodeEvent) -> Iterator[str]:
    if isinstance(event, yaml.AliasEvent):
        yield "is an alias: write the value out"
    elif event.anchor is not None:
        yield "has an anchor; remove it"
    if getattr(event, "tag", None) is not None:
        yield "has a tag; remove it; a value between quotation marks is a string"


def _typed(event: yaml.ScalarEvent) -> str | int | Decimal | bool | None:
    text: str = event.value
    # The first of the pair: whether a plain scalar's type is to be read from its text.
    if not event.implicit[0]:
        return text
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if DECIMAL.fullmatch(text) else text
