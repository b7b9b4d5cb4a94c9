"""Records that forms suggest where an id is typed: a bounded number, those that were changed last."""

from asyncio import gather
from collections.abc import Mapping

from app.site.pages.visit import Visit
from app.site.pages.wording.values.texts import title_of

MOST = 200
CALLED: Mapping[str, str] = {
    "meetings": "title", "participants": "name", "pledges": "title", "sources": "title", "topics": "name",
}  # fmt: skip
"""The collections of which records are suggested, and the field that they are called by."""


async def suggested(visit: Visit, *collections: str) -> Mapping[str, Mapping[str, str]]:
    """Return what the records of collections are called, by their ids."""
    pages = await gather(
        *(
            visit.ask_now(f"/v1/{name}", limit=MOST, sort="-updated_at", fields=f"id,{CALLED[name]},translations")
            for name in collections
        )
    )
    return {
        name: {one["id"]: title_of(visit.language, one).text for one in page["items"]}
        for name, page in zip(collections, pages, strict=True)
    }
