"""What all tests share: the databases, the running service, and clients that hold every answer to the contract.

A plugin (`tests/conftest.py`), which no module imports: pytest has to be the first to read it.
"""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import httpx
import pytest

from app import main
from app.db import database
from app.exchange.imports import jobs as imports
from app.exchange.intake import reader as texts
from app.exchange.intake.child import ReadTask, told
from app.exchange.releases import jobs as releases
from app.features.duplicates import suggestion_cache
from app.features.statistics import request
from app.http.server.request_log import configure
from app.ledger import calendar
from app.ledger.projections import projections
from app.ledger.writing import document_queue
from app.settings import Settings
from tests.conftest import BACKENDS, Serve, Unique
from tests.contract import Contract, served_contract
from tests.databases import Databases
from tests.engines import ENGINES
from tests.postgresql import MEMORY, PostgresqlServer, has_room_in_memory
from tests.serving import PATIENCE, Service, serve
from tests.soundness import assert_sound, holding_the_seeds


@pytest.fixture(scope="session", autouse=True)
def _quiet() -> None:
    """Log what went wrong alone: a line a request would bury it."""
    configure(Settings(log_format="text", log_level="error"))


@pytest.fixture(scope="session", autouse=True)
def _lent_engines() -> Iterator[None]:
    """Let the services have engines that served others before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "writing_engine", ENGINES.writing_engine)
        patch.setattr(database, "reading_engine", ENGINES.reading_engine)
        yield


@pytest.fixture(scope="session", autouse=True)
def _patient() -> Iterator[None]:
    """Let nobody be told to come again because the machine is busy.

    Nothing brings projections up here before they are read, and nothing renders what a rename leaves to be done.
    """
    with pytest.MonkeyPatch.context() as patch:
        for module in (projections, imports, releases):
            patch.setattr(module, "PATIENCE", PATIENCE)
        patch.setattr(document_queue, "SECONDS", PATIENCE)
        patch.setattr(request, "FOLLOWING", PATIENCE)
        patch.setattr(suggestion_cache, "MOST_PATIENCE", PATIENCE)
        yield


@pytest.fixture(scope="session", autouse=True)
def _idle() -> Iterator[None]:
    """Let no service look by itself for what a day brings or others import: tests count entries and statements.

    Nor does its writer tend to anything between requests: who reads a projection brings it up, and doing that for
    everybody takes longer than what is tested.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(main, "tend", None)
        for module, name in ((calendar, "LOOK"), (imports, "SELDOM")):
            patch.setattr(module, name, 24 * 60 * 60.0)
        yield


@contextmanager
def _lines_here(_module: str, file: IO[bytes], _name: str, task: bytes, _limits: object) -> Iterator[Iterator[bytes]]:
    """Yield what the process that reads a text would tell."""
    file.seek(0)
    yield told(file.read(), ReadTask.of(task.decode()))


@pytest.fixture(scope="module")
def read_here() -> Iterator[None]:
    """Let texts be read in this process: starting another takes longer than reading, and has tests of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "lines_of_child", _lines_here)
        yield


@pytest.fixture(scope="session")
def contract() -> Contract:
    """Return what the OpenAPI document promises, as services serve it."""
    return served_contract()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """Return the server that `PACTA_TEST_POSTGRESQL` asks for; see tests/postgresql.py."""
    server = PostgresqlServer.from_environment()
    assert server is not None, "a test asks for PostgreSQL although it is off: parametrise it over BACKENDS"
    with server:
        yield server


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """Return what makes databases: in memory, where there is room."""
    memory = MEMORY if has_room_in_memory() else None
    with TemporaryDirectory(prefix="pacta-sqlite-", dir=memory, ignore_cleanup_errors=True) as folder:
        yield Databases(Path(folder), lambda: request.getfixturevalue("postgresql"))


@pytest.fixture(scope="module", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Return one database system after the other."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def database_url(databases: Databases, backend: str) -> Iterator[str]:
    """Return a migrated database that the tests of a module share; what they leave in it must verify."""
    url = databases.create(backend)
    yield url
    assert_sound(url)
    databases.drop(url)


@pytest.fixture
def fresh_database_url(databases: Databases, backend: str) -> Iterator[str]:
    """Return a migrated, empty database of the test's own; what it leaves in it must verify."""
    url = databases.create(backend)
    yield url
    assert_sound(url)
    databases.drop(url)


@pytest.fixture(scope="session")
def serving(contract: Contract) -> Serve:
    """Return what serves the application with settings of the test's own, on a database of its own."""
    return partial(serve, contract=contract)


@pytest.fixture(scope="module")
def service(database_url: str, serving: Serve) -> Iterator[Service]:
    """Return the running service that the tests of a module share."""
    with serving(database_url) as service:
        yield service


@pytest.fixture
def fresh_service(fresh_database_url: str, serving: Serve) -> Iterator[Service]:
    """Return a running service of the test's own, on an empty database."""
    with serving(fresh_database_url) as service:
        yield service


@pytest.fixture(scope="module")
def seeded(databases: Databases, backend: str, serving: Serve) -> Iterator[Service]:
    """Return a running service that holds the seeds, shared by the tests of a module."""
    with holding_the_seeds(databases, backend, serving) as service:
        yield service


@pytest.fixture
def fresh_seeded(databases: Databases, backend: str, serving: Serve) -> Iterator[Service]:
    """Return a running service of the test's own that holds the seeds."""
    with holding_the_seeds(databases, backend, serving) as service:
        yield service


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[httpx.Client]:
    """Return a client with a key that may write."""
    with service.client("write") as client:
        yield client


@pytest.fixture(scope="module")
def anonymous(service: Service) -> Iterator[httpx.Client]:
    """Return a client without a key."""
    with service.client() as client:
        yield client


@pytest.fixture(scope="module")
def reader(service: Service) -> Iterator[httpx.Client]:
    """Return a client with a key that may only read."""
    with service.client("read") as client:
        yield client


@pytest.fixture(scope="module")
def admin(service: Service) -> Iterator[httpx.Client]:
    """Return a client with a key that may do everything."""
    with service.client("admin") as client:
        yield client


_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def unique() -> Unique:
    """Return what makes ids that no other test uses."""
    return lambda word: f"{word}-{next(_numbers)}"
