"""What both clients know of the service, and of where they run."""

import os

DEFAULT_URL = "http://127.0.0.1:8000"
TIMEOUT = 30.0
"""Seconds without a byte, after which a connection counts as broken. Requests for changes wait up to twenty."""

COLLECTIONS = ("pledges", "meetings", "statements", "actions", "instruments", "participants", "topics", "sources")
PARTS = {
    "status_changes": ("pledges", "status-changes"),
    "assessments": ("pledges", "assessments"),
    "measurements": ("pledges", "measurements"),
    "milestones": ("pledges", "milestones"),
    "amendments": ("pledges", "amendments"),
    "participation": ("instruments", "participation"),
}
"""The part types that clients have an attribute for: whose parts they are, and their name in addresses."""


def environment() -> tuple[str, str | None]:
    """Return where the service is and the key for it, from PACTA_URL and PACTA_KEY."""
    return os.environ.get("PACTA_URL", "").strip() or DEFAULT_URL, os.environ.get("PACTA_KEY", "").strip() or None


def headers() -> dict[str, str]:
    """Return what goes with every request."""
    return {"User-Agent": "pacta-client"}


def authorization(key: str | None) -> dict[str, str]:
    """Return what says whose request it is, if anybody's."""
    return {} if key is None else {"Authorization": f"Bearer {key}"}
