"""A projection takes in every entry once and in order, piece by piece, whoever asks for it."""

import asyncio
import time
from collections.abc import Sequence
from functools import partial

import pytest
from sqlalchemy import Connection, func, select, update

from app.db.database import Database
from app.db.engines import writing_engine
from app.ledger.entries.redaction import redact
from app.ledger.projections import projections
from app.ledger.projections.projections import Entered, Projection, advance, advance_all, advance_any, up_to_date
from app.settings import Settings
from app.tables.ledger import Entry
from app.tables.projections import ProjectionState
from tests.serving import PATIENCE, Service
from tests.writing import put


class Seen:
    """What a projection was given."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.records: list[str] = []
        self.pieces = 0

    def clear(self, _connection: Connection) -> None:
        self.numbers.clear()

    def project(self, _connection: Connection, entries: Sequence[Entered]) -> None:
        self.pieces += 1
        self.records += [f"{entry.collection}/{entry.record}" for entry in entries]
        self.numbers += [entry.number for entry in entries]

    def projection(self, form: int = 1) -> Projection:
        return Projection("seen", form, self.clear, self.project)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    seen = Seen()
    monkeypatch.setattr(projections, "_projections", {"seen": seen.projection()})
    monkeypatch.setattr(projections, "PIECE", 2)
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
    below = Projection(
        "below", 1, lambda _connection: None, lambda _connection, made: order.append(("below", len(made)))
    )
    above = Projection(
        "above",
        1,
        lambda _connection: None,
        lambda _connection, made: order.append(("above", len(made))),
        rests_on=below,
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
        end = time.monotonic() + PATIENCE
        while len(seen.numbers) < 5 and time.monotonic() < end:
            time.sleep(0.01)
    assert seen.numbers == [1, 2, 3, 4, 5]
