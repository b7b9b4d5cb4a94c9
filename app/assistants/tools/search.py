"""`search`: records by their words."""

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from app.assistants.answer_size import Fits
from app.assistants.answers import Attestation, Disputed, Page, Version
from app.assistants.arguments import Arguments, Cursor, Limit, Words
from app.assistants.tools.collections import Collection
from app.assistants.tools.pages import page
from app.assistants.tools.tool import Tool
from app.client import AsyncClient

EXCERPTS = 3
"""Places of each record that are shown, of those where the words stand."""


class Search(Arguments):
    """Words, all of which must occur."""

    words: Annotated[Words, Field(description='words, "whole phrases", begin*, -without')]
    collections: Annotated[list[Collection], Field(description="in these alone")] = []
    limit: Limit = 10
    cursor: Cursor = None


class Excerpt(TypedDict):
    """Where the words stand."""

    field: str
    text: str


class Hit(TypedDict):
    """A record; read_record has all of it."""

    collection: str
    id: str
    version: Version
    label: str
    attestation: Attestation
    disputed: Disputed
    excerpts: list[Excerpt]


class Hits(Page):
    """A page of records, the best first."""

    items: list[Hit]


async def search(client: AsyncClient, asked: Search, fits: Fits) -> dict[str, Any]:
    """Return a page of the records in which the words occur."""

    async def read(limit: int) -> dict[str, Any]:
        found: dict[str, Any] = await client.get(
            "/v1/search",
            q=asked.words,
            type=[one.value for one in asked.collections],
            include="document",
            limit=limit,
            cursor=asked.cursor,
        )
        return found

    return await page(read, asked.limit, _row, fits)


def _row(hit: dict[str, Any]) -> dict[str, Any]:
    document = hit["document"]
    return {
        "collection": hit["collection"],
        "id": hit["id"],
        "version": document["version"],
        "label": hit["label"],
        "attestation": document["attestation"],
        "disputed": document["disputed"],
        "excerpts": [
            {"field": one["field"], "text": "".join(fragment["text"] for fragment in one["fragments"])}
            for one in hit["highlights"][:EXCERPTS]
        ],
    }


TOOL = Tool(
    "search",
    "Search records",
    "Find records by words in their texts, in any of their forms: pledges, meetings, statements, actions, instruments, "
    "participants, topics and sources, the best first. Gives the ids that the other tools take.",
    Search,
    Hits,
    search,
)
