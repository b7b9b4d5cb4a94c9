"""How the records of a bundle hang together: dangling references, cycles, and the order of loading."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from sqlalchemy import Connection

from app.exchange.bundles import Bundle, BundleRecord
from app.exchange.faults import BundleFault
from app.exchange.strict_yaml import Node
from app.ledger.model.batches import WRITES, Change
from app.ledger.model.first_read import names_of
from app.ledger.model.record_rows import Key
from app.ledger.model.shapes import Reference, references
from app.ledger.model.state_rows import load_record_rows, state_of
from app.ledger.references.redirects import redirects
from app.ledger.references.reference_rewrite import rewrite_shape
from app.records.base.amended import AMENDMENTS
from app.records.registry import RECORD_TYPES
from app.vocabulary import LinkType

Onwards = Callable[[BundleRecord], Iterator[Reference]]
CONTAINERS = frozenset({"parent", "part_of", "part_of.participant"})
"""The references by which a record says what it is within."""


def follow_merges(connection: Connection, bundle: Bundle) -> dict[Key, str]:
    """Let the bundle's records name the survivors of merged ones; return the survivors of those merged themselves."""
    merged = redirects(connection, [record.key for record in bundle.records])
    named = {(reference.collection, reference.record) for record in bundle.records for reference in record.references()}
    open_ends = named - (bundle.places.keys() - merged.keys())
    moved = redirects(connection, open_ends - names_of(connection, sorted(open_ends)).keys())
    for record in bundle.records if moved else ():
        merging = record.record_type.merging
        record.values = rewrite_shape(merging, record.record_type.written, record.values, moved, record.key)
        record.items = [
            replace(item, values=rewrite_shape(merging, item.part_type.written, item.values, moved))
            for item in record.items
        ]
    return merged


def missing(connection: Connection, bundle: Bundle) -> Iterator[BundleFault]:
    """Yield the references to what is neither in the bundle nor in the database."""
    open_ends = [
        (record, reference)
        for record in bundle.records
        for reference in record.references()
        if (reference.collection, reference.record) not in bundle.places
    ]
    there = names_of(connection, [(reference.collection, reference.record) for _record, reference in open_ends])
    for record, reference in open_ends:
        if (reference.collection, reference.record) not in there:
            message = f"does not exist: neither the bundle nor the database has it among the {reference.collection}"
            yield record.fault(reference.pointer, message)


def references_in(change: Change) -> Iterator[Reference]:
    """Yield the references that a change comes to make."""
    if change.operation not in WRITES:
        return
    record_type = change.record_type
    if change.part is None:
        yield from references(record_type.written, change.body)
        return
    name, _part, *nested = change.part.split("/")
    body = {nested[0]: [change.body]} if nested else change.body
    yield from references(record_type.part_types[name].written, body)


def _within(record: BundleRecord) -> Iterator[Reference]:
    """Yield the references to what contains the record."""
    for reference in references(record.record_type.written, record.values):
        if reference.collection == record.record_type.collection and reference.field in CONTAINERS:
            yield reference
    yield from _linked(record, LinkType.PART_OF)


def _superseded(record: BundleRecord) -> Iterator[Reference]:
    """Yield the references to the pledges that a pledge takes the place of."""
    yield from _linked(record, LinkType.SUPERSEDES)


def _linked(record: BundleRecord, wanted: LinkType) -> Iterator[Reference]:
    for index, link in enumerate(record.values.get("links", ())):
        if link["type"] == wanted:
            yield Reference(f"/links/{index}/pledge", "links.pledge", record.record_type.collection, link["pledge"])


def _awaited(record: BundleRecord) -> Iterator[Reference]:
    """Yield the references to the pledges that a pledge waits for, or comes to wait for by an amendment."""
    amended = [item for item in record.items if item.part_type.name == AMENDMENTS]
    listed = [("", record.values.get("conditions", ()))]
    listed += [(f"{item.place}/changes", item.values["changes"].get("conditions", ())) for item in amended]
    for place, conditions in listed:
        for index, condition in enumerate(conditions):
            if condition["pledge"] is not None:
                pointer = f"{place}/conditions/{index}/pledge"
                yield Reference(pointer, "conditions.pledge", record.record_type.collection, condition["pledge"])


