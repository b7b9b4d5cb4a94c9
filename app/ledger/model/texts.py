"""What people wrote in a record: every text of its written shape and of the parts that stand, with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.values.texts import ShortText, Tag, Text, Title

TEXTS = frozenset(get_args(kind)[1] for kind in (ShortText, Tag, Text, Title))
POINTERS = frozenset({"page", "section"})
"""Where in a source to look: the same in every record."""


class Written(NamedTuple):
    """A text, its place as a JSON Pointer into the written shape, and the field of the record that it belongs to."""

    pointer: str
    field: str
    text: str


@dataclass(frozen=True)
class _Plan:
    """Where the texts of a value are: it is one, or holds them in its members or items."""

    text: bool = False
    each: "_Plan | None" = None
    members: tuple[tuple[str, "_Plan"], ...] = ()

    def empty(self) -> bool:
        return not self.text and self.each is None and not self.members


def texts_of(record_type: RecordType, state: State) -> Iterator[Written]:
    """Yield every text of a record: its own, and those of its parts that were not withdrawn."""
    for name, plan in _plan_of(record_type.written).members:
        for pointer, text in _found(plan, state.written[name], f"/{name}"):
            yield Written(pointer, name, text)
    for name, part_type in record_type.part_types.items():
        for part in state.parts.get(name, {}).values():
            if part.withdrawn is None:
                for pointer, text in _found(_plan_of(part_type.written), part.written, f"/{name}/{part.id}"):
                    yield Written(pointer, name, text)


def _found(plan: _Plan, value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    if plan.text:
        yield pointer, value
    elif plan.each is not None:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from _found(plan.each, item, f"{pointer}/{key}")
    else:
        for name, member in plan.members:
            yield from _found(member, value.get(name), f"{pointer}/{name}")


@cache
def _plan_of(model: type[BaseModel]) -> _Plan:
    members = []
    for name, field in model.model_fields.items():
        plan = _plan(field.annotation, tuple(field.metadata))
        if not plan.empty() and name not in POINTERS:
            members.append((field.alias or name, plan))
    return _Plan(members=tuple(members))


def _plan(annotation: Any, marks: tuple[Any, ...] = ()) -> _Plan:
    if any(mark in TEXTS for mark in marks if type(mark) in {type(text) for text in TEXTS}):
        return _Plan(text=True)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in {Union, UnionType}:
        return _plan(next(argument for argument in arguments if argument is not NoneType))
    if origin is Annotated:
        return _plan(arguments[0], arguments[1:])
    if origin in {list, dict}:
        each = _plan(arguments[-1])
        return _Plan() if each.empty() else _Plan(each=each)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _plan_of(annotation)
    return _Plan()
