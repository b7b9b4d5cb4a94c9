"""`pledge_history`: what came of a pledge, and who says so."""

import asyncio
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, NotRequired

from anyio import to_thread
from pydantic import Field
from typing_extensions import TypedDict

from app.assistants.answer_size import Fits, fitting
from app.assistants.answers import Attestation, Disputed, Document, Page, Version
from app.assistants.arguments import AtAMoment, Cursor, Id, Limit
from app.assistants.refusals import Refused
from app.assistants.tools.pages import page
from app.assistants.tools.tool import Tool
from app.client import AsyncClient
from app.client.requests import address

LATEST = 3
"""Items of each part that an overview shows."""


class Part(StrEnum):
    """What a history is made of."""

    STATUS_CHANGES = "status-changes"
    AMENDMENTS = "amendments"
    ASSESSMENTS = "assessments"
    MEASUREMENTS = "measurements"
    MILESTONES = "milestones"
    POSITIONS = "positions"
    ACTIONS = "actions"
    STATEMENTS = "statements"
    ACCOUNTS = "accounts"
    REVISIONS = "revisions"


RECORDS = {Part.ACTIONS: "-happened", Part.STATEMENTS: "-said"}
"""What are records of their own, that name the pledge, and the order of the latest first."""


class PledgeHistory(AtAMoment):
    """Which pledge, and which part of its history."""

    id: Id
    part: Annotated[Part | None, Field(description="all of this part; without it, the latest of every part")] = None
    limit: Limit = 10
    cursor: Cursor = None


class Section(TypedDict):
    """The latest items of a part, as they are in the API."""

    part: Annotated[str, Field(description="ask for it to get all")]
    items: list[Document]
    more: bool


class History(Page):
    """What came of a pledge."""

    pledge: str
    version: Version
    attestation: Attestation
    disputed: Disputed
    status: NotRequired[Annotated[Document, Field(description="where it stands: the whole, and each party")]]
    sections: NotRequired[Annotated[list[Section], Field(description="the parts that hold anything")]]
    items: NotRequired[Annotated[list[Document], Field(description="those of the part that was asked for")]]


async def pledge_history(client: AsyncClient, asked: PledgeHistory, fits: Fits) -> dict[str, Any]:
    """Return the latest of every part of a history, or a page of one part."""
    if asked.part is None and asked.cursor is not None:
        raise Refused("cursor: goes with the part that it came with")
    if asked.part is Part.REVISIONS and asked.known_at is not None:
        raise Refused("known_at: revisions tell themselves when each was recorded; leave it out")
    moment = {"as_of": asked.as_of, "known_at": asked.known_at}
    pledge = await client.get(address("pledges", asked.id), **moment, fields="version,attestation,disputed")
    head = {"pledge": pledge["id"]} | {name: pledge[name] for name in ("version", "attestation", "disputed")}
    if asked.part is not None:
        read = partial(_part, client, pledge["id"], asked.part, moment, asked.cursor)
        return await page(read, asked.limit, _told, fits, head)
    # What was recorded later was not known then.
    parts = [part for part in Part if part is not Part.REVISIONS or asked.known_at is None]
    status, *found = await asyncio.gather(
        client.get(address("pledges", pledge["id"], "status"), **moment),
        *(_part(client, pledge["id"], part, moment, None, LATEST) for part in parts),
    )
    sections = [
        {"part": part.value, "items": [_told(item) for item in one["items"]], "more": one["next_cursor"] is not None}
        for part, one in zip(parts, found, strict=True)
        if one["items"]
    ]
    answer = head | {"status": _told(status), "sections": sections}
    return await to_thread.run_sync(partial(fitting, answer, fits)) | {"next_cursor": None}


async def _part(
    client: AsyncClient, pledge: str, part: Part, moment: dict[str, Any], cursor: str | None, limit: int
) -> dict[str, Any]:
    found: dict[str, Any]
    if part is Part.ACCOUNTS:
        found = await client.get(address("pledges", pledge, part.value), **moment)
        return _sliced(found["fields"], cursor, limit)
    if part is Part.REVISIONS:
        found = await client.get(address("pledges", pledge, part.value), cursor=cursor, limit=limit)
        return found
    if part in RECORDS:
        query = {"about": pledge, "sort": RECORDS[part]}
        found = await client.get(address(part.value), **query, **moment, cursor=cursor, limit=limit)
        return found
    path = address("pledges", pledge, part.value)
    found = await client.get(path, **moment, sort="-recorded", cursor=cursor, limit=limit)
    return found


def _sliced(items: list[Any], cursor: str | None, limit: int) -> dict[str, Any]:
    """Return a page of what the API gives whole. The cursor is where to go on."""
    if cursor is not None and not (cursor.isdecimal() and cursor.isascii() and len(cursor) < len(str(10**6))):
        raise Refused("cursor: is not one of this part")
    start = int(cursor or 0)
    end = start + limit
    return {"items": items[start:end], "next_cursor": str(end) if end < len(items) else None}


def _told(item: Any) -> Any:
    """Return an item without members that say nothing, salts and digests."""
    if isinstance(item, list):
        return [_told(one) for one in item]
    if not isinstance(item, dict):
        return item
    return {
        name: _told(value)
        for name, value in item.items()
        if value not in (None, [], {}) and name not in {"salt", "digest"}
    }


TOOL = Tool(
    "pledge_history",
    "Read what came of a pledge",
    "Tell what came of one pledge and who says so: where it stands, party by party; status changes with their reasons, "
    "amendments (what the parties changed), assessments by others, measurements, milestones, positions; actions (what "
    "was done) and statements about it; accounts that conflict; revisions of the record. Newest first. Each item has "
    "its citations.",
    PledgeHistory,
    History,
    pledge_history,
)
