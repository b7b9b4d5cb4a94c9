"""`statistics`: how much was promised, and how much of what is due was kept."""

from enum import StrEnum
from functools import partial
from typing import Annotated, Any, Literal, NotRequired

from anyio import to_thread
from pydantic import Field

from app.assistants.answer_size import Fits, fitting
from app.assistants.answers import Attestations, Document, Page
from app.assistants.arguments import Cursor, Limit, PledgeFilters
from app.assistants.refusals import Refused
from app.assistants.tools.pages import page
from app.assistants.tools.tool import Tool
from app.client import AsyncClient
from app.client.requests import address


class Statistic(StrEnum):
    """What is counted."""

    OVERVIEW = "overview"
    COMPLIANCE = "compliance"
    TIMELINE = "timeline"


class Statistics(PledgeFilters):
    """What is counted, of which pledges."""

    statistic: Annotated[
        Statistic,
        Field(
            description="overview: by status, with what became of those due; compliance: the mean score of those "
            "assessed, by whom or what; timeline: the overview year by year"
        ),
    ] = Statistic.OVERVIEW
    by: Annotated[
        Literal["kind", "origin", "strength", "precision", "attestation", "topic", "participant", "meeting", "year"]
        | None,
        Field(
            description="rows of the overview (kind, origin, strength, precision, attestation, topic) or of compliance "
            "(participant, topic, meeting, year)"
        ),
    ] = None
    limit: Limit = 20
    cursor: Cursor = None


class Counted(Page):
    """What was counted."""

    attestation: Attestations
    overall: NotRequired[Document]
    items: NotRequired[list[Document]]


ROWS = {
    Statistic.OVERVIEW: ("kind", "origin", "strength", "precision", "attestation", "topic"),
    Statistic.COMPLIANCE: ("participant", "topic", "meeting", "year"),
    Statistic.TIMELINE: (),
}
"""What each statistic has rows of."""

PAGED = (Statistic.COMPLIANCE,)


async def statistics(client: AsyncClient, asked: Statistics, fits: Fits) -> dict[str, Any]:
    """Return a statistic of the pledges that match."""
    rows = ROWS[asked.statistic]
    if asked.by is not None and asked.by not in rows:
        raise Refused(f"by: must be one of {', '.join(rows)}" if rows else "by: is not for a timeline; leave it out")
    if asked.cursor is not None and asked.statistic not in PAGED:
        raise Refused("cursor: is for compliance alone")
    filters = asked.query("statistic", "by", "limit", "cursor")
    overview = await client.get(address("stats", "overview"), **filters)
    attestations = {one["attestation"] or "none": one["total"] for one in overview["by_attestation"]}
    rest: dict[str, Any] = {"attestation": attestations}
    if asked.statistic is Statistic.COMPLIANCE:
        return await _compliance(client, asked, filters, rest, fits)
    if asked.statistic is Statistic.TIMELINE:
        timeline = await client.get(address("stats", "timeline"), **filters, interval="year")
        rest |= {"items": [_told(one) for one in timeline["items"]]}
    else:
        rest |= {"overall": _told({name: one for name, one in overview.items() if not name.startswith("by_")})}
        rest |= {"items": [_told(one) for one in overview[f"by_{asked.by}"]]} if asked.by else {}
    return await to_thread.run_sync(partial(fitting, rest, fits)) | {"next_cursor": None}


async def _compliance(
    client: AsyncClient, asked: Statistics, filters: dict[str, Any], rest: dict[str, Any], fits: Fits
) -> dict[str, Any]:
    by = asked.by or "participant"

    async def read(limit: int) -> dict[str, Any]:
        found: dict[str, Any] = await client.get(
            address("stats", "compliance"), **filters, by=by, limit=limit, cursor=asked.cursor
        )
        rest["overall"] = found["overall"]
        return found

    return await page(read, asked.limit, _told, fits, rest)


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row without what it is not about; in counts, without what is counted nowhere."""
    return {
        name: {word: count for word, count in value.items() if count} if name == "statuses" else value
        for name, value in row.items()
        if not (value is None and name in {"participant", "topic", "meeting", "year"})
    }


TOOL = Tool(
    "statistics",
    "Count pledges",
    "Count pledges under filters: how many there are, how many were assessed, what became of those "
    "due, how far they were complied with. Shares are of what is due and assessed; say how many that is, and how many "
    "are not_assessed.",
    Statistics,
    Counted,
    statistics,
)
