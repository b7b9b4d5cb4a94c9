"""Databases that must verify once a test is done with them."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.ledger.checking.verification import verify
from tests.conftest import Serve
from tests.databases import Databases
from tests.engines import ENGINES
from tests.serving import Service

VERIFYING = 60.0
"""Seconds that verifying a database may take."""


def assert_sound(database_url: str) -> None:
    """Fail where `pacta ledger verify` finds anything wrong with a database."""
    reading = ENGINES.reading_engine(database_url, connections=1, seconds=VERIFYING)
    with ENGINES.lent(reading) as engine, engine.begin() as connection:
        faults = verify(connection)
    assert not faults, (database_url, faults)


@contextmanager
def holding_the_seeds(databases: Databases, backend: str, serving: Serve) -> Iterator[Service]:
    """Serve a database that holds what five reports say; what is left in it must verify."""
    url = databases.create(backend, seeded=True)
    with serving(url) as service:
        yield service
    assert_sound(url)
    databases.drop(url)
