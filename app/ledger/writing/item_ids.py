"""Ids of nested items: given, kept from the item that was there, or derived from the content."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import Fault, Invalid
from app.ledger.model.shapes import Derive, Values
from app.tables.base import PART_ID_LENGTH
from app.values.identifiers import distinct


def identify(inline: Mapping[str, Derive], written: Values, before: Values | None, place: str = "") -> Values:
    """Return the written value with an id on every nested item of the fields in `inline`.

    An item without an id takes that of the old item with the same content, else one derived from its content.
    Raises `Invalid` where two items are given one id.
    """
    found = dict(written)
    for field, derive in inline.items():
        old = (before or {}).get(field) or []
        found[field] = _identified(written[field], old, derive, f"{place}/{field}")
    return found


def appended(items: Sequence[Values], item: Values, derive: Derive, most: int) -> Values:
    """Return the item with the id that it has at the end of the items. Raises `Invalid` where they leave no room."""
    if len(items) >= most:
        detail = f"The list is full: it holds at most {most} items."
        raise Invalid(detail, faults=[Fault("remove another item first", pointer="")])
    taken = {known["id"] for known in items}
    if item["id"] is None:
        return item | {"id": distinct(derive(item), taken, PART_ID_LENGTH)}
    if item["id"] in taken:
        detail = "Items of one list have the same id."
        raise Invalid(detail, faults=[Fault("repeats the id of another item: give it its own", pointer="/id")])
    return item


def _identified(items: list[Values], old: list[Values], derive: Derive, place: str) -> list[Values]:
    taken: set[str] = set()
    faults = []
    for index, item in enumerate(items):
        if item["id"] is not None:
            if item["id"] in taken:
                faults.append(Fault("repeats the id of another item: give each its own", pointer=f"{place}/{index}/id"))
            taken.add(item["id"])
    if faults:
        detail = "Items of one list have the same id."
        raise Invalid(detail, faults=faults)
    kept = [item for item in old if item["id"] not in taken]
    return [item if item["id"] is not None else _with_id(item, kept, derive, taken) for item in items]


def _with_id(item: Values, kept: list[Values], derive: Derive, taken: set[str]) -> Values:
    for known in kept:
        if known["id"] not in taken and _content(known) == _content(item):
            taken.add(known["id"])
            return item | {"id": known["id"]}
    made = distinct(derive(item), taken, PART_ID_LENGTH)
    taken.add(made)
    return item | {"id": made}


def _content(item: Values) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != "id"}
