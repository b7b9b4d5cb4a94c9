"""Columns of whole numbers as octets: each as what its numbers exceed the least of them by, as narrow as that may be.

Most columns of known rows hold one number alone, or numbers close to one another: a row of six takes five octets.
"""

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.signedinteger[Any]]

NARROW = np.iinfo(np.int32)
"""What takes half the room of other whole numbers."""

LENGTH = struct.Struct("<I")
"""Before the columns: how many rows there are."""

LEAST = struct.Struct("<qB")
"""Before each column: the least number, and the octets that each of the others takes."""

WIDTHS: dict[int, np.dtype[Any]] = {1: np.dtype("<u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4"), 8: np.dtype("<u8")}


def pack(columns: Sequence[Column]) -> bytes:
    """Return columns of the same length as octets."""
    parts = [LENGTH.pack(len(columns[0]))]
    for column in columns:
        least = int(column.min()) if len(column) else 0
        over = (column - least).astype(np.uint64)
        most = int(over.max()) if len(column) else 0
        width = 0 if most == 0 else next(width for width in WIDTHS if most < 256**width)
        parts.append(LEAST.pack(least, width))
        if width:
            parts.append(over.astype(WIDTHS[width]).tobytes())
    return b"".join(parts)


def unpack(data: bytes, columns: int) -> list[Column]:
    """Return so many columns that were packed, each as wide as its numbers are; of no octets, columns of no rows."""
    if not data:
        return [np.empty(0, np.int32) for _column in range(columns)]
    (length,) = LENGTH.unpack_from(data)
    place = LENGTH.size
    found: list[Column] = []
    for _column in range(columns):
        least, width = LEAST.unpack_from(data, place)
        place += LEAST.size
        over: Any = np.frombuffer(data, WIDTHS[width], length, place) if width else np.zeros(length, np.uint8)
        place += width * length
        narrow = NARROW.min <= least and least + int(over.max(initial=0)) <= NARROW.max
        found.append(over.astype(np.int32 if narrow else np.int64) + least)
    return found
