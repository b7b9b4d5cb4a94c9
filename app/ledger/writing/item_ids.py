"""Ids of nested items: given, kept from the item that was there, or derived from the content."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import Fault, Invalid
from app.ledger.model.shapes import Derive, Values
from app.tables.base import PART_ID_LENGTH
from app.values.identifiers import distinct


def identify(inline: Mapping[str, Derive], written: Values, before: Values | None, place: str = "") -> Values:
    """Return the written value with an id on every nested item of the fields in `inline`.

    An item without an id takes that of the old item with the same content, else one derived from what is no text in it.
    Raises `Invalid` where two items are given one id.
    """
    found = dict(written)
    for field, derive in inline.items():
        old = (before or {}).get(field) or []
        found[field] = _identified(written[field], old, derive, f"{place}/{field}")
    return found


def refuse_repeated_ids(inline: Mapping[str, Derive], written: Values) -> None:
    """Raise `Invalid` where two nested items of a field in `inline` were given one id."""
    for field in inline:
        _given(written[field], f"/{field}")


def appended(items: Sequence[Values], item: Values, derive: Derive, most: int) -> Values:
    """Return the item with the id that it has at the end of the items. Raises `Invalid` where they leave no room."""
    refuse_full(items, most)
    taken = {known["id"] for known in items}
    if item["id"] is None:
        return item | {"id": distinct(derive(item), taken, PART_ID_LENGTH)}
    if item["id"] in taken:
        detail = "Items of one list have the same id."
        raise Invalid(detail, faults=[Fault("repeats the id of another item: give it its own", pointer="/id")])
    return item


def refuse_full(items: Sequence[Any], most: int) -> None:
    """Raise `Invalid` where items leave no room for another."""
    if len(items) >= most:
        detail = f"The list is full: it holds at most {most} items."
        raise Invalid(detail, faults=[Fault("remove another item first", pointer="")])


def _identified(items: list[Values], old: list[Values], derive: Derive, place: str) -> list[Values]:
    if not items:
        return []
    ids = _kept(items, _given(items, place), old)
    taken = {known for known in ids if known is not None}
    for index, item in enumerate(items):
        if ids[index] is None:
            ids[index] = made = distinct(derive(item), taken, PART_ID_LENGTH)
            taken.add(made)
    return [item | {"id": known} for item, known in zip(items, ids, strict=True)]


def _given(items: list[Values], place: str) -> list[str | None]:
    """Return the ids that the items were given. Raises `Invalid` where two are the same."""
    ids = [item["id"] for item in items]
    if len(ids) < 2:  # noqa: PLR2004 - alone it can be like no other
        return ids
    faults = [
        Fault("repeats the id of another item: give each its own", pointer=f"{place}/{index}/id")
        for index, known in enumerate(ids)
        if known is not None and known in ids[:index]
    ]
    if faults:
        detail = "Items of one list have the same id."
        raise Invalid(detail, faults=faults)
    return ids


def _kept(items: list[Values], ids: list[str | None], old: list[Values]) -> list[str | None]:
    """Return the ids with those of the old items that say the same: before any is made, so that none takes them."""
    if not old:
        return ids
    free = [(known["id"], _content(known)) for known in old if known["id"] not in ids]
    kept = list(ids)
    for index, item in enumerate(items):
        if kept[index] is None:
            content = _content(item)
            found = next((known for known in free if known[1] == content), None)
            if found is not None:
                free.remove(found)
                kept[index] = found[0]
    return kept


def _content(item: Values) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != "id"}
