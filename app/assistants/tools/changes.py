"""`changes`: what was recorded since."""

from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from app.assistants.answer_size import Fits, leading
from app.assistants.answers import Attestation, Page, Version, present
from app.assistants.arguments import Arguments, Ids, Limit
from app.assistants.refusals import Refused
from app.assistants.tools.collections import Collection
from app.assistants.tools.tool import Tool
from app.client import AsyncClient
from app.client.requests import address
from app.ledger.model.citations import attestation
from app.values.times.instants import Instant
from app.vocabulary import Operation


class Changes(Arguments):
    """Since when, and of what."""

    after: Annotated[
        int | None, Field(ge=0, le=9_999_999_999, description="the ledger's number; next_cursor of the answer before")
    ] = None
    since: Annotated[Instant | None, Field(description="recorded at this instant or later")] = None
    collection: list[Collection] = []
    record: Annotated[Ids, Field(description="of these records; needs one collection")] = []
    participant: Annotated[Ids, Field(description="of these, or of records that have named them")] = []
    topic: Ids = []
    meeting: Ids = []
    operation: list[Operation] = []
    limit: Limit = 20


class Entry(TypedDict):
    """An entry of the ledger; read_record has the record."""

    number: int
    hash: str
    at: str
    actor: Annotated[str, Field(description="who recorded it")]
    collection: str
    record: str
    version: Version
    operation: str
    attestation: Attestation
    part: NotRequired[Annotated[str, Field(description="of the record, such as one status change")]]
    label: NotRequired[Annotated[str, Field(description="the title, name or reason that was written")]]


class Entries(Page):
    """A page of entries, the oldest first."""

    items: list[Entry]


async def changes(client: AsyncClient, asked: Changes, fits: Fits) -> dict[str, Any]:
    """Return the entries after a number, or since an instant."""
    if asked.after is None and asked.since is None:
        raise Refused("after, since: give one of them, such as since=2025-02-05T00:00:00Z")
    found = await client.get(address("changes"), **asked.query())
    rows = [_row(entry) for entry in found["items"]]
    answer, count = leading(rows, {}, fits)
    last = rows[count - 1]["number"] if count < len(rows) else found["last"]
    return answer | {"next_cursor": str(last) if last < found["head"] else None}


def _row(entry: dict[str, Any]) -> dict[str, Any]:
    body = entry["body"] or {}
    taken = ("number", "hash", "at", "actor", "collection", "record", "version", "operation")
    return (
        {name: entry[name] for name in taken}
        | {"attestation": attestation(body.get("citations") or ())}
        | present(part=entry["part"], label=body.get("title") or body.get("name") or body.get("reason"))
    )


TOOL = Tool(
    "changes",
    "List what was recorded since",
    "Follow the ledger: which records and parts were written, by whom and when, after a number of the ledger or since "
    "an instant. When something was recorded is not when it happened.",
    Changes,
    Entries,
    changes,
)
