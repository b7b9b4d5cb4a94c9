"""What the form of a report asks of the API: to read a text, who is meant by a name, what a known record says."""

import json
import re
from asyncio import gather
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from app.errors import PactaError
from app.site.pages.editing.entries import Entries, Upload
from app.site.pages.forms.intake import record_fields as fields
from app.site.pages.forms.intake.numbering import numbers_of
from app.site.pages.sending import Answer
from app.site.pages.visit import Visit

INTAKE, BUNDLES = "/v1/intake", "/v1/bundles"
NAMES = "/v1/reconciliation/participants"
BATCH = 20
MOST_NAMES = 40
"""Names, beside those that a form lists, that are looked up for it, or added to it, at once."""

LONGEST_NAME = 300

is_id = re.compile(r"[a-z0-9][a-z0-9-]{1,79}").fullmatch

ASKED_OF_SOURCE = ("title", "publisher", "url", "published", "kind", "language")
MEDIA_TYPES: Mapping[str, str] = {
    "txt": "text/plain",
    "htm": "text/html",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


async def read_text(visit: Visit, text: str, entries: Entries) -> Answer:
    """Return what the API finds in a text; what was typed of the source helps it to tell days."""
    source = {name: given for name in ASKED_OF_SOURCE if (given := entries.given(f"source-{name}"))}
    body = {"text": text, "language": source.pop("language", None), "source": source}
    return await visit.send("POST", INTAKE, body)


async def read_file(visit: Visit, file: Upload, entries: Entries) -> Answer:
    """Return what the API finds in a file: of the kind that its name says, else of the one that the browser says."""
    ending = file.name.rpartition(".")[2].lower()
    media_type = MEDIA_TYPES.get(ending, file.media_type or "application/octet-stream")
    language = entries.given("source-language")
    return await visit.send(
        "POST", INTAKE, file.content, parameters={"language": language}, headers={"Content-Type": media_type}
    )


async def known_participants(visit: Visit, names: Iterable[str]) -> dict[str, str]:
    """Return the ids of the participants that are called so, as far as there is just one."""
    asked = [name for name in dict.fromkeys(names) if len(name) <= LONGEST_NAME][:MOST_NAMES]
    batches = [asked[start : start + BATCH] for start in range(0, len(asked), BATCH)]
    found: dict[str, str] = {}
    for part in await gather(*(_meant(visit, batch) for batch in batches)):
        found |= part
    return found


async def _meant(visit: Visit, names: list[str]) -> dict[str, str]:
    queries = {f"q{index}": {"query": name, "limit": 3} for index, name in enumerate(names)}
    body = urlencode({"queries": json.dumps(queries)}).encode()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await visit.send("POST", NAMES, body, headers=form)
    if answer.is_refusal:
        return {}
    found = {}
    for index, name in enumerate(names):
        sure = [one["id"] for one in answer.body[f"q{index}"]["result"] if one["match"]]
        if len(sure) == 1:
            found[name] = sure[0]
    return found


async def written_records(visit: Visit, entries: Entries) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the known pledges and statements that are to be cited in place of new ones, as they are written."""
    wanted = set()
    for number in numbers_of(entries, fields.CANDIDATE):
        prefix = f"{fields.CANDIDATE}-{number}-"
        kind = fields.STATEMENT if entries.text(prefix + "type") == fields.STATEMENT else fields.PLEDGE
        known = entries.text(prefix + "known")
        if known and entries.text(prefix + "take") and is_id(known):
            wanted.add((fields.COLLECTIONS[kind], known))
    found = {}
    for collection, id in sorted(wanted):
        try:
            found[collection, id] = await visit.ask_now(f"/v1/{collection}/{id}", form="written")
        except PactaError:
            # That there is no such record is told at the field that names it.
            continue
    return found


async def was_recorded_by(visit: Visit, collection: str, id: str, data_set: str) -> bool:
    """Return whether a record was first recorded as part of a data set: by this very form, sent before."""
    first = await visit.ask_now(f"/v1/{collection}/{id}/revisions", sort="revision", limit=1)
    return bool(first["items"]) and first["items"][0]["data_set"] == data_set


async def rules(visit: Visit) -> Mapping[str, str]:
    """Return what the rules by which texts are read find, in the language of the page, by their names."""
    vocabulary = await visit.ask_now("/v1/vocabulary", language=visit.language.code)
    return {one["name"]: one["meaning"] for one in vocabulary.get("intake_rules", ())}
