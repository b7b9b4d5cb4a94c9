"""The page of a topic: what is below it, what was promised about it, and what came of that."""

from asyncio import gather

from app.site.pages.page import Content, Page
from app.site.pages.views.due_figure import WHAT_CAME_OF_IT, due_figure
from app.site.pages.views.records.accounts import accounts
from app.site.pages.visit import Visit

LINES = 100


async def view(visit: Visit) -> Content:
    """Return a topic with the promises, meetings and statements about it and what is below it."""
    topic = await visit.ask(f"/v1/topics/{visit.id}")
    below, pledges, meetings, statements, overview, report = await gather(
        visit.ask("/v1/topics", parent=visit.id, sort="name", limit=LINES),
        visit.ask("/v1/pledges", topic=visit.id, sort="-announced", limit=LINES, count="exact"),
        visit.ask("/v1/meetings", topic=visit.id, sort="-starts", limit=LINES),
        visit.ask("/v1/statements", topic=visit.id, sort="-said", limit=LINES),
        visit.ask("/v1/stats/overview", fields=WHAT_CAME_OF_IT, topic=visit.id),
        visit.ask(f"/v1/topics/{visit.id}/accounts"),
    )
    return {
        "topic": topic,
        "below": below["items"],
        "pledges": pledges,
        "meetings": meetings["items"],
        "statements": statements["items"],
        **due_figure(visit, overview),
        "said": accounts(visit.language, report),
    }


PAGE = Page("/topics/{id}", "topic.html", view, data="/v1/topics/{id}")
