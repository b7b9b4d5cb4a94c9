"""The references that a body makes which a change writes, or an entry holds."""

from collections.abc import Sequence
from typing import Any

from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Reference, references


def written_references(record_type: RecordType, part: str | None, body: Any) -> Sequence[Reference]:
    """Return the references of what is written of a record, a part or an item, with their places in that body."""
    if part is None:
        return references(record_type.written, body)
    name, _part, *nested = part.split("/")
    if name in record_type.part_types and not nested:
        return references(record_type.part_types[name].written, body)
    model, field = (record_type.part_types[name].written, nested[0]) if nested else (record_type.written, name)
    before = f"/{field}/0"
    return [one._replace(pointer=one.pointer.removeprefix(before)) for one in references(model, {field: [body]})]
