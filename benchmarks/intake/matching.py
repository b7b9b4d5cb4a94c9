"""Which candidate stands for which item of the gold: one to one, as many as can be.

They may belong together if their quotations share at least half of the shorter one. Pairs whose quotations are most
alike come first, then those that agree most: a candidate on a whole sentence may stand for each promise in it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.intake.proposals import Span

LEAST_SHARE = 0.5
"""Of the shorter quotation."""


def places(text: str, exact: str) -> list[Span]:
    """Return where a fragment stands in a text."""
    found, start = [], text.find(exact)
    while exact and start >= 0:
        found.append((start, start + len(exact)))
        start = text.find(exact, start + 1)
    return found


def overlaps(one: Span, other: Span) -> bool:
    """Return whether two quotations share enough to be about one thing."""
    shorter = min(_length(one), _length(other))
    return shorter > 0 and _shared(one, other) >= LEAST_SHARE * shorter


def likeness(one: Span, other: Span) -> float:
    """Return which share of both quotations together is common to them."""
    shared = _shared(one, other)
    return shared / max(_length(one) + _length(other) - shared, 1)


def _length(span: Span) -> int:
    return span[1] - span[0]


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


@dataclass(frozen=True)
class Edge:
    """A candidate and an item that may belong together, by their numbers; the higher the rank, the rather."""

    candidate: int
    item: int
    rank: tuple[float, int]


def edges(
    candidates: Sequence[Span],
    items: Sequence[Sequence[Span]],
    allowed: Callable[[int, int], bool],
    agreed: Callable[[int, int], int],
) -> list[Edge]:
    """Return what may belong together: `allowed` says whether the kinds agree, `agreed` how many fields do."""
    found = []
    for candidate, span in enumerate(candidates):
        for item, spans in enumerate(items):
            near = [likeness(span, one) for one in spans if overlaps(span, one)]
            if near and allowed(candidate, item):
                found.append(Edge(candidate, item, (max(near), agreed(candidate, item))))
    return found


def pairing(found: Iterable[Edge]) -> dict[int, int]:
    """Return the item of each candidate that gets one: a matching of the largest size, the best ranks first."""
    choices: dict[int, list[int]] = {}
    ranked = sorted(found, key=lambda edge: edge.rank, reverse=True)
    for edge in ranked:
        choices.setdefault(edge.candidate, []).append(edge.item)
    taken: dict[int, int] = {}
    held: set[int] = set()
    for edge in ranked:
        if edge.item not in taken and edge.candidate not in held:
            taken[edge.item] = edge.candidate
            held.add(edge.candidate)
    for candidate in choices:
        if candidate not in held and _place(candidate, choices, taken, set()):
            held.add(candidate)
    return {candidate: item for item, candidate in taken.items()}


def _place(candidate: int, choices: dict[int, list[int]], taken: dict[int, int], tried: set[int]) -> bool:
    """Find an item for a candidate, moving others to what else they may have."""
    for item in choices[candidate]:
        if item in tried:
            continue
        tried.add(item)
        if item not in taken or _place(taken[item], choices, taken, tried):
            taken[item] = candidate
            return True
    return False
