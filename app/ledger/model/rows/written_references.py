"""The references that a body makes which a change writes, or an entry holds."""

from collections.abc import Sequence
from typing import Any

from app.ledger.model.record_rows import Key
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Reference, Written, records_named, references


def written_names(record_type: RecordType, part: str | None, body: Any) -> set[Key]:
    """Return the records that what is written of a record, a part or an item refers to."""
    model, field = _model(record_type, part)
    return records_named(model, body if field is None else {field: [body]})


def _model(record_type: RecordType, part: str | None) -> tuple[type[Written], str | None]:
    """Return the model of what is written; of an item, that of what it is in, and in which list."""
    if part is None:
        return record_type.written, None
    name, _part, *nested = part.split("/")
    if name not in record_type.part_types:
        return record_type.written, name
    return record_type.part_types[name].written, nested[0] if nested else None


def written_references(record_type: RecordType, part: str | None, body: Any) -> Sequence[Reference]:
    """Return the references of what is written of a record, a part or an item, with their places in that body."""
    model, field = _model(record_type, part)
    if field is None:
        return references(model, body)
    before = f"/{field}/0"
    return [one._replace(pointer=one.pointer.removeprefix(before)) for one in references(model, {field: [body]})]
