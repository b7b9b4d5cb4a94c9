"""A projection takes in every entry once and in order, piece by piece, whoever asks for it."""

import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from functools import partial

import pytest
from sqlalchemy import Connection, Engine, func, select, update

from app.db.database import Database
from app.db.engines import writing_engine
from app.db.writing import writer
from app.ledger.entries.redaction import redact
from app.ledger.projections import projections
from app.ledger.projections.projections import Entered, Projection, advance, advance_all, advance_any, up_to_date
from app.settings import Settings
from app.tables.ledger.entries import Entry
from app.tables.ledger.projections import ProjectionState
from tests.serving import PATIENCE, Service
from tests.writing import put


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    def spend(self, seconds: float) -> None:
        self.now += seconds


class Seen:
    """What a projection was given. Two entries take half of a piece's time, so no piece has room for more."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.seconds = 1.0
        self.numbers: list[int] = []
        self.records: list[str] = []
        self.pieces = 0

    def clear(self, _connection: Connection) -> None:
        self.numbers.clear()

    def project(self, _connection: Connection, entries: Sequence[Entered]) -> None:
        self.pieces += 1
        self.clock.spend(self.seconds * len(entries))
        self.records += [f"{entry.collection}/{entry.record}" for entry in entries]
        self.numbers += [entry.number for entry in entries]

    def came_to(self, number: int) -> bool:
        """Wait until the entry was taken in; return whether it was."""
        end = time.monotonic() + PATIENCE
        while len(self.numbers) < number and time.monotonic() < end:
            time.sleep(0.002)
        return len(self.numbers) >= number

    def projection(self, form: int = 1) -> Projection:
        return Projection("seen", form, self.clear, self.project)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    seen = Seen()
    monkeypatch.setattr(projections, "_projections", {"seen": seen.projection()})
    monkeypatch.setattr(projections, "PIECE", 2)
    monkeypatch.setattr(projections, "SECONDS", 4 * seen.seconds)
    monkeypatch.setattr(projections, "_paces", {"seen": 2, "above": 2, "below": 2})
    monkeypatch.setattr(projections, "monotonic", seen.clock)
    return seen


def test_every_entry_once_in_pieces(fresh_database_url: str, seen: Seen) -> None:
    engine = writing_engine(fresh_database_url)
    with engine.begin() as connection:
        for number in range(5):
            put(connection, "topics", f"topic-{number}", name="A topic")
    advance_all(engine)
    assert seen.numbers == [1, 2, 3, 4, 5]
    assert seen.pieces == 3
    advance_all(engine)
    assert seen.numbers == [1, 2, 3, 4, 5]
    with engine.begin() as connection:
        put(connection, "topics", "topic-5", name="A topic")
        assert not advance_any(connection)
        assert seen.numbers[-1] == 6
        # Of another form: made anew, from the first entry on.
        assert advance(connection, seen.projection(2))
        assert seen.numbers == [1, 2]
        # An older program finds the other form, and makes its own.
        assert advance(connection, seen.projection(1))
        assert seen.numbers == [1, 2]
        connection.execute(update(ProjectionState).values(number=connection.scalar(select(func.max(Entry.number)))))
        assert not advance(connection, seen.projection(1))
    engine.dispose()


def test_what_it_rests_on_comes_first_and_is_forgotten_with_it(
    fresh_database_url: str, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[tuple[str, int]] = []

    def project(name: str, made: Sequence[Entered]) -> None:
        order.append((name, len(made)))
        seen.clock.spend(seen.seconds * len(made))

    below = Projection("below", 1, lambda _connection: None, lambda _connection, made: project("below", made))
    above = Projection(
        "above", 1, lambda _connection: None, lambda _connection, made: project("above", made), rests_on=below
    )
    monkeypatch.setattr(projections, "_projections", {"above": above, "below": below})
    engine = writing_engine(fresh_database_url)
    with engine.begin() as connection:
        for number in range(3):
            put(connection, "topics", f"topic-{number}", name="A topic")
        assert advance(connection, above)
        assert order == [("below", 2)]
        assert advance(connection, above)
        assert not advance(connection, above)
        assert order == [("below", 2), ("below", 1), ("above", 2), ("above", 1)]
        projections.forget(connection, below)
        while advance(connection, above):
            pass
        assert order[4:] == order[:4]
    engine.dispose()


def test_a_redaction_comes_as_an_entry_of_the_record(fresh_database_url: str, seen: Seen) -> None:
    engine = writing_engine(fresh_database_url)
    with engine.begin() as connection:
        for name in ("Once", "Now"):
            put(connection, "topics", "ports", name=name)
        redact(connection, [1], "a test")
    advance_all(engine)
    assert seen.numbers == [1, 2, 3]
    assert seen.records == ["topics/ports"] * 3
    engine.dispose()


def test_who_reads_it_waits_for_what_was_written(fresh_database_url: str, seen: Seen) -> None:
    async def ask() -> list[int]:
        database = Database(Settings(database_url=fresh_database_url))
        await database.start()
        found = []
        for number in range(5):
            await database.write(partial(put, collection="topics", record=f"topic-{number}", name="A topic"))
            if number > 2:
                found.append(await up_to_date(database, seen.projection()))
        await database.stop()
        return found

    assert asyncio.run(ask()) == [4, 5]
    assert seen.numbers == [1, 2, 3, 4, 5]


def test_the_writer_does_it_while_nobody_waits(fresh_service: Service, seen: Seen) -> None:
    fresh_service.database.write.between = advance_any
    with fresh_service.client("write") as client:
        for number in range(5):
            client.put(f"/v1/topics/topic-{number}", json={"name": "A topic"}).raise_for_status()
    assert seen.came_to(5)
    assert seen.numbers == [1, 2, 3, 4, 5]


def test_the_writer_does_it_while_writes_keep_coming(
    fresh_service: Service, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However slow the next write is to come, the writer does not count as idle.
    monkeypatch.setattr(writer, "PAUSE", PATIENCE)
    fresh_service.database.write.between = advance_any
    end = time.monotonic() + PATIENCE
    with fresh_service.client("write") as client:
        for number in itertools.count(1):
            client.put(f"/v1/topics/topic-{number}", json={"name": "A topic"}).raise_for_status()
            assert time.monotonic() < end, "nothing was projected while writes kept coming"
            if len(seen.numbers) >= 4:
                break
    assert seen.numbers == [*range(1, len(seen.numbers) + 1)]


class TestPieces:
    """They are bounded by time, however many entries there are and however slow a projection is."""

    @pytest.fixture
    def engine(self, fresh_database_url: str) -> Iterator[Engine]:
        """Return the engine of a database of 40 entries."""
        engine = writing_engine(fresh_database_url)
        with engine.begin() as connection:
            for number in range(40):
                put(connection, "topics", f"topic-{number}", name="A topic")
        yield engine
        engine.dispose()

    def advance(self, engine: Engine, seen: Seen) -> tuple[bool, float, int]:
        """Take the projection a piece further; return whether more follow, what it took, and how many it took in."""
        begun, before = seen.clock(), len(seen.numbers)
        with engine.begin() as connection:
            more = advance(connection, seen.projection())
        return more, seen.clock() - begun, len(seen.numbers) - before

    @pytest.mark.parametrize("seconds", [0.001, 0.01, 0.03, 0.06, 0.1])
    def test_take_as_long_as_they_may(
        self, engine: Engine, seen: Seen, monkeypatch: pytest.MonkeyPatch, seconds: float
    ) -> None:
        monkeypatch.setattr(projections, "SECONDS", 0.1)
        monkeypatch.setattr(projections, "PIECE", 100)
        monkeypatch.setattr(projections, "_paces", {})
        seen.seconds = seconds
        taken, more = [], True
        while more:
            more, took, _count = self.advance(engine, seen)
            taken.append(took)
        assert seen.numbers == [*range(1, 41)]
        assert max(taken) <= 0.1 + 1e-6
        # Few are short: beginning and committing each takes time as well.
        assert len(taken) <= 2 + 40 * seconds / 0.04

    def test_do_not_take_records_of_many_entries_for_others(
        self, engine: Engine, seen: Seen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(projections, "SECONDS", 0.1)
        monkeypatch.setattr(projections, "PIECE", 100)
        monkeypatch.setattr(projections, "_paces", {})
        with engine.begin() as connection:
            for number in range(150):
                put(connection, "topics", "topic-0", name=f"A topic, {number}")
            for number in range(40):
                put(connection, "topics", f"another-{number}", name="A topic")
            for number in range(10):
                put(connection, "topics", "topic-0", name=f"A topic again, {number}")

        def project(_connection: Connection, entries: Sequence[Entered]) -> None:
            # Each costs as much as the record has entries.
            seen.clock.spend(sum(0.0004 * entry.version for entry in entries))
            seen.numbers += [entry.number for entry in entries]

        monkeypatch.setattr(seen, "project", project)
        taken, more = [], True
        while more:
            more, took, _count = self.advance(engine, seen)
            taken.append(took)
        assert seen.numbers == [*range(1, 241)]
        assert max(taken) <= 0.15
        # Nor are they taken one at a time for ever.
        assert len(taken) <= 2 + sum(taken) / 0.04

    def test_take_an_entry_at_least(self, engine: Engine, seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(projections, "SECONDS", 0.1)
        monkeypatch.setattr(projections, "PIECE", 100)
        monkeypatch.setattr(projections, "_paces", {})
        seen.seconds = 30.0
        for _ in range(3):
            assert self.advance(engine, seen) == (True, 30.0, 1)
        # What comes to be fast is soon taken in many at a time.
        seen.seconds = 0.0
        more, _took, count = self.advance(engine, seen)
        assert (more, count) == (False, 37)

    def test_are_of_one_entry_again_where_entries_come_to_be_slow(
        self, engine: Engine, seen: Seen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(projections, "SECONDS", 0.1)
        monkeypatch.setattr(projections, "_paces", {"seen": 8})
        monkeypatch.setattr(projections, "PIECE", 8)
        seen.seconds = 1.0
        assert self.advance(engine, seen) == (True, 8.0, 8)
        assert self.advance(engine, seen) == (True, 1.0, 1)

    def test_of_all_that_are_behind_share_the_time_of_one(
        self, engine: Engine, seen: Seen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        others = {name: Seen() for name in ("first", "second", "third")}
        for one in others.values():
            one.clock, one.seconds = seen.clock, 1.0
        made = {name: Projection(name, 1, one.clear, one.project) for name, one in others.items()}
        monkeypatch.setattr(projections, "_projections", made)
        for _ in range(12):
            begun = seen.clock()
            with engine.begin() as connection:
                assert advance_any(connection)
            assert seen.clock() - begun <= projections.SECONDS
        # None waits until another is done.
        assert min(len(one.numbers) for one in others.values()) >= 4
