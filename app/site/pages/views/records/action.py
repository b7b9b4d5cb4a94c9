"""The page of an action: what was done, by whom, and to which promises that belongs."""

from asyncio import gather

from app.site.pages.page import Content, Page
from app.site.pages.views.records.accounts import accounts
from app.site.pages.visit import Visit

LINES = 50


async def view(visit: Visit) -> Content:
    """Return an action with the judgements that rest on it."""
    path = f"/v1/actions/{visit.id}"
    action = await visit.ask(path)
    changes, report = await gather(
        visit.ask("/v1/status-changes", action=visit.id, sort="-effective_on", limit=LINES),
        visit.ask(f"{path}/accounts"),
    )
    return {"action": action, "changes": changes["items"], "said": accounts(visit.language, report)}


PAGE = Page("/actions/{id}", "action.html", view, data="/v1/actions/{id}")
