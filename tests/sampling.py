"""What is asked of both databases where the same code answers: everything of SQLite, a part of PostgreSQL."""

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")
PART = 4


def sampled(backend: str, things: Iterable[T], part: int = PART) -> list[T]:
    """Return all of them, or each fourth where that is enough."""
    return list(things) if backend == "sqlite" else list(things)[::part]
