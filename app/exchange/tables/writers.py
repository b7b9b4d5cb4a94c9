"""Documents written as CSV (RFC 4180) or as JSON Lines, piece by piece."""

import codecs
from collections.abc import Iterable, Iterator, Sequence

from app.exchange.tables.cells import cells_of, line_of, names_of, quoted
from app.exchange.tables.options import SIGNS, TableOptions
from app.records.base.columns import Column

Batches = Iterable[Sequence[bytes]]
"""Documents as their JSON texts, many at a time."""


def csv_pieces(columns: Sequence[Column], batches: Batches, options: TableOptions) -> Iterator[bytes]:
    """Yield the bytes of a CSV file piece by piece: a line of names, and one for each document.

    Python's own writer would look at each character of a cell for what needs quotes, which took a third of the time.
    """
    sign, cells = SIGNS[options.delimiter], cells_of(columns, options)
    names = line_of([quoted(name, sign) for name in names_of(columns, options)], sign)
    yield (codecs.BOM_UTF8 if options.mark else b"") + names.encode() + b"\r\n"
    for batch in batches:
        if batch:
            yield "\r\n".join([*(line_of(cells(document), sign) for document in batch), ""]).encode()


def ndjson_pieces(batches: Batches) -> Iterator[bytes]:
    """Yield the bytes of JSON Lines: the documents as they are stored."""
    for batch in batches:
        if batch:
            yield b"\n".join([*batch, b""])
