"""What a document's fields are as columns of a table: chosen, named and told here alone, from the document's model.

A column is called by where its value stands in the document: `status.status`. The names are for programs to keep; what
is added comes behind what was there. Of a list there are columns as of one of its items, each with the values of all
items; of a list of objects those for ids, references, dates, closed words, numbers and flags. Texts in lists, and what
lies deeper, are in the document alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.ledger.model.shapes import REFERENCES, RefersTo, WorldDate, unwrap
from app.values.times.dates import DateDocument
from app.vocabulary import Position, Status, Term, UnknownBecause

Kind = Literal["text", "id", "word", "date", "number", "flag"]

_described: dict[str, type[BaseModel]] = {}

LABELS: Mapping[type[BaseModel], str | None] = {model: label for label, model in REFERENCES.items()}
"""The models of references, each with the field that holds the name."""

COUNTED: Mapping[str, type[Term]] = {"statuses": Status, "unknown_because": UnknownBecause, "positions": Position}
"""The counts that are given by the words of a closed list: each word has its column, 0 where it is left out."""

SHORT = frozenset({"id", "word", "date", "number", "flag"})


@dataclass(frozen=True)
class Column:
    """A column: its name, what it holds, what that means, and where that stands in a document.

    `path` leads to the value. `several`: it leads to a list, and `each` from an item of that to the value, unless the
    item is it; or to an object with any keys, and `of_mapping` says whether they are told alone, or with their members.
    `words` is the closed list of a word: the class of its terms, or a `Literal`. `missing` is what a value is that the
    document leaves out.
    """

    name: str
    kind: Kind
    meaning: str
    path: tuple[str, ...]
    several: bool = False
    each: tuple[str, ...] = ()
    of_mapping: Literal["keys", "members"] | None = None
    words: Any = None
    missing: int | None = None

    @property
    def field(self) -> str:
        """The member of the document."""
        return self.name.partition(".")[0]


def describe(path: str, model: type[BaseModel]) -> None:
    """Let the vocabulary tell the columns of the table at a path."""
    _described[path] = model


def described() -> Mapping[str, type[BaseModel]]:
    """Return the models of all tables by their paths, without a suffix."""
    return _described


@cache
def columns_of(model: type[BaseModel]) -> Sequence[Column]:
    """Return the columns of a document's model, in the order of its fields."""
    return tuple(_of_model(model, "", ""))


def _of_model(model: type[BaseModel], prefix: str, beside: str) -> Iterator[Column]:
    for name, field in model.model_fields.items():
        alias = field.alias or name
        meaning = field.description or beside
        yield from _of_field(f"{prefix}{alias}", alias, field, meaning)


def _of_field(name: str, key: str, field: FieldInfo, meaning: str) -> Iterator[Column]:
    inner, _marks = unwrap(field.annotation)
    if get_origin(inner) is list:
        yield from _of_list(name, key, get_args(inner)[0], meaning)
    elif get_origin(inner) is dict:
        yield from _of_mapping(name, key, get_args(inner)[1], meaning)
    elif _is_model(inner):
        yield from (_within(key, column) for column in _of_object(name, inner, meaning))
    elif (kind := _kind(key, field.annotation, field.metadata)) is not None:
        yield Column(name, kind, meaning, (key,), words=_words(kind, field.annotation))


def _of_object(name: str, model: type[BaseModel], meaning: str) -> Iterator[Column]:
    """Yield the columns of an object that stands for itself: of a date, as it is written and its bounds."""
    if model is DateDocument:
        yield Column(name, "date", meaning or "a date in EDTF", ("edtf",))
        yield Column(f"{name}.from", "date", "the earliest day that it may mean", ("from",))
        yield Column(f"{name}.to", "date", "the latest day that it may mean", ("to",))
    else:
        yield from _of_model(model, f"{name}.", meaning)


def _within(key: str, column: Column) -> Column:
    return replace(column, path=(key, *column.path))


def _of_list(name: str, key: str, item: Any, meaning: str) -> Iterator[Column]:
    inner, _marks = unwrap(item)
    if _is_model(inner):
        for column in _short(name, inner, meaning):
            yield replace(column, several=True, path=(key,), each=column.path)
    elif get_origin(inner) is not list and (kind := _kind(key, item)) is not None:
        yield Column(name, kind, meaning, (key,), several=True, words=_words(kind, item))


def _short(name: str, model: type[BaseModel], meaning: str, *, within: bool = False) -> Iterator[Column]:
    """Yield the columns of each item of a list, or of an object within it: what is short, and dates as written."""
    if model is DateDocument:
        yield Column(name, "date", meaning or "dates in EDTF", ("edtf",))
        return
    of_reference = model in LABELS
    for field_name, field in model.model_fields.items():
        alias, told = field.alias or field_name, field.description or meaning
        inner, _marks = unwrap(field.annotation)
        if _is_model(inner):
            if not within or inner is DateDocument:
                columns = _short(f"{name}.{alias}", inner, told, within=True)
                yield from (_within(alias, column) for column in columns)
        elif get_origin(inner) in {list, dict}:
            continue
        elif (kind := _kind(alias, field.annotation, field.metadata)) is not None and (kind in SHORT or of_reference):
            words = _words(kind, field.annotation)
            yield Column(f"{name}.{alias}", kind, told, (alias,), words=words)


def _of_mapping(name: str, key: str, value: Any, meaning: str) -> Iterator[Column]:
    inner, _marks = unwrap(value)
    words = COUNTED.get(key)
    if inner is int and words is not None:
        for word in words:
            yield Column(f"{name}.{word.value}", "number", word.meaning, (key, word.value), missing=0)
    elif _is_model(inner):
        told = f"{meaning or key}: the languages".strip()
        yield Column(name, "id", told, (key,), several=True, of_mapping="keys")
    elif inner in {str, int} or get_origin(inner) is not None or _is_closed(inner):
        told = meaning or "each with its key before a colon"
        yield Column(name, "text", told, (key,), several=True, of_mapping="members")


def _kind(key: str, annotation: Any, metadata: Sequence[Any] = ()) -> Kind | None:
    """Return what kind of plain value a type is, None for what is none."""
    inner, marks = unwrap(annotation)
    if any(isinstance(mark, RefersTo) for mark in (*metadata, *marks)):
        return "id"
    if any(isinstance(mark, WorldDate) for mark in (*metadata, *marks)):
        return "date"
    choices = [unwrap(one)[0] for one in get_args(annotation)] if get_origin(annotation) in {Union, UnionType} else []
    plain = {one for one in choices if one is not NoneType} or {inner}
    if _is_closed(inner):
        return "word"
    if inner is bool:
        return "flag"
    if plain <= {int, float, Decimal}:
        return "number"
    return ("id" if key == "id" else "text") if str in plain else None


def _words(kind: Kind, annotation: Any) -> Any:
    return unwrap(annotation)[0] if kind == "word" else None


def _is_closed(inner: Any) -> bool:
    return get_origin(inner) is Literal or (isinstance(inner, type) and issubclass(inner, Enum))


def _is_model(inner: Any) -> bool:
    return isinstance(inner, type) and issubclass(inner, BaseModel)
