"""Pages of the rows of a statistic: in the order of their ids."""

from collections.abc import Iterable
from typing import TypeVar

Key = TypeVar("Key", str, tuple[str, str])
"""By what rows are in order: an id, or two."""


def page_after(found: Iterable[Key], after: Key | None, limit: int) -> tuple[list[Key], Key | None]:
    """Return the next keys in order, and the last of them if more follow."""
    following = sorted(key for key in found if after is None or key > after)
    page = following[:limit]
    return page, page[-1] if len(following) > limit else None
