"""Joins and sums over columns."""

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.features.statistics.codec import Column

MAX_COUNTERS = 2**22
"""Up to as many combinations, there is a counter for each; where there may be more, the rows are sorted."""

Indexes = NDArray[np.int64]


def join(left: Column, right: Column, pledges: int) -> tuple[Indexes, Indexes]:
    """Return which rows stand beside one another where each row of the left meets all of the right of its pledge.

    Both are given as the places of their rows' pledges, the right in their order. A row of the left that meets none
    stands alone, beside -1.
    """
    met = np.bincount(right, minlength=pledges)
    first = np.cumsum(met) - met
    times = np.maximum(met[left], 1)
    of_left = np.repeat(np.arange(len(left)), times)
    nth = np.arange(len(of_left)) - np.repeat(np.cumsum(times) - times, times)
    place = left[of_left]
    return of_left, np.where(met[place] > 0, first[place] + nth, -1)


def grouped(keys: Sequence[tuple[NDArray[Any], int]], *amounts: NDArray[Any]) -> NDArray[np.int64]:
    """Return a row for each combination of keys that occurs: the keys, how often it does, and the sums of amounts.

    Each key is a column and a number that all in it are below. The rows are in the order of the keys.
    """
    size = prod(below for _column, below in keys)
    combined = np.zeros(len(keys[0][0]), np.int64)
    for column, below in keys:
        combined = combined * below + column
    if size <= MAX_COUNTERS:
        counts = np.bincount(combined, minlength=size)
        found = np.flatnonzero(counts)
        # Whole numbers up to 2 ** 53 are summed exactly.
        sums = [np.bincount(combined, amount, size)[found].astype(np.int64) for amount in amounts]
        counts = counts[found]
    else:
        found, places, counts = np.unique(combined, return_inverse=True, return_counts=True)
        sums = [np.bincount(places, amount, len(found)).astype(np.int64) for amount in amounts]
    split = []
    for _column, below in reversed(keys):
        split.append(found % below)
        found = found // below
    return np.stack([*reversed(split), counts, *sums], axis=1)
