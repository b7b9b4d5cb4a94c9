"""What is kept of a moment that is asked about often says in every statistic what the twins say, and no longer is kept.

Whatever was done before, and redacted after it was kept.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select

from app.errors import PactaError, Unavailable
from app.features.statistics.counts.overview import overview
from app.features.statistics.memory import moments
from app.features.statistics.memory.bindings import AtMoment, KeptAsKnown, KeptOnDay, OnDay
from app.features.statistics.memory.moments import OFTEN, REMEMBERED, Moments
from app.features.statistics.memory.twins import Twins
from app.features.statistics.request import Asked as Question
from app.ledger.entries.history import LAST_DAY, Moment
from app.ledger.entries.redaction import redact
from app.ledger.model.rows.head import head
from app.tables.ledger.entries import Entry
from tests.laws import examples
from tests.ledger.histories import PARTIES, WORLD, Chronicle, Step, steps
from tests.ledger.worlds import catch_up, engine_with
from tests.statistics.test_kept_of_now import STATISTICS, agree
from tests.statistics.test_statistics_law import DAYS, Body, filters, question
from tests.writing import put

Asked = Sequence[tuple[int, str | None, Body]]


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on a database that holds the world."""
    with engine_with(database_url, WORLD) as engine:
        yield engine


def test_moments_are_kept_as_the_twins_tell_of_them(engine: Engine, backend: str) -> None:
    @examples(backend, 4)
    @given(
        taken=st.lists(steps, min_size=10, max_size=16),
        gone=st.lists(st.integers(1, 40), min_size=1, max_size=3),
        asked=st.lists(st.tuples(st.integers(0, 30), st.sampled_from(DAYS), filters), min_size=4, max_size=4),
    )
    def law(**drawn: Any) -> None:
        hold(engine, **drawn)

    law()


def hold(engine: Engine, taken: Sequence[Step], gone: Sequence[int], asked: Asked) -> None:
    with engine.connect() as connection, closing(Twins(60)) as twins:
        chronicle = Chronicle(connection)
        chronicle.look()
        for step in taken:
            chronicle.take(step)
        see(connection, twins, asked)
        for number in gone:
            with suppress(PactaError), connection.begin_nested():
                redact(connection, [number], "a test")
        see(connection, twins, asked)
        connection.rollback()


def see(connection: Connection, twins: Twins, asked: Asked) -> None:
    """See that statistics of moments are the same in what is kept of these, and those of days by what is known now."""
    catch_up(connection)
    last = head(connection).number
    for turn, (number, day, query) in enumerate(asked):
        then, now = Moment(min(last, 8 + number), day), Moment(last, day)
        for moment, bind in ((then, KeptAsKnown), (now, KeptOnDay), (now, OnDay)):
            agree(connection, twins, query, moment, last, STATISTICS[turn :: len(asked)], bind)


def test_what_was_redacted_is_no_longer_kept(engine: Engine) -> None:
    with engine.connect() as connection, closing(Twins(60)) as twins:
        then = head(connection).number
        first = connection.scalar(select(Entry.number).where(Entry.collection == "pledges", Entry.record == "new"))
        assert first is not None
        put(connection, "pledges", "new", title="New", kind="financial", parties=PARTIES)
        kept = [overview(connection, twins, known_by(connection, then))]
        redact(connection, [first], "a test")
        kept.append(overview(connection, twins, known_by(connection, then)))
        told = overview(connection, twins, known_by(connection, then, AtMoment))
        assert kept[0] != kept[1] == told
        connection.rollback()


def known_by(connection: Connection, number: int, bind: type[AtMoment] = KeptAsKnown) -> Question:
    """Return the question about all pledges as known by an entry."""
    catch_up(connection)
    return question(connection, {}, Moment(number), head(connection).number, bind)


def test_few_moments_are_kept(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "MOST_ROWS", 0)
    with engine.connect() as connection, closing(Twins(60)) as twins:
        catch_up(connection)
        last = head(connection).number
        for day in (*DAYS, *DAYS):
            kept, told = (
                overview(connection, twins, question(connection, {}, Moment(last, day), last, bind))
                for bind in (KeptAsKnown, AtMoment)
            )
            assert kept == told
            assert len(schemas(twins)) == 1


def schemas(twins: Twins) -> Sequence[tuple[Any, ...]]:
    """Return the schemas of moments that are kept."""
    assert twins._database is not None
    with twins._database.session(60) as session:
        return session.execute("SELECT schema_name FROM duckdb_schemas() WHERE schema_name LIKE 'moment_%'")


def test_moments_are_kept_once_they_were_asked_about_often() -> None:
    known = Moments()
    assert [known.is_asked_often((1, LAST_DAY)) for _time in range(OFTEN)] == [False] * (OFTEN - 1) + [True]
    assert not known.is_asked_often((2, LAST_DAY))
    assert known.is_asked_often((1, LAST_DAY))
    for number in range(3, 3 + REMEMBERED):
        known.is_asked_often((number, LAST_DAY))
    assert not known.is_asked_often((1, LAST_DAY))


def test_what_there_was_no_time_to_keep_is_counted_in_the_twins_again(engine: Engine) -> None:
    known, key = Moments(), (1, LAST_DAY)
    assert [known.is_asked_often(key) for _time in range(OFTEN)][-1]
    with engine.connect() as connection, suppress(Unavailable), known.using(connection, key, 1):
        raise Unavailable
    assert not known.is_asked_often(key)
