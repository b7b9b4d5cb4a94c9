"""Statistics: how long they take, over everything and narrowed down."""

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from threading import Event, Thread
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from app.features.statistics.memory.moments import OFTEN
from app.strict_json import encode
from app.vocabulary import PledgeKind
from benchmarks.application import FORGET
from benchmarks.load import get, run
from benchmarks.serving import processor_seconds, resident_megabytes, served
from benchmarks.world.build import build
from benchmarks.world.parts import STATUSES
from benchmarks.world.surroundings import PARTICIPANTS, SOURCES, TOPICS
from benchmarks.writes import key_of

SECONDS = 1.0
ROUNDS = 12
WRITTEN = 1000
"""Pledges of which some are written to."""

MOMENTS = 300
"""Earlier moments that are asked about, so many that few are asked about often."""

PATHS = ("overview", "matrix", "timeline", "compliance", "trackability", "agreement", "positions")


def measure(address: str, pledges: int) -> dict[str, float]:
    """Return the same of a world of so many pledges, which is built for it."""
    build(address, pledges)
    return {label: value for found in statistics(address, pledges) for label, value in found.items()}


def statistics(address: str, pledges: int) -> Iterator[dict[str, float]]:
    """Yield the milliseconds of each statistic: of all pledges, narrowed down, at earlier moments, and after a write.

    None is answered as before: each is counted anew.
    """
    with served(address, **{FORGET: "1"}) as (port, process, _seconds):
        before, worked = resident_megabytes(process), processor_seconds(process)
        found = {"first statistic of a process, ms": _first(port, "/v1/stats/overview")}
        found["first statistic of a process, processor ms"] = round((processor_seconds(process) - worked) * 1000)
        with _looking(port) as alone:
            time.sleep(ROUNDS)
        with _looking(port) as meanwhile:
            found |= _each(port, process)
        for label, latencies in (("alone", alone), ("meanwhile", meanwhile)):
            found[f"/healthz {label}, p99 ms"] = round(sorted(latencies)[int(len(latencies) * 0.99)], 1)
        held = resident_megabytes(process) - before
        found["MB a hundred thousand pledges"] = round(held / pledges * 100_000)
        yield found
        yield _after_writes(port, process, address, pledges)


def _each(port: int, process: int) -> dict[str, float]:
    chance = random.Random(4)
    then = half_way(port)
    moments = [moment(port, place / MOMENTS) for place in range(1, MOMENTS)]
    narrowed: dict[str, Callable[[], dict[str, str]]] = {
        "all": dict,
        "a topic": lambda: {"topic": f"topic-{chance.randrange(TOPICS)}"},
        "a promisor": lambda: {"promisor": f"state-{chance.randrange(PARTICIPANTS)}"},
        "a promisor's status": lambda: {
            "promisor": f"state-{chance.randrange(PARTICIPANTS)}",
            "status": chance.choice(STATUSES),
        },
        "under a state": lambda: {"under": f"state-{chance.randrange(PARTICIPANTS)}"},
        "a source": lambda: {"source": f"source-{chance.randrange(SOURCES)}"},
        "a kind, overdue": lambda: {"kind": chance.choice(list(PledgeKind)).value, "overdue": "true"},
        "a word of all titles": lambda: {"q": "cooperation"},
        "all as of a day": lambda: {"as_of": f"20{chance.randrange(12, 25)}-06-30"},
        "all as known": lambda: {"known_at": then},
        "all as known at some time": lambda: {"known_at": chance.choice(moments)},
        "a status as known, as of a day": lambda: {
            "status": chance.choice(STATUSES),
            "as_of": "2025-06-30",
            "known_at": then,
        },
    }
    found: dict[str, float] = {}
    for path in PATHS:
        for name, query in narrowed.items():
            # What it needs for the first time is loaded for it, and what is kept of a moment that is asked about often.
            for _time in range(OFTEN):
                _first(port, f"/v1/stats/{path}?{urlencode(query())}")
            worked = processor_seconds(process)
            load = run(port, asking(f"/v1/stats/{path}", query), 1, SECONDS)
            worked = processor_seconds(process) - worked
            label = f"{path}, {name}"
            found[f"{label}, p50 ms"] = round(load.p50, 1)
            found[f"{label}, p99 ms"] = round(load.p99, 1)
            found[f"{label}, processor ms"] = round(worked / load.answers * 1000, 1)
            if load.refused:
                found[f"{label}: refused"] = load.refused
    return found


def _after_writes(port: int, process: int, address: str, pledges: int) -> dict[str, float]:
    """Return how long statistics take that are the first after a write, which was another one for each."""
    head = {"Authorization": f"Bearer {key_of(address)}", "Content-Type": "application/json"}
    # Copies are not written to.
    those = range(min(WRITTEN, pledges))
    numbers = iter(random.Random(pledges).sample(those, len(those)))
    found: dict[str, float] = {}
    for path in PATHS:
        latencies: list[float] = []
        worked: list[float] = []
        while len(latencies) < ROUNDS:
            if _written(port, next(numbers), head):
                before = processor_seconds(process)
                latencies.append(_first(port, f"/v1/stats/{path}"))
                worked.append((processor_seconds(process) - before) * 1000)
        found[f"{path} after a write, p50 ms"] = sorted(latencies)[ROUNDS // 2]
        found[f"{path} after a write, processor ms"] = round(sorted(worked)[ROUNDS // 2], 1)
    return found


def _written(port: int, number: int, head: Mapping[str, str]) -> bool:
    """Change the status of a pledge; return whether that was another than it had, which alone is taken."""
    change = {
        "status": "stalled",
        "effective_on": "2026-10-01",
        "reason": "a write",
        "citations": [{"source": "source-1"}],
    }
    url = f"http://127.0.0.1:{port}/v1/pledges/pledge-{number:07}/status-changes"
    try:
        with urlopen(Request(url, encode(change), dict(head))) as answer:
            answer.read()
    except HTTPError as error:
        if error.code != HTTPStatus.UNPROCESSABLE_ENTITY:
            raise
        return False
    return True


def _first(port: int, path: str) -> float:
    """Return the milliseconds until an answer came, asking again where one is told to."""
    started = time.perf_counter()
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}") as answer:
                answer.read()
            return round((time.perf_counter() - started) * 1000, 1)
        except HTTPError as error:
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                raise


@contextmanager
def _looking(port: int) -> Iterator[list[float]]:
    """Ask for the health of the service while the context lasts; yield the milliseconds that each answer took."""
    latencies: list[float] = []
    ended = Event()

    def look() -> None:
        while not ended.wait(0.02):
            latencies.append(_first(port, "/healthz"))

    thread = Thread(target=look)
    thread.start()
    try:
        yield latencies
    finally:
        ended.set()
        thread.join()


def half_way(port: int) -> str:
    """Return the instant at which half of all entries were there."""
    return moment(port, 0.5)


def moment(port: int, share: float) -> str:
    """Return the instant at which a share of all entries was there."""
    with urlopen(f"http://127.0.0.1:{port}/v1/ledger") as answer:
        number = json.load(answer)["number"]
    with urlopen(f"http://127.0.0.1:{port}/v1/changes?after={int(number * share)}&limit=1") as answer:
        at: str = json.load(answer)["items"][0]["at"]
        return at


def asking(path: str, query: Callable[[], Mapping[str, str]]) -> Iterator[bytes]:
    """Yield requests without end, each with another query."""
    while True:
        yield get(f"{path}?{urlencode(query())}")
