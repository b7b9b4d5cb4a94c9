"""The page of a statement: what was said, by whom, about what, and who answered."""

from asyncio import gather

from app.site.pages.page import Content, Page
from app.site.pages.views.records.accounts import conflicts
from app.site.pages.visit import Visit

LINES = 50


async def view(visit: Visit) -> Content:
    """Return a statement with what was said in answer to it."""
    path = f"/v1/statements/{visit.id}"
    statement, answers, accounts = await gather(
        visit.ask(path), visit.ask("/v1/statements", linked_to=visit.id, limit=LINES), visit.ask(f"{path}/accounts")
    )
    return {"statement": statement, "answers": answers["items"], "conflicts": conflicts(accounts)}


PAGE = Page("/statements/{id}", "statement.html", view, data="/v1/statements/{id}")
