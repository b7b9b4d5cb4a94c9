"""A client for Pacta's API: `Client` blocks, `AsyncClient` awaits, both do the same.

It is built on httpx and imports nothing of the server. What it reads and writes is plain JSON, with types in `records`.
"""

from typing import TYPE_CHECKING, Any

from app.client.blocking_client import Client
from app.client.failures import (
    BadRequest,
    Conflict,
    Failure,
    Fault,
    Forbidden,
    Invalid,
    NotFound,
    OtherLedger,
    PreconditionFailed,
    Problem,
    ServerFailed,
    Throttled,
    Unauthenticated,
    Unavailable,
    UnexpectedAnswer,
    Unreachable,
)
from app.client.requests import Written
from app.client.retries import Retries

if TYPE_CHECKING:
    from app.client.async_client import AsyncClient

__all__ = [
    "AsyncClient",
    "BadRequest",
    "Client",
    "Conflict",
    "Failure",
    "Fault",
    "Forbidden",
    "Invalid",
    "NotFound",
    "OtherLedger",
    "PreconditionFailed",
    "Problem",
    "Retries",
    "ServerFailed",
    "Throttled",
    "Unauthenticated",
    "Unavailable",
    "UnexpectedAnswer",
    "Unreachable",
    "Written",
]


def __getattr__(name: str) -> Any:
    """Return `AsyncClient` when it is first asked for: who blocks need not wait for asyncio."""
    if name == "AsyncClient":
        from app.client.async_client import AsyncClient  # noqa: PLC0415

        return AsyncClient
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
