"""The front page: what was promised, what came of it, and how sure anyone is."""

from asyncio import gather
from datetime import date
from typing import Any

from app.errors import NotFound
from app.site.pages.figures.heat_table import heat_table
from app.site.pages.page import Content, Page
from app.site.pages.views.due_figure import WHAT_CAME_OF_IT, due_figure
from app.site.pages.views.records.accounts import accounts
from app.site.pages.visit import Visit
from app.values.times.dates import today_utc

LINES = 5
"""Of each list that leads to a longer one."""

PROMISES = 40
"""Of the latest meeting that are shown."""

PAIRED = 12
"""Promisors and promisees of the table of who owes whom."""

IN_CONFLICT = 3
"""Promises whose conflicting accounts are shown."""

YEARS = 12
"""Links to the ends of earlier years."""


async def view(visit: Visit) -> Content:
    """Return what the front page shows."""
    overview, newest, oldest, changes, overdue, soon, matrix, conflicts = await gather(
        visit.ask("/v1/stats/overview", fields=f"{WHAT_CAME_OF_IT},flags"),
        visit.ask("/v1/pledges", sort="-announced", limit=1),
        visit.ask("/v1/pledges", sort="announced", limit=1),
        visit.ask("/v1/status-changes", sort="-recorded", limit=LINES),
        visit.ask("/v1/pledges", overdue="true", sort="-due", limit=LINES),
        visit.ask("/v1/pledges", due_soon="true", sort="due", limit=LINES),
        visit.ask("/v1/stats/matrix", top=PAIRED, limit=200),
        _conflicts(visit),
    )
    return {
        **due_figure(visit, overview),
        "due": {"due_before": visit.day, "conditional": "false", "rollup": "leaves"},
        "meeting": await _meeting(visit, newest["items"]),
        "changes": changes["items"],
        "overdue": overdue["items"],
        "soon": soon["items"],
        "owing": heat_table(matrix["items"]),
        "conflicts": conflicts,
        "years": _years(oldest["items"]),
    }


async def _meeting(visit: Visit, newest: list[Any]) -> Content | None:
    """Return the meeting at which the latest promises were made, with them; None where no meeting is known."""
    links = newest[0]["meetings"] if newest else []
    at = next((link["meeting"]["id"] for link in links if link["role"] == "made_at"), None)
    if at is None:
        return None
    try:
        meeting, pledges = await gather(
            visit.ask(f"/v1/meetings/{at}"),
            visit.ask("/v1/pledges", meeting=at, sort="title", limit=PROMISES, count="exact"),
        )
    except NotFound:
        # A promise may be dated before the meeting that is said to have made it: on that day there was no meeting yet.
        return None
    return {"record": meeting, "pledges": pledges["items"], "count": pledges["count"]}


async def _conflicts(visit: Visit) -> list[Content]:
    """Return the fields in which accounts of the latest disputed promises conflict."""
    # Whether there are any, an index says; to find the latest of few, all would be gone through.
    if not (await visit.ask("/v1/pledges", disputed="true", limit=1))["items"]:
        return []
    disputed = (await visit.ask("/v1/pledges", disputed="true", sort="-announced", limit=IN_CONFLICT))["items"]
    found = await gather(*(visit.ask(f"/v1/pledges/{pledge['id']}/accounts") for pledge in disputed))
    return [
        {"pledge": pledge, "dispute": dispute}
        for pledge, report in zip(disputed, found, strict=True)
        for dispute in accounts(visit.language, report).disputes
    ]


def _years(oldest: list[Any]) -> list[int]:
    """Return the years at whose ends something was promised already, the latest first."""
    first = oldest[0]["announced"] if oldest else None
    if first is None or first["from"] is None:
        return []
    return list(range(today_utc().year - 1, date.fromisoformat(first["from"]).year - 1, -1))[:YEARS]


PAGE = Page("/", "front.html", view)
