"""Numbers that were found have a mark in memory and no others do, whichever of them comes last."""

from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import BigInteger, Column, Engine, MetaData, Table, bindparam, literal, select, union_all

from app.db.engines import reading_engine
from app.db.memory_database import CountingDatabase, counting
from app.db.statements import Query
from app.features.statistics.memory.marks import MOST, KeptMarks, is_marked, marks_of, numbers_read

FIRST = 2**42
LAST = 10
NUMBERS = Table("numbers", MetaData(), Column("number", BigInteger))
MARKED = counting(
    select(NUMBERS.c.number - FIRST).where(is_marked(NUMBERS.c.number, FIRST, bindparam("marks"))).order_by("number")
)


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine."""
    engine = reading_engine(database_url, connections=1, seconds=5)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("found", [[], [0], [7, 2], [LAST - 1], list(range(LAST))])
def test_what_was_found_is_marked(engine: Engine, found: Sequence[int]) -> None:
    rows = (select(literal(FIRST + number, BigInteger).label("number")) for number in (*found, LAST))
    everything = union_all(*rows).subquery()
    those = select(everything).where(everything.c.number < FIRST + LAST)
    with engine.connect() as connection:
        marks = marks_of(connection, numbers_read(those.subquery(), FIRST))
    database = CountingDatabase()
    with database.session(5) as session:
        session.execute("CREATE TABLE numbers AS SELECT range + $1 AS number FROM range(20)", [FIRST])
        text, parameters = MARKED.text({"marks": marks}, lambda _family, _words: [])
        assert session.execute(text, parameters) == [(number,) for number in sorted(found)]
    database.close()


def test_marks_are_kept_while_the_index_stands_still(engine: Engine) -> None:
    kept = KeptMarks()
    read = numbers_read(select(bindparam("q", type_=BigInteger).label("number")).subquery(), FIRST)
    other = numbers_read(select(literal(FIRST, BigInteger).label("number")).subquery(), FIRST)
    with engine.connect() as connection:

        def marks(numbers: Query, question: int, reached: int) -> str:
            return kept.of(connection, numbers, str(FIRST + question), reached)

        assert marks(read, 2, 1) == marks(other, 2, 1) == "0010"
        assert marks(other, 2, 2) == marks(read, 2, 2) == "10"
        for question in range(3, 3 + MOST):
            marks(read, question, 2)
        assert marks(read, 2, 2) == "0010"
