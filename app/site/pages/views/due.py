"""What is due: overdue, soon, later, and what is to be looked at again."""

from asyncio import gather
from datetime import date, timedelta

from app.site.pages.page import Content, Page
from app.site.pages.visit import Visit
from app.vocabulary import DUE_SOON_DAYS

LINES = 50
"""Of each list; all of it is a page of its own."""


async def view(visit: Visit) -> Content:
    """Return what is due at the moment of the page."""
    later = (date.fromisoformat(visit.day) + timedelta(days=DUE_SOON_DAYS)).isoformat()
    filters = {
        "overdue": {"overdue": "true", "sort": "-due"},
        "soon": {"due_soon": "true", "sort": "due"},
        "later": {"due_after": later, "sort": "due"},
        "review": {"review_due": "true", "sort": "-due"},
    }
    pages = await gather(
        *(visit.ask("/v1/pledges", limit=LINES, count="exact", **chosen) for chosen in filters.values())
    )
    lists = {
        name: {"filters": chosen, "items": page["items"], "count": page["count"]}
        for (name, chosen), page in zip(filters.items(), pages, strict=True)
    }
    return {"day": visit.day, "days": DUE_SOON_DAYS, "lists": lists}


PAGE = Page("/due", "due.html", view)
