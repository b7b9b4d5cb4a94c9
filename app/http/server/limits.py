"""What one client may take of the server: bytes of what is read before there is a request, seconds, connections."""

import resource
from dataclasses import dataclass

from app.http.server.connections import Connections
from app.settings import Settings

MAX_HEAD = 65_536
"""Bytes of a request's head, and of the trailers after its body."""

MAX_TARGET = 16_384
"""Bytes of the address in a request line. RFC 9112 section 3 asks for 8,000 at least."""

MAX_DROPPED = 33_554_432
"""Bytes that are read and dropped of a client that goes on sending after it was refused."""

LINGER_SECONDS = 30
"""How long such a client may take to notice the refusal and to close."""

STOP_SECONDS = 10
"""How long requests may take to end once the service has been asked to stop."""

LAST_SECONDS = 2
"""How long what has begun to come of a request's body is waited for then: its answer must come before the end."""

MAX_BACKLOG = 2_048
"""Connections that the system holds ready while the service is busy."""


@dataclass(frozen=True)
class Limits:
    """What the settings, and the system, allow: seconds for each of a client's steps, and how many clients."""

    head_seconds: float
    body_seconds: float
    idle_seconds: float
    stall_seconds: float
    connections: Connections


def limits_of(settings: Settings) -> Limits:
    """Return the limits of a service. Half of the files that the process may open are for connections."""
    return Limits(
        head_seconds=settings.head_seconds,
        body_seconds=settings.body_seconds,
        idle_seconds=settings.idle_seconds,
        stall_seconds=settings.stall_seconds,
        connections=Connections(min(settings.connections, _files() // 2)),
    )


def backlog() -> int:
    """Return how many connections may wait to be accepted: all at once, they must not take the other files."""
    return min(MAX_BACKLOG, _files() // 4)


def _files() -> int:
    """Return how many files this process may open."""
    allowed, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 1_000_000 if allowed == resource.RLIM_INFINITY else allowed
