"""A revision as an entity of PROV: what it revises, what made it, who did, and what ended it."""

from collections.abc import Iterator
from typing import Any

from app.ledger.model.shapes import Values
from app.linked_data.contexts import Node, with_context
from app.linked_data.queries import Origin
from app.linked_data.records import record_node
from app.linked_data.shapes import OF_THE_ENTRY, named_shapes
from app.linked_data.writer import Writer, instant, one_or_all
from app.records.base.revisions.documents import Revision
from app.tables.ledger.entries import CALENDAR

AGENT = "_:agent"


def linked_revision(collection: str, document: Values, origin: Origin, base: str) -> Node:
    """Return a revision of a record as JSON-LD: the record as it was, with where that comes from."""
    writer = Writer(base)
    record = writer.address(collection, document["id"])
    address = f"{record}/revisions/{document['version']}"
    node = record_node(writer, collection, document, address=address)
    types = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
    said = dict(_provenance(writer, record, address, collection, origin))
    return with_context(node | {"@type": [*types, "prov:Entity"]} | said, base)


def _provenance(
    writer: Writer, record: str, address: str, collection: str, origin: Origin
) -> Iterator[tuple[str, Any]]:
    made = origin.made
    yield "prov:specializationOf", {"@id": record}
    yield "prov:generatedAtTime", instant(made["at"])
    yield "prov:wasGeneratedBy", _activity(writer, address, made, AGENT)
    yield "prov:wasAttributedTo", _agent(made["actor"], AGENT)
    if origin.revises is not None:
        yield "prov:wasRevisionOf", {"@id": f"{record}/revisions/{origin.revises}"}
    if origin.merged:
        of = [{"@id": f"{writer.address(collection, id_)}/revisions/{version}"} for id_, version in origin.merged]
        yield "prov:wasDerivedFrom", one_or_all(of)
    if origin.ended is not None:
        ended = f"{record}/revisions/{origin.ended['revision']}"
        yield "prov:invalidatedAtTime", instant(origin.ended["at"])
        agent = _agent(origin.ended["actor"], f"{AGENT}-of-the-end")
        activity = _activity(writer, ended, origin.ended, f"{AGENT}-of-the-end")
        yield "prov:wasInvalidatedBy", activity | {"prov:wasAssociatedWith": agent}
    if origin.survivor:
        yield "prov:alternateOf", {"@id": writer.address(collection, origin.survivor)}


def _activity(writer: Writer, revision: str, entry: Values, agent: str) -> Node:
    """Return what an entry of the ledger did, and when: it took no time."""
    own = [
        said
        for field, shape in named_shapes(Revision, OF_THE_ENTRY).items()
        for said in writer.own(shape, entry[field])
    ]
    return {
        "@id": f"{revision}#activity",
        "@type": "prov:Activity",
        "prov:startedAtTime": instant(entry["at"]),
        "prov:endedAtTime": instant(entry["at"]),
        "prov:wasAssociatedWith": {"@id": agent},
        **dict(own),
    }


def _agent(actor: str, name: str) -> Node:
    """Return who wrote, by the public label of its key: the calendar is no person."""
    return {"@id": name, "@type": "prov:SoftwareAgent" if actor == CALENDAR else "prov:Agent", "name": actor}
