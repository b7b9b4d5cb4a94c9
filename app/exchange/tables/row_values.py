"""The values of a document in the order of a table's columns, by a type and a function that are made for these columns.

A million rows have a hundred million cells: a call for each, and a dictionary for each object, take longer than all
else. So the JSON is read into objects that have what the columns read and nothing else, and the columns are written as
a function of Python, in which each object is looked up once. Only numbered names come into its text, and nothing that
anybody sends.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any

import msgspec

from app.exchange.formats.list_cells import ESCAPED, SEPARATOR, escaped, join
from app.records.base.columns import Column

Values = Callable[[bytes], list[Any]]
"""Gives the values of a document, which is given as its JSON text, in order."""


VALUE = "{}"


@dataclass(frozen=True)
class Ending:
    """What becomes of a column's values, as Python in which `VALUE` stands for one.

    `value` gives what stands for a value, or for null; `nothing` what stands where no object has it. Of `changes` the
    first whose condition the outcome meets gives what stands for it.
    """

    value: str = VALUE
    nothing: str = "''"
    changes: Sequence[tuple[str, str]] = ()


Endings = Callable[[Column], Ending]


def as_they_are(column: Column) -> Ending:
    """Return the ending that leaves values as the document has them."""
    return Ending() if column.several else Ending(nothing=repr(column.missing))


@dataclass
class _Held:
    """What is read of an object, or of each item of a list: members by their keys, or itself, as columns by number."""

    is_list: bool = False
    members: dict[str, "_Held"] = field(default_factory=dict)
    columns: dict[int, Column] = field(default_factory=dict)

    def at(self, path: Sequence[str]) -> "_Held":
        """Return what is held at a path."""
        held = self
        for key in path:
            held = held.members.setdefault(key, _Held())
        return held

    def within(self) -> dict[int, Column]:
        """Return all columns that are read of it."""
        found = dict(self.columns)
        for member in self.members.values():
            found |= member.within()
        return found


def values_of(
    columns: Sequence[Column], endings: Endings = as_they_are, known: Mapping[str, Any] | None = None
) -> Values:
    """Return what gives the values of all columns: plain ones by their endings, and the text of several.

    `known` has what the endings name.
    """
    row = _Held()
    for number, column in enumerate(columns):
        held = row.at(column.path)
        if column.each:
            held.is_list = True
            held = held.at(column.each)
        held.columns[number] = column
    written = _Written({number: endings(column) for number, column in enumerate(columns)}, known or {})
    lines = ["def values(text):", "    row = decode(text)", *_indented(written.object("row", row, written.plain))]
    lines.append(f"    return [{', '.join(f'c{number}' for number in range(len(columns)))}]")
    written.known["decode"] = msgspec.json.Decoder(_type_of(row), float_hook=Decimal).decode
    exec("\n".join(lines), written.known)  # noqa: S102 - of numbered names alone
    made: Values = written.known["values"]
    return made


def _type_of(held: _Held) -> Any:
    """Return a type of objects that have what is read of one that is there."""
    members = [(f"m{number}", *_member(key, member)) for number, (key, member) in enumerate(held.members.items())]
    # No such object is part of a cycle: it need not be looked at for garbage.
    return msgspec.defstruct("Held", members, gc=False)


def _member(key: str, held: _Held) -> tuple[Any, Any]:
    """Return the type of a member, which may be null, and what it is where it is left out."""
    if held.columns:
        return Any, msgspec.field(name=key, default=next(iter(held.columns.values())).missing)
    there: Any = list[_type_of(held)] if held.is_list else _type_of(held)  # type: ignore[misc] # made at run time
    return there | None, msgspec.field(name=key, default=None)


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


Leaf = Callable[[str, int, Column], Iterator[str]]
"""Yields the lines that give a column's variable what stands for a value."""


