"""The page that says how a version of a pledge is cited."""

from app.site.pages.page import Content, Page
from app.site.pages.visit import Visit

FORMS = (("", "text/plain"), (".bib", "application/x-bibtex"), (".csl.json", "application/vnd.citationstyles.csl+json"))
"""What the API's address of a citation ends with, and the media type there."""


async def view(visit: Visit) -> Content:
    """Return the citations of the version that the page of the pledge shows at that moment."""
    pledge = await visit.ask(f"/v1/pledges/{visit.id}", fields="version,title,language,translations,updated_at")
    address = f"/v1/pledges/{visit.id}/revisions/{pledge['version']}/citation"
    texts = [await visit.ask_text(address + suffix, media_type) for suffix, media_type in FORMS]
    names = (visit.language.gettext("Plain text"), "BibTeX", "CSL-JSON")
    addresses = (visit.file(address + suffix) for suffix, _media_type in FORMS)
    return {"pledge": pledge, "forms": list(zip(names, texts, addresses, strict=True))}


PAGE = Page("/pledges/{id}/cite", "pledge/citation.html", view)
