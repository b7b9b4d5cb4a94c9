"""What happened, in plain words: a line for each entry, as people read it in a feed."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, select

from app.audience import audience, may_see
from app.db.statements import OneOf, Query, core_table
from app.ledger.entries.chain import ENTRIES
from app.ledger.entries.history import names_then
from app.ledger.model.record_rows import Key
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Names, Values
from app.records.registry import RECORD_TYPES
from app.strict_json import decode
from app.tables.ledger.entries import CALENDAR, CALENDAR_OF
from app.tables.parts.status_changes import StatusChange
from app.tables.pledges import Party
from app.vocabulary import Operation, PartyRole

STATUS_CHANGES = "status_changes"
OF_RECORDS = {
    Operation.PUT: "{noun} changed",
    Operation.DELETE: "{noun} deleted",
    Operation.MERGE: "{noun} merged into {into}",
    Operation.MOVE: "{noun} follows a merge",
    Operation.UNMERGE: "{noun} there again: a merge was undone",
}
OF_PARTS = {
    Operation.PUT: "{noun} written",
    Operation.DELETE: "{noun} deleted",
    Operation.CORRECT: "{noun} corrected",
    Operation.WITHDRAW: "{noun} withdrawn",
    Operation.TAKE_EFFECT: "{noun} took effect",
}
OF_DAYS = {
    Operation.BECAME_DUE: "became due",
    Operation.BECAME_OVERDUE: "became overdue",
    Operation.REVIEW_DUE: "review due",
}
RECORDS_STATUS = frozenset({Operation.PUT, Operation.TAKE_EFFECT})


def titles(connection: Connection, entries: Sequence[Values], number: int) -> list[str]:
    """Return a line for each entry, with names as they were when entry `number` had been written."""
    changes = _status_changes(connection, entries)
    promisors = _single_promisors(connection, {pledge for pledge, _change in changes})
    names = names_then(connection, set(_named(entries, changes, promisors)), number)
    return [_title(entry, names, changes, promisors) for entry in entries]


Changes = Mapping[tuple[str, str], Values]
Promisors = Mapping[str, str]

_CHANGES = core_table(StatusChange)


def _status_changes(connection: Connection, entries: Iterable[Values]) -> Changes:
    """Return the documents of the status changes that entries recorded, by pledge and change."""
    wanted = {(entry["record"], change) for entry in entries if (change := _status_change(entry)) is not None}
    if not wanted:
        return {}
    table = _CHANGES
    visible = may_see(audience.get(), "pledges", table.c.pledge_id)
    asked = OneOf(table.c.pledge_id, "pledges"), OneOf(table.c.id, "changes"), *visible
    query = Query(select(table.c.pledge_id, table.c.id, table.c.document).where(*asked))
    given = {"pledges": sorted({pledge for pledge, _ in wanted}), "changes": sorted({change for _, change in wanted})}
    rows = query.on(connection, given)
    return {(pledge, change): decode(document) for pledge, change, document in rows if (pledge, change) in wanted}


def _status_change(entry: Values) -> str | None:
    """Return the id of the status change that an entry recorded or let take effect."""
    if entry["collection"] != "pledges" or entry["part"] is None or entry["operation"] not in RECORDS_STATUS:
        return None
    name, part, *nested = entry["part"].split("/")
    return part if name == STATUS_CHANGES and not nested else None


_SINGLE = Query(
    select(Party.pledge_id, func.min(Party.participant))
    .where(OneOf(Party.pledge_id, "pledges"), Party.role == PartyRole.PROMISOR.value)
    .group_by(Party.pledge_id)
    .having(func.count() == 1)
)


def _single_promisors(connection: Connection, pledges: Iterable[str]) -> Promisors:
    """Return who promised, of pledges that one alone promised."""
    return dict(_SINGLE.on(connection, {"pledges": sorted(pledges)}))


def _named(entries: Iterable[Values], changes: Changes, promisors: Promisors) -> Iterable[Key]:
    for entry in entries:
        if entry["collection"] == CALENDAR:
            yield CALENDAR_OF, entry["record"]
        if entry["collection"] in RECORD_TYPES:
            yield entry["collection"], entry["record"]
            if (into := _merged_into(entry)) is not None:
                yield entry["collection"], into
    for (pledge, _change), document in changes.items():
        if (party := _party(document, pledge, promisors)) is not None:
            yield "participants", party


def _merged_into(entry: Values) -> str | None:
    if entry["operation"] != Operation.MERGE or not entry["body"]:
        return None
    into: str = entry["body"]["into"]
    return into


def _party(document: Values, pledge: str, promisors: Promisors) -> str | None:
    party = document["party"]
    return promisors.get(pledge) if party is None else party["id"]


def _title(entry: Values, names: Names, changes: Changes, promisors: Promisors) -> str:
    collection, record, operation = entry["collection"], entry["record"], entry["operation"]
    if collection == ENTRIES:
        return f"Entry {record} redacted"
    if collection == CALENDAR:
        return f"{names.get((CALENDAR_OF, record), record)}: {OF_DAYS[operation]}"
    record_type = RECORD_TYPES[collection]
    # What has no name is called by its id.
    name = names.get((collection, record)) or record
    document = changes.get((record, _status_change(entry) or ""))
    if document is not None and collection == "pledges":
        party = _party(document, record, promisors)
        before = [] if party is None else [names.get(("participants", party), party)]
        return ": ".join([*before, name, _status(document)])
    if entry["part"] is not None:
        return f"{name}: {OF_PARTS[operation].format(noun=_noun_of_part(record_type, entry['part']))}"
    if operation == Operation.PUT and entry["version"] == 1:
        return f"{name}: new {record_type.noun}"
    into = _merged_into(entry) or ""
    what = OF_RECORDS[operation].format(noun=record_type.noun, into=names.get((collection, into), into))
    return f"{name}: {what}"


def _status(document: Values) -> str:
    previous = document["previous"]
    status = document["status"].replace("_", " ")
    found = status if previous is None else f"{previous['status'].replace('_', ' ')} → {status}"
    if document["scheduled"]:
        found += f" (scheduled for {document['effective_on']['edtf']})"
    return found + (" (withdrawn)" if document["withdrawn"] is not None else "")


def _noun_of_part(record_type: RecordType, path: str) -> str:
    name, _part, *nested = path.split("/")
    if nested:
        name = nested[0]
    elif name in record_type.part_types:
        return record_type.part_types[name].noun
    return f"item of its {name.replace('_', ' ')}"
