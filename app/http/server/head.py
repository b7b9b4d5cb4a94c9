"""The head of a request, as far as it must be right before anybody looks at the request."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

import httptools

from app.errors import BadRequest, Fault, PactaError

# RFC 3986 section 3.2, user information aside: RFC 9110 section 4.2.4 has it treated as an error.
_HOST = re.compile(rb"^(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(?::[0-9]*)?$")

Fields = Sequence[tuple[bytes, bytes]]


def describe_target(scope: dict[str, Any], target: bytes, root_path: str) -> None:
    """Write into a request's scope what its target says."""
    parsed = httptools.parse_url(target)
    path = parsed.path.decode("ascii")
    scope["path"] = root_path + (unquote(path) if "%" in path else path)
    scope["raw_path"] = root_path.encode("ascii") + parsed.path
    scope["query_string"] = parsed.query or b""


def joined(headers: Fields) -> list[tuple[bytes, bytes]]:
    """Return the headers, those of several lines as one whose value is a list (RFC 9110 section 5.3)."""
    found: dict[bytes, list[bytes]] = {}
    for name, value in headers:
        found.setdefault(name, []).append(value)
    return [(name, (b"; " if name == b"cookie" else b", ").join(values)) for name, values in found.items()]


def size_of_lines(headers: Fields) -> int:
    """Return how many bytes headers take, each in a line of its own."""
    return sum(len(name) + len(value) + len(b": \r\n") for name, value in headers)


def refusal_of_host(headers: Fields, http_version: str) -> PactaError | None:
    """Return why the request's `Host` is refused (RFC 9112 section 3.2), None where it is right."""
    hosts = [value for name, value in headers if name == b"host"]
    if (len(hosts) == 1 and _HOST.match(hosts[0])) or (not hosts and http_version == "1.0"):
        return None
    detail = "The request does not say in one way to which host it is sent."
    return BadRequest(detail, faults=[Fault("send exactly one Host, with a name or an address", header="Host")])
