"""The order of parts in a bundle: that in which they are recorded when it is loaded."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from app.ledger.model.shapes import Values
from app.values.sort_keys import latest_day

Part = TypeVar("Part")


def in_order(parts: Sequence[Part], values: Callable[[Part], Values]) -> Iterator[Part]:
    """Yield parts as they stand, changes by the day they take effect; what corrects another one, after that.

    What is in this order stays so: a bundle that is loaded and exported again has the same order.
    """
    waiting = sorted(parts, key=lambda part: latest_day(values(part).get("effective_on")) or "")
    if not any(values(part).get("supersedes") for part in waiting):
        yield from waiting
        return
    while waiting:
        ids = {values(part)["id"] for part in waiting} - {None}
        ready, later = list[Part](), list[Part]()
        for part in waiting:
            (later if values(part).get("supersedes") in ids else ready).append(part)
        # In a cycle each corrects another: the first of them is then refused for naming what is not there.
        yield from ready or later
        waiting = later if ready else []
