"""What tests of the database floor share: a writer, and what stands in the ledger."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select

from app.db.engines import reading_engine
from app.db.writing.writer import Writer
from app.tables.ledger.entries import Entry
from tests.conftest import BACKENDS
from tests.serving import PATIENCE
from tests.writing import writing

on_postgresql = pytest.mark.parametrize("backend", [name for name in BACKENDS if name == "postgresql"], scope="module")
on_sqlite = pytest.mark.parametrize("backend", ["sqlite"], scope="module")

Recorded = Callable[[], list[str]]


@pytest.fixture
def anyio_backend() -> str:
    """Run asynchronous tests on asyncio, as the service runs."""
    return "asyncio"


@pytest.fixture
def writer(fresh_database_url: str) -> Iterator[Writer]:
    """Return a running writer on an empty database."""
    with writing(fresh_database_url) as writer:
        yield writer


@pytest.fixture
def recorded(fresh_database_url: str) -> Recorded:
    """Return what tells the ids of the records that the ledger has entries of, in order."""

    def recorded() -> list[str]:
        engine = reading_engine(fresh_database_url, connections=1, seconds=PATIENCE)
        with engine.begin() as connection:
            found = connection.execute(select(Entry.number, Entry.record).order_by(Entry.number)).all()
            assert connection.scalar(select(func.max(Entry.number))) in {len(found), None}
        engine.dispose()
        return [record for _number, record in found]

    return recorded
