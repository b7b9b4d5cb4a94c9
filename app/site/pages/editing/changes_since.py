"""What others changed of a record while somebody had a form of it open."""

from collections.abc import Sequence
from typing import Any

from app.site.pages.visit import Visit
from app.site.pages.wording.sentences.revision_changes import difference_words, names_in

MOST = 10


async def changes_since(visit: Visit, collection: str, record: str, version: int) -> Sequence[tuple[Any, list[str]]]:
    """Return the revisions of a record after a version, the latest first, each with what it changed in words."""
    found = await visit.ask_now(
        f"/v1/{collection}/{record}/revisions", sort="-revision", differences="true", limit=MOST
    )
    newer = [one for one in found["items"] if one["revision"] > version]
    await visit.name_references()
    named = names_in(visit.language, newer)
    return [
        (one, [difference_words(visit.language, difference, named) for difference in one["differences"] or ()])
        for one in newer
    ]
