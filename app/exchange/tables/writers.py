"""Documents written as CSV (RFC 4180) or as JSON Lines, piece by piece."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from app.exchange.tables.cells import cells_of, names_of
from app.exchange.tables.options import SIGNS, TableOptions
from app.records.base.columns import Column
from app.strict_json import decode_kept

Batches = Iterable[Sequence[bytes]]
"""Documents as their JSON texts, many at a time."""


def csv_pieces(columns: Sequence[Column], batches: Batches, options: TableOptions) -> Iterator[bytes]:
    """Return the bytes of a CSV file piece by piece: a line of names, and one for each document."""
    return csv_of_values(columns, (map(decode_kept, batch) for batch in batches), options)


def csv_of_values(
    columns: Sequence[Column], batches: Iterable[Iterable[Any]], options: TableOptions
) -> Iterator[bytes]:
    """Yield the same of documents that are decoded, or were made just now."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=SIGNS[options.delimiter], lineterminator="\r\n")
    cells = cells_of(columns, options)
    writer.writerow(names_of(columns, options))
    yield (codecs.BOM_UTF8 if options.mark else b"") + _taken(buffer)
    for batch in batches:
        writer.writerows(map(cells, batch))
        yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    """Return what was written, and empty the buffer."""
    written = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return written


def ndjson_pieces(batches: Batches) -> Iterator[bytes]:
    """Yield the bytes of JSON Lines: the documents as they are stored."""
    for batch in batches:
        if batch:
            yield b"\n".join([*batch, b""])
