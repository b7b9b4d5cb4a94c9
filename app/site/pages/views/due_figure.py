"""The figure of what came of the promises that are due, as several pages show it."""

from collections.abc import Mapping
from typing import Any

from app.site.pages.figures.status_bar import segments
from app.site.pages.page import Content
from app.site.pages.visit import Visit

WHAT_CAME_OF_IT = "total,due"
"""The fields of an overview that the figure, and the sentence above it, are made of."""


def due_figure(visit: Visit, overview: Mapping[str, Any]) -> Content:
    """Return what the figure is drawn of: the counts, the bar's segments, and the day that they are of."""
    return {"overview": overview, "segments": segments(overview["due"]), "day": visit.day}
