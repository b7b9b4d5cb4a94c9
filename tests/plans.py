"""How a database carries out a statement, and what is wrong with that for a read that must stay small."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, make_url

from app.db.engines import reading_engine
from app.db.statements import Query
from tests.serving import PATIENCE

SORTS = {"Sort", "Incremental Sort"}
SOUGHT = re.compile(r"[=<>]\(?\?")
INDEXED = {"Index Scan", "Index Only Scan"}


class Planner:
    """Explains statements on one database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._is_sqlite = connection.dialect.name == "sqlite"
        if not self._is_sqlite:
            # A small table is read and sorted in no time; what matters is whether an index could do without.
            for way in ("seqscan", "sort", "bitmapscan"):
                connection.exec_driver_sql(f"SET enable_{way} = off")

    def faults(self, query: Query, values: Mapping[str, Any], *, whole: bool) -> list[str]:
        """Return what makes the statement read more than it answers with.

        `whole`: it is the beginning of a list of everything, so that it may walk along an index from its end.
        """
        if self._is_sqlite:
            return list(self._sqlite_faults(query, values, whole=whole))
        return list(self._postgresql_faults(query, values, whole=whole))

    def _sqlite_faults(self, query: Query, values: Mapping[str, Any], *, whole: bool) -> Iterator[str]:
        for step in self.plan(query, values):
            sorts = "TEMP B-TREE" in step or "AUTOMATIC" in step
            scans = step.startswith("SCAN") and not (whole and " USING " in step and " INDEX " in step)
            searches_blindly = step.startswith("SEARCH") and SOUGHT.search(step) is None
            if sorts or scans or (searches_blindly and not step.startswith("SEARCH entries")):
                yield step

    def _postgresql_faults(self, query: Query, values: Mapping[str, Any], *, whole: bool) -> Iterator[str]:
        compiled = query.compiled("postgresql")
        statement = f"EXPLAIN (FORMAT JSON) {compiled.text}".encode()
        ((plan,),) = self._driver().execute(statement, compiled.bind(values)).fetchall()
        for node in _nodes(plan[0]["Plan"]):
            kind = node["Node Type"]
            shown = ("Relation Name", "Index Name", "Index Cond", "Filter")
            told = f"{kind} {json.dumps({name: node.get(name) for name in shown})}"
            scans = "Scan" in kind and (kind not in INDEXED or not ("Index Cond" in node or whole))
            if kind in SORTS or scans or ("Filter" in node and not _of_a_pledge(node)):
                yield told

    def indexes(self, query: Query, values: Mapping[str, Any]) -> set[str]:
        """Return the indexes by which SQLite finds what the statement asks for."""
        return {name for step in self.plan(query, values) for name in re.findall(r"INDEX (\w+)", step)}

    def plan(self, query: Query, values: Mapping[str, Any]) -> list[str]:
        """Return how SQLite carries out the statement, table by table."""
        compiled = query.compiled("sqlite")
        rows = self._driver().execute("EXPLAIN QUERY PLAN " + compiled.text, compiled.bind(values)).fetchall()
        return [step for *_numbers, step in rows]

    def steps(self, query: Query, values: Mapping[str, Any]) -> int:
        """Return how many steps of its machine SQLite takes for the statement."""
        compiled = query.compiled("sqlite")
        taken = 0

        def step() -> int:
            nonlocal taken
            taken += 1
            return 0

        driver = self._driver()
        # Once without counting: a connection reads the schema before its first statement.
        driver.execute(compiled.text, compiled.bind(values)).fetchall()
        driver.set_progress_handler(step, 1)
        driver.execute(compiled.text, compiled.bind(values)).fetchall()
        driver.set_progress_handler(None, 0)
        return taken

    def _driver(self) -> Any:
        return self._connection.connection.driver_connection


def _nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for inner in plan.get("Plans", []):
        yield from _nodes(inner)


@contextmanager
def planner(database_url: str) -> Iterator[Planner]:
    """Explain statements on a database while the context lasts."""
    assert make_url(database_url).database
    engine = reading_engine(database_url, connections=1, seconds=PATIENCE)
    with engine.begin() as connection:
        yield Planner(connection)
    engine.dispose()


def _of_a_pledge(node: Mapping[str, Any]) -> bool:
    """Return whether a step reads the standings of one pledge by its key: a filter among so few costs nothing."""
    return node.get("Relation Name") == "standings" and "(pledge_id)::text = " in node.get("Index Cond", "")
