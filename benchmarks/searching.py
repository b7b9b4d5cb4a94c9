"""Search: how long a page takes, from a word that one pledge has to one that all have."""

import random
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from benchmarks.load import get, run
from benchmarks.world.vocabulary import WORDS

SECONDS = 2.0
OFTEN, SOMETIMES, SELDOM = WORDS[:10], WORDS[40:80], WORDS[-100:]


def measure(port: int, pledges: int) -> dict[str, float]:
    """Return the milliseconds in which half, and all but one of a hundred, of the first pages of each kind came."""
    chance = random.Random(3)
    kinds: dict[str, Callable[[], str]] = {
        "one record": lambda: str(chance.randrange(pledges)),
        "rare word": lambda: chance.choice(SELDOM),
        "two words": lambda: f"{chance.choice(SOMETIMES)} {chance.choice(SELDOM)}",
        "without a word": lambda: f"{chance.choice(SELDOM)} -{chance.choice(OFTEN)}",
        "prefix": lambda: f"{chance.choice(SOMETIMES)[:5]}*",
        "phrase": lambda: f'"{chance.choice(OFTEN)} {chance.choice(OFTEN)}"',
        "frequent word": lambda: chance.choice(OFTEN),
        "word of all titles": lambda: "cooperation",
    }
    found: dict[str, float] = {}
    for name, question in kinds.items():
        load = run(port, _asking(question), 1, SECONDS)
        if load.refused:
            found[f"search, {name}: refused"] = load.refused
        found[f"search, {name}, p50 ms"] = round(load.p50, 1)
        found[f"search, {name}, p99 ms"] = round(load.p99, 1)
    return found


def _asking(question: Callable[[], str]) -> Iterator[bytes]:
    while True:
        yield get(f"/v1/search?{urlencode({'q': question()})}")
