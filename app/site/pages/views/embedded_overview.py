"""The bar of what came of the promises that are due, for other sites to frame."""

from app.site.pages.page import Content, Page
from app.site.pages.views.due_figure import WHAT_CAME_OF_IT, due_figure
from app.site.pages.visit import Visit


async def view(visit: Visit) -> Content:
    """Return the figure, with what its source line says."""
    return due_figure(visit, await visit.ask("/v1/stats/overview", fields=WHAT_CAME_OF_IT))


PAGE = Page("/embed/overview", "embedded_overview.html", view, embedded=True)
