"""How the items of a record's lists are addressed: by the id that they hold, or by one made of their members.

Where no two items of a list may have the same of some members, these address them and stay as they are; a list of bare
references is addressed by what it refers to.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import NotFound
from app.ledger.model.shapes import Values
from app.tables.base import PART_ID_LENGTH
from app.values.identifiers import distinct
from app.vocabulary import Operation

NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
"""What ids do not have: of ids, dates and closed words nothing else needs to be folded, as it would be of titles."""

Keys = Mapping[str, tuple[str, ...]]
"""The lists whose items hold no id: the members by which an item is addressed, none of a bare reference."""


def path_of(field: str) -> str:
    """Return what a list is called in addresses."""
    return field.replace("_", "-")


def key_of(members: Sequence[str], item: Any) -> str:
    """Return what an item that holds no id is addressed by. It may be as it is written, or as it is read."""
    if not members:
        return _word(item)
    words = "-".join(_word(item[name]) for name in members if item[name] is not None)
    return NOT_IN_IDS.sub("-", words.lower()).strip("-")[:PART_ID_LENGTH]


def _word(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    return str(value["id"] if "id" in value else value["edtf"])


def ids_of(keys: Keys, field: str, items: Sequence[Any]) -> list[str]:
    """Return the ids by which the items of a list are addressed, in order."""
    if field not in keys:
        return [item["id"] for item in items]
    found = dict[str, None]()
    for item in items:
        # Of an item whose content is not known, what addressed it is.
        known = item["id"] if isinstance(item, dict) and "id" in item else key_of(keys[field], item)
        found[distinct(known, found, PART_ID_LENGTH)] = None
    return list(found)


def index_of(keys: Keys, field: str, items: Sequence[Any], part: str) -> int | None:
    """Return where the item with an id stands in a list, None where there is none."""
    ids = ids_of(keys, field, items)
    return ids.index(part) if part in ids else None


def find_item(keys: Keys, field: str, items: Sequence[Any], part: str) -> Any:
    """Return the item of a list that an id addresses. Raises `NotFound`."""
    index = index_of(keys, field, items, part)
    if index is None:
        detail = "The record has no such part."
        raise NotFound(detail)
    return items[index]


def listed(keys: Keys, field: str, items: Sequence[Any], part: str, operation: str, body: Any) -> list[Any]:
    """Return the list with one item put in its place, at the end, or removed."""
    index = index_of(keys, field, items, part)
    if operation == Operation.DELETE:
        return [item for place, item in enumerate(items) if place != index]
    if index is None:
        return [*items, body]
    return [*items[:index], body, *items[index + 1 :]]


def addressed(keys: Keys, field: str, part: str, item: Values) -> Values:
    """Return an item as it is read, with the id by which it is addressed."""
    return {"id": part, **item} if keys.get(field) else item
