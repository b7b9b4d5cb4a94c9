"""The page of an instrument: what it is, where each party stands, and what was promised in it."""

from asyncio import gather

from app.site.pages.page import Content, Page
from app.site.pages.views.records.accounts import accounts
from app.site.pages.visit import Visit

LINES = 100


async def view(visit: Visit) -> Content:
    """Return an instrument with the acts of its parties, the promises made in it and what was done under it."""
    path = f"/v1/instruments/{visit.id}"
    instrument = await visit.ask(path)
    acts, pledges, actions, linked, report = await gather(
        visit.ask(f"{path}/participation", sort="-on", limit=LINES),
        visit.ask("/v1/pledges", instrument=visit.id, sort="title", limit=LINES, count="exact"),
        visit.ask("/v1/actions", instrument=visit.id, sort="-happened", limit=LINES),
        visit.ask("/v1/instruments", linked_to=visit.id, sort="-adopted", limit=LINES),
        visit.ask(f"{path}/accounts"),
    )
    return {
        "instrument": instrument,
        "acts": acts["items"],
        "pledges": pledges,
        "actions": actions["items"],
        "linked": linked["items"],
        "said": accounts(visit.language, report),
    }


PAGE = Page("/instruments/{id}", "instrument.html", view, data="/v1/instruments/{id}")
