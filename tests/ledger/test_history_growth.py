"""What a change writes to the history, and reads of it, is of its interval: however much there was before."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, func, or_, select

from app.db.engines import writing_engine
from app.http.validation import validated
from app.ledger.model.rows.head import head
from app.ledger.writing import record_commands
from app.preconditions import UNCONDITIONAL
from app.records.base.history.rows import OpenRows
from app.records.pledges.commands import record_status_change
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status.schemas import StatusChange
from app.tables.history import STANDINGS, STATUS_CHANGES
from tests.ledger.worlds import catch_up
from tests.writing import put

PROMISORS = 40
OVERRIDE = {"guards": ["citation"], "reason": "a test"}


@pytest.fixture
def engine(fresh_database_url: str) -> Iterator[Engine]:
    engine = writing_engine(fresh_database_url)
    with engine.begin() as connection:
        for number in range(PROMISORS):
            put(connection, "participants", f"state-{number}", kind="state", name=f"State {number}")
        parties = [{"participant": f"state-{number}", "role": "promisor"} for number in range(PROMISORS)]
        put(connection, "pledges", "treaty", title="Treaty", kind="policy", strength="firm", parties=parties)
        catch_up(connection)
    yield engine
    engine.dispose()


def judge(connection: Connection, party: str, status: str, day: str) -> None:
    change = {"party": party, "status": status, "effective_on": day, "reason": "seen", "override": OVERRIDE}
    record_status_change(connection, "treaty", StatusChange.model_validate(change), UNCONDITIONAL)


def rows_written(connection: Connection, since: int) -> int:
    """Return how many rows of standings were opened or closed after an entry."""
    touched = or_(STANDINGS.c.from_entry > since, STANDINGS.c.to_entry.between(since + 1, 2**61))
    return connection.scalar(select(func.count()).select_from(STANDINGS).where(touched)) or 0


def test_each_promisor_costs_the_same_newest_first(engine: Engine) -> None:
    written = []
    with engine.begin() as connection:
        for number in range(PROMISORS):
            before = head(connection).number
            judge(connection, f"state-{number}", "planned", f"{2024 - number // 12}-{12 - number % 12:02}-01")
            catch_up(connection)
            written.append(rows_written(connection, before))
    assert max(written) <= 6


def test_a_change_in_the_middle_writes_and_reads_its_interval(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [f"{year}-{month:02}-01" for year in range(2000, 2010) for month in range(1, 13)]
    with engine.begin() as connection:
        for number, day in enumerate(days):
            judge(connection, "state-0", ("planned", "stalled")[number % 2], day)
        catch_up(connection)
        before = head(connection).number
        judge(connection, "state-0", "in_progress", "2009-11-15")
        loaded: dict[str, int] = {}
        load = OpenRows.load

        def counted(rows: OpenRows, *arguments: Any, **values: Any) -> None:
            load(rows, *arguments, **values)
            loaded[rows.table.name] = len(rows._stored)

        monkeypatch.setattr(OpenRows, "load", counted)
        catch_up(connection)
        assert rows_written(connection, before) <= 8
        # Where everybody stands at last, and what the two subjects stood at around the day.
        assert loaded[STANDINGS.name] <= PROMISORS + 1 + 2 * 3
        assert loaded[STATUS_CHANGES.name] <= 2


SPOKEN = [
    {"source": "report", "account": {"field": field, "value": "other", "conflicts": True}}
    for field in ("status", "due", "parties")
]


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called, those of C left out: what work costs, told without a clock."""
    called = 0

    def note(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal called
        called += event == "call"

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return called


def test_where_sources_speak_of_fields_a_change_costs_its_interval(engine: Engine) -> None:
    with engine.begin() as connection:
        put(connection, "sources", "report", kind="readout", title="A report")
        parties = [{"participant": "state-0", "role": "promisor"}]
        put(
            connection,
            "pledges",
            "treaty",
            title="Treaty",
            kind="policy",
            strength="firm",
            parties=parties,
            citations=SPOKEN,
        )
        days = iter(f"{year}-{month:02}-01" for year in range(2000, 2020) for month in range(1, 13))
        costs = []
        for changes in (8, 16, 128):  # the first has everything compiled
            for number, day in zip(range(changes), days, strict=False):
                judge(connection, "state-0", ("planned", "stalled")[number % 2], day)
            catch_up(connection)
            judge(connection, "state-0", "in_progress", next(days))
            costs.append(calls(partial(catch_up, connection)))
            record_commands.patch(connection, PLEDGES, "treaty", {"summary": f"{changes}"}, validated, UNCONDITIONAL)
            costs[-1] += calls(partial(catch_up, connection))
    assert costs[2] <= 1.05 * costs[1]


def test_the_entries_of_a_piece_are_read_by_their_numbers(engine: Engine) -> None:
    """Of a collection and a range of numbers, SQLite would read all entries of the collection, for each piece."""
    read: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if "FROM entries" in statement:
            read.append((statement, values))

    with engine.begin() as connection:
        judge(connection, "state-0", "planned", "2024-01-01")
        put(connection, "topics", "ports", name="Ports")
        event.listen(connection, "before_cursor_execute", note)
        catch_up(connection)
        event.remove(connection, "before_cursor_execute", note)
        assert read
        if connection.dialect.name == "sqlite":
            steps = [
                step
                for statement, values in read
                for *_numbers, step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            ]
            blind = [step for step in steps if "(collection=?)" in step and "record" not in step]
            # The ids that are asked for are a table, too: the parameter's own.
            scans = [step for step in steps if step.startswith("SCAN") and not step.startswith("SCAN json_each ")]
            assert scans + blind == []
