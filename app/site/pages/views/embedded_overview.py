"""The bar of what came of the promises that are due, for other sites to frame."""

from app.site.pages.figures.status_bar import segments
from app.site.pages.page import Content, Page
from app.site.pages.visit import Visit
from app.values.times.dates import today_utc


async def view(visit: Visit) -> Content:
    """Return the figure, with what its source line says."""
    overview = await visit.ask("/v1/stats/overview")
    day = visit.moment.as_of or today_utc().isoformat()
    return {"overview": overview, "segments": segments(overview["due"]), "day": day}


PAGE = Page("/embed/overview", "embedded_overview.html", view, embedded=True)
