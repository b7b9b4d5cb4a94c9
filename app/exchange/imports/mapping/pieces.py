"""Cells that hold several values: their pieces, what columns list side by side, and names with values."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.exchange.formats.list_cells import split
from app.exchange.imports.mapping.cells import CellMaker, Words
from app.exchange.imports.mapping.models import Pieces
from app.exchange.imports.mapping.rows import SPACE, RowContext, text_of
from app.exchange.imports.mapping.sources import Source

MOST_PIECES = 1_000


class PiecesMaker:
    """Reads the pieces of a cell that holds several."""

    def __init__(self, cell: Pieces, source: Source, words: Words) -> None:
        """Prepare the cell."""
        self._maker = CellMaker(cell, source, words)
        self._separators, self._listed = cell.split, cell.listed
        self.column = self._maker.column

    def pieces(self, row: RowContext) -> list[Any]:
        """Return the pieces that are not blank, each read as the cell says; of equal ones, the first."""
        column, raw = self._maker.raw(row)
        if raw is None:
            return []
        listed = raw if isinstance(raw, list) else [raw] if isinstance(raw, dict) else self._split(raw)
        if len(listed) > MOST_PIECES:
            row.fault(column, f"holds {len(listed)} values, more than {MOST_PIECES}")
            return []
        found = [piece if isinstance(piece, dict) else self._maker.read(piece, column, row) for piece in listed]
        filled = [piece for piece in found if piece is not None]
        return list(dict.fromkeys(filled)) if all(isinstance(piece, str) for piece in filled) else filled

    def _split(self, raw: Any) -> Sequence[str]:
        if self._listed:
            return split(raw) if isinstance(raw, str) else [text_of(raw)]
        found = [text_of(raw)]
        for separator in self._separators:
            found = [piece for one in found for piece in one.split(separator)]
        return [piece.strip(SPACE) for piece in found]


class ListsMaker:
    """Reads what several columns list side by side."""

    def __init__(self, columns: Mapping[str, str], source: Source) -> None:
        """Find the columns; one that is not there lists nothing."""
        self._finds = {name: source.find(column, optional=True) for name, column in columns.items()}
        self.column = next(iter(columns.values()))

    def pieces(self, row: RowContext) -> list[Any]:
        """Return what stands side by side, each an object with a member for each column that is filled."""
        cells = {name: find(row) for name, find in self._finds.items()}
        lists = {name: split(value) for name, value in cells.items() if isinstance(value, str) and value}
        if len({len(values) for values in lists.values()}) > 1:
            row.fault(self.column, "lists another number of values than the columns that go with it")
            return []
        return [dict(zip(lists, values, strict=True)) for values in zip(*lists.values(), strict=True)]


class PairsMaker:
    """Makes an object of the pieces of a cell, each a name, a colon and a value."""

    is_dynamic = fills = True

    def __init__(self, cell: Pieces, source: Source, words: Words) -> None:
        """Prepare the cell."""
        self._pieces = PiecesMaker(cell, source, words)

    def make(self, row: RowContext) -> dict[str, str]:
        """Return the object; of two values of a name, the last."""
        pairs = [str(piece).partition(":") for piece in self._pieces.pieces(row)]
        if any(not colon for _name, colon, _value in pairs):
            row.fault(self._pieces.column, "has no colon between a name and a value")
        return {name: value for name, _colon, value in pairs}

    def column_at(self, _steps: Sequence[str]) -> str:
        """Return the column."""
        return self._pieces.column
