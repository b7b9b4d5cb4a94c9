"""The page of a pledge: what was promised, in whose words, what came of it, how sure anyone is."""

from app.site.pages.page import Content, Page
from app.site.pages.visit import Visit


async def view(visit: Visit) -> Content:
    """Return what the page of a pledge shows."""
    return {"pledge": await visit.ask(f"/v1/pledges/{visit.id}")}


PAGE = Page("/pledges/{id}", "pledge.html", view, data="/v1/pledges/{id}")
