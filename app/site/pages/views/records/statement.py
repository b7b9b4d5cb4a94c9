"""The page of a statement: what was said, by whom, about what, and who answered."""

from asyncio import gather

from app.site.pages.page import Content, Page
from app.site.pages.views.records.accounts import accounts
from app.site.pages.visit import Visit

LINES = 50


async def view(visit: Visit) -> Content:
    """Return a statement with what was said in answer to it."""
    path = f"/v1/statements/{visit.id}"
    statement = await visit.ask(path)
    answers, report = await gather(
        visit.ask("/v1/statements", linked_to=visit.id, sort="-said", limit=LINES), visit.ask(f"{path}/accounts")
    )
    return {"statement": statement, "answers": answers["items"], "said": accounts(visit.language, report)}


PAGE = Page("/statements/{id}", "statement.html", view, data="/v1/statements/{id}")
