"""How long work for a request may take: carried in the context into the loops that do it, wherever they are.

The database ends statements that take too long. What Python does with their rows is ended here.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from app.errors import Unavailable

Item = TypeVar("Item")
_end: ContextVar[float | None] = ContextVar("end", default=None)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Let what is done meanwhile take so long."""
    token = _end.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _end.reset(token)


def in_time(items: Iterable[Item]) -> Iterable[Item]:
    """Return the items, to be walked over until the deadline, if there is one. Raises `Unavailable` beyond it.

    For every loop of a read whose length a client can choose: one look at the clock an item.
    """
    end = _end.get()
    return items if end is None else _until(end, items)


def _until(end: float, items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if time.monotonic() > end:
            detail = "The read took too long. Narrow it, or try again."
            raise Unavailable(detail)
        yield item
