"""The main list, a list by topic, and a detail, each beside hello-world in the same run."""

import random
from collections.abc import Callable, Iterator
from statistics import median

from benchmarks.load import get, run
from benchmarks.world.parts import STATUSES
from benchmarks.world.surroundings import TOPICS

ROUNDS = 3
SECONDS = 2.0
CLIENTS = 16


def measure(port: int, pledges: int) -> dict[str, float]:
    """Return requests a second of each read and its ratio to hello, the median of interleaved rounds."""
    chance = random.Random(2)
    kinds = {
        "hello": _repeat(lambda: get("/hello?name=x&count=50&word=y")),
        "list": _repeat(lambda: get(f"/v1/pledges?status={chance.choice(STATUSES)}&limit=50")),
        "list by topic": _repeat(lambda: get(f"/v1/pledges?topic=topic-{chance.randrange(TOPICS)}&limit=50")),
        "detail": _repeat(lambda: get(f"/v1/pledges/pledge-{chance.randrange(pledges):07}")),
    }
    for requests in kinds.values():
        run(port, requests, CLIENTS, 0.5)
    speeds: dict[str, list[float]] = {name: [] for name in kinds}
    ratios: dict[str, list[float]] = {name: [] for name in kinds}
    for _round in range(ROUNDS):
        loads = {name: run(port, requests, CLIENTS, SECONDS) for name, requests in kinds.items()}
        for name, load in loads.items():
            if load.refused:
                message = f"{name}: {load.refused} requests were refused, first: {load.first_refusal}"
                raise RuntimeError(message)
            speeds[name].append(load.per_second)
            ratios[name].append(load.per_second / loads["hello"].per_second)
    found = {f"{name}, requests/s": round(median(values)) for name, values in speeds.items()}
    return found | {f"{name} : hello": round(median(values), 2) for name, values in ratios.items() if name != "hello"}


def _repeat(make: Callable[[], bytes]) -> Iterator[bytes]:
    while True:
        yield make()
