"""Stored shapes evolve: what a shape of an older program lacks is completed from the model's defaults as it is read."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import PartialShape, Values, plan_of, unwrap
from app.vocabulary import Operation

WITHOUT_SHAPE = frozenset({Operation.DELETE, Operation.MERGE, Operation.WITHDRAW, Operation.REDACT})
"""Operations whose entries hold no written shape."""


@dataclass(frozen=True)
class _Shape:
    """Which members a value may lack, with their defaults; which hold a model, or a list of one; all in order."""

    defaults: Mapping[str, Any]
    nested: tuple[tuple[str, type[BaseModel]], ...]
    order: tuple[str, ...]


def completed(model: type[BaseModel], stored: Any) -> Any:
    """Return a stored shape with the defaults of what it lacks: the very same, where it lacks nothing.

    What is not known, and what no program of ours has written, stays as it is.
    """
    if type(stored) is not dict:
        return stored
    shape = _shape(model)
    if not shape.defaults.keys() <= stored.keys():
        stored = _filled(shape, stored)
    for name, inner in shape.nested:
        value = stored.get(name)
        if not value:
            continue
        found = _completed_items(inner, value) if type(value) is list else completed(inner, value)
        if found is not value:
            stored = {**stored, name: found}
    return stored


def _completed_items(model: type[BaseModel], items: list[Any]) -> list[Any]:
    found = [completed(model, item) for item in items]
    return items if all(map(_is, found, items)) else found


def _is(one: object, other: object) -> bool:
    return one is other


def _filled(shape: _Shape, stored: Values) -> Values:
    """Return the shape with what it lacks, each member after the one that the model has before it."""
    names = list(stored)
    for before, name in zip((None, *shape.order), shape.order, strict=False):
        if name in shape.defaults and name not in stored:
            names.insert(names.index(before) + 1 if before in names else 0, name)
    return {name: stored[name] if name in stored else deepcopy(shape.defaults[name]) for name in names}


@cache
def _shape(model: type[BaseModel]) -> _Shape:
    defaults, nested, order = {}, [], []
    for field_name, field in model.model_fields.items():
        name = field.alias or field_name
        order.append(name)
        # An id is part of what is written where it was given or made, which a default cannot be.
        # What a partial shape lacks was left out.
        # Nor what is made anew at each time, such as today: it was always stored.
        made = field.is_required() or field.default_factory is not None
        if not made and name != "id" and not issubclass(model, PartialShape):
            defaults[name] = _plain(field.get_default())
        inner, _marks = unwrap(field.annotation)
        if get_origin(inner) is list:
            inner, _marks = unwrap(get_args(inner)[0])
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            nested.append((name, inner))
    return _Shape(defaults, tuple(nested), tuple(order))


def _plain(default: Any) -> Any:
    """Return a default as written shapes hold it."""
    if isinstance(default, Enum):
        return default.value
    if isinstance(default, BaseModel):
        return default.model_dump(by_alias=True)
    return default


def completed_body(record_type: RecordType, part: str | None, operation: str, body: Any) -> Any:
    """Return what an entry of a record, a part or an item wrote, with what its shape lacks."""
    if type(body) is not dict or operation in WITHOUT_SHAPE:
        return body
    if part is None:
        return completed(record_type.written, body) if operation == Operation.PUT else _moved(record_type, body)
    name, _part, *item = part.split("/")
    if name not in record_type.part_types:
        return completed(item_model(record_type.written, name), body)
    written = record_type.part_types[name].written
    return completed(item_model(written, item[0]) if item else written, body)


def _moved(record_type: RecordType, body: Values) -> Values:
    """Return the shapes that a merge or its undoing wrote: of the record, and of parts by their ids or with them."""
    parts: Values = {}
    for name, known in body["parts"].items():
        model = record_type.part_types[name].written
        if isinstance(known, dict):
            parts[name] = {part: completed(model, written) for part, written in known.items()}
        else:
            parts[name] = [part | {"written": completed(model, part["written"])} for part in known]
    return body | {"written": completed(record_type.written, body["written"]), "parts": parts}


def item_model(model: type[BaseModel], field: str) -> type[BaseModel]:
    """Return the model of what a field holds, or of the items of its list; of plain values, one without members."""
    return dict(_shape(model).nested).get(field, BaseModel)


def description(model: type[BaseModel]) -> Any:
    """Return what tells a model's shape from another: its members with their defaults, what they refer to and hold."""
    shape = _shape(model)
    held = {name: description(inner) for name, inner in shape.nested}
    return [[name, shape.defaults.get(name), held.get(name)] for name in shape.order] + [repr(plan_of(model))]
