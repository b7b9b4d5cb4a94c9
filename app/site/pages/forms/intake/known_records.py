"""Records that are known, where the form of a report takes them by their ids or names."""

from asyncio import gather
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.errors import PactaError
from app.site.pages.editing.entries import Entries
from app.site.pages.forms.intake import record_fields as fields
from app.site.pages.forms.intake.faults import Fault, FaultCode
from app.site.pages.views.lists.matches import matches, meant
from app.site.pages.visit import Visit
from app.values.identifiers import is_record_id

MOST = 40
"""Records that are looked up at once. Of those beyond, the API says what it finds wrong with them."""

LONGEST = 300

OF = {fields.SOURCE: "sources", fields.MEETING: "meetings", fields.PARTICIPANT: "participants"}

CITED_ALL_OVER = ("sources", "meetings")
"""Of these, the API would say at each record of the form that there is none. Of others it says so at their field."""


async def with_known_records(visit: Visit, entries: Entries) -> tuple[Entries, Sequence[Fault]]:
    """Return a form with ids in the place of names, and a fault for each field that says no record that is there."""
    asked = list(_asked(entries))
    wanted = sorted({(collection, typed) for name, collection in asked for typed in entries.all(name)})[:MOST]
    ids = dict(zip(wanted, await gather(*(_id_of(visit, *one) for one in wanted)), strict=True))
    values, faults = dict(entries.values), list[Fault]()
    for name, collection in asked:
        typed = entries.all(name)
        values[name] = [ids.get((collection, one)) or one for one in typed]
        faults += [Fault(name, FaultCode.NO_RECORD, one) for one in typed if ids.get((collection, one), one) is None]
    return replace(entries, values=values), faults


def _asked(entries: Entries) -> Iterator[tuple[str, str]]:
    """Yield each field that takes known records of a collection."""
    for name in entries.values:
        prefix, _, field = name.rpartition("-")
        about = prefix.partition("-")[0]
        if about == fields.CANDIDATE and not entries.text(f"{prefix}-take"):
            continue
        if field == "topic" and about == fields.CANDIDATE:
            yield name, "topics"
        elif field == "known" and about == fields.CANDIDATE:
            kind = entries.text(f"{prefix}-type")
            yield name, fields.COLLECTIONS.get(kind, fields.COLLECTIONS[fields.PLEDGE])
        elif field == "known" and about in OF:
            yield name, OF[about]


async def _id_of(visit: Visit, collection: str, typed: str) -> str | None:
    """Return the id of the record that is meant; None where none or several are."""
    if not is_record_id(typed):
        return meant(typed, await matches(visit, collection, typed)) if len(typed) <= LONGEST else None
    if collection not in CITED_ALL_OVER:
        return typed
    try:
        await visit.ask_now(f"/v1/{collection}/{typed}", fields="id")
    except PactaError:
        return None
    return typed
