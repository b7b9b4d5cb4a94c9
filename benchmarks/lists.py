"""Lists made anew beside the bare driver, and lists of an earlier moment beside those of now: rounds that alternate."""

import json
import random
from collections.abc import Callable, Mapping
from statistics import median
from urllib.parse import urlencode
from urllib.request import urlopen

from benchmarks import forms
from benchmarks.application import FORGET
from benchmarks.counting import asking, half_way
from benchmarks.load import run
from benchmarks.serving import processor_seconds, served
from benchmarks.world.build import build
from benchmarks.world.parts import STATUSES
from benchmarks.world.surroundings import MEETINGS, PARTICIPANTS, SOURCES, TOPICS

ROUNDS = 5
SECONDS = 0.6
CLIENTS = 16

Query = Callable[[], Mapping[str, str]]

chance = random.Random(6)


def _topic() -> str:
    return f"topic-{chance.randrange(TOPICS)}"


def _state() -> str:
    return f"state-{chance.randrange(PARTICIPANTS)}"


ANEW: dict[str, tuple[Query, Callable[[Mapping[str, str]], Mapping[str, str]]]] = {
    "all": (lambda: {"limit": "50"}, lambda asked: asked),
    "all, 200 a page": (lambda: {"limit": "200"}, lambda asked: asked),
    "by status": (
        lambda: {"status": chance.choice(STATUSES), "limit": "50"},
        lambda asked: {"by": "status", "value": asked["status"], "limit": "50"},
    ),
    "by topic": (
        lambda: {"topic": _topic(), "limit": "50"},
        lambda asked: {"by": "topic", "value": asked["topic"], "limit": "50"},
    ),
    "latest first": (lambda: {"sort": "-announced", "limit": "50"}, lambda _asked: {"by": "latest", "limit": "50"}),
}
"""The lists that are made anew, and what is asked of the bare driver for the same."""

BY_ID: dict[str, Query] = {
    "all": dict,
    "by topic": lambda: {"topic": _topic()},
    "by promisor": lambda: {"promisor": _state()},
    "by participant": lambda: {"participant": _state()},
    "by meeting": lambda: {"meeting": f"meeting-{chance.randrange(MEETINGS)}"},
    "by source": lambda: {"source": f"source-{chance.randrange(SOURCES)}"},
}
"""Lists of no filter, or of one by an id."""

THE_REST: dict[str, Query] = {
    "by status": lambda: {"status": chance.choice(STATUSES)},
    "by kind": lambda: {"kind": "policy"},
    "latest first": lambda: {"sort": "-announced"},
    "by title": lambda: {"sort": "title"},
    "overdue": lambda: {"overdue": "true"},
    "not disputed": lambda: {"disputed": "false"},
    "under a state": lambda: {"under": _state()},
    "by promisor and its status": lambda: {"promisor": _state(), "status": chance.choice(STATUSES)},
    "by topic, latest first": lambda: {"topic": _topic(), "sort": "-announced"},
    "by topic since a day, by due day": lambda: {"topic": _topic(), "sort": "due", "announced_from": "2020-01-01"},
}


def measure(address: str, pledges: int) -> dict[str, float]:
    """Return what lists of a world that is built for it cost."""
    build(address, pledges)
    with served(address) as (port, process, _seconds):
        found = forms.measure(port, process, "kept")
    with served(address, **{FORGET: "1"}) as (port, process, _seconds):
        return found | forms.measure(port, process, "made anew") | anew(port, process) | past(port)


def anew(port: int, process: int) -> dict[str, float]:
    """Return the rates of lists made anew, and their ratios to the bare driver: by answers, and by processor time."""
    found: dict[str, float] = {}
    for name, (query, bare) in ANEW.items():
        asked = query()
        _same(port, asked, bare(asked))
        rates, ratios, worked = [], [], []
        for _round in range(ROUNDS):
            driver = _busy(port, process, "/bare", lambda query=query, bare=bare: bare(query()))  # type: ignore[misc]
            listed = _busy(port, process, "/v1/pledges", query)
            rates.append(listed[0])
            ratios.append(listed[0] / driver[0])
            worked.append(driver[1] / listed[1])
        found[f"list {name}, made anew, requests/s"] = round(median(rates))
        found[f"list {name}: bare driver (goal 0.85)"] = round(median(ratios), 2)
        found[f"list {name}: bare driver, by processor time"] = round(median(worked), 2)
    return found


def _same(port: int, asked: Mapping[str, str], bare: Mapping[str, str]) -> None:
    """See to it that both answer with the same records."""
    ids = [[item["id"] for item in _items(port, *one)] for one in (("/v1/pledges", asked), ("/bare", bare))]
    if ids[0] != ids[1]:
        message = f"the bare driver answers {bare} with other records than {asked}"
        raise RuntimeError(message)


def _items(port: int, path: str, asked: Mapping[str, str]) -> list[dict[str, str]]:
    with urlopen(f"http://127.0.0.1:{port}{path}?{urlencode(asked)}") as answer:
        items: list[dict[str, str]] = json.load(answer)["items"]
        return items


def _busy(port: int, process: int, path: str, query: Query) -> tuple[float, float]:
    """Return requests a second, and the seconds that the process worked for each."""
    worked = processor_seconds(process)
    load = run(port, asking(path, query), CLIENTS, SECONDS)
    if load.refused:
        message = f"{path}: {load.refused} requests were refused, first: {load.first_refusal}"
        raise RuntimeError(message)
    return load.per_second, (processor_seconds(process) - worked) / load.answers


def past(port: int) -> dict[str, float]:
    """Return what pages cost as they were known when half of all was recorded, against those of now made anew."""
    then = half_way(port)
    found: dict[str, float] = {}
    for goal, kinds in ((" (goal 4)", BY_ID), ("", THE_REST)):
        for name, query in kinds.items():
            latencies, ratios = [], []
            for _round in range(ROUNDS):
                now = run(port, asking("/v1/pledges", query), 1, SECONDS)
                known = run(
                    port,
                    asking("/v1/pledges", lambda query=query: {**query(), "known_at": then}),  # type: ignore[misc]
                    1,
                    SECONDS,
                )
                if known.refused or now.refused:
                    message = f"{name}: refused: {known.first_refusal or now.first_refusal}"
                    raise RuntimeError(message)
                latencies.append(known.p50)
                ratios.append(known.p50 / now.p50)
            limit = "" if goal else " (goal 250)"
            found[f"list {name} as known, p50 ms{limit}"] = round(median(latencies), 2)
            found[f"list {name}: as known / now{goal}"] = round(median(ratios), 1)
    return found
