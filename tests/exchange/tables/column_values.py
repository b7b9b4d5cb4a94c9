"""What a column says of a document, read step by step: what the function that is made for a table is held to."""

from collections.abc import Sequence
from typing import Any

from app.records.base.columns import Column


def read(column: Column, document: Any) -> Any:
    """Return the value of a column; of one that holds several, all."""
    value = _at(column.path, document, column.missing)
    if column.of_mapping is not None:
        members = (value or {}).items()
        return [key if column.of_mapping == "keys" else f"{key}:{member}" for key, member in members]
    if not column.several:
        return value
    return [_at(column.each, item, column.missing) for item in value or ()] if column.each else value or ()


def _at(path: Sequence[str], value: Any, missing: int | None) -> Any:
    for key in path:
        if value is None:
            return missing
        value = value.get(key, missing if key == path[-1] else None)
    return value
