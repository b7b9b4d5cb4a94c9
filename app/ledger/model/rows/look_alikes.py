"""Records that a new one may repeat: looked for by what is indexed, in the statement that a write reads first."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from app.db.statements import core_table
from app.ledger.model.rows.first_read import Piece, first_columns
from app.ledger.model.shapes import Values
from app.tables.base import Record

ALIKE = "alike"


def alike(table: type[Record], by: str, *others: str, where: ColumnElement[bool] | None = None) -> Select[Any]:
    """Return the select for one record that has the same in the column `by`, and in the others if it has anything.

    Parameters of the columns' names give what it is. `by` should lead an index, so that few records are looked at.
    """
    known = core_table(table).c
    same = [
        known[by] == _given(known[by]),
        *(or_(known[name] == _given(known[name]), known[name].is_(None)) for name in others),
    ]
    found = select(*first_columns(ALIKE, "", known.id)).where(*same).limit(1)
    return select(*(found if where is None else found.where(where)).subquery().c)


def _given(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return bindparam(f"{ALIKE}_{column.key}", type_=column.type)


def of_one_title(table: type[Record], day: str) -> Callable[[Values], Iterator[Piece]]:
    """Return what gives the select for a record of the same title on the same day, by the columns of the new one.

    Where one of the two has no day, the title decides.
    """
    on_a_day, undated = alike(table, "sort_title", day), alike(table, "sort_title")

    def look_alikes(columns: Values) -> Iterator[Piece]:
        titled = values_of(sort_title=columns["sort_title"])
        yield (undated, titled) if columns[day] is None else (on_a_day, titled | values_of(**{day: columns[day]}))

    return look_alikes


def values_of(**values: Any) -> dict[str, Any]:
    """Return the parameters of such a select by the names of its columns."""
    return {f"{ALIKE}_{name}": value for name, value in values.items()}
