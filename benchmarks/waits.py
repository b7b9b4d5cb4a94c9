"""How long a write of another record waits while a pledge with many promisors is judged, newest change first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from statistics import median
from threading import Event
from time import perf_counter
from typing import Any

import httpx

from benchmarks.serving import served
from benchmarks.writes import key_of

PLEDGE = "waited-for"
PROMISORS = 240
SET_ASIDE = {"guards": ["citation"], "reason": "a measurement"}


def measure(address: str) -> dict[str, float]:
    """Return the waits of a PUT and of the first statistic, in ms, at a database that is migrated already."""
    key = key_of(address)
    with served(address) as (port, _process, _seconds), client_of(port, key) as client:
        parties = [f"judged-{number}" for number in range(PROMISORS)]
        for party in parties:
            _put(client, f"/v1/participants/{party}", {"kind": "state", "name": party})
        promisors = [{"participant": party, "role": "promisor"} for party in parties]
        _put(
            client,
            f"/v1/pledges/{PLEDGE}",
            {"title": "A pledge", "kind": "policy", "strength": "firm", "parties": promisors},
        )
        over = Event()
        with ThreadPoolExecutor(1) as other:
            waits = other.submit(keep_putting, port, key, over)
            for days, party in enumerate(parties):
                client.post(f"/v1/pledges/{PLEDGE}/status-changes", json=_change(party, days)).raise_for_status()
            begun = perf_counter()
            client.get("/v1/stats/matrix", params={"limit": 1}).raise_for_status()
            statistic = perf_counter() - begun
            over.set()
        found = waits.result()
    return {
        f"{PROMISORS} promisors judged: first statistic, ms": round(statistic * 1000),
        "a PUT meanwhile, median ms": round(median(found) * 1000, 1),
        "a PUT meanwhile, longest ms (goal 250)": round(max(found) * 1000),
    }


def client_of(port: int, key: str) -> httpx.Client:
    """Return a client with a key."""
    return httpx.Client(
        base_url=f"http://127.0.0.1:{port}", headers={"Authorization": f"Bearer {key}"}, timeout=httpx.Timeout(60)
    )


def keep_putting(port: int, key: str, over: Event) -> list[float]:
    """Change a topic until it is over; return the seconds that each change took."""
    found: list[float] = []
    with client_of(port, key) as client:
        while not over.is_set():
            begun = perf_counter()
            _put(client, "/v1/topics/another", {"name": f"Another topic {len(found)}"})
            found.append(perf_counter() - begun)
    return found


def _put(client: httpx.Client, path: str, body: dict[str, Any]) -> None:
    tag = client.get(path).headers.get("ETag")
    client.put(path, json=body, headers={} if tag is None else {"If-Match": tag}).raise_for_status()


def _change(party: str, days: int) -> dict[str, Any]:
    effective = date(2024, 12, 1) - timedelta(days=days)
    return {
        "status": "planned",
        "reason": "a measurement",
        "party": party,
        "effective_on": effective.isoformat(),
        "override": SET_ASIDE,
    }
