"""The front page: what was promised, what came of it, and how sure anyone is."""

from app.site.pages.page import Content, Page
from app.site.pages.visit import Visit


async def view(visit: Visit) -> Content:
    """Return what the front page shows."""
    overview = await visit.ask("/v1/stats/overview")
    pledges = await visit.ask("/v1/pledges", sort="-announced", limit=10)
    return {"overview": overview, "pledges": pledges["items"]}


PAGE = Page("/", "front.html", view)
