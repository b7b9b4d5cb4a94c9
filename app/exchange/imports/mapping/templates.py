"""Templates: written shapes with cells in them, made ready for one sheet and filled in row by row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from app.exchange.imports.mapping.cells import CellMaker, Words
from app.exchange.imports.mapping.models import (
    WHEN,
    Cell,
    Columns,
    Condition,
    ForColumns,
    ForEach,
    ForLists,
    Pairs,
    Path,
)
from app.exchange.imports.mapping.pieces import ListsMaker, PairsMaker, PiecesMaker
from app.exchange.imports.mapping.rows import RowContext, at_path, text_of
from app.exchange.imports.mapping.sources import Find, Source


class Maker(Protocol):
    """Makes a value of a row. `fills`: an object in which all such are blank is blank itself."""

    is_dynamic: bool
    fills: bool

    def make(self, row: RowContext) -> Any:
        """Return the value, None if it is blank."""

    def column_at(self, steps: Sequence[str]) -> str:
        """Return the column of what stands at the steps of a JSON Pointer within it, as far as that can be told."""


class LiteralMaker:
    """A value that is the same for all rows."""

    is_dynamic = fills = False

    def __init__(self, value: Any) -> None:
        """Take the value."""
        self.value = value

    def make(self, _row: RowContext) -> Any:
        return self.value

    def column_at(self, _steps: Sequence[str]) -> str:
        return ""


class ValueMaker(CellMaker):
    """A cell in a template."""

    def column_at(self, _steps: Sequence[str]) -> str:
        return self.column


class ObjectMaker:
    """An object. It is blank if all that it takes from the row is, or if its conditions are not met."""

    def __init__(self, members: Mapping[str, Maker], when: "Conditions | None") -> None:
        """Take the members, and on what it depends whether there is one."""
        self.members = list(members.items())
        self.when = when
        self.filling = [name for name, maker in self.members if maker.fills]
        self.fills = bool(self.filling)
        self.is_dynamic = when is not None or any(maker.is_dynamic for maker in members.values())

    def make(self, row: RowContext) -> dict[str, Any] | None:
        if self.when is not None and not self.when.met(row):
            return None
        made = dict[str, Any]()
        for name, maker in self.members:
            value = maker.make(row)
            if value is not None or not maker.is_dynamic:
                made[name] = value
        if self.filling and all(made.get(name) in (None, [], {}) for name in self.filling):
            return None
        return made

    def column_at(self, steps: Sequence[str]) -> str:
        maker = dict(self.members).get(steps[0]) if steps else None
        return maker.column_at(steps[1:]) if maker is not None else ""


class ListMaker:
    """A list, without what is blank. One template may give several items; what several templates give is there once."""

    def __init__(self, items: Sequence[Maker]) -> None:
        """Take the templates of its items."""
        self.items = items
        self.is_dynamic = any(item.is_dynamic for item in items)
        self.fills = any(item.fills for item in items)

    def make(self, row: RowContext) -> list[Any]:
        made = list[Any]()
        for item in self.items:
            value = item.make(row)
            if isinstance(item, EachMaker):
                made.extend(value)
            elif value is not None or not item.is_dynamic:
                made.append(value)
        return made if len(self.items) == 1 else [one for place, one in enumerate(made) if one not in made[:place]]

    def column_at(self, steps: Sequence[str]) -> str:
        if len(self.items) == 1:
            one = self.items[0]
            return one.column_at(steps if isinstance(one, EachMaker) else steps[1:])
        index = int(steps[0]) if steps and steps[0].isdecimal() else len(self.items)
        known = self.items[: index + 1]
        settled = len(known) > index and not any(isinstance(item, EachMaker) or item.is_dynamic for item in known[:-1])
        return known[-1].column_at(steps[1:]) if settled else ""


class EachMaker:
    """Several items of one template: for the pieces of a cell, or for columns."""

    is_dynamic = fills = True

    def __init__(self, repeat: "Repeat", give: Maker) -> None:
        """Take what is gone through, and what is made for each."""
        self.repeat, self.give = repeat, give

    def make(self, row: RowContext) -> list[Any]:
        return [made for _ in over(self.repeat, row) if (made := self.give.make(row)) is not None]

    def column_at(self, steps: Sequence[str]) -> str:
        return self.give.column_at(steps[1:]) or self.repeat.column


class ColumnsMaker:
    """The columns that each say the same of something else."""

    column = ""

    def __init__(self, columns: Columns, source: Source) -> None:
        """Find the columns."""
        if columns.only is not None:
            names = columns.only
        else:
            left = set(columns.all_but or [])
            names = [name for name in source.columns or [] if name and name not in left]
        self.finds: list[tuple[str, Find]] = [(name, source.find(name)) for name in names]


Repeat = PiecesMaker | ListsMaker | ColumnsMaker


def over(repeat: Repeat, row: RowContext) -> Iterator[None]:
    """Go through pieces or columns, each being what `piece`, or `heading` and `cell`, mean meanwhile."""
    if not isinstance(repeat, ColumnsMaker):
        before = row.piece, row.piece_column
        for piece in repeat.pieces(row):
            row.count()
            row.piece, row.piece_column = piece, repeat.column
            yield
        row.piece, row.piece_column = before
        return
    outer = row.heading, row.cell
    for heading, find in repeat.finds:
        row.count()
        row.heading, row.cell = heading, find(row)
        yield
    row.heading, row.cell = outer


def _of_piece(path: Path) -> Find:
    steps = [path] if isinstance(path, str) else path
    return lambda row: at_path(row.piece, steps)


class Conditions:
    """Conditions on a row."""

    def __init__(self, conditions: Sequence[Condition], source: Source) -> None:
        """Find the cells that they are about."""
        self._each = [
            (
                source.find(one.cell, optional=True) if one.cell is not None else _of_piece(one.of_piece or []),
                one.filled,
                None if one.equals is None else frozenset(text_of(value) for value in one.equals),
            )
            for one in conditions
        ]
        self._source = source

    def met(self, row: RowContext) -> bool:
        """Return whether all are met."""
        return all(self._is(row, *each) for each in self._each)

    def any_met(self, row: RowContext) -> bool:
        """Return whether one is met, at least."""
        return any(self._is(row, *each) for each in self._each)

    def _is(self, row: RowContext, find: Find, filled: bool | None, equals: frozenset[str] | None) -> bool:  # noqa: FBT001 - a condition's
        raw = find(row)
        text = text_of(raw) if not isinstance(raw, list | dict) else str(raw)
        return text in equals if equals is not None else (not self._source.is_blank(text)) is filled


def maker_of(template: Any, source: Source, words: Words) -> Maker:
    """Return what makes a template's value of the rows of a sheet."""
    make = MAKERS.get(type(template))
    return LiteralMaker(template) if make is None else make(template, source, words)


def _object(template: Mapping[str, Any], source: Source, words: Words) -> Maker:
    when = template.get(WHEN)
    conditions = None if when is None else Conditions([Condition.model_validate(one) for one in when], source)
    members = {name: maker_of(value, source, words) for name, value in template.items() if name != WHEN}
    return ObjectMaker(members, conditions)


MAKERS: Mapping[type, Callable[[Any, Source, Words], Maker]] = {
    Cell: ValueMaker,
    Pairs: lambda template, source, words: PairsMaker(template.pairs, source, words),
    ForEach: lambda template, source, words: EachMaker(
        PiecesMaker(template.for_each, source, words), maker_of(template.give, source, words)
    ),
    ForLists: lambda template, source, words: EachMaker(
        ListsMaker(template.for_lists, source), maker_of(template.give, source, words)
    ),
    ForColumns: lambda template, source, words: EachMaker(
        ColumnsMaker(template.for_columns, source), maker_of(template.give, source, words)
    ),
    list: lambda template, source, words: ListMaker([maker_of(item, source, words) for item in template]),
    dict: _object,
}
"""What makes the values of each kind of template; of others, these are literals."""
