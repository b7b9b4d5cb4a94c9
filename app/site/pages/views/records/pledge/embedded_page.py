"""A pledge in short, for other sites to frame: what was promised, who stands where, and when that changed."""

from datetime import date

from app.site.pages.page import Content, Page
from app.site.pages.views.records.pledge.answers import MOST
from app.site.pages.views.records.pledge.timeline import timeline
from app.site.pages.views.records.pledge.verdicts import verdicts
from app.site.pages.visit import Visit
from app.site.pages.wording.sentences.promises import owing, promise, standing


async def view(visit: Visit) -> Content:
    """Return what is framed, with what its source line says."""
    address = f"/v1/pledges/{visit.id}"
    pledge = await visit.ask(address)
    changes = (await visit.ask(f"{address}/status-changes", sort="-effective_on", limit=MOST))["items"]
    amendments = (await visit.ask(f"{address}/amendments", sort="-effective_on", limit=MOST))["items"]
    await visit.name_references()
    day = date.fromisoformat(visit.day)
    return {
        "pledge": pledge,
        "promise": promise(visit.language, pledge),
        "standing": next(standing(visit.language, pledge, changes)),
        "owing": list(owing(visit.language, pledge, day)),
        "verdicts": verdicts(pledge, changes, []),
        "timeline": timeline(visit.language, pledge, amendments, changes, day),
        "day": day,
    }


PAGE = Page("/embed/pledges/{id}", "pledge/embedded.html", view, embedded=True)
