"""The page of a source: what rests on it, quotation by quotation, and what to mind about it."""

from asyncio import gather
from collections.abc import Mapping
from typing import Any

from app.site.pages.page import Content, Page
from app.site.pages.views.lists.rules import ORDERS
from app.site.pages.views.records.accounts import accounts
from app.site.pages.visit import Visit

CITING = ("pledges", "meetings", "statements", "actions", "instruments", "participants", "topics", "sources")
"""The collections that cite sources, in reading order."""

LINES = 100
"""Records of each collection that are shown; a longer list is a page of its own."""


async def view(visit: Visit) -> Content:
    """Return a source with everything that cites it, each with its quotations."""
    source = await visit.ask(f"/v1/sources/{visit.id}")
    changes, report, *pages = await gather(
        visit.ask("/v1/status-changes", source=visit.id, sort="-effective_on", limit=LINES),
        visit.ask(f"/v1/sources/{visit.id}/accounts"),
        *(visit.ask(f"/v1/{name}", source=visit.id, sort=ORDERS[name], limit=LINES, count="exact") for name in CITING),
    )
    resting = [
        {
            "collection": name,
            "count": page["count"],
            "records": [{"record": record, "citations": _of(record, visit.id)} for record in page["items"]],
        }
        for name, page in zip(CITING, pages, strict=True)
        if page["items"]
    ]
    return {"source": source, "resting": resting, "changes": changes["items"], "said": accounts(visit.language, report)}


def _of(record: Mapping[str, Any], source: str) -> list[Any]:
    """Return a record's citations of a source."""
    return [citation for citation in record["citations"] if citation["source"]["id"] == source]


PAGE = Page("/sources/{id}", "source.html", view, data="/v1/sources/{id}")
