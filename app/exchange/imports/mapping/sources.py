"""Where the cells of a sheet are found: by their place in a table, by their steps in a document."""

from collections.abc import Callable
from typing import Any

from app.exchange.formats.formula_guard import unguard
from app.exchange.imports.mapping.models import Path
from app.exchange.imports.mapping.rows import RowContext, at_path

Find = Callable[[RowContext], Any]


class Source:
    """The columns of a sheet. What is asked for and not there is `missing`."""

    def __init__(self, columns: list[str] | None, empty: list[str], *, guarded: bool) -> None:
        """Take the columns of a table; none: it is a document."""
        self.columns = columns
        self.places = None if columns is None else {name: place for place, name in enumerate(columns)}
        self.empty = frozenset(empty)
        self.guarded = guarded
        self.missing = dict[str, None]()

    def find(self, path: Path, *, optional: bool = False) -> Find:
        """Return what finds a column in a row. A column that a table lacks is `missing`, unless it is optional."""
        steps = [path] if isinstance(path, str) else path
        if self.places is None:
            if len(steps) == 1:
                step = steps[0]
                return lambda row: row.cells.get(step)
            return lambda row: at_path(row.cells, steps)
        name = " ".join(" ".join(steps).split())
        place = self.places.get(name)
        if place is None:
            if not optional:
                self.missing[name] = None
            return _nothing
        if self.guarded:
            return lambda row: _unguarded(row.cells[place])
        return lambda row: row.cells[place]

    def is_blank(self, text: str) -> bool:
        """Return whether a text means that a cell is blank."""
        return not text or text in self.empty


def _nothing(_row: RowContext) -> None:
    return None


def _unguarded(value: Any) -> Any:
    return unguard(value) if isinstance(value, str) else value


def name_of(path: Path) -> str:
    """Return a column as faults name it."""
    return path if isinstance(path, str) else "/".join(path)
