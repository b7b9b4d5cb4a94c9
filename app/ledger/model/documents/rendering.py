"""What readers get: how a state becomes a document, and what records are called."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cache
from hashlib import sha256

from app.deadline import in_time
from app.ledger.model.citations import attestation, disputed
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import PartState, State
from app.ledger.model.record_type import RecordType, all_record_types
from app.ledger.model.shapes import Names, Reference, Values, read_shape, references
from app.ledger.model.stored_shapes import description
from app.strict_json import encode

RULE = 5
"""The number of the way in which documents are made. A release that makes others of what is written alike raises it."""


@cache
def document_form() -> int:
    """Return the form of this program's documents: it changes with the written shapes that they are made of.

    Stored documents of another form are made anew before the program is ready. All record types have to be known by
    now: what is found is kept, and of too few all documents would seem to be of another form.
    """
    if not all_record_types():
        message = "import app.records.record_types before the documents are asked for"
        raise RuntimeError(message)
    shapes = {
        record_type.collection: [
            description(record_type.written),
            {name: description(part_type.written) for name, part_type in record_type.part_types.items()},
        ]
        for record_type in all_record_types()
    }
    content = encode([RULE, *sorted(shapes.items())])
    return int.from_bytes(sha256(content).digest()[:4]) % 2**30


def render(record_type: RecordType, state: State, names: Names) -> Values:
    """Return the document of a record in this state."""
    if state.kept is not None and state.written == state.kept.before.written:
        kept = state.kept.document
        document = {**kept, "version": state.version, "updated_at": state.updated_at}
    else:
        document = {
            "id": state.id,
            "version": state.version,
            "created_at": state.created_at,
            "updated_at": state.updated_at,
            **read_shape(record_type.written, state.written, names),
        }
    document |= {"attestation": attestation(state.written["citations"]), "disputed": disputed(state)}
    return record_type.complete(document, state, names)


def render_parts(record_type: RecordType, name: str, state: State, names: Names) -> dict[str, Values]:
    """Return the documents of all parts of a type, by their ids."""
    part_type, parts = record_type.part_types[name], state.parts.get(name, {})
    follows = part_type.follows(state) if parts else {}
    return {
        part.id: render_part(record_type, part_type, state, part, names, follows) for part in in_time(parts.values())
    }


def render_part(
    record_type: RecordType,
    part_type: PartType,
    state: State,
    part: PartState,
    names: Names,
    follows: Mapping[str, Values],
) -> Values:
    """Return the document of a part that has a history of its own; `follows` comes from its type."""
    return {
        "id": part.id,
        record_type.noun: called(record_type, state),
        "version": part.version,
        "recorded_at": part.recorded_at,
        "actor": part.actor,
        **read_shape(part_type.written, part.written, names),
        "attestation": attestation(part.written["citations"]),
        **({"withdrawn": part.withdrawn and asdict(part.withdrawn)} if part_type.withdrawable else {}),
        **({"scheduled": part.scheduled_for is not None} if part_type.schedulable else {}),
        **follows.get(part.id, {}),
    }


def called(record_type: RecordType, state: State) -> Values:
    """Return a reference to a record: its id, and what it is called, if it is called anything."""
    label = record_type.label
    return {"id": state.id} if label is None else {"id": state.id, label: state.written[label]}


def references_of(record_type: RecordType, state: State) -> Iterator[Reference]:
    """Yield every reference of a record and of its parts."""
    yield from references(record_type.written, state.written)
    for name in record_type.part_types:
        yield from part_references(record_type, name, state.parts.get(name, {}).values())


def part_references(record_type: RecordType, name: str, parts: Iterable[PartState]) -> Iterator[Reference]:
    """Yield every reference of parts of a type."""
    for part in parts:
        for reference in references(record_type.part_types[name].written, part.written):
            yield Reference(reference.pointer, f"{name}.{reference.field}", reference.collection, reference.record)
