"""The record that a page shows, as linked data in its head."""

from markupsafe import Markup

from app.linked_data.embedding import as_script
from app.site.pages.visit import Visit

LARGEST = 24_576
"""Characters that a page holds at most beside what it shows; of more it names the address alone."""


async def structured_data(visit: Visit, collection: str | None) -> Markup | None:
    """Return the record of a page as the content of a script of JSON-LD; None where it has none, or it is too long.

    Earlier states are not told to machines that read pages: they have no address of their own there.
    """
    if collection is None or visit.moment:
        return None
    script = as_script(await visit.ask_linked_data(f"/v1/{collection}/{visit.id}"))
    # Nothing else in templates goes unescaped; `as_script` leaves nothing in it that could end a script.
    return Markup(script) if len(script) <= LARGEST else None  # noqa: S704
