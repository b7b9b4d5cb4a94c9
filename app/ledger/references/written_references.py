"""The references that a body makes which a change writes, or an entry holds."""

from collections.abc import Iterator
from typing import Any

from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Reference, references


def written_references(record_type: RecordType, part: str | None, body: Any) -> Iterator[Reference]:
    """Yield the references of what is written of a record, a part or an item, with their places in that body."""
    if part is None:
        yield from references(record_type.written, body)
        return
    name, _part, *nested = part.split("/")
    if name in record_type.part_types and not nested:
        yield from references(record_type.part_types[name].written, body)
        return
    model, field = (record_type.part_types[name].written, nested[0]) if nested else (record_type.written, name)
    for found in references(model, {field: [body]}):
        yield Reference(found.pointer.removeprefix(f"/{field}/0"), found.field, found.collection, found.record)
