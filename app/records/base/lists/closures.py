"""Filters that include what is below: the records within those that are named are found first, then looked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, Table, bindparam

from app.db.database import Database
from app.db.statements import Query
from app.records.base.lists.bindings import Binding, Present
from app.records.base.lists.filters import Reached, binds_of, bound_name
from app.records.base.lists.list_queries import Active, ListDefinition

BindingOf = Callable[[], Binding]
"""Makes a binding: one is good for a single statement, whose joins it keeps."""

FEW = 100
"""Records within others that are found without a thread. Where there are more, they are found by a long read."""


async def with_what_is_below(database: Database, list_definition: ListDefinition, active: Active) -> Active:
    """Return the active filters, with all that is within the records that they name: as it is now."""
    present, found = _present(list_definition.table), dict(active)
    for name, values, reached in _reaching(list_definition, active):
        parameters = _parameters(name, values) | {"limit": FEW + 1}
        ids = [row[0] for row in await database.hot(_few(present, reached, name, len(values)), parameters)]
        if len(ids) > FEW:
            ids = await database.read(_all, present, reached, name, values, {})
        found[name] = ids or values
    return found


def with_what_was_below(
    connection: Connection, list_definition: ListDefinition, active: Active, past: BindingOf, moment: Mapping[str, Any]
) -> Active:
    """Return the same as it was at a moment: what binds to that, and its parameters."""
    found = dict(active)
    for name, values, reached in _reaching(list_definition, active):
        found[name] = _all(connection, past, reached, name, values, moment) or values
    return found


def _reaching(list_definition: ListDefinition, active: Active) -> Iterator[tuple[str, Sequence[Any], Reached]]:
    for name, values in active.items():
        if (reached := list_definition.filters[name].below) is not None:
            yield name, values, reached


def _parameters(name: str, values: Sequence[Any]) -> dict[str, Any]:
    return {bound_name(name, index): value for index, value in enumerate(values)}


@cache
def _present(table: Table) -> BindingOf:
    return partial(Present, table)


@cache
def _few(present: BindingOf, reached: Reached, name: str, count: int) -> Query:
    return Query(reached(present(), binds_of(name, count)).limit(bindparam("limit")))


def _all(
    connection: Connection,
    binding_of: BindingOf,
    reached: Reached,
    name: str,
    values: Sequence[Any],
    moment: Mapping[str, Any],
) -> list[str]:
    query = _every(binding_of, reached, name, len(values))
    return [row[0] for row in query.on(connection, _parameters(name, values) | dict(moment))]


@cache
def _every(binding_of: BindingOf, reached: Reached, name: str, count: int) -> Query:
    return Query(reached(binding_of(), binds_of(name, count)))
