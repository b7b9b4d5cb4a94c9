"""References moved from one record to another in a written shape, and moved back. Pure functions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from app.ledger.model.record_state import State
from app.ledger.model.record_type import Merging, RecordType
from app.ledger.model.shapes import Values, redirect_references, references

Redirects = Mapping[tuple[str, str], str]
"""The new id of each record whose references move, by collection and old id."""


@dataclass(frozen=True)
class _Item:
    """An item of a list as it was, as it is moved, and why it falls away if it does."""

    before: Any
    after: Any
    falls: Literal["twin", "itself"] | None = None


def rewrite_shape(
    merging: Merging, model: type[BaseModel], written: Values, redirects: Redirects, own: tuple[str, str] | None = None
) -> Values:
    """Return the written shape with its references moved. An item that is there already then falls away.

    `own` is the record whose shape it is: what would link it to itself falls away where links may.
    """
    shape = redirect_references(model, written, redirects)
    for field, value in shape.items():
        if isinstance(value, list) and value != written[field]:
            items = _items(merging, model, field, written[field], redirects, own)
            shape[field] = [item.after for item in items if item.falls is None]
    return shape


def _items(
    merging: Merging,
    model: type[BaseModel],
    field: str,
    before: list[Any],
    redirects: Redirects,
    own: tuple[str, str] | None,
) -> Iterator[_Item]:
    after = redirect_references(model, {field: before}, redirects)[field]
    taken = [_key(merging, field, new) for old, new in zip(before, after, strict=True) if old == new]
    for old, new in zip(before, after, strict=True):
        if old == new:
            yield _Item(old, new)
        elif field in merging.loose and own in {
            (found.collection, found.record) for found in references(model, {field: [new]})
        }:
            yield _Item(old, new, "itself")
        elif _key(merging, field, new) in taken:
            yield _Item(old, new, "twin")
        else:
            taken.append(_key(merging, field, new))
            yield _Item(old, new)


def _key(merging: Merging, field: str, item: Any) -> Any:
    """Return what no two items of a list share: all but the id, where nothing else is said."""
    if not isinstance(item, dict):
        return item
    if field in merging.alike:
        return merging.alike[field](item)
    return {name: value for name, value in item.items() if name != "id"}


def rewrite_body(record_type: RecordType, state: State, redirects: Redirects) -> Values:
    """Return what the entry says that moves a record's references: the written shapes that change, whole."""
    written = rewrite_shape(
        record_type.merging, record_type.written, state.written, redirects, (record_type.collection, state.id)
    )
    parts: dict[str, dict[str, Values]] = {}
    for name, part_type in record_type.part_types.items():
        for part in state.parts.get(name, {}).values():
            shape = rewrite_shape(record_type.merging, part_type.written, part.written, redirects)
            if shape != part.written:
                parts.setdefault(name, {})[part.id] = shape
    return _body(redirects, None if written == state.written else written, parts)


def _body(redirects: Redirects, written: Values | None, parts: Mapping[str, Mapping[str, Values]]) -> Values:
    said = [{"collection": collection, "from": old, "to": new} for (collection, old), new in redirects.items()]
    return {"moved": said, "written": written, "parts": parts}


@dataclass(frozen=True)
class RewriteStates:
    """A record before a merge moved its references, after that, and now."""

    before: State
    after: State
    now: State


def undo_rewrite(record_type: RecordType, states: RewriteStates, redirects: Redirects) -> tuple[Values, list[str]]:
    """Return what the entry says that moves a record's references back, and where they no longer stand as they were.

    `moved` is as it was for the merge.
    """
    own = (record_type.collection, states.now.id)
    shapes = (states.before.written, states.after.written, states.now.written)
    written, left = _back(record_type.merging, record_type.written, shapes, redirects, own)
    parts: dict[str, dict[str, Values]] = {}
    for name, part_type in record_type.part_types.items():
        for part in states.before.parts.get(name, {}).values():
            then, now = states.after.parts[name][part.id], states.now.parts.get(name, {}).get(part.id)
            if then.written == part.written:
                continue
            if now is None:
                left.append(f"{name}/{part.id}")
                continue
            shapes = (part.written, then.written, now.written)
            shape, missed = _back(record_type.merging, part_type.written, shapes, redirects, None)
            left += [f"{name}/{part.id}/{field}" for field in missed]
            if shape != now.written:
                parts.setdefault(name, {})[part.id] = shape
    back = {(collection, new): old for (collection, old), new in redirects.items()}
    return _body(back, None if written == states.now.written else written, parts), left


def _back(
    merging: Merging,
    model: type[BaseModel],
    shapes: tuple[Values, Values, Values],
    redirects: Redirects,
    own: tuple[str, str] | None,
) -> tuple[Values, list[str]]:
    before, after, now = shapes
    shape, left = dict(now), []
    for field, value in before.items():
        if value == after.get(field):
            continue
        if isinstance(value, list):
            items = _items(merging, model, field, value, redirects, own)
            shape[field], whole = _items_back(merging, field, list(items), list(now[field]))
        else:
            whole = now[field] == after[field]
            shape[field] = value if whole else now[field]
        if not whole:
            left.append(field)
    return shape, left


def _items_back(merging: Merging, field: str, items: list[_Item], now: list[Any]) -> tuple[list[Any], bool]:
    """Return the list as it is now with the items that still stand moved back, and whether all of them do."""
    whole = True
    for index, item in enumerate(items):
        if item.before == item.after:
            continue
        twin = any(_key(merging, field, other) == _key(merging, field, item.after) for other in now)
        if item.falls is None and item.after in now:
            now[now.index(item.after)] = item.before
        elif item.falls == "itself" or (item.falls == "twin" and twin):
            now.insert(min(index, len(now)), item.before)
        else:
            whole = False
    return now, whole
