"""What the console says of a record beside what it holds: which lists find the records that refer to it."""

from collections.abc import Iterator
from typing import Any

from app.ledger.model.shapes import plan_of
from app.records.registry import COLLECTIONS


def fill(document: dict[str, Any]) -> None:
    """Let the reading of a record name the filters that take its id, of every list."""
    for name in COLLECTIONS:
        if found := list(_filters(name)):
            reading = document["paths"][f"/v1/{name}/{{id}}"]["get"]
            reading["description"] += f" What refers to it is found by its id: {'; '.join(found)}."


def _filters(referred: str) -> Iterator[str]:
    for name, collection in COLLECTIONS.items():
        taking = [field for field, plan in plan_of(collection.query).members if referred in plan.collections()]
        if taking:
            yield f"`/v1/{name}` by {', '.join(f'`{field}`' for field in taking)}"
