"""How the records of a bundle hang together: dangling references, cycles, and the order of loading."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from sqlalchemy import Connection

from app.exchange.formats.bundle import Bundle, BundleRecord
from app.exchange.formats.faults import BundleFault
from app.exchange.formats.strict_yaml import Node
from app.ledger.model.record_rows import Key
from app.ledger.model.rows.first_read import names_of
from app.ledger.model.rows.state_rows import load_record_rows, state_of
from app.ledger.model.shapes import Reference
from app.ledger.references.redirects import redirects
from app.ledger.references.reference_rewrite import rewrite_shape
from app.records.base.amended import AMENDMENTS
from app.records.base.cycles import SHOWN, path_text
from app.records.instruments import record_type as instruments
from app.records.participants.record_type import SUCCEEDS
from app.records.pledges.links import rules as pledges
from app.records.pledges.links.rules import WAITS_FOR
from app.records.registry import RECORD_TYPES
from app.records.statements import record_type as statements

Onwards = Callable[[BundleRecord], Iterator[Reference]]
CONTAINERS = frozenset({"parent", "part_of", "part_of.participant"})
"""The references by which a record says what it is within."""
LINKS: dict[str, str] = {
    str(link): words
    for one_way in (pledges.ONE_WAY, instruments.ONE_WAY, statements.PATHS)
    for link, words in one_way.items()
}
"""Types of links that must not form a cycle, of whatever collection, each with the words for a path along them."""
PART_OF = "part_of"


def follow_merges(connection: Connection, bundle: Bundle) -> dict[Key, str]:
    """Let the bundle's records name the survivors of merged ones; return the survivors of those merged themselves."""
    merged = redirects(connection, [record.key for record in bundle.records])
    named = set[Key]().union(*(record.named() for record in bundle.records))
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
    open_ends = set[Key]().union(*(record.named() for record in bundle.records)) - bundle.places.keys()
    lacking = open_ends - names_of(connection, sorted(open_ends)).keys()
    for record in bundle.records if lacking else ():
        for reference in record.references():
            if (reference.collection, reference.record) in lacking:
                message = f"does not exist: neither the bundle nor the database has it among the {reference.collection}"
                yield record.fault(reference.pointer, message)


def _within(record: BundleRecord) -> Iterator[Reference]:
    """Yield the references to what contains the record."""
    for reference in record.own_references():
        if reference.collection == record.record_type.collection and reference.field in CONTAINERS:
            yield reference
    yield from _linked(PART_OF, record)


def _linked(wanted: str, record: BundleRecord) -> Iterator[Reference]:
    """Yield the references of the record's links of one type to others of its collection."""
    record_type = record.record_type
    noun = record_type.noun
    for index, link in enumerate(record.values.get("links", ())):
        if link["type"] == wanted:
            yield Reference(f"/links/{index}/{noun}", f"links.{noun}", record_type.collection, link[noun])


def _succeeded(record: BundleRecord) -> Iterator[Reference]:
    """Yield the references to the participants whose place a participant takes."""
    for index, former in enumerate(record.values.get("succeeds", ())):
        yield Reference(f"/succeeds/{index}", "succeeds", record.record_type.collection, former)


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


FIELDS = ("parent", "part_of", "succeeds", "links", "conditions")
"""The fields with such references."""

ONE_WAY: tuple[tuple[Onwards, str], ...] = (
    (_within, "is within"),
    (_awaited, WAITS_FOR),
    (_succeeded, SUCCEEDS),
    *((partial(_linked, link), words) for link, words in LINKS.items() if link != PART_OF),
)
"""References that must not form a cycle, each with the words for a path along them."""


def cycles(records: Sequence[BundleRecord], connection: Connection | None = None) -> Iterator[BundleFault]:
    """Yield cycles of records that contain, supersede, await or answer one another: one for each way that closes one.

    With a connection, a way through records that are not in the bundle counts: those above are read, however far up.
    """
    known = {record.key for record in records}
    # Most records lead nowhere: no cycle goes through them.
    leading = {record.key: record for record in records if _leads_on(record)}
    for onwards, relation in ONE_WAY if leading else ():
        every = leading | ({} if connection is None else _above(connection, known, leading.values(), onwards))
        graph = {
            key: leads_to
            for key, record in every.items()
            if (leads_to := [(found.collection, found.record) for found in onwards(record)])
        }
        for cycle in _cycles(graph):
            # It begins in the bundle; one that merging made of what is here already is not the bundle's fault.
            start = next((index for index, key in enumerate(cycle) if key in known), None)
            if start is None:
                continue
            ring = [*cycle[start:], *cycle[: start + 1]]
            steps = list(pairwise(ring))
            told = [
                # Those in the middle of a long way are not shown.
                _place(every[key], onwards, above) if min(index, len(steps) - index) < SHOWN else above[1]
                for index, (key, above) in enumerate(steps)
            ]
            record, (_key, above) = every[ring[0]], steps[0]
            text = path_text([*told, record.id], relation)
            yield record.fault(_step(onwards(record), above[1]).pointer, f"closes a cycle: {text}")


def _leads_on(record: BundleRecord) -> bool:
    """Return whether a record may have references that must not form a cycle."""
    return any(map(record.values.get, FIELDS)) or any(item.part_type.name == AMENDMENTS for item in record.items)


def _place(record: BundleRecord, onwards: Onwards, above: Key) -> str:
    if not record.file:
        return record.id
    return f"{record.id} ({record.fault(_step(onwards(record), above[1]).pointer, '').place})"


def _above(
    connection: Connection, known: Collection[Key], leading: Iterable[BundleRecord], onwards: Onwards
) -> dict[Key, BundleRecord]:
    """Return the records of the database that the bundle's are within, near and far."""
    found: dict[Key, BundleRecord] = {}
    front = [record for record in leading if any(True for _reference in onwards(record))]
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


def _cycles(graph: Mapping[Key, Iterable[Key]]) -> Iterator[list[Key]]:
    """Yield a cycle for each way back that one walk finds: its keys, each followed by what it is within.

    The walk visits every record and reference once, however many cycles there are.
    """
    visited = set[Key]()
    for first in sorted(graph.keys()):
        path: dict[Key, Iterator[Key]] = {} if first in visited else {first: iter(dict.fromkeys(graph[first]))}
        while path:
            last = next(reversed(path))
            above = next(path[last], None)
            if above is None:
                visited.add(last)
                del path[last]
            elif above in path:
                around = list(path)
                around = around[around.index(above) :]
                begin = around.index(min(around))
                yield [*around[begin:], *around[:begin]]
            elif above in graph and above not in visited:
                path[above] = iter(dict.fromkeys(graph[above]))


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
        record: sorted(
            id
            for collection, id in own[record].named()
            if id != record and id in own and own[id].record_type.collection == collection
        )
        for record in ids
    }
    if not any(near.values()):
        return ids
    try:
        return list(TopologicalSorter(near).static_order())
    except CycleError:
        needed = {record: [found.record for found in _within(own[record]) if found.record in own] for record in ids}
        return list(TopologicalSorter(needed).static_order())