class _Written:
    """The lines of the function, and what these name."""

    def __init__(self, endings: Mapping[int, Ending], known: Mapping[str, Any]) -> None:
        self.known = {
            **known,
            "as_text": as_text,
            "escaped": escaped,
            "texts_of_flags": TEXTS_OF_FLAGS,
            "join": SEPARATOR.join,
        }
        self._endings, self._numbers = endings, count()

    def object(self, name: str, held: _Held, leaf: Leaf) -> Iterator[str]:
        """Yield what reads the columns of an object that is there."""
        for number, member in enumerate(held.members.values()):
            value = f"{name}.m{number}"
            for place, column in member.columns.items():
                yield from leaf(value, place, column)
            if member.members:
                within = f"o{next(self._numbers)}"
                yield f"{within} = {value}"
                yield f"if not {within}:" if member.is_list else f"if {within} is None:"
                yield from _indented(self._nothing(member.within()))
                yield "else:"
                lines = self._list(within, member) if member.is_list else self.object(within, member, leaf)
                yield from _indented(lines)

    def plain(self, value: str, place: int, column: Column) -> Iterator[str]:
        """Yield what reads a value that stands alone, or a list of plain values."""
        ending = self._endings[place]
        if column.several:
            joined = f"known{next(self._numbers)}"
            self.known[joined] = _joined(column)
            yield f"c{place} = {joined}({value}) if {value} else ''"
        else:
            yield f"c{place} = {ending.value.replace(VALUE, value)}"
        yield from _changes(place, self._endings[place].changes)

    def _nothing(self, columns: Mapping[int, Column]) -> Iterator[str]:
        alike: dict[str, list[str]] = {}
        for place in columns:
            alike.setdefault(self._endings[place].nothing, []).append(f"c{place}")
        for nothing, cells in alike.items():
            yield f"{' = '.join(cells)} = {nothing}"

    def _list(self, items: str, held: _Held) -> Iterator[str]:
        """Yield what reads columns of a list, each with the texts of all its items. Most have one."""
        cells = [f"c{place}" for place in held.within()]
        one = list(_indented(self.object("item", held, self._text)))
        yield f"if len({items}) == 1:"
        yield f"    item = {items}[0]"
        yield from one
        yield "else:"
        yield "    rows = []"
        yield f"    for item in {items}:"
        yield from _indented(iter(one))
        yield f"        rows.append(({', '.join(cells)},))"
        yield f"    {', '.join(cells)}, = map(join, zip(*rows))"
        for place in held.within():
            yield from _changes(place, self._endings[place].changes)

    def _text(self, value: str, place: int, column: Column) -> Iterator[str]:
        """Yield what gives the text of a value among several."""
        ending = AMONG_SEVERAL[column.kind]
        yield f"c{place} = {ending.value.replace(VALUE, value)}"
        yield from _changes(place, ending.changes)


def _changes(place: int, changes: Sequence[tuple[str, str]]) -> Iterator[str]:
    for number, (condition, change) in enumerate(changes):
        yield f"{'elif' if number else 'if'} {condition.replace(VALUE, f'c{place}')}:"
        yield f"    c{place} = {change.replace(VALUE, f'c{place}')}"


TEXTS_OF_FLAGS = {True: "true", False: "false", None: ""}


def as_text(value: Any) -> str:
    """Return the text of a value among several."""
    if type(value) is str:
        return value
    return TEXTS_OF_FLAGS[value] if value is None or isinstance(value, bool) else str(value)


def _joined(column: Column) -> Callable[[Any], str]:
    """Return what joins the values of a list, or what stands in an object with any keys."""
    if column.of_mapping == "members":
        return _of_members
    if column.kind == "flag":
        return _of_flags
    return _of_words if column.kind in WORDS else _of_texts


def _of_members(values: Mapping[str, Any]) -> str:
    return join(f"{key}:{value}" for key, value in values.items())


def _of_flags(values: Sequence[bool | None]) -> str:
    return SEPARATOR.join([TEXTS_OF_FLAGS[value] for value in values])


def _of_words(values: Sequence[str | None]) -> str:
    return SEPARATOR.join([value or "" for value in values])


def _of_texts(values: Sequence[Any]) -> str:
    return join(map(as_text, values))


WORDS = frozenset({"id", "word", "date"})
"""What needs nothing done to it among several: in no such value stands what stands between them."""

NOT_EMPTY = f"{VALUE} or ''"
IN_DIGITS = f"'' if {VALUE} is None else str({VALUE})"
AS_FLAG = f"texts_of_flags[{VALUE}]"
NOT_TEXT = (f"{VALUE} is None", "''"), (f"{VALUE}.__class__ is not str", f"as_text({VALUE})")
"""What is not always a text: of a score as it was published, the number."""

AMONG_SEVERAL: Mapping[str, Ending] = {
    **dict.fromkeys(WORDS, Ending(NOT_EMPTY)),
    "number": Ending(IN_DIGITS),
    "flag": Ending(AS_FLAG),
    "text": Ending(changes=(*NOT_TEXT, (" or ".join(f"{sign!r} in {VALUE}" for sign in ESCAPED), f"escaped({VALUE})"))),
}
"""What gives the text of a value among several, by what it is."""
