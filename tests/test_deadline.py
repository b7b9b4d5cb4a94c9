"""What Python does for a read has an end, as statements have one: every loop whose length clients can choose."""

import asyncio
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection

from app.db.engines import reading_engine
from app.db.reader import LongReader
from app.deadline import deadline, in_time
from app.errors import Unavailable
from app.features.duplicates.comparison import Candidate, duplicates, duplicates_of
from app.features.search.highlights import Highlighter
from app.ledger.entries.history import Moment, entries_of, states_at
from app.ledger.model.record_state import State
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.state_rows import load_states
from app.records.base.history.moments import documents_at
from app.records.base.revisions.diff import Revised, differences
from app.records.base.revisions.queries import folded
from app.records.registry import COLLECTIONS
from app.records.sources.texts.quotations import report
from app.values.search.questions import question
from tests.serving import PATIENCE, Service
from tests.writing import put

TOPICS = record_type_of("topics")


def test_without_a_deadline_nothing_is_looked_at() -> None:
    items = [1, 2]
    assert in_time(items) is items


def test_within_it_all_is_done() -> None:
    with deadline(PATIENCE):
        assert list(in_time([1, 2])) == [1, 2]
    assert in_time(items := [1]) is items


def test_beyond_it_no_more_is_done() -> None:
    done: list[int] = []
    with deadline(0.01), pytest.raises(Unavailable, match="too long"):
        done.extend(in_time(count()))
    with deadline(-1), pytest.raises(Unavailable):
        list(in_time([1]))


def test_a_long_read_ends_where_it_loops(database_url: str) -> None:
    def endless(_connection: Connection) -> int:
        return sum(1 for _ in in_time(count()))

    reader = LongReader(reading_engine(database_url, connections=1, seconds=0.05), threads=1, seconds=0.05)
    try:
        with pytest.raises(Unavailable):
            asyncio.run(reader(endless))
        # The next one has time of its own.
        assert asyncio.run(reader(lambda _connection: list(in_time([1])))) == [1]
    finally:
        reader.stop()


ALIKE = [Candidate("one", "A name", marks={"id": "x"}), Candidate("other", "A name", marks={"id": "x"})]


def _state(connection: Connection) -> State:
    return load_states(connection, TOPICS, ["topic"])["topic"]


def _differing(connection: Connection) -> Callable[[], object]:
    before, after = _state(connection), _state(connection)
    after.written = after.written | {"tags": ["another"]}
    return lambda: differences(TOPICS, Revised(before, {}), Revised(after, {}))


def _highlighting(connection: Connection) -> Callable[[], object]:
    state = _state(connection)
    return lambda: Highlighter(question("topic"), 100).highlights(TOPICS, state)


LOOPS: dict[str, Callable[[Connection], Callable[[], object]]] = {
    "entries": lambda connection: lambda: entries_of(connection, TOPICS, ["topic"]),
    "states at a moment": lambda connection: lambda: states_at(connection, TOPICS, ["topic"], Moment(100)),
    "documents at a moment": lambda connection: (
        lambda: documents_at(connection, COLLECTIONS["topics"], ["topic"], "document", Moment(100, "2026-01-01"))
    ),
    "states": lambda connection: lambda: load_states(connection, TOPICS, ["topic"]),
    "a revision": lambda connection: lambda: folded(connection, TOPICS, "topic", 1),
    "differences": _differing,
    "highlights": _highlighting,
    "duplicates": lambda _connection: lambda: duplicates(ALIKE, 0.85),
    "duplicates of one": lambda _connection: lambda: duplicates_of(ALIKE[0], ALIKE, 0.85),
    "quotations": lambda connection: lambda: report(connection, "source", "A text without it"),
}


@pytest.fixture(scope="module")
def connection(service: Service) -> Iterator[Connection]:
    """Return a connection to a database that holds a record of which something can be read, whatever is asked for."""

    def fill(connection: Connection) -> Any:
        put(connection, "sources", "source", kind="speech", title="A source")
        cited = [{"source": "source", "quote": {"exact": "These are the words"}}]
        return put(connection, "topics", "topic", name="A topic", citations=cited)

    service.write(fill)
    engine = reading_engine(service.database_url, connections=1, seconds=PATIENCE)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.mark.parametrize("name", LOOPS)
def test_every_loop_ends(connection: Connection, name: str) -> None:
    work = LOOPS[name](connection)
    work()
    with deadline(-1), pytest.raises(Unavailable):
        work()
