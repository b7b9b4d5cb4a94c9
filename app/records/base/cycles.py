"""Refusing cycles: nothing contains itself, and other relations of this sort never lead back to their start either."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.orm import InstrumentedAttribute

from app.errors import Fault, Invalid

SHOWN = 10
"""How many records of a path a refusal names."""


def refuse_cycle(
    connection: Connection,
    key: "InstrumentedAttribute[str]",
    container: "InstrumentedAttribute[str | None]",
    record: str,
    contained_in: str | None,
    place: str,
) -> None:
    """Raise `Invalid` where a record would come to contain itself."""
    above = select(key.label("id"), container.label("container")).where(key == contained_in).cte(recursive=True)
    above = above.union(select(key, container).where(key == above.c.container))
    if contained_in == record or (
        contained_in is not None and connection.scalar(select(above.c.id).where(above.c.id == record)) is not None
    ):
        detail = "The record would contain itself."
        raise Invalid(detail, faults=[Fault("name a record that is not within this one", pointer=place)])


def path_back(
    connection: Connection,
    source: "InstrumentedAttribute[str]",
    target: "InstrumentedAttribute[str] | InstrumentedAttribute[str | None]",
    first: str,
    record: str,
    *conditions: ColumnElement[bool],
) -> list[str]:
    """Return the shortest path from `first` to `record` along the rows that hold, both included; nothing if none leads.

    Every row is visited once, however long the path and however many paths there are.
    """
    if first == record:
        return [record]
    reached = select(source.label("source"), target.label("target")).where(source == first, *conditions)
    edges = reached.cte(recursive=True)
    edges = edges.union(select(source, target).where(source == edges.c.target, *conditions))
    if connection.scalar(select(edges.c.target).where(edges.c.target == record).limit(1)) is None:
        return []
    onwards: dict[str, list[str]] = {}
    for start, end in connection.execute(select(edges.c.source, edges.c.target)):
        onwards.setdefault(start, []).append(end)
    return _shortest(onwards, first, record)


def _shortest(onwards: dict[str, list[str]], first: str, record: str) -> list[str]:
    before: dict[str, str] = {first: first}
    front = [first]
    while record not in before:
        front = [end for start in front for end in _new(onwards.get(start, []), start, before)]
    path = [record]
    while path[-1] != first:
        path.append(before[path[-1]])
    return path[::-1]


def _new(ends: Sequence[str], start: str, before: dict[str, str]) -> Sequence[str]:
    fresh = [end for end in sorted(ends) if end not in before]
    before.update(dict.fromkeys(fresh, start))
    return fresh


def path_text(path: Sequence[str], relation: str) -> str:
    """Return a path in words, its middle left out where it is long."""
    steps = list(path)
    if len(steps) > SHOWN:
        left_out = f"({len(steps) - SHOWN} more)"
        steps = [*steps[: SHOWN // 2], left_out, *steps[-SHOWN // 2 :]]
    return f" {relation} ".join(steps)
