"""The database in memory gives up in time, and reaches nothing but what it is given."""

import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import Column, MetaData, String, Table, bindparam, select

from app.db.memory_database import Coded, CountingDatabase, counting
from app.errors import Unavailable
from tests.serving import PATIENCE


@pytest.fixture
def database() -> Iterator[CountingDatabase]:
    """Return a database in memory."""
    database = CountingDatabase()
    yield database
    database.close()


def test_what_takes_too_long_is_given_up(database: CountingDatabase) -> None:
    started = time.monotonic()
    with pytest.raises(Unavailable) as refused, database.session(0.1) as session:
        session.execute("SELECT count(*) FROM range(1000000) AS a, range(1000000) AS b WHERE a.range * b.range = 7")
    assert refused.value.headers == {"Retry-After": "1"}
    assert time.monotonic() - started < PATIENCE
    with database.session(PATIENCE) as session:
        assert session.execute("SELECT 1") == [(1,)]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('{file}')",
        "COPY (SELECT 1) TO '{file}'",
        "ATTACH '{file}'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
    ],
)
def test_nothing_outside_is_reached(database: CountingDatabase, tmp_path: Path, statement: str) -> None:
    file = tmp_path / "file.csv"
    file.write_text("secret")
    with database.session(PATIENCE) as session, pytest.raises(duckdb.Error):
        session.execute(statement.format(file=file))
    assert file.read_text() == "secret"


def test_what_fails_leaves_nothing(database: CountingDatabase) -> None:
    with database.session(PATIENCE) as session:
        session.execute("CREATE TABLE facts (number INTEGER)")
        with pytest.raises(duckdb.Error), session.transaction():  # noqa: PT012 - both are one transaction
            session.execute("INSERT INTO facts VALUES (1)")
            session.execute("SELECT nothing")
        assert session.execute("SELECT count(*) FROM facts") == [(0,)]


def test_words_are_bound_by_their_numbers_and_never_written_into_the_text() -> None:
    table = Table("some", MetaData(), Column("word", Coded("words")), Column("tag", String))
    listed = table.c.word.in_([bindparam("first"), bindparam("second")])
    count = counting(select(table.c.tag).where(listed, table.c.word.not_in(["x"]), table.c.tag == bindparam("tag")))
    values = {"first": "a", "second": "'b", "tag": "'; DROP"}
    text, parameters = count.text(values, lambda _family, words: [ord(word[-1]) for word in words])
    assert sorted(map(str, parameters)) == sorted(map(str, [97, 98, 120, "'; DROP"]))
    assert "DROP" not in text
    assert count.tables == {"some"}
