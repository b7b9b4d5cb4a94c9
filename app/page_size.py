"""How large pages of lists may be, in bytes: some records are a thousand times as large as others."""

from collections.abc import Iterable

MAX_PAGE_BYTES = 8 * 1024 * 1024
"""What the items of a page may take together; one alone may take more."""

MAX_PAGE_ITEMS = 200
LARGE = MAX_PAGE_BYTES // MAX_PAGE_ITEMS
"""Bytes of an item beyond which a page fetches it apart: as many as a page can have of others fit on it."""


def fitting(sizes: Iterable[int]) -> int:
    """Return how many items, of so many bytes each, fit on a page: one at least, if there is one."""
    total = count = 0
    for size in sizes:
        total += size
        if count and total > MAX_PAGE_BYTES:
            break
        count += 1
    return count
