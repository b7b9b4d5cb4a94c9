"""A bundle that is loaded into an empty database comes out again as the same bytes, whatever was done to its world."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from app.db.engines import writing_engine
from app.db.migration import upgrade
from app.errors import PactaError
from app.exchange.export.bundle_writer import BundleFormat, write_bundle
from app.exchange.formats.bundle import Bundle, read_lines
from app.exchange.loading.loader import Reach, load
from app.exchange.loading.part_plan import Loading
from app.ledger.checking.verification import verify
from tests.databases import Databases
from tests.ledger.histories import WORLD, Step, steps
from tests.ledger.worlds import engine_with
from tests.releases.opening import RELEASES, opened


@pytest.fixture(scope="module")
def source(database_url: str) -> Iterator[Engine]:
    """Return an engine on a database that holds the world."""
    with engine_with(database_url, WORLD) as engine:
        yield engine


@pytest.fixture(scope="module")
def target(databases: Databases, backend: str) -> Iterator[Engine]:
    """Return an engine on an empty database, which stays empty: each test undoes what it did."""
    url = databases.create(backend)
    engine = writing_engine(url)
    yield engine
    engine.dispose()
    databases.drop(url)


class _Within:
    """Stands for an engine where all is to happen in one transaction, which is undone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        yield self._connection


def exported(connection: Connection) -> bytes:
    return b"".join(write_bundle(connection, BundleFormat.LINES))


def load_lines(connection: Connection, lines: bytes) -> None:
    bundle = Bundle("a copy")
    read_lines("a copy", lines.splitlines(), bundle)
    reach = Reach(cast("Engine", _Within(connection)), cast("Any", lambda piece: piece(connection)))
    load(reach, bundle, Loading("a copy", as_copy=True))


@settings(max_examples=8)
@given(taken=st.lists(steps, min_size=12, max_size=40))
def test_a_copy_is_the_same_bytes(source: Engine, target: Engine, taken: list[Step]) -> None:
    with source.connect() as connection, target.connect() as other:
        for step in taken:
            with suppress(PactaError), connection.begin_nested():
                step(connection)
        lines = exported(connection)
        load_lines(other, lines)
        assert exported(other) == lines
        assert verify(other) == []
        connection.rollback()
        other.rollback()


@pytest.mark.parametrize("release", RELEASES)
def test_so_is_a_copy_of_what_a_release_left(release: str, databases: Databases, backend: str, target: Engine) -> None:
    url = opened(release, databases, backend)
    engine = writing_engine(url)
    with engine.begin() as connection:
        upgrade(connection)
    with engine.connect() as connection, target.connect() as other:
        lines = exported(connection)
        load_lines(other, lines)
        assert exported(other) == lines
        other.rollback()
    engine.dispose()
    databases.drop(url)
