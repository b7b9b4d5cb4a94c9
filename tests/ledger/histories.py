"""Random histories of a small world: what could be done to it, and what was there after each thing that was done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Connection, func, select

from app.db.statements import core_table
from app.errors import PactaError
from app.http.validation import validated
from app.ledger.merging.merge import merge_into
from app.ledger.merging.unmerge import undo_merge
from app.ledger.model.item_keys import ids_of
from app.ledger.model.record_type import record_type_of
from app.ledger.model.shapes import Written
from app.ledger.references.redirects import last_entries
from app.ledger.writing import item_commands, record_commands
from app.ledger.writing.part_commands import (
    append_part,
    cite_part,
    correct_part,
    delete_part,
    patch_part,
    withdraw_part,
)
from app.preconditions import UNCONDITIONAL
from app.records.base.collections import collection_of
from app.records.base.parts.part_collections import Withdrawal
from app.records.instruments.participation.part_type import PARTICIPATION
from app.records.pledges.amendments.commands import record_amendment
from app.records.pledges.amendments.schemas import Amendment
from app.records.pledges.commands import correct_status_change, record_status_change
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status.histories import PART_TYPE
from app.records.pledges.status.schemas import StatusChange
from app.records.sources.citations import Citation
from app.strict_json import decode
from app.tables.ledger.entries import Entry
from app.vocabulary import Operation
from tests.writing import WHATEVER, put

Body = dict[str, Any]
Step = Callable[[Connection], Any]

PARTIES = [{"participant": "guatemala", "role": "promisor"}, {"participant": "ana", "role": "promisor"}]
CITED: Body = {"citations": [{"source": "report"}, {"source": "speech", "speaker": "ana", "note": "One"}]}
WORLD: tuple[tuple[str, str, Body], ...] = (
    ("sources", "report", {"title": "The report", "kind": "readout", "published": "2025-06"}),
    ("sources", "speech", {"title": "The speech", "kind": "speech"}),
    ("participants", "guatemala", {"name": "Guatemala", "kind": "state"}),
    ("participants", "ana", {"name": "Ana", "kind": "person"}),
    ("participants", "mexico", {"name": "Mexico", "kind": "state"} | CITED),
    ("topics", "borders", {"name": "Borders"}),
    ("topics", "ports", {"name": "Ports", "parent": "borders"} | CITED),
    ("topics", "trade", {"name": "Trade"}),
    ("meetings", "tour", {"title": "The tour", "form": "tour", "status": "held"}),
    (
        "meetings",
        "talks",
        {
            "title": "The talks",
            "form": "call",
            "status": "held",
            "part_of": "tour",
            "attendance": [PARTIES[1] | {"role": "host"}],
        },
    ),
    ("instruments", "pact", {"title": "The pact", "kind": "treaty", "legal_nature": "legally_binding"} | CITED),
    ("instruments", "protocol", {"title": "The protocol", "kind": "treaty"}),
    ("pledges", "old", {"title": "Old", "kind": "policy", "strength": "firm", "parties": PARTIES} | CITED),
    ("pledges", "new", {"title": "New", "kind": "policy", "strength": "firm", "parties": PARTIES[:1]}),
    ("actions", "deed", {"title": "The deed", "kind": "payment", "actors": [{"participant": "ana"}]} | CITED),
    ("actions", "works", {"title": "The works", "kind": "construction"}),
    ("statements", "claim", {"kind": "claim", "summary": "A claim", "speaker": "ana", "about": ["old"]} | CITED),
)

IDS: dict[str, list[str]] = {}
for _collection, _record, _body in WORLD:
    IDS.setdefault(_collection, []).append(_record)

LISTS = {collection: [*collection_of(collection).nested] for collection in IDS}

EVIDENCE_SET_ASIDE = {
    "guards": [
        "citation",
        "concrete_action",
        "due_or_breach",
        "quotation",
        "reversal_evidence",
        "reviewed_up_to",
    ],
    "reason": "a test",
}


def some(collection: str) -> st.SearchStrategy[str]:
    return st.sampled_from(IDS[collection])


def perhaps(collection: str) -> st.SearchStrategy[str | None]:
    return st.none() | some(collection)


named_meetings = st.fixed_dictionaries(
    {"meeting": some("meetings"), "role": st.sampled_from(["made_at", "reaffirmed_at", "discussed_at"])}
)
held_at = st.lists(
    named_meetings,
    max_size=2,
    unique_by=lambda named: (named["meeting"], named["role"]),
)
words = st.sampled_from(["One", "Two", "Drei"])
days = st.sampled_from(["2025-02-05", "2025-03", "2025-04-01/2025-04-09"])
evidence: dict[str, st.SearchStrategy[Any]] = {
    "speaker": some("participants"),
    "note": words,
    "act": st.just("announcement"),
    "relation": st.sampled_from(["supports", "contradicts"]),
}
account = st.fixed_dictionaries(
    {"field": st.sampled_from(["status", "title", "topics", "reason", "due"]), "value": words},
    optional={"conflicts": st.booleans()},
)
voices = {"voice": st.sampled_from(["document", "reporter", "inference"])}
citations = st.fixed_dictionaries({"source": some("sources")}, optional=evidence) | st.fixed_dictionaries(
    {"source": some("sources")}, optional=voices | {"account": account}
)
accounts = st.fixed_dictionaries({"source": some("sources"), "account": account}, optional=evidence)
common: dict[str, st.SearchStrategy[Any]] = {
    "tags": st.lists(st.sampled_from(["a-tag", "b-tag"]), unique=True, max_size=2),
    "classifications": st.dictionaries(st.sampled_from(["cap", "sdg"]), words, max_size=1),
    "external_ids": st.dictionaries(st.sampled_from(["un", "eu"]), words, max_size=1),
    "citations": st.lists(citations, max_size=2),
}
topics = st.lists(some("topics"), unique=True, max_size=2)
attendance = st.fixed_dictionaries(
    {"participant": some("participants")}, optional={"role": st.sampled_from(["host", "visitor"]), "title": words}
) | st.fixed_dictionaries({"title": words}, optional={"on_behalf_of": some("participants")})
offices = st.fixed_dictionaries({"title": words}, optional={"body": some("participants"), "from": days})
promisors = st.lists(some("participants"), unique=True, min_size=1, max_size=3).map(
    lambda found: [{"participant": one, "role": "promisor"} for one in found]
)
criteria = st.none() | st.dictionaries(st.sampled_from(["fulfilled", "not_fulfilled"]), words, min_size=1)
condition = st.fixed_dictionaries({"text": words}, optional={"pledge": some("pledges"), "met_on": days})
conditions = st.lists(condition, max_size=2)
target = st.fixed_dictionaries(
    {"indicator": words, "measure": st.just("count"), "direction": st.just("at_least")},
    optional={
        "value": st.sampled_from([40, 0.25, 10**9]),
        "baseline": st.fixed_dictionaries({"value": st.just(7)}, optional={"source": some("sources")}),
    },
)
targets = st.lists(target, max_size=2)
actors = st.fixed_dictionaries({"participant": some("participants")}, optional={"on_behalf_of": some("participants")})
abouts = st.fixed_dictionaries(
    {"pledge": some("pledges"), "relation": st.sampled_from(["carries_out", "works_against"])}
)
doers = st.tuples(promisors, st.lists(some("participants"), unique=True, max_size=2)).map(
    lambda found: [*found[0], *({"participant": one, "role": "implementer"} for one in found[1])]
)
bodies: dict[str, st.SearchStrategy[Body]] = {
    "sources": st.fixed_dictionaries(
        {"title": words, "kind": st.just("speech")},
        optional=common
        | {
            "published": days,
            "caveats": st.lists(words, max_size=2),
            "different_from": st.lists(st.fixed_dictionaries({"source": some("sources"), "reason": words}), max_size=1),
        },
    ),
    "participants": st.fixed_dictionaries(
        {"name": words, "kind": st.just("person")},
        optional=common
        | {
            "other_names": st.lists(st.fixed_dictionaries({"name": words}), max_size=2),
            "part_of": st.lists(st.fixed_dictionaries({"participant": some("participants")}), max_size=1),
            "offices": st.lists(offices, max_size=2),
            "from": days,
            "succeeds": st.lists(some("participants"), unique=True, max_size=1),
            "different_from": st.lists(
                st.fixed_dictionaries({"participant": some("participants"), "reason": words}), max_size=1
            ),
        },
    ),
    "topics": st.fixed_dictionaries({"name": words}, optional=common | {"parent": perhaps("topics")}),
    "meetings": st.fixed_dictionaries(
        {"title": words, "form": st.just("visit"), "status": st.just("held")},
        optional=common
        | {
            "starts": days,
            "part_of": perhaps("meetings"),
            "topics": topics,
            "attendance": st.lists(attendance, max_size=2, unique_by=lambda one: one.get("participant", "")),
        },
    ),
    "pledges": st.fixed_dictionaries(
        {"title": words, "kind": st.just("policy"), "strength": st.sampled_from(["firm", None]), "parties": doers},
        optional=common
        | {
            "wording": st.fixed_dictionaries({"text": words}),
            "meetings": held_at,
            "instrument": perhaps("instruments"),
            "joint": st.sampled_from(["several", "several", "joint"]),
            "due": days,
            "criteria": criteria,
            "topics": topics,
            "conditions": conditions,
            "targets": targets,
            "links": st.lists(
                st.fixed_dictionaries({"type": st.just("renews"), "pledge": some("pledges")}), max_size=1
            ),
        },
    ),
    "instruments": st.fixed_dictionaries(
        {"title": words, "kind": st.just("treaty")},
        optional=common
        | {
            "legal_nature": st.sampled_from(["legally_binding", "not_legally_binding", None]),
            "adopted": days,
            "meeting": perhaps("meetings"),
            "topics": topics,
            "links": st.lists(
                st.fixed_dictionaries({"type": st.just("implements"), "instrument": some("instruments")}), max_size=1
            ),
        },
    ),
    "actions": st.fixed_dictionaries(
        {"title": words, "kind": st.just("delivery")},
        optional=common
        | {
            "happened": days,
            "instrument": perhaps("instruments"),
            "actors": st.lists(
                actors,
                max_size=2,
                unique_by=lambda actor: actor["participant"],
            ),
            "about": st.lists(
                abouts,
                max_size=2,
                unique_by=lambda about: about["pledge"],
            ),
        },
    ),
    "statements": st.fixed_dictionaries(
        {"kind": st.just("claim"), "summary": words},
        optional=common
        | {
            "speaker": some("participants"),
            "about": st.lists(some("pledges"), unique=True, max_size=2),
            "said": days,
            "topics": topics,
            "links": st.lists(
                st.fixed_dictionaries(
                    {"type": st.sampled_from(["denies", "repeats"]), "statement": some("statements")}
                ),
                max_size=1,
            ),
        },
    ),
}
judgement: dict[str, st.SearchStrategy[Any]] = {
    "effective_on": st.sampled_from(["2025-03-01", "2025-03-02", "2025-04", "2025-05-05"]),
    "reason": words,
    "override": st.just(EVIDENCE_SET_ASIDE),
}
changes = st.fixed_dictionaries(
    judgement
    | {"status": st.sampled_from(["planned", "in_progress", "fulfilled", "not_fulfilled", "stalled", "not_assessed"])},
    optional={
        "party": some("participants"),
        "citations": st.lists(citations, max_size=1),
        "actions": st.lists(some("actions"), max_size=2),
    },
) | st.fixed_dictionaries(judgement | {"status": st.just("superseded"), "successor": some("pledges")})
corrections = st.fixed_dictionaries(
    {},
    optional={
        "reason": words,
        "citations": st.lists(citations, max_size=2),
        "as_published": st.sampled_from([None, {"scale": "A scale", "value": "Two"}]),
        "unknown_because": st.sampled_from([None, "withheld"]),
    },
)

measured = {"period": st.sampled_from(["2024", "2025-01"]), "citations": st.just([{"source": "report"}])}
parts: dict[str, st.SearchStrategy[Body]] = {
    "assessments": st.fixed_dictionaries(
        {
            "score": st.sampled_from([-1, 0, 1]),
            "assessor": some("participants"),
            "assessor_kind": st.sampled_from(["self_report", "independent"]),
            "period": st.sampled_from(["2024", "2025-01"]),
            "rationale": words,
        },
        optional={
            "party": some("participants"),
            "citations": st.lists(citations, max_size=1),
            "supersedes": st.sampled_from(["guatemala-guatemala-2024", "ana-guatemala-2024", "mexico-ana-2025-01"]),
        },
    ),
    "measurements": st.fixed_dictionaries(
        measured | {"value": st.sampled_from([40, "0.25", -3])}, optional={"party": some("participants")}
    ),
    "positions": st.fixed_dictionaries(
        {"participant": some("participants"), "position": st.sampled_from(["accepts", "rejects"]), "on": days},
        optional={
            "about": st.sampled_from(["status_changes/2025-03-01-planned", "assessments/guatemala-guatemala-2024"]),
            "citations": st.lists(citations, max_size=1),
        },
    ),
    "milestones": st.fixed_dictionaries(
        {"title": words}, optional={"due": days, "done_on": days, "citations": st.lists(citations, max_size=1)}
    ),
    "amendments": st.fixed_dictionaries(
        {
            "changes": st.fixed_dictionaries(
                {},
                optional={
                    "due": st.none() | days,
                    "wording": st.none() | st.fixed_dictionaries({"text": words}),
                    "strength": st.sampled_from(["firm", "exploratory"]),
                    "conditions": conditions,
                    "targets": targets,
                },
            ),
            "effective_on": st.sampled_from(["2025-03-01", "2025-03-02", "2025-04", "2025-05-05"]),
            "reason": words,
        },
        optional={
            "agreed_with": st.lists(some("participants"), max_size=2),
            "citations": st.lists(citations, max_size=1),
        },
    ),
}
part_types = st.sampled_from(list(parts))
acts = st.fixed_dictionaries(
    {
        "participant": some("participants"),
        "act": st.sampled_from(["signed", "ratified", "reserved", "reservation_withdrawn", "withdrew"]),
    },
    optional={"on": days, "citations": st.lists(citations, max_size=1)},
)

items: dict[str, st.SearchStrategy[Body]] = {
    "citations": citations,
    "attendance": attendance,
    "offices": offices,
    "part_of": st.fixed_dictionaries({"participant": some("participants")}, optional={"from": days, "to": days}),
    "instruments links": st.fixed_dictionaries(
        {"type": st.sampled_from(["implements", "amends"]), "instrument": some("instruments")}
    ),
    "meetings": named_meetings,
    "conditions": condition,
    "parties": st.fixed_dictionaries(
        {"participant": some("participants"), "role": st.sampled_from(["promisor", "implementer", "promisee"])},
        optional={"from": days},
    ),
    "targets": target,
    "pledges links": st.fixed_dictionaries({"type": st.sampled_from(["renews", "part_of"]), "pledge": some("pledges")}),
    "statements about": st.fixed_dictionaries({"id": some("pledges")}),
    "statements links": st.fixed_dictionaries(
        {"type": st.sampled_from(["denies", "repeats"]), "statement": some("statements")}
    ),
    "actors": actors,
    "actions about": abouts,
}
"""What is added to lists, by their names, or with their collections where these are not enough."""

Address = tuple[str, str]
List = tuple[str, str, str]
addresses = st.sampled_from([(collection, record) for collection, records in IDS.items() for record in records])
lists = st.sampled_from(
    [(collection, record, name) for collection in IDS for record in IDS[collection] for name in LISTS[collection]]
)
changeable_lists = lists.filter(lambda place: collection_of(place[0]).has_changeable_items(place[2]))
names = st.sampled_from(["Another name", "A third name"])
places = st.integers(0, 2)


def item(connection: Connection, address: Address, name: str, place: int) -> str:
    """Return the id of an item of a list of the record; of none where it has none."""
    table = core_table(record_type_of(address[0]).table)
    written = connection.scalar(select(table.c.written).where(table.c.id == address[1]))
    items = decode(written or "{}").get(name, [])
    return ids_of(record_type_of(address[0]).keys, name, items)[place % len(items)] if items else "none"


def part_id(connection: Connection, pledge: str, place: int, part_type: str = "status_changes") -> str:
    """Return the id of a part of the pledge; of none where it has none."""
    table = core_table(record_type_of("pledges").part_types[part_type].table)
    found = connection.scalars(select(table.c.id).where(table.c.pledge_id == pledge).order_by(table.c.entry)).all()
    return found[place % len(found)] if found else "none"


def write(connection: Connection, address: Address, body: Body) -> None:
    put(connection, *address, **body)


def edit(connection: Connection, address: Address, patch: Body) -> None:
    record_commands.patch(connection, record_type_of(address[0]), address[1], patch, validated, WHATEVER)


def rename(connection: Connection, address: Address, name: str) -> None:
    label = record_type_of(address[0]).label
    edit(connection, address, {"summary" if label is None else label: name})


def erase(connection: Connection, address: Address) -> None:
    record_commands.delete(connection, record_type_of(address[0]), address[1], UNCONDITIONAL)


def add_to_list(connection: Connection, place: List, body: Body) -> None:
    collection, record, name = place
    written = validated(collection_of(collection).nested[name].written, body)
    record_type = record_type_of(collection)
    item_commands.add_item(connection, record_type, record, name, written, validated, UNCONDITIONAL)


def change_in_list(connection: Connection, place: List, index: int, patch: Body) -> None:
    collection, record, name = place
    record_type = record_type_of(collection)
    part = item(connection, (collection, record), name, index)
    said = {member: value for member, value in patch.items() if member not in record_type.keys.get(name, ())}
    item_commands.patch_item(connection, record_type, record, name, part, said, validated, UNCONDITIONAL)


def strike(connection: Connection, place: List, index: int) -> None:
    collection, record, name = place
    part = item(connection, (collection, record), name, index)
    item_commands.delete_item(connection, record_type_of(collection), record, name, part, validated, UNCONDITIONAL)


def judge(connection: Connection, pledge: str, change: Body) -> None:
    record_status_change(connection, pledge, validated(StatusChange, change), UNCONDITIONAL)


def support(connection: Connection, pledge: str, place: int, citation: Body) -> None:
    change = part_id(connection, pledge, place)
    cite_part(connection, PLEDGES, PART_TYPE, pledge, change, Citation.model_validate(citation), UNCONDITIONAL)


def correct(connection: Connection, pledge: str, place: int, patch: Body) -> None:
    def check(merged: Any) -> StatusChange:
        return validated(StatusChange, merged)

    correct_status_change(connection, pledge, part_id(connection, pledge, place), patch, check, UNCONDITIONAL)


def withdraw(connection: Connection, pledge: str, place: int) -> None:
    withdrawal = Withdrawal(reason="by mistake")
    withdraw_part(connection, PLEDGES, PART_TYPE, pledge, part_id(connection, pledge, place), withdrawal, UNCONDITIONAL)


def add(connection: Connection, pledge: str, part_type: str, body: Body) -> None:
    record_type = record_type_of("pledges")
    written = validated(record_type.part_types[part_type].written, body)
    if isinstance(written, Amendment):
        record_amendment(connection, pledge, written, UNCONDITIONAL)
    else:
        append_part(connection, record_type, part_type, pledge, written, UNCONDITIONAL)


def add_evidence(connection: Connection, pledge: str, part_type: str, place: int) -> None:
    part, citation = part_id(connection, pledge, place, part_type), Citation.model_validate({"source": "speech"})
    cite_part(connection, record_type_of("pledges"), part_type, pledge, part, citation, UNCONDITIONAL)


def take_back(connection: Connection, pledge: str, part_type: str, place: int) -> None:
    part, withdrawal = part_id(connection, pledge, place, part_type), Withdrawal(reason="by mistake")
    if record_type_of("pledges").part_types[part_type].withdrawable:
        withdraw_part(connection, record_type_of("pledges"), part_type, pledge, part, withdrawal, UNCONDITIONAL)
    else:
        drop_milestone(connection, pledge, place)


def change_part(connection: Connection, pledge: str, part_type: str, place: int, patch: Body) -> None:
    record_type, part = record_type_of("pledges"), part_id(connection, pledge, place, part_type)
    known = record_type.part_types[part_type]

    def check(merged: Any) -> Written:
        return validated(known.written, merged)

    if known.withdrawable:
        said = {field: patch[field] for field in sorted(patch.keys() & known.correctable)}
        correct_part(connection, record_type, part_type, pledge, part, said, check, UNCONDITIONAL)
    else:
        patch_part(connection, record_type, part_type, pledge, part, patch, check, UNCONDITIONAL)


def drop_milestone(connection: Connection, pledge: str, place: int) -> None:
    part = part_id(connection, pledge, place, "milestones")
    delete_part(connection, record_type_of("pledges"), "milestones", pledge, part, UNCONDITIONAL)


def participate(connection: Connection, instrument: str, act: Body) -> None:
    written = validated(PARTICIPATION.written, act)
    append_part(connection, record_type_of("instruments"), PARTICIPATION.name, instrument, written, UNCONDITIONAL)


def take_act_back(connection: Connection, instrument: str, place: int) -> None:
    table = core_table(PARTICIPATION.table)
    own = select(table.c.id).where(table.c.instrument_id == instrument).order_by(table.c.entry)
    found = connection.scalars(own).all()
    part, withdrawal = found[place % len(found)] if found else "none", Withdrawal(reason="by mistake")
    record_type = record_type_of("instruments")
    withdraw_part(connection, record_type, PARTICIPATION.name, instrument, part, withdrawal, UNCONDITIONAL)


def merge(connection: Connection, collection: str, pair: tuple[str, str]) -> None:
    merge_into(connection, record_type_of(collection), *pair, "one and the same", UNCONDITIONAL, keep_name=False)


def unmerge(connection: Connection, place: int) -> None:
    last = last_entries(connection, [(collection, record) for collection in IDS for record in IDS[collection]])
    merged = [key for key, row in last.items() if row.operation == Operation.MERGE]
    collection, record = merged[place % len(merged)] if merged else ("topics", "trade")
    undo_merge(connection, record_type_of(collection), record, "two after all")


def step(action: Callable[..., None], **arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.builds(lambda **drawn: partial(action, **drawn), **arguments)


def of_any_collection(action: Callable[..., None], name: str) -> st.SearchStrategy[Step]:
    """Return an action on a record with a body that goes with its collection."""
    return addresses.flatmap(lambda address: step(action, address=st.just(address), **{name: bodies[address[0]]}))


def in_any_list(
    action: Callable[..., None], name: str, among: st.SearchStrategy[List], **arguments: st.SearchStrategy[Any]
) -> st.SearchStrategy[Step]:
    """Return an action on a list of a record with an item that goes with the list."""

    def of(place: List) -> st.SearchStrategy[Step]:
        collection, _record, field = place
        item = items[field if field in items else f"{collection} {field}"]
        return step(action, place=st.just(place), **{name: item}, **arguments)

    return among.flatmap(of)


merges = st.sampled_from([collection for collection in IDS if len(IDS[collection]) > 1]).flatmap(
    lambda collection: step(
        merge, collection=st.just(collection), pair=st.permutations(IDS[collection]).map(lambda ids: (ids[0], ids[1]))
    )
)
steps = st.one_of(
    of_any_collection(write, "body"),
    of_any_collection(write, "body"),
    of_any_collection(edit, "patch"),
    step(rename, address=addresses, name=names),
    step(erase, address=addresses),
    step(erase, address=st.sampled_from([("statements", "claim"), ("topics", "trade"), ("pledges", "new")])),
    *[in_any_list(add_to_list, "body", lists)] * 3,
    in_any_list(change_in_list, "patch", changeable_lists, index=places),
    step(strike, place=lists, index=places),
    *[step(judge, pledge=some("pledges"), change=changes)] * 4,
    part_types.flatmap(
        lambda part_type: step(add, pledge=some("pledges"), part_type=st.just(part_type), body=parts[part_type])
    ),
    part_types.flatmap(
        lambda part_type: step(add, pledge=some("pledges"), part_type=st.just(part_type), body=parts[part_type])
    ),
    step(participate, instrument=some("instruments"), act=acts),
    step(participate, instrument=some("instruments"), act=acts),
    step(take_act_back, instrument=some("instruments"), place=places),
    part_types.flatmap(
        lambda part_type: step(
            change_part, pledge=some("pledges"), part_type=st.just(part_type), place=places, patch=parts[part_type]
        )
    ),
    step(drop_milestone, pledge=some("pledges"), place=places),
    part_types.flatmap(
        lambda part_type: step(add_evidence, pledge=some("pledges"), part_type=st.just(part_type), place=places)
    ),
    part_types.flatmap(
        lambda part_type: step(take_back, pledge=some("pledges"), part_type=st.just(part_type), place=places)
    ),
    step(support, pledge=some("pledges"), place=places, citation=citations),
    step(correct, pledge=some("pledges"), place=places, patch=corrections),
    step(withdraw, pledge=some("pledges"), place=places),
    merges,
    merges,
    step(unmerge, place=places),
)


@dataclass(frozen=True)
class Snapshot:
    """What a record was right after it was written: its written shape and its answer."""

    written: str
    document: str


@dataclass
class Chronicle:
    """Takes steps and keeps what was there after each: by record, a snapshot a version, None where it was deleted."""

    connection: Connection
    known: dict[Address, list[Snapshot | None]] = field(default_factory=dict)
    taken: int = 0

    def take(self, step: Step) -> None:
        """Take a step. One that is refused must leave nothing."""
        before = self._entries()
        try:
            with self.connection.begin_nested():
                step(self.connection)
        except PactaError:
            assert self._entries() == before
            return
        self.taken += 1
        self.look()
        # Every entry made a version, and every version an entry.
        assert self._entries() == sum(len(snapshots) for snapshots in self.known.values())

    def _entries(self) -> int:
        return self.connection.scalar(select(func.count()).select_from(Entry)) or 0

    def look(self) -> None:
        """See what there is, and note what is new."""
        for collection, records in IDS.items():
            table = core_table(record_type_of(collection).table)
            columns = (table.c.id, table.c.version, table.c.written, table.c.document)
            there = {row.id: row for row in self.connection.execute(select(*columns))}
            for record in records:
                self._note(self.known.setdefault((collection, record), []), there.get(record))

    def _note(self, snapshots: list[Snapshot | None], row: Any) -> None:
        if row is None:
            if snapshots and snapshots[-1] is not None:
                snapshots.append(None)
        elif row.version == len(snapshots):
            last = snapshots[-1]
            assert last is not None
            # The answer may show what others are called by now; nothing else of it changes without a version.
            assert row.written == last.written
        else:
            assert row.version == len(snapshots) + 1
            snapshots.append(Snapshot(row.written, row.document))