ONE_WAY: tuple[tuple[Onwards, str], ...] = (
    (_within, "is within"),
    (_superseded, "supersedes"),
    (_awaited, "waits for"),
)
"""References that must not form a cycle, each with the words for a path along them."""


def cycles(records: Sequence[BundleRecord], connection: Connection | None = None) -> Iterator[BundleFault]:
    """Yield each cycle of records that contain, supersede or wait for one another, with the place of every one of them.

    With a connection, a way through records that are not in the bundle counts: those above are read, however far up.
    """
    known = {record.key: record for record in records}
    for onwards, relation in ONE_WAY:
        every = known | ({} if connection is None else _above(connection, known, onwards))
        graph = {key: [(found.collection, found.record) for found in onwards(record)] for key, record in every.items()}
        while cycle := _cycle(graph):
            # It begins in the bundle: what is there already forms none.
            start = next(index for index, key in enumerate(cycle) if key in known)
            cycle = [*cycle[start:-1], *cycle[: start + 1]]
            steps = [(every[key], _step(onwards(every[key]), above[1])) for key, above in pairwise(cycle)]
            record, step = steps[0]
            text = f" {relation} ".join([*(_place(record, step) for record, step in steps), record.id])
            yield record.fault(step.pointer, f"closes a cycle: {text}")
            graph[cycle[0]].remove(cycle[1])


def _place(record: BundleRecord, step: Reference) -> str:
    return f"{record.id} ({record.fault(step.pointer, '').place})" if record.file else record.id


def _above(connection: Connection, known: Mapping[Key, BundleRecord], onwards: Onwards) -> dict[Key, BundleRecord]:
    """Return the records of the database that the bundle's are within, near and far."""
    found: dict[Key, BundleRecord] = {}
    front = [record for record in known.values() if any(True for _reference in onwards(record))]
    while front:
        wanted: dict[str, set[str]] = {}
        for record in front:
            for reference in onwards(record):
                key = (reference.collection, reference.record)
                if key not in known and key not in found:
                    wanted.setdefault(reference.collection, set()).add(reference.record)
        front = []
        for collection, ids in wanted.items():
            record_type = RECORD_TYPES[collection]
            for id, row in load_record_rows(connection, record_type, sorted(ids)).items():
                front.append(BundleRecord(record_type, id, "", NOWHERE, values=state_of(record_type, row, {}).written))
        found |= {record.key: record for record in front}
    return found


NOWHERE = Node(None, 0)


def _cycle(graph: dict[Key, list[Key]]) -> list[Key]:
    """Return the keys of a cycle, each followed by what it is within, the first one again at the end."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        # The sorter goes from what contains to what is contained, and begins anywhere.
        around: list[Key] = list(reversed(error.args[1]))[1:]
        first = around.index(min(around))
        return [*around[first:], *around[:first], around[first]]
    return []


def _step(candidates: Iterator[Reference], above: str) -> Reference:
    first, *_others = [reference for reference in candidates if reference.record == above]
    return first


def in_order(records: Iterable[BundleRecord]) -> list[BundleRecord]:
    """Return the records so that each comes after those that its own row refers to, whatever file they stand in.

    The order depends on the content alone: collections as they refer to each other, containers before what is within
    them, otherwise by id. Where there is no cycle, what nested items refer to comes first as well.
    """
    ordered: list[BundleRecord] = []
    for collection in RECORD_TYPES:
        own = {record.id: record for record in records if record.record_type.collection == collection}
        ordered.extend(own[record] for record in _sorted(own))
    return ordered


def _sorted(own: dict[str, BundleRecord]) -> Sequence[str]:
    ids = sorted(own)
    near = {
        record: [found.record for found in own[record].references() if _is_other(found, own, record)] for record in ids
    }
    try:
        return list(TopologicalSorter(near).static_order())
    except CycleError:
        needed = {record: [found.record for found in _within(own[record]) if found.record in own] for record in ids}
        return list(TopologicalSorter(needed).static_order())


def _is_other(reference: Reference, own: dict[str, BundleRecord], record: str) -> bool:
    found = own.get(reference.record)
    return found is not None and found.record_type.collection == reference.collection and found.id != record
