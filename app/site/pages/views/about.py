"""What Pacta is, what may be done with its data, and to whom an error is reported."""

import re
from urllib.parse import quote

from app.http.addresses import base_of
from app.settings import Settings
from app.site.pages.page import Content, Page
from app.site.pages.visit import Visit

_is_record = re.compile("[a-z]{1,40}/[a-z0-9-]{2,80}").fullmatch
_is_version = re.compile("[1-9][0-9]{0,9}").fullmatch

RELEASES = 5
"""The latest of them that are named."""


async def view(visit: Visit) -> Content:
    """Return what the operator says of this service, its releases, and the record in which an error was found."""
    settings: Settings = visit.request.app.state.settings
    releases = await visit.ask_now("/v1/releases")
    reported = reported_address(visit)
    return {
        "publisher": settings.publisher,
        "licence": settings.data_license,
        "public_read": settings.public_read,
        "contact": settings.contact,
        "contact_link": contact_link(settings.contact, reported),
        "reported": reported,
        "releases": releases["items"][:RELEASES],
        "base": base_of(visit.request),
    }


def reported_address(visit: Visit) -> str | None:
    """Return the whole address of the version of a record that a report is about, None where it names none."""
    record, version = visit.parameter("record") or "", visit.parameter("version") or ""
    if not _is_record(record):
        return None
    revision = f"/revisions/{version}" if _is_version(version) else ""
    return f"{base_of(visit.request)}/v1/{record}{revision}"


def contact_link(contact: str | None, reported: str | None) -> str | None:
    """Return where a report goes: a letter that names the record already, or the operator's own page."""
    if contact is None or contact.startswith(("http://", "https://")):
        return contact
    subject = f"?subject={quote(f'Pacta: {reported}', safe='')}" if reported else ""
    return f"mailto:{quote(contact, safe='@+')}{subject}"


PAGE = Page("/about", "about.html", view, parameters=frozenset({"record", "version"}))
