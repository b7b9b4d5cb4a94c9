"""The values of a document in the order of a table's columns, by one function that is written for a request's columns.

A million rows have a hundred million cells, and most are empty: a call for each takes longer than all else. So the
columns are written as a function of Python, in which each object of a document is looked up once. Only names of our own
fields come into its text, and nothing that anybody sends.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any, NamedTuple

from app.exchange.formats.list_cells import ESCAPED, SEPARATOR, join
from app.records.base.columns import Column

Values = Callable[[Any], list[Any]]
"""Gives the values of a document, in order."""


@dataclass(frozen=True)
class Last:
    """What is done to a value that is there: to any, or to those alone that begin with one of some signs.

    Where a mapping says it, that has every value, and null.
    """

    make: Callable[[Any], Any] | Mapping[Any, Any]
    signs: frozenset[str] | None = None


Finish = Callable[[Column], Last | None]
Finished = Callable[[str], Iterator[str]]


class Target(NamedTuple):
    """The variable that takes a value, the path to that, and the number that it is where the document has none."""

    cell: str
    path: tuple[str, ...]
    missing: int | None = None


FLAGS = {True: "true", False: "false", None: None}
TEXTS_OF_FLAGS = {flag: text or "" for flag, text in FLAGS.items()}
INDENT = "    "


def values_of(columns: Sequence[Column], finish: Finish = lambda _column: None) -> Values:
    """Return what gives the values of all columns: plain ones as they are, the text of several, None where none is.

    What `finish` gives for a column is called with each of its values that is there, and gives what stands for it.
    """
    cells = [f"c{place}" for place in range(len(columns))]
    written = _Written({cell: last for cell, column in zip(cells, columns, strict=True) if (last := finish(column))})
    for (kind, path), group in groupby(zip(cells, columns, strict=True), lambda one: _group(one[1])):
        written.add(kind, path, list(group))
    lines = ["def values(document):", *(INDENT + line for line in written.lines), f"    return [{', '.join(cells)}]"]
    exec("\n".join(lines), written.known)  # noqa: S102 - of our own fields' names alone
    made: Values = written.known["values"]
    return made


def _group(column: Column) -> tuple[str, tuple[str, ...]]:
    """Return what is alike in columns that are read together."""
    if column.several and column.path and column.each:
        return "each", column.path
    if column.several or not column.path:
        return "alone", (column.name,)
    return "plain", ()


class _Written:
    """The lines of the function, and what these name."""

    def __init__(self, last: Mapping[str, Last]) -> None:
        self.lines: list[str] = []
        self.known: dict[str, Any] = {}
        self._numbers, self._last = count(), last

    def add(self, kind: str, path: tuple[str, ...], columns: Sequence[tuple[str, Column]]) -> None:
        """Add what reads the columns of a group."""
        if kind == "plain":
            targets = [Target(cell, column.path, column.missing) for cell, column in columns]
            self.lines += self._plain("document", targets, self._finished)
        elif kind == "each":
            self.lines += self._of_each(path, columns)
        else:
            for cell, column in columns:
                read, finish = self._name(column.read), self._name(FINISHED.get(column.kind, _joined))
                found = f"{read}(document)"
                self.lines.append(f"{cell} = {found}")
                if column.several:
                    self.lines.append(f"{cell} = {finish}({cell}) if {cell} else None")
                self.lines += self._finished(cell)

    def _name(self, value: Any) -> str:
        name = f"known{next(self._numbers)}"
        self.known[name] = value
        return name

    def _finished(self, cell: str) -> Iterator[str]:
        """Yield what is done to a value at last."""
        if (last := self._last.get(cell)) is None:
            return
        if isinstance(last.make, Mapping):
            yield f"{cell} = {self._name(last.make)}[{cell}]"
            return
        if last.signs is None:
            yield f"if {cell} is not None:"
        else:
            yield f"if {cell}.__class__ is str and {cell}[:1] in {self._name(last.signs)}:"
        yield f"{INDENT}{cell} = {self._name(last.make)}({cell})"

    def _plain(self, held: str, targets: Sequence[Target], finished: Finished) -> Iterator[str]:
        """Yield what reads the values at paths in an object: of one that is within it, all together."""
        for first, group in groupby(targets, lambda target: target.path[0] if len(target.path) > 1 else None):
            near = list(group)
            if first is None:
                for cell, path, missing in near:
                    yield f"{cell} = {held}.get({path[0]!r}{'' if missing is None else f', {missing}'})"
                    yield from finished(cell)
                continue
            within = f"within{next(self._numbers)}"
            yield f"{within} = {held}.get({first!r})"
            yield f"if {within} is None:"
            for missing, alike in groupby(near, lambda target: target.missing):
                yield f"{INDENT}{' = '.join(target.cell for target in alike)} = {missing}"
            yield "else:"
            rest = [target._replace(path=target.path[1:]) for target in near]
            yield from (INDENT + line for line in self._plain(within, rest, finished))

    def _of_each(self, path: tuple[str, ...], columns: Sequence[tuple[str, Column]]) -> Iterator[str]:
        """Yield what reads columns of a list, each with the values of all its items. Most have none, or one."""
        cells = [cell for cell, _column in columns]
        targets = [Target(cell, column.each, column.missing) for cell, column in columns]
        one = [INDENT + line for line in self._plain("item", targets, _left)]
        yield "items = document"
        for key in path:
            yield f"items = items and items.get({key!r})"
        yield "if not items:"
        yield f"{INDENT}{' = '.join(cells)} = None"
        yield "elif len(items) == 1:"
        yield f"{INDENT}item = items[0]"
        yield from one
        for cell, column in columns:
            if column.kind not in WORDS:
                yield f"{INDENT}{cell} = {cell} if {cell} is None else {self._text(cell, column)}"
        yield "else:"
        yield f"{INDENT}rows = []"
        yield f"{INDENT}for item in items:"
        yield from (INDENT + line for line in one)
        texts = [self._text(cell, column) for cell, column in columns]
        yield f"{INDENT}{INDENT}rows.append(({', '.join(texts)},))"
        yield f"{INDENT}{', '.join(cells)}, = map({self._name(SEPARATOR.join)}, zip(*rows))"
        for cell in cells:
            yield from self._finished(cell)

    def _text(self, cell: str, column: Column) -> str:
        """Return what gives the text of a value among several; few texts need more than a look."""
        if column.kind in WORDS:
            return f"({cell} or '')"
        if column.kind == "flag":
            return f"{self._name(TEXTS_OF_FLAGS)}[{cell}]"
        is_plain = " and ".join([f"{cell}.__class__ is str", *(f"{sign!r} not in {cell}" for sign in ESCAPED)])
        return f"({cell} if {is_plain} else {self._name(_among_several)}({cell}))"


def _left(_cell: str) -> Iterator[str]:
    """Yield nothing: what is done at last is done to the values of all items together."""
    return iter(())


def as_text(value: Any) -> str:
    """Return the text of a value among several."""
    if type(value) is str:
        return value
    return TEXTS_OF_FLAGS[value] if value is None or isinstance(value, bool) else str(value)


def _among_several(value: Any) -> str:
    return join([as_text(value)])


def _joined(values: Sequence[Any]) -> str:
    return join(map(as_text, values))


def _of_words(values: Sequence[str | None]) -> str:
    return SEPARATOR.join([value or "" for value in values])


def _of_flags(values: Sequence[bool | None]) -> str:
    return SEPARATOR.join([TEXTS_OF_FLAGS[value] for value in values])


WORDS = frozenset({"id", "word", "date"})
"""What needs nothing done to it where it is the only one of a list."""

FINISHED: Mapping[str, Callable[[Sequence[Any]], str]] = {"flag": _of_flags, **dict.fromkeys(WORDS, _of_words)}
"""What joins values by what they are; of all others, what stands between values may be in one."""
