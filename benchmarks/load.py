"""A small HTTP client that keeps connections busy: raw sockets, since a full client would be what is measured."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What a load brought: answers a second, and latencies in milliseconds."""

    per_second: float
    p50: float
    p99: float
    refused: int
    first_refusal: str
    answers: int


Request = Callable[[], bytes]


def get(path: str, *headers: str) -> bytes:
    """Return the bytes of a GET."""
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: pacta", "Accept: application/json", *headers, "", ""]).encode()


def post(path: str, body: bytes, key: str) -> bytes:
    """Return the bytes of a POST under a key."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: pacta\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def run(port: int, requests: Iterator[bytes], clients: int, seconds: float) -> Load:
    """Send requests from so many clients for so long, each waiting for its answer before the next."""
    return asyncio.run(_run(port, requests, clients, seconds))


async def _run(port: int, requests: Iterator[bytes], clients: int, seconds: float) -> Load:
    latencies: list[float] = []
    refused: list[str] = []
    started = time.perf_counter()
    end = started + seconds
    await asyncio.gather(*(_client(port, requests, end, latencies, refused) for _ in range(clients)))
    elapsed = time.perf_counter() - started
    latencies.sort()
    return Load(
        len(latencies) / elapsed,
        latencies[len(latencies) // 2] * 1000,
        latencies[min(len(latencies) - 1, int(len(latencies) * 0.99))] * 1000,
        len(refused),
        refused[0] if refused else "",
        len(latencies),
    )


async def _client(port: int, requests: Iterator[bytes], end: float, latencies: list[float], refused: list[str]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    while (started := time.perf_counter()) < end:
        writer.write(next(requests))
        head = await reader.readuntil(b"\r\n\r\n")
        lower = head.lower()
        mark = lower.index(b"content-length:") + 15
        body = await reader.readexactly(int(lower[mark : lower.index(b"\r", mark)]))
        latencies.append(time.perf_counter() - started)
        if not head.startswith(b"HTTP/1.1 2"):
            refused.append(body.decode())
    writer.close()
