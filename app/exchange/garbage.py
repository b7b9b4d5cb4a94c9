"""Memory while a bundle is in it: nobody waits until all of it has been looked through for garbage, or let go of."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

NEVER = 2**31 - 1
STEPS = (10_000, NEVER, NEVER)
"""New objects before they are looked through, and how often that is done before what outlived it is.

It takes a few milliseconds. Python's own first step is a few hundred. Of a bundle's objects none are garbage: they are
looked through once, and not once more.
"""

_lock = Lock()
_usual: list[tuple[int, int, int]] = []
"""The steps that were before each context that is open; the first are those to return to."""


@contextmanager
def without_full_collections() -> Iterator[None]:
    """Put off what looks through everything for garbage: with a large bundle that stops all threads for a second.

    What is new is still looked through, and what no cycle holds goes at once, as always. Contexts may overlap.
    """
    with _lock:
        _usual.append(gc.get_threshold())
        gc.set_threshold(*STEPS)
    try:
        yield
    finally:
        with _lock:
            before = _usual.pop()
            # Whichever of those that overlap ends last, what was before the first is restored.
            if not _usual:
                gc.set_threshold(*before)


def release(held: list[Any]) -> None:
    """Let go of what a list holds, one by one: of all at once, millions of objects, nobody else gets to do anything."""
    while held:
        held.pop()
