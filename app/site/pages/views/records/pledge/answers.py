"""What the API answers about a pledge, at the moment that the page shows."""

from collections.abc import Mapping
from typing import Any

from app.errors import NotFound
from app.site.pages.visit import Visit

MOST = 50
"""Parts of each kind, and records about the pledge, on one page; the API has them all."""

REVISIONS = 10
"""How many of its last revisions are told with what they changed."""

EMPTY: Mapping[str, Any] = {"items": [], "next_cursor": None}
PARTS = {
    "status-changes": ("status_changes", "-effective_on"),
    "amendments": ("amendments", "-effective_on"),
    "assessments": ("assessments", "-period"),
    "measurements": ("measurements", "-period"),
    "milestones": ("milestones", "due"),
    "positions": ("positions", "-on"),
}
"""The parts of a pledge: what counts them, and the field by which they are sorted."""


async def answers(visit: Visit) -> dict[str, Any]:
    """Return the pledge and all that is recorded about it, each list by its name. Asks for no list that is empty.

    One question after the other: few reads of earlier moments are answered at a time, and others ask, too.
    """
    address = f"/v1/pledges/{visit.id}"
    pledge = await visit.ask(address)
    found: dict[str, Any] = {"pledge": pledge, "wordings": EMPTY, "links": None}
    for path, (count, sort) in PARTS.items():
        present = pledge["counts"][count]
        found[path.replace("-", "_")] = (
            await visit.ask(f"{address}/{path}", sort=sort, limit=MOST) if present else EMPTY
        )
    if pledge["counts"]["amendments"]:
        found["wordings"] = await visit.ask(f"{address}/wordings", limit=MOST)
    found["accounts"] = await visit.ask(f"{address}/accounts")
    found["actions"] = await visit.ask("/v1/actions", about=visit.id, sort="happened", limit=MOST)
    found["statements"] = await visit.ask("/v1/statements", about=visit.id, sort="said", limit=MOST)
    found["meeting"] = await _dated(visit, made_at(pledge))
    if not visit.moment:
        # The API tells links of others to a pledge as they are now alone.
        found["links"] = await visit.ask_now(f"{address}/links", limit=MOST)
    found["revisions"] = await visit.ask_now(
        f"{address}/revisions", sort="-revision", before=pledge["version"] + 1, differences="true", limit=REVISIONS
    )
    return found


async def _dated(visit: Visit, meeting: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Return a meeting with its day: at an earlier moment it may be known by its name alone."""
    if meeting is None:
        return None
    try:
        found: Mapping[str, Any] = await visit.ask(
            f"/v1/meetings/{meeting['id']}", fields="title,language,translations,starts"
        )
    except NotFound:
        return {**meeting, "starts": None}
    return found


def made_at(pledge: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the meeting at which a pledge was made, or else the first at which it came up."""
    made = [one["meeting"] for one in pledge["meetings"] if one["role"] == "made_at"]
    others = [one["meeting"] for one in pledge["meetings"]]
    return next(iter([*made, *others]), None)
