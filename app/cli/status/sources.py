"""The source that an address leads to: found, or made."""

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from app.cli.terminal import say_aside

if TYPE_CHECKING:
    from app.client import Client


def find_or_create(client: "Client", url: str, title: str | None, kind: str, *, dry_run: bool) -> tuple[str, bool]:
    """Return the id of the source with the address, and whether it is missing still; where there is none, make it.

    The look-alikes of a new record are found by their addresses among others: nobody can make the same between
    looking and making.
    """
    from app.client import Conflict

    draft = {"kind": kind, "title": title or title_of(url), "url": url}
    sources = client.collection("sources")
    try:
        made = sources.create(draft, unless_duplicate=True, dry_run=dry_run or None)
    except Conflict as refusal:
        if refusal.kind != "likely-duplicate":
            raise
        there = _at(client, url)
        if there is not None:
            return there, False
        # One of the same title has another address.
        made = sources.create(draft, dry_run=dry_run or None)
    say_aside(f"The source {made['id']} would be made." if dry_run else f"Made the source {made['id']}.")
    return str(made["id"]), dry_run


def _at(client: "Client", url: str) -> str | None:
    """Return the id of the source with the address, as the service compares addresses; None where there is none."""
    import secrets

    from app.client import Conflict

    # Nothing else is called that: what it looks like has the address.
    alone = {"kind": "other", "title": f"What is at {url[:200]} {secrets.token_hex(8)}", "url": url}
    try:
        client.collection("sources").create(alone, unless_duplicate=True, dry_run=True)
    except Conflict as refusal:
        return str(refusal.members["other"]).rpartition("/")[2]
    return None


def title_of(url: str) -> str:
    """Return what to call a source of which only the address is known."""
    parts = urlsplit(url)
    name = unquote(parts.path.rstrip("/").rpartition("/")[2]).partition(".")[0].replace("-", " ").replace("_", " ")
    host = parts.netloc.rpartition("@")[2]
    return f"{name.strip()[:200]} ({host})" if name.strip() else host or url[:200]
