"""The page of a participant: who it is, what it owes, is owed, said and did, and what came of its promises by year."""

from asyncio import gather
from collections.abc import Iterable, Mapping
from typing import Any

from app.site.pages.figures.status_bar import year_bars
from app.site.pages.page import Content, Page
from app.site.pages.views.due_figure import due_figure
from app.site.pages.views.records.accounts import accounts
from app.site.pages.visit import Visit

PROMISES, OTHERS = 20, 10
"""Records of each sort that are shown; a longer list is a page of its own."""

ROWS = 200
"""Of statistics, among which the participant's own row is."""


async def view(visit: Visit) -> Content:
    """Return a participant with what is recorded of it, and of whoever is part of it."""
    own = visit.id
    path = f"/v1/participants/{own}"
    lists = {
        "members": ("/v1/participants", {"part_of": own, "sort": "name"}),
        "followed_by": ("/v1/participants", {"succeeds": own, "sort": "name"}),
        "owes": ("/v1/pledges", {"promisor_under": own, "sort": "-announced"}),
        "owed": ("/v1/pledges", {"promisee": own, "sort": "-announced"}),
        "statements": ("/v1/statements", {"under": own, "sort": "-said"}),
        "actions": ("/v1/actions", {"under": own, "sort": "-happened"}),
        "acts": ("/v1/participation", {"participant": own, "sort": "-on"}),
        "meetings": ("/v1/meetings", {"under": own, "sort": "-starts"}),
        "assessments": ("/v1/assessments", {"party": own, "superseded": "false", "sort": "-period"}),
    }
    participant = await visit.ask(path)
    timeline, positions, report, *pages = await gather(
        visit.ask("/v1/stats/timeline", promisor_under=own, interval="year"),
        visit.ask("/v1/stats/positions", taken_by=own),
        visit.ask(f"{path}/accounts"),
        *(visit.ask(address, limit=_most(address), count="exact", **asked) for address, asked in lists.values()),
    )
    found = {
        name: {"items": page["items"], "count": page["count"], "address": address, "filters": _filters(asked)}
        for (name, (address, asked)), page in zip(lists.items(), pages, strict=True)
    }
    # Where nobody judged it there is nothing to average, which it costs as much to find out.
    scores = (
        (await visit.ask("/v1/stats/compliance", promisor=own, limit=ROWS))["items"]
        if found["assessments"]["items"]
        else []
    )
    # What is due by now is what was due at the end of the year that is running: it is not counted twice.
    overview = {"total": found["owes"]["count"], "due": timeline["items"][-1]["due"]}
    return found | {
        "participant": participant,
        **due_figure(visit, overview),
        "bars": year_bars(timeline["items"]),
        "scores": _own_row(scores, own),
        "answered": _own_row(positions["items"], own),
        "said": accounts(visit.language, report),
    }


def _most(address: str) -> int:
    return PROMISES if address == "/v1/pledges" else OTHERS


def _filters(asked: Mapping[str, str]) -> dict[str, str]:
    """Return what leads to the whole list: who reads it sorts it."""
    return {name: value for name, value in asked.items() if name != "sort"}


def _own_row(rows: Iterable[Mapping[str, Any]], own: str) -> Mapping[str, Any] | None:
    """Return the row of a statistic that is about the participant: others owe the same promises."""
    return next((row for row in rows if row["participant"]["id"] == own), None)


PAGE = Page("/participants/{id}", "participant.html", view, data="/v1/participants/{id}")
