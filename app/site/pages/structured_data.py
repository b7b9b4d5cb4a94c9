"""The record that a page shows, as linked data in its head."""

from typing import Any

from markupsafe import Markup

from app.http.addresses import base_of
from app.linked_data.embedding import as_script
from app.linked_data.records import linked_data
from app.records.base.collections import collection_of
from app.site.pages.visit import Visit

LARGEST = 24_576
"""Characters that a page holds at most beside what it shows; of more it names the address alone."""


def structured_data(visit: Visit, collection: str | None, content: Any) -> Markup | None:
    """Return the record of a page as the content of a script of JSON-LD; None where it has none, or it is too long.

    A view gives its record the name of its noun. Earlier states are not told to machines that read pages: they have no
    address of their own there.
    """
    if collection is None or visit.moment:
        return None
    document = content[collection_of(collection).record_type.noun]
    script = as_script(linked_data(collection, document, base_of(visit.request)))
    # Nothing else in templates goes unescaped; `as_script` leaves nothing in it that could end a script.
    return Markup(script) if len(script) <= LARGEST else None  # noqa: S704
