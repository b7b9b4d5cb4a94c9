"""What a data set said, what is here, and what it says now, brought together field by field. Pure functions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, get_origin

from pydantic import BaseModel

from app.ledger.model.record_type import Merging
from app.ledger.model.shapes import Derive, Values, unwrap
from app.strict_json import encode_text
from app.tables.base import PART_ID_LENGTH
from app.values.identifiers import distinct

Leaves = dict[tuple[str, str], Any]
"""A written shape in the pieces that change one by one: by field, and in it by the item or key."""

ABSENT = object()
"""Stands for what is not there, which null does not: null is a value."""


@dataclass(frozen=True)
class Shape:
    """A written model, which of its lists hold alike items, and how ids of its nested items are derived."""

    model: type[BaseModel]
    merging: Merging
    inline: Mapping[str, Derive]

    def key(self, field: str, item: Any) -> str:
        """Return what an item of a list is recognised by: its id, else what no two of the list may share."""
        if isinstance(item, dict) and item.get("id") is not None:
            return str(item["id"])
        if isinstance(item, dict) and field in self.merging.alike:
            return encode_text(list(self.merging.alike[field](item)))
        return encode_text(item)

    def items(self, field: str, value: Any) -> dict[str, Any] | None:
        """Return the items of a list, or the values of a mapping, by their keys; None for a field that is one value."""
        if isinstance(value, list):
            return {self.key(field, item): item for item in value}
        return dict(value) if isinstance(value, dict) and field in _mappings(self.model) else None

    def leaves(self, written: Values) -> Leaves:
        """Return the leaves of a written shape."""
        found: Leaves = {}
        for field, value in written.items():
            if field != "id":
                items = self.items(field, value)
                found |= {(field, ""): value} if items is None else {(field, key): one for key, one in items.items()}
        return found

    def written(self, leaves: Leaves) -> Values:
        """Return the fields that leaves belong to, with these alone in their lists and mappings."""
        written: Values = {}
        for (field, key), value in leaves.items():
            if not key:
                written[field] = value
            elif field in _mappings(self.model):
                written.setdefault(field, {})[key] = value
            else:
                written.setdefault(field, []).append(value)
        return written


@cache
def _mappings(model: type[BaseModel]) -> frozenset[str]:
    fields = model.model_fields.items()
    return frozenset(field.alias or name for name, field in fields if get_origin(unwrap(field.annotation)[0]) is dict)


@dataclass(frozen=True)
class Reconciled:
    """What is to be written, and the fields that were left as they are: changed both here and in the bundle."""

    written: Values
    left: Sequence[str]


def reconcile(shape: Shape, said: Leaves, here: Values, bundle: Values) -> Reconciled:
    """Take from the bundle what it changed since it `said` something, and leave what was changed here.

    What changed in both is left as it is here. Of what the data set never said anything, the bundle adds items to lists
    and changes nothing.
    """
    written, left = {}, []
    for field, value in bundle.items():
        is_here = here[field]
        if field == "id" or value == is_here:
            written[field] = is_here
            continue
        taken = _taken(shape, field, said, is_here, value)
        written[field], whole = taken
        if not whole:
            left.append(field)
    return Reconciled(written, left)


def _taken(shape: Shape, field: str, said: Leaves, here: Any, value: Any) -> tuple[Any, bool]:
    """Return the value of a field, and whether all that the bundle changed in it is taken."""
    items, known = shape.items(field, value), shape.items(field, here)
    if items is None or known is None:
        base = said.get((field, ""), ABSENT)
        return (value, True) if here == base else (here, value == base)
    base_items = {key: item for (of_field, key), item in said.items() if of_field == field}
    if list(known.items()) == list(base_items.items()):
        # Nobody has touched the list: its order comes from the bundle, too.
        return value, True
    found, whole = _taken_items(known, items, base_items)
    return (found if isinstance(value, dict) else list(found.values())), whole


def _taken_items(
    here: Mapping[str, Any], bundle: Mapping[str, Any], said: Mapping[str, Any]
) -> tuple[dict[str, Any], bool]:
    found, whole = {}, True
    for key in [*here, *(key for key in bundle if key not in here)]:
        is_here, wanted, base = (items.get(key, ABSENT) for items in (here, bundle, said))
        if wanted != base and is_here == base:
            chosen = wanted
        else:
            chosen = is_here
            whole = whole and wanted in (is_here, base)
        if chosen is not ABSENT:
            found[key] = chosen
    return found, whole


def with_ids(shape: Shape, bundle: Values, here: Values | None, said: Leaves) -> Values:
    """Return what a bundle says with an id on every nested item: its own, that of the item it is, or a derived one."""
    found = dict(bundle)
    for field, derive in shape.inline.items():
        if not found[field]:
            continue
        of_field = {key: item for (name, key), item in said.items() if name == field}
        known = {item["id"]: item for item in (here or {}).get(field, [])}
        matched = matches(found[field], [known, of_field], of_field, derive)
        ids = identified(found[field], matched, {*known, *of_field}, derive)
        found[field] = [item | {"id": id} for item, id in zip(found[field], ids, strict=True)]
    return found


def content_of(item: Values) -> str:
    """Return what an item says, its id left out, and those of its citations."""
    content = {name: value for name, value in item.items() if name != "id"}
    if citations := content.get("citations"):
        content["citations"] = [content_of(citation) for citation in citations]
    return encode_text(sorted(content.items()))


def matches(
    items: Sequence[Values],
    candidates: Sequence[Mapping[str, Values]],
    said: Mapping[str, Values],
    derive: Derive,
    contents: Sequence[Callable[[Values], str]] = (content_of,),
) -> list[str | None]:
    """Return which known item each one is: by its id, then by its `contents`, then as the reworded form of one.

    An item is a reworded one if the same id is derived of it as of an item which the data set `said` and which no other
    item is. None: it is new.
    """
    ids: list[str | None] = [item["id"] for item in items]
    if None not in ids:
        return ids
    taken = set(ids)
    for known, content in product(filter(None, candidates), contents):
        free: dict[str, list[str]] = {}
        for id, item in known.items():
            free.setdefault(content(item), []).append(id)
        _assign(ids, taken, _free(free, content, items))
    if None in ids and said:
        alike: dict[str, list[str]] = {}
        for id, item in said.items():
            # Not the ids themselves: a number at the end of one may be a month.
            alike.setdefault(derive(item), []).append(id)
        _assign(ids, taken, lambda index: alike.get(derive(items[index]), ()))
    return ids


def _free(
    free: Mapping[str, Sequence[str]], content: Callable[[Values], str], items: Sequence[Values]
) -> Callable[[int], Iterable[str]]:
    return lambda index: free.get(content(items[index]), ())


def identified(items: Sequence[Values], ids: Sequence[str | None], taken: Iterable[str], derive: Derive) -> list[str]:
    """Return an id for each item: the one that it has, or a derived one which is neither another's nor `taken`."""
    found, reserved = list[str](), {*taken, *filter(None, ids)}
    for item, id in zip(items, ids, strict=True):
        found.append(distinct(derive(item), reserved, PART_ID_LENGTH) if id is None else id)
        reserved.add(found[-1])
    return found


def _assign(ids: list[str | None], taken: set[str | None], candidates: Callable[[int], Iterable[str]]) -> None:
    """Give each item without an id the first candidate that no other item has."""
    for index, id in enumerate(ids):
        if id is None:
            ids[index] = next((candidate for candidate in candidates(index) if candidate not in taken), None)
            taken.add(ids[index])
