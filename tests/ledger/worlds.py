"""Databases that hold a world of records, and what laws do to them: steps, redactions, histories brought up."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine

from app.db.engines import writing_engine
from app.errors import PactaError
from app.ledger.entries.redaction import redact
from app.ledger.projections.projections import advance
from app.records.base.history.projection import HISTORY
from tests.ledger.histories import Chronicle, Step
from tests.writing import put


@contextmanager
def engine_with(database_url: str, world: Iterable[tuple[str, str, dict[str, Any]]]) -> Iterator[Engine]:
    """Lend an engine on a database that holds the records of a world."""
    engine = writing_engine(database_url)
    with engine.begin() as connection:
        for collection, record, body in world:
            put(connection, collection, record, **body)
    yield engine
    engine.dispose()


def catch_up(connection: Connection) -> None:
    """Bring up the histories."""
    while advance(connection, HISTORY):
        pass


def live_through(connection: Connection, taken: Sequence[Step], gone: Sequence[int]) -> None:
    """Take steps, histories brought up in between, then redact entries where that is allowed."""
    chronicle = Chronicle(connection)
    chronicle.look()
    for number, step in enumerate(taken):
        chronicle.take(step)
        if number % 3 == 0:
            advance(connection, HISTORY)
    for number in gone:
        catch_up(connection)
        try:
            with connection.begin_nested():
                redact(connection, [number], "a test")
        except PactaError:
            continue
    catch_up(connection)
