"""What the API answers about a pledge, at the moment that the page shows."""

from asyncio import gather
from collections.abc import Mapping
from typing import Any

from app.errors import Invalid, NotFound, Redacted
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
    """Return the pledge and all that is recorded about it, each list by its name. Asks for no list that is empty."""
    address = f"/v1/pledges/{visit.id}"
    pledge = await visit.ask(address)
    asked = {
        name.replace("-", "_"): visit.ask(f"{address}/{name}", sort=sort, limit=MOST)
        for name, (count, sort) in PARTS.items()
        if pledge["counts"][count]
    }
    asked |= {
        "accounts": visit.ask(f"{address}/accounts"),
        "actions": visit.ask("/v1/actions", about=visit.id, sort="happened", limit=MOST),
        "statements": visit.ask("/v1/statements", about=visit.id, sort="said", limit=MOST),
    }
    if pledge["counts"]["amendments"]:
        asked["wordings"] = visit.ask(f"{address}/wordings", limit=MOST)
    meeting = made_at(pledge)
    if meeting:
        asked["meeting"] = _dated(visit, meeting)
    if not visit.moment:
        # The API tells links of others to a pledge as they are now alone.
        asked["links"] = visit.ask_now(f"{address}/links", limit=MOST)
    version = pledge["version"]
    revisions = range(version, max(version - REVISIONS, 0), -1)
    asked |= {str(revision): _differences(visit, address, revision) for revision in revisions}
    found = dict(zip(asked, await gather(*asked.values()), strict=True))
    empty = {name.replace("-", "_"): EMPTY for name in PARTS}
    return {
        **empty,
        "wordings": EMPTY,
        "meeting": None,
        "links": None,
        **found,
        "pledge": pledge,
        "revisions": [found.pop(str(revision)) for revision in revisions],
    }


async def _dated(visit: Visit, meeting: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a meeting with its day: at an earlier moment it may be known by its name alone."""
    try:
        found: Mapping[str, Any] = await visit.ask(f"/v1/meetings/{meeting['id']}", fields="id,title,starts")
    except NotFound:
        return {**meeting, "starts": None}
    return found


async def _differences(visit: Visit, address: str, revision: int) -> Any:
    """Return what a revision changed; `items` are None where that was redacted."""
    try:
        return await visit.ask_now(f"{address}/revisions/{revision}/differences")
    except (Redacted, Invalid):
        # One of the two revisions cannot be known any longer.
        return {"from": None, "to": {"revision": revision}, "items": None}


def made_at(pledge: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the meeting at which a pledge was made, or else the first at which it came up."""
    made = [one["meeting"] for one in pledge["meetings"] if one["role"] == "made_at"]
    others = [one["meeting"] for one in pledge["meetings"]]
    return next(iter([*made, *others]), None)
