"""Long reads have threads, a time-out and an end of the queue: hot reads and writes go on whatever they do."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from app.db import engines
from app.db.engines import reading_engine, writing_engine
from app.db.reader import WAITING_PER_THREAD, LongReader
from app.errors import Unavailable
from tests.conftest import Serve, Unique
from tests.databases import Databases
from tests.db.conftest import on_sqlite
from tests.filling import write
from tests.refusals import refused
from tests.serving import PATIENCE, Service

THREADS = 1
FULL = THREADS * (1 + WAITING_PER_THREAD)
CHAIN = 800
LONG_READ = "/v1/search?q=topic"
NUMBERS = text(
    "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :last) "
    "SELECT count(*) FROM numbers"
)


def endless(connection: Connection) -> Any:
    """Read until the database has had enough."""
    return connection.scalar(NUMBERS, {"last": 1_000_000_000})


@pytest.fixture(scope="module")
def narrow(database_url: str, serving: Serve) -> Iterator[Service]:
    """Return a service that gives long reads one thread."""
    with serving(database_url, slow_read_threads=THREADS) as service:
        yield service


@pytest.fixture(scope="module")
def hurried(database_url: str, serving: Serve) -> Iterator[Service]:
    """Return a service that gives long reads little time."""
    with serving(database_url, slow_read_threads=THREADS, slow_read_seconds=1.0) as service:
        yield service


class Busy:
    """Long reads that go on until they are let go."""

    def __init__(self, service: Service, count: int) -> None:
        self._service = service
        self._go = threading.Event()
        self._threads = ThreadPoolExecutor(count)
        self._reads = [self._threads.submit(asyncio.run, self._read()) for _ in range(count)]

    async def _read(self) -> bool:
        return await self._service.database.read(lambda _connection: self._go.wait(PATIENCE))

    def until_full(self) -> None:
        reader = self._service.database.read
        pause = threading.Event()
        while reader._now < reader._most:
            assert not any(read.done() for read in self._reads)
            pause.wait(0.002)

    def end(self) -> None:
        self._go.set()
        assert all(read.result(PATIENCE) for read in self._reads)
        self._threads.shutdown()


@contextmanager
def busy(service: Service) -> Iterator[None]:
    reads = Busy(service, FULL)
    reads.until_full()
    try:
        yield
    finally:
        reads.end()


def test_when_all_are_taken_one_more_is_told_to_come_again(narrow: Service, unique: Unique) -> None:
    topic = unique("topic")
    with narrow.client("write") as client:
        with busy(narrow):
            answer = client.get(LONG_READ)
            refused(answer, 503, "unavailable")
            assert answer.headers["retry-after"] == "1"
            # What needs no thread neither waits nor is refused.
            assert client.put(f"/v1/topics/{topic}", json={"name": "A topic"}).status_code == httpx.codes.CREATED
            assert client.get(f"/v1/topics/{topic}").status_code == httpx.codes.OK
            assert client.get("/v1/topics").status_code == httpx.codes.OK
        assert client.get("/v1/topics?count=exact").json()["count"] >= 1


def test_one_that_takes_too_long_is_ended(hurried: Service, unique: Unique) -> None:
    topic = unique("topic")
    with hurried.client("write") as client, ThreadPoolExecutor(1) as threads:
        slow: Future[Any] = threads.submit(asyncio.run, hurried.database.read(endless))
        while not slow.done():
            client.put(f"/v1/topics/{topic}", json={"name": "A topic"}).raise_for_status()
            client.get(f"/v1/topics/{topic}").raise_for_status()
        assert isinstance(slow.exception(), Unavailable)
        # Its connection is used again, with time of its own.
        assert client.get(LONG_READ).status_code == httpx.codes.OK


def test_clients_are_told_of_the_end(
    databases: Databases, backend: str, serving: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A chain that is walked in fewer steps than usually lie between two looks at the clock.
    monkeypatch.setattr(engines, "STEPS_BETWEEN_CHECKS", 1_000)
    url = databases.create(backend)
    engine = writing_engine(url)
    with engine.begin() as connection:
        # A long chain: who is part of its end takes a step a link.
        for start in range(0, CHAIN, 100):
            write(connection, "participants", (link(number) for number in range(start, start + 100)))
    engine.dispose()
    path = "/v1/participants?under=link-0&count=exact"
    with serving(url, slow_read_seconds=PATIENCE) as service, service.client() as client:
        assert client.get(path).json()["count"] == CHAIN
    with serving(url, slow_read_seconds=0.001) as service, service.client() as client:
        answer = client.get(path)
        refused(answer, 503, "unavailable")
        assert answer.headers["retry-after"] == "1"
        assert client.get("/v1/participants/link-0").status_code == httpx.codes.OK
    databases.drop(url)


def link(number: int) -> tuple[str, dict[str, Any]]:
    above = [{"participant": f"link-{number - 1}"}] if number else []
    return f"link-{number}", {"name": f"Link {number}", "kind": "group", "part_of": above}


@pytest.fixture
def reader(database_url: str) -> Iterator[Callable[..., LongReader]]:
    made = []

    def reader(seconds: float) -> LongReader:
        made.append(
            LongReader(reading_engine(database_url, connections=1, seconds=seconds), threads=1, seconds=PATIENCE)
        )
        return made[-1]

    yield reader
    for one in made:
        one.stop()


@pytest.mark.anyio
async def test_the_shortest_time_is_not_endless(reader: Callable[..., LongReader]) -> None:
    with pytest.raises(Unavailable):
        await asyncio.wait_for(reader(0.0001)(endless), PATIENCE)


@pytest.mark.anyio
@pytest.mark.parametrize("error", [StopIteration, StopAsyncIteration, GeneratorExit, KeyError])
async def test_whatever_a_read_raises_is_delivered(
    reader: Callable[..., LongReader], error: type[BaseException]
) -> None:
    def raises(_connection: Connection) -> None:
        raise error

    reading = reader(PATIENCE)
    for _ in range(2):
        with pytest.raises(RuntimeError if error is StopIteration else error):
            await asyncio.wait_for(reading(raises), PATIENCE)
    assert reading._now == 0
    assert await asyncio.wait_for(reading(lambda connection: connection.scalar(text("SELECT 1"))), PATIENCE) == 1


@pytest.mark.anyio
async def test_a_long_read_sees_one_moment(reader: Callable[..., LongReader], service: Service) -> None:
    reached, go = threading.Event(), threading.Event()

    def twice(connection: Connection) -> tuple[Any, Any]:
        count = text("SELECT count(*) FROM sources")
        first = connection.scalar(count)
        reached.set()
        go.wait(PATIENCE)
        return first, connection.scalar(count)

    reading = asyncio.create_task(reader(PATIENCE)(twice))
    await asyncio.to_thread(reached.wait, PATIENCE)
    with service.client("write") as client:
        created = await asyncio.to_thread(client.post, "/v1/sources", json={"title": "New", "kind": "speech"})
    go.set()
    assert created.status_code == httpx.codes.CREATED
    first, second = await reading
    assert first == second


@on_sqlite
def test_a_long_read_seldom_waits_for_threads_that_run_python(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = list[float]()

    def look() -> float:
        looks.append(0.0)
        return looks[-1]

    monkeypatch.setattr(engines, "time", SimpleNamespace(monotonic=look))
    engine = reading_engine(database_url, connections=1, seconds=PATIENCE)
    with engine.begin() as connection:
        begun = len(looks)
        connection.scalar(NUMBERS, {"last": 500_000})
    engine.dispose()
    assert 1 <= len(looks) - begun <= 50


def test_a_long_read_cannot_write(database_url: str) -> None:
    engine = reading_engine(database_url, connections=1, seconds=PATIENCE)
    with pytest.raises(DBAPIError, match=r"read.?only"), engine.begin() as connection:
        connection.execute(text("DELETE FROM topics"))
    engine.dispose()
