"""Statistics and lists of another moment: how long they take, over everything and narrowed down."""

import json
import random
from collections.abc import Callable, Iterator
from urllib.parse import urlencode
from urllib.request import urlopen

from app.vocabulary import PledgeKind
from benchmarks.load import get, run
from benchmarks.world import PARTICIPANTS, STATUSES, TOPICS

SECONDS = 2.0
PATHS = ("overview", "matrix", "timeline", "compliance")


def statistics(port: int) -> dict[str, float]:
    """Return the milliseconds of each statistic: of all pledges, of a topic, of a promisor, at earlier moments."""
    chance = random.Random(4)
    then = _half_way(port)
    narrowed: dict[str, Callable[[], dict[str, str]]] = {
        "all": dict,
        "a topic": lambda: {"topic": f"topic-{chance.randrange(TOPICS)}"},
        "a promisor": lambda: {"promisor": f"state-{chance.randrange(PARTICIPANTS)}"},
        "a kind, overdue": lambda: {"kind": chance.choice(list(PledgeKind)).value, "overdue": "true"},
        "all as of a day": lambda: {"as_of": f"20{chance.randrange(12, 25)}-06-30"},
        "all as known": lambda: {"known_at": then},
        "a status as known, as of a day": lambda: {
            "status": chance.choice(STATUSES),
            "as_of": "2025-06-30",
            "known_at": then,
        },
    }
    found: dict[str, float] = {}
    # What is in memory from then on is read for the first.
    first = run(port, _asking("/v1/stats/compliance", dict), 1, 0.001)
    found["compliance, all, first asked ms"] = round(first.p50, 1)
    for path in PATHS:
        for name, query in narrowed.items():
            load = run(port, _asking(f"/v1/stats/{path}", query), 1, SECONDS)
            label = f"{path}, {name}"
            found[f"{label}, p50 ms"] = round(load.p50, 1)
            found[f"{label}, p99 ms"] = round(load.p99, 1)
            if load.refused:
                found[f"{label}: refused"] = load.refused
    return found


def past_lists(port: int) -> dict[str, float]:
    """Return what a page of a list costs as it was known when half of all was recorded, against the page of now."""
    chance = random.Random(5)
    then = _half_way(port)
    queries: dict[str, Callable[[], dict[str, str]]] = {
        "by status": lambda: {"status": chance.choice(STATUSES)},
        "by topic": lambda: {"topic": f"topic-{chance.randrange(TOPICS)}"},
        "latest first": lambda: {"sort": "-announced"},
    }
    found: dict[str, float] = {}
    for name, query in queries.items():
        now = run(port, _asking("/v1/pledges", query), 1, SECONDS)
        known = run(port, _asking("/v1/pledges", lambda query=query: query() | {"known_at": then}), 1, SECONDS)  # type: ignore[misc]
        found[f"list {name}, p50 ms"] = round(now.p50, 2)
        found[f"list {name} as known, p50 ms"] = round(known.p50, 2)
        found[f"list {name}: as known / now"] = round(known.p50 / now.p50, 1)
    return found


def _half_way(port: int) -> str:
    with urlopen(f"http://127.0.0.1:{port}/v1/ledger") as answer:
        number = json.load(answer)["number"]
    with urlopen(f"http://127.0.0.1:{port}/v1/changes?after={number // 2}&limit=1") as answer:
        at: str = json.load(answer)["items"][0]["at"]
        return at


def _asking(path: str, query: Callable[[], dict[str, str]]) -> Iterator[bytes]:
    while True:
        yield get(f"{path}?{urlencode(query())}")
