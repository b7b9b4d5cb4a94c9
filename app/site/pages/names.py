"""What records are called in the language of a page, wherever it refers to them: references hold a single name.

All answers of the API that a page is made of are gone through for references, and these are completed with the language
and the translations of their records: after that they are read like records. What is not known yet is asked for once,
collection by collection and fifty at a time, and kept while nothing is written.
"""

from asyncio import gather
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from fastapi import Request

from app.audience import audience
from app.db.database import Database
from app.errors import Invalid, NotFound
from app.ledger.entries.numbers import Numbers, present_numbers
from app.ledger.model.documents.number import OLDER
from app.ledger.model.shapes import Plan, plan_of
from app.records.base.lists.parameters import REPEATED
from app.records.registry import RECORD_TYPES
from app.site.pages.asking import ask

MOST_KEPT = 20_000
"""Names that are kept, of some 300 bytes each."""


OF_ANSWERS = ("items", "document", "fields", "accounts", "citation", "progress")
"""The members by which answers lead to references beside those of records and parts."""

Reference = dict[str, Any]
Key = tuple[str, str]
"""A record, by collection and id."""


class Name(NamedTuple):
    """What a record is called now, in which language, and in which others how."""

    text: str
    language: str | None
    translations: Mapping[str, Mapping[str, str]]


Names = dict[tuple[str, str, str], Name | None]
"""Names by audience, collection and id, None of records of which nothing is told beside what they are called."""


@dataclass
class KeptNames:
    """Names of records, as they are while the ledger and the documents stand still."""

    numbers: Numbers = field(default_factory=Numbers)
    of: Names = field(default_factory=dict)

    def at(self, numbers: Numbers) -> Names:
        """Return the names as they are at these numbers: empty where something was written."""
        if self.numbers != numbers or numbers.documents == OLDER or len(self.of) > MOST_KEPT:
            # Another, not this one emptied: what is still being asked for belongs to the old one.
            self.numbers, self.of = numbers, {}
        return self.of


async def complete_references(request: Request, answers: Iterable[Any]) -> None:
    """Put the languages and the translations of the records that answers refer to into their references.

    A translation is that of a name: where a record is called otherwise in an answer about an earlier moment, it stays
    without.
    """
    found: dict[Key, list[Reference]] = {}
    for answer in answers:
        _collect(answer, found)
    for (collection, record), name in (await _names_of(request, found.keys()) if found else {}).items():
        label = _label(collection)
        for reference in found[collection, record]:
            if reference[label] == name.text:
                reference.update(language=name.language, translations=name.translations)


async def _names_of(request: Request, wanted: Collection[Key]) -> Mapping[Key, Name]:
    """Return the names of records; those are left out of which nothing is told beside what they are called."""
    database: Database = request.app.state.database
    kept: KeptNames = request.app.state.kept_names
    reader = audience.get().name
    names = kept.at(await present_numbers(database))
    unknown: dict[str, list[str]] = {}
    for collection, record in wanted:
        if (reader, collection, record) not in names:
            unknown.setdefault(collection, []).append(record)
    asked = [
        (collection, ids[first : first + REPEATED])
        for collection, ids in unknown.items()
        for first in range(0, len(ids), REPEATED)
    ]
    for several in await gather(*(_ask(request, *one) for one in asked)) if asked else ():
        names.update({(reader, *key): name for key, name in several.items()})
    return {key: name for key in wanted if (name := names[reader, *key]) is not None}


def _collect(value: Any, found: dict[Key, list[Reference]]) -> None:
    """Add the references in a value of JSON to those found, by what they refer to."""
    collections, ways = _collections(), _ways()
    waiting = [value] if type(value) is dict else []
    while waiting:
        for member, held in waiting.pop().items():
            # First of all, since most members lead nowhere, and a page is made of ten thousands.
            if member not in ways or not held:
                continue
            told = collections.get(member)
            for one in held if type(held) is list else (held,):
                if type(one) is not dict:
                    break
                if told and told[1] in one and "id" in one and "translations" not in one:
                    found.setdefault((told[0], one["id"]), []).append(one)
                else:
                    waiting.append(one)


async def _ask(request: Request, collection: str, ids: Sequence[str]) -> dict[Key, Name | None]:
    """Return the names of records, None of those that there is nothing to be told of beside what they are called."""
    label = _label(collection)
    fields = f"{label},language,translations"
    try:
        found = await ask(request, f"/v1/{collection}", {"id": ids, "fields": fields, "limit": REPEATED})
    except (Invalid, NotFound):
        # A moment may know of a record of which nothing is known any more.
        found = {"items": []}
    told = {
        record["id"]: Name(record[label], record["language"], record["translations"])
        for record in found["items"]
        if record["language"] or record["translations"]
    }
    return {(collection, record): told.get(record) for record in ids}


@cache
def _label(collection: str) -> str:
    """Return the field by which the records of a collection are called."""
    return RECORD_TYPES[collection].label or "id"


@cache
def _collections() -> Mapping[str, tuple[str, str]]:
    """Return of each member that holds references the collection, and what its records are called by.

    In all written shapes a member of one name refers to one collection. Parts and statistics have members of their own.
    """
    found = {
        record_type.noun: (record_type.collection, record_type.label)
        for record_type in RECORD_TYPES.values()
        if record_type.label
    }
    for member, plan in _members():
        if plan.reference and plan.reference.label:
            found[member] = (plan.reference.collection, plan.reference.label)
    return found | dict.fromkeys(("promisor", "promisee", "assessors"), found["participant"])


@cache
def _ways() -> frozenset[str]:
    """Return the members that hold references, and those of records, parts and answers that lead to some."""
    leading = {member for member, plan in _members() if plan.collections()}
    parts = {name for record_type in RECORD_TYPES.values() for name in record_type.part_types}
    return frozenset({*leading, *parts, *_collections(), *OF_ANSWERS})


def _members() -> Iterator[tuple[str, Plan]]:
    """Yield all members of records and parts that may hold references, by name."""
    for record_type in RECORD_TYPES.values():
        for written in (record_type.written, *(part.written for part in record_type.part_types.values())):
            yield from _below(plan_of(written))


def _below(plan: Plan) -> Iterator[tuple[str, Plan]]:
    for member, of_member in plan.members:
        each = of_member.each or of_member
        yield member, each
        yield from _below(each)
