"""Who owes whom: a table of promisors by promisees, its cells shaded by their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SHADES = 5
"""How dark cells can be: 1 to 5; the number stands in each."""

Reference = Mapping[str, str]


@dataclass(frozen=True)
class Cell:
    """A pair: how many promises, how dark that is (0: none), and the filters of their list; None: no list has them."""

    number: int
    shade: int
    filters: Mapping[str, str] | None


@dataclass(frozen=True)
class HeatTable:
    """The promisees as columns, None for nobody named; the promisors as rows, each with a cell a column."""

    columns: Sequence[Reference | None]
    rows: Sequence[tuple[Reference, Sequence[Cell]]]


def heat_table(pairs: Sequence[Mapping[str, Any]]) -> HeatTable:
    """Return the table of the pairs that the matrix gives, those with most promises first."""
    numbers = {(_id(pair["promisor"]), _id(pair["promisee"])): pair["total"] for pair in pairs}
    promisors = _by_number({pair["promisor"]["id"]: pair["promisor"] for pair in pairs}, numbers, 0)
    named = {pair["promisee"]["id"]: pair["promisee"] for pair in pairs if pair["promisee"]}
    columns: list[Reference | None] = [*_by_number(named, numbers, 1)]
    if any(promisee is None for _promisor, promisee in numbers):
        columns.append(None)
    most = max(numbers.values(), default=0)
    rows = [(promisor, [_cell(promisor, promisee, numbers, most) for promisee in columns]) for promisor in promisors]
    return HeatTable(columns, rows)


def _cell(promisor: Reference, promisee: Reference | None, numbers: Mapping[Any, int], most: int) -> Cell:
    number = numbers.get((promisor["id"], _id(promisee)), 0)
    shade = -(-number * SHADES // most) if number else 0
    filters = {"promisor": promisor["id"], "promisee": promisee["id"], "rollup": "leaves"} if promisee else None
    return Cell(number, shade, filters)


def _id(reference: Reference | None) -> str | None:
    return None if reference is None else reference["id"]


def _by_number(named: Mapping[str, Reference], numbers: Mapping[Any, int], side: int) -> list[Reference]:
    sums = {one: sum(number for pair, number in numbers.items() if pair[side] == one) for one in named}
    return [named[one] for one in sorted(named, key=lambda one: (-sums[one], one))]
