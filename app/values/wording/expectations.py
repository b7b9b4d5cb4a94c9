"""What a model expects at a place, as messages tell it: the fields, the choices, a shape; and what is near a word."""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

SIMILAR = 0.8
"""The least similarity (Jaro-Winkler) of a word that is suggested."""

READ_OF_A_WORD = 100
"""Characters of an unknown word that are compared: more than any word that is known has."""

ANYTHING = "…"
DEEP = 2
"""Objects within each other that a shape shows."""


def nearest_word(unknown: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like one that is not, None where none is like it."""
    best = process.extractOne(
        unknown[:READ_OF_A_WORD],
        list(known),
        scorer=JaroWinkler.similarity,
        processor=str.casefold,
        score_cutoff=SIMILAR,
    )
    return None if best is None else best[0]


def expected_at(model: type[BaseModel] | None, place: Sequence[int | str]) -> Any:
    """Return the type that a model expects at a place, None where that cannot be told."""
    found: Any = model
    for step in place:
        found = _member(_plain(found), step)
    return _plain(found)


def _plain(annotation: Any) -> Any:
    """Return a type without `None` and without what marks it."""
    while True:
        if get_origin(annotation) in {Union, UnionType}:
            annotation = next(one for one in get_args(annotation) if one is not NoneType)
        elif get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        else:
            return annotation


def _member(annotation: Any, step: int | str) -> Any:
    if get_origin(annotation) is list and isinstance(step, int):
        return get_args(annotation)[0]
    if get_origin(annotation) is dict and isinstance(step, str):
        return get_args(annotation)[1]
    if is_model(annotation):
        for name, field in annotation.model_fields.items():
            if step == (field.alias or name):
                return field.annotation
    return None


def is_model(annotation: Any) -> TypeGuard[type[BaseModel]]:
    """Return whether a type is a model."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def field_names(annotation: Any) -> list[str]:
    """Return the names of the fields of a model; none of another type."""
    if not is_model(annotation):
        return []
    return [field.alias or name for name, field in annotation.model_fields.items()]


def choices(annotation: Any) -> list[str]:
    """Return the words of a closed list; none of another type."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    return [str(word) for word in get_args(annotation)] if get_origin(annotation) is Literal else []


def shape(annotation: Any) -> str | None:
    """Return an example of a type as JSON, with what has to be there; None of a type that has no parts."""
    example = _example(_plain(annotation), DEEP)
    return json.dumps(example, ensure_ascii=False) if example and isinstance(example, dict | list) else None


def _example(annotation: Any, deep: int) -> Any:
    if words := choices(annotation):
        return words[0]
    if get_origin(annotation) is list:
        return [_example(_plain(get_args(annotation)[0]), deep)]
    if get_origin(annotation) is dict:
        return {ANYTHING: ANYTHING}
    if is_model(annotation):
        return _of_model(annotation, deep)
    return _PLAIN.get(annotation, ANYTHING)


def _of_model(model: type[BaseModel], deep: int) -> Any:
    if not deep:
        return {}
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    needed = [name for name, field in fields.items() if field.is_required()] or list(fields)[:1]
    return {name: _example(_plain(fields[name].annotation), deep - 1) for name in needed}


_PLAIN: Mapping[Any, Any] = {bool: True, int: 1, float: 1, Decimal: 1}
