"""What a database must hold to stand for its release: every field, word of a list, part type, operation and table."""

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from sqlalchemy import Connection, func, select

from app.db.statements import core_table
from app.ledger.model.part_type import PartType
from app.ledger.model.record_type import RecordType, all_record_types, record_type_of
from app.tables import Base
from app.tables.ledger.entries import Entry
from app.vocabulary import Operation

EMPTY_AT_REST = {"document_queue", "release_attempts", "sessions", "webhook_deliveries", "webhook_lease"}
"""Tables that hold rows only while something is under way."""


def lacking(connection: Connection) -> list[str]:
    """Return what a database does not show, in words; nothing of one that is whole."""
    written, done, models = set(), set(), dict(_models())
    for entry in connection.execute(select(core_table(Entry))).mappings():
        owner = f"{entry['collection']}/{entry['part'].partition('/')[0]}" if entry["part"] else entry["collection"]
        done.add(f"{owner}: {entry['operation']}")
        if owner in models and entry["body"] and entry["operation"] in {Operation.PUT, Operation.CORRECT}:
            written |= set(_said(models[owner], json.loads(entry["body"]), owner))
    wanted = {one for owner, model in _models() for one in _sayable(model, owner)}
    return sorted({*wanted - written, *set(_doable()) - done, *_empty(connection)})


def _empty(connection: Connection) -> Iterator[str]:
    for name, table in Base.metadata.tables.items():
        if name not in EMPTY_AT_REST and not connection.scalar(select(func.count()).select_from(table)):
            yield f"no rows: {name}"


def _models() -> Iterator[tuple[str, type[BaseModel]]]:
    for record_type in all_record_types():
        yield record_type.collection, record_type.written
        for name, field in _fields(record_type.written):
            if (item := _nested(field.annotation)) is not None:
                yield f"{record_type.collection}/{name}", item
        for name, part_type in record_type.part_types.items():
            yield f"{record_type.collection}/{name}", part_type.written


def _doable() -> Iterator[str]:
    yield f"entries: {Operation.REDACT.value}"
    for record_type in all_record_types():
        of_records = (Operation.PUT, Operation.DELETE, Operation.MERGE, Operation.MOVE, Operation.UNMERGE)
        for operation in of_records:
            yield f"{record_type.collection}: {operation.value}"
        for name in _deletable(record_type):
            yield f"{record_type.collection}/{name}: {Operation.DELETE.value}"
        for name, part_type in record_type.part_types.items():
            for operation in _of_parts(part_type):
                yield f"{record_type.collection}/{name}: {operation.value}"


def _deletable(record_type: RecordType) -> Iterable[str]:
    """Return the parts that are deleted, not withdrawn."""
    return [*(name for name, one in record_type.part_types.items() if not one.withdrawable), "citations"]


def _of_parts(part_type: PartType) -> Iterator[Operation]:
    yield Operation.PUT
    if part_type.withdrawable:
        yield Operation.WITHDRAW
    if part_type.correctable:
        yield Operation.CORRECT
    if part_type.schedulable:
        yield Operation.TAKE_EFFECT


def _sayable(model: type[BaseModel], path: str) -> Iterator[str]:
    """Yield every field under a path, and every word of a closed list under the shape that has it."""
    for name, field in _fields(model):
        words = list(_words(field.annotation))
        yield from (f"{model.__name__}.{name} = {word}" for word in words)
        nested = _nested(field.annotation)
        if nested is not None:
            yield from _sayable(nested, f"{path}/{name}")
        elif not words:
            yield f"{path}/{name}"


def _said(model: type[BaseModel], values: dict[str, Any], path: str) -> Iterator[str]:
    for name, field in _fields(model):
        value = values.get(name)
        if value is None or value in ([], {}):
            continue
        nested = _nested(field.annotation)
        if nested is not None:
            by_name = isinstance(value, dict) and not value.keys() & dict(_fields(nested)).keys()
            items = value if isinstance(value, list) else [*value.values()] if by_name else [value]
            for item in items:
                yield from _said(nested, item, f"{path}/{name}")
            continue
        if value != field.default:
            yield f"{path}/{name}"
        if isinstance(value, (str, int, list)):
            yield from (f"{model.__name__}.{name} = {word}" for word in (value if isinstance(value, list) else [value]))


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        if name != "id":
            yield field.alias or name, field


def closed_lists(collection: str) -> dict[str, list[str]]:
    """Return the fields of a collection's records that hold one word of a list, with the words."""
    fields = _fields(record_type_of(collection).written)
    return {name: words for name, field in fields if (words := list(_words(field.annotation)))}


def _types(annotation: Any) -> Iterator[Any]:
    yield annotation
    if get_origin(annotation) is not Literal:
        for one in get_args(annotation):
            yield from _types(one)


def _nested(annotation: Any) -> type[BaseModel] | None:
    found = (one for one in _types(annotation) if isinstance(one, type) and issubclass(one, BaseModel))
    return next(found, None)


def _words(annotation: Any) -> Iterator[str]:
    for one in _types(annotation):
        if isinstance(one, type) and issubclass(one, StrEnum):
            yield from one
        elif get_origin(one) is Literal:
            yield from get_args(one)
