"""The page of a meeting: who met, what was said and promised there, and what came of it."""

from asyncio import gather

from app.site.pages.page import Content, Page
from app.site.pages.views.due_figure import WHAT_CAME_OF_IT, due_figure
from app.site.pages.views.records.accounts import accounts
from app.site.pages.visit import Visit

PROMISES, OTHERS = 100, 50
"""Records of each sort that are shown; a longer list is a page of its own."""


async def view(visit: Visit) -> Content:
    """Return a meeting with all that was recorded of it, and of the meetings that it consists of."""
    path = f"/v1/meetings/{visit.id}"
    meeting = await visit.ask(path)
    parts, pledges, statements, instruments, actions, overview, report = await gather(
        visit.ask("/v1/meetings", part_of=visit.id, sort="starts", limit=OTHERS),
        visit.ask("/v1/pledges", meeting=visit.id, sort="title", limit=PROMISES, count="exact"),
        visit.ask("/v1/statements", meeting=visit.id, sort="said", limit=OTHERS, count="exact"),
        visit.ask("/v1/instruments", meeting=visit.id, sort="-adopted", limit=OTHERS),
        visit.ask("/v1/actions", meeting=visit.id, sort="-happened", limit=OTHERS),
        visit.ask("/v1/stats/overview", fields=WHAT_CAME_OF_IT, meeting=visit.id),
        visit.ask(f"{path}/accounts"),
    )
    return {
        "meeting": meeting,
        "parts": parts["items"],
        "pledges": pledges,
        "statements": statements,
        "instruments": instruments["items"],
        "actions": actions["items"],
        **due_figure(visit, overview),
        "said": accounts(visit.language, report),
    }


PAGE = Page("/meetings/{id}", "meeting.html", view, data="/v1/meetings/{id}")
