"""The pages that say how a version of a record is cited: one for each collection."""

from app.site.pages.page import Content, Page
from app.site.pages.visit import Visit

COLLECTIONS = ("actions", "instruments", "meetings", "participants", "pledges", "sources", "statements", "topics")
FORMS = (("", "text/plain"), (".bib", "application/x-bibtex"), (".csl.json", "application/vnd.citationstyles.csl+json"))
"""What the API's address of a citation ends with, and the media type there."""

CALLED = ("title", "name", "summary")


async def view(visit: Visit) -> Content:
    """Return the citations of the version that the page of the record shows at that moment."""
    path = visit.path.removesuffix("/cite")
    record = await visit.ask(f"/v1{path}")
    address = f"/v1{path}/revisions/{record['version']}/citation"
    texts = [await visit.ask_text(address + suffix, media_type) for suffix, media_type in FORMS]
    names = (visit.language.gettext("Plain text"), "BibTeX", "CSL-JSON")
    addresses = (visit.file(address + suffix) for suffix, _media_type in FORMS)
    return {
        "path": path,
        "record": record,
        "called": next(field for field in CALLED if field in record),
        "forms": list(zip(names, texts, addresses, strict=True)),
    }


PAGES = tuple(Page(f"/{collection}/{{id}}/cite", "citation.html", view) for collection in COLLECTIONS)
