"""Ids of requests: a client's own, or fresh ones."""

import re
import uuid

REQUEST_ID = re.compile(r"^[A-Za-z0-9._-]{1,128}$")


def new_request_id() -> str:
    """Return a fresh request id."""
    return uuid.uuid4().hex


def is_request_id(text: str) -> bool:
    """Return whether a client's request id may be used: it goes into logs and entries."""
    return REQUEST_ID.match(text) is not None
