"""Where webhooks may go: public addresses alone, looked at before any connection is made.

Whoever may create webhooks could otherwise have the service knock at what only it can reach: cloud metadata, databases,
routers. A name is looked up once, every address it has must be public, and the connection goes to one of those that
were looked at: a name that changes its mind in between (DNS rebinding) changes nothing.
"""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""Returns all addresses of a host; raises OSError for none."""

REFUSAL = "the address is not allowed, or does not exist"
"""What is said of every refused address, whatever the reason: the service must not tell what is in its network."""

PORTS = {"https": (443, 8443), "http": (80, 8080)}
LOOKUPS = 100
"""Threads for looking up names: one for each webhook there may be, so that a slow name server delays its own alone."""

# What Python's `is_global` lets pass in one release or another, and what carries an IPv4 address within.
_NEVER = [
    ipaddress.ip_network(one)
    for one in (
        "192.0.0.0/24", "192.88.99.0/24", "100.64.0.0/10", "224.0.0.0/4", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    )
]  # fmt: skip
_UNICAST = ipaddress.ip_network("2000::/3")
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\.?$", re.IGNORECASE)


class Refused(Exception):
    """The address may not be gone to. It is never said why."""


@dataclass(frozen=True)
class Targets:
    """Which addresses are allowed, and how names are looked up."""

    resolve: Resolve
    http: bool = False
    loopback: bool = False

    def fault(self, address: str) -> str | None:
        """Return what must be different in an address, None for nothing; what its name leads to is looked at later."""
        try:
            url = httpx.URL(address)
        except (httpx.InvalidURL, ValueError):
            return "must be a full web address"
        host = url.host
        if url.scheme != "https" and not (url.scheme == "http" and (self.http or self.loopback)):
            return "must begin with https://"
        if url.userinfo:
            return "must hold no user name and password"
        if url.port not in {None, *PORTS[url.scheme]} and not self.loopback:
            return f"must have the port {' or '.join(map(str, PORTS[url.scheme]))}"
        literal = _literal(host)
        allowed = self._allows(literal) if literal else self._may_be_looked_up(host)
        return None if allowed else "must name a public host, such as https://example.org/hook"

    async def pin(self, url: httpx.URL) -> str:
        """Return the IP address to connect to. Raises `Refused`."""
        if self.fault(str(url)):
            raise Refused
        if literal := _literal(url.host):
            return str(literal)
        try:
            found = [ipaddress.ip_address(one) for one in await self.resolve(url.raw_host.decode("ascii"))]
        except (OSError, ValueError):
            raise Refused from None
        if not found or not all(self._allows(one) for one in found):
            raise Refused
        return str(found[0])

    def _may_be_looked_up(self, host: str) -> bool:
        if self.loopback and host == "localhost":
            return True
        # `127.1` and `0x7f000001` are addresses to the resolver, and names to everybody else.
        return "." in host.rstrip(".") and not _NUMERIC.search(host.rpartition(".")[2] or host.split(".")[-2])

    def _allows(self, address: IpAddress) -> bool:
        if self.loopback and address.is_loopback:
            return True
        if isinstance(address, ipaddress.IPv6Address) and (address.scope_id or address not in _UNICAST):
            return False
        return address.is_global and not address.is_multicast and not any(address in one for one in _NEVER)


def _literal(host: str) -> IpAddress | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


class Resolver:
    """Looks names up in threads of its own, each name once at a time."""

    def __init__(self) -> None:
        """Begin without threads."""
        self._threads = ThreadPoolExecutor(LOOKUPS, thread_name_prefix="pacta-names")
        self._running: dict[str, asyncio.Future[Sequence[str]]] = {}

    async def __call__(self, host: str) -> Sequence[str]:
        """Return all addresses of a host. Raises OSError."""
        if host not in self._running:
            running = asyncio.get_running_loop().run_in_executor(self._threads, _look_up, host)
            self._running[host] = running
            running.add_done_callback(lambda _done: self._running.pop(host, None))
        # Who gives up waiting leaves the lookup to those who come after: it cannot be ended.
        return await asyncio.shield(self._running[host])

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str) -> Sequence[str]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_kinds, address in found]
