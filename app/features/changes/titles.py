"""What happened, in plain words: a line for each entry, as people read it in a feed."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, select

from app.audience import audience, may_see
from app.bilingual import LanguageCode
from app.db.statements import OneOf, Query, core_table
from app.features.changes import wording
from app.ledger.entries.chain import ENTRIES
from app.ledger.entries.history import names_then
from app.ledger.model.record_rows import Key
from app.ledger.model.shapes import Names, Values
from app.records.registry import RECORD_TYPES
from app.strict_json import decode
from app.tables.ledger.entries import CALENDAR, CALENDAR_OF
from app.tables.parts.status_changes import StatusChange
from app.tables.pledges import Party
from app.vocabulary import Operation, PartyRole

STATUS_CHANGES = "status_changes"
RECORDS_STATUS = frozenset({Operation.PUT, Operation.TAKE_EFFECT})


def titles(connection: Connection, entries: Sequence[Values], number: int, language: LanguageCode) -> list[str]:
    """Return a line for each entry in a language, with names as they were when entry `number` had been written."""
    changes = _status_changes(connection, entries)
    promisors = _single_promisors(connection, {pledge for pledge, _change in changes})
    names = names_then(connection, set(_named(entries, changes, promisors)), number)
    return [_title(entry, names, changes, promisors, language) for entry in entries]


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


def _title(entry: Values, names: Names, changes: Changes, promisors: Promisors, language: LanguageCode) -> str:
    collection, record, operation = entry["collection"], entry["record"], entry["operation"]
    if collection == ENTRIES:
        return wording.REDACTED.told(language).format(entry=record)
    if collection == CALENDAR:
        return f"{names.get((CALENDAR_OF, record), record)}: {wording.OF_DAYS[operation].told(language)}"
    record_type = RECORD_TYPES[collection]
    # What has no name is called by its id.
    name = names.get((collection, record)) or record
    document = changes.get((record, _status_change(entry) or ""))
    if document is not None and collection == "pledges":
        party = _party(document, record, promisors)
        before = [] if party is None else [names.get(("participants", party), party)]
        return ": ".join([*before, name, wording.status_words(document, language)])
    if entry["part"] is not None:
        noun = wording.part_noun(record_type, entry["part"], language)
        return f"{name}: {wording.OF_PARTS[operation].told(language).format(noun=noun)}"
    into = _merged_into(entry) or ""
    is_new = operation == Operation.PUT and entry["version"] == 1
    what = wording.NEW if is_new else wording.OF_RECORDS[operation]
    noun = wording.noun_words(record_type.noun, language)
    return f"{name}: {what.told(language).format(noun=noun, into=names.get((collection, into), into))}"
