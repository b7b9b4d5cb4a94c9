"""The database gives up a whole transaction: everybody in it is told, nothing is there, and the next one works."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import Connection, create_engine, event, text

from app.db.writing.writer import Writer
from app.errors import PactaError, StorageFull, Unavailable
from app.http.idempotency import Repeatable, once
from app.write_result import WriteResult
from tests.db.conftest import Recorded, on_postgresql, on_sqlite
from tests.refusals import refused
from tests.serving import PATIENCE, Service
from tests.writing import Gate, in_one_group, put, writing

pytestmark = pytest.mark.anyio
LONG = "x" * 20_000
"""A text that takes several pages of an SQLite file."""


def meeting(record: str, summary: str | None = None) -> Callable[[Connection], WriteResult]:
    """Return the command that writes a meeting."""
    return partial(put, collection="meetings", record=record, title=record, form="call", status="held", summary=summary)


class Room:
    """How many more pages SQLite may add to its file, on every connection of a writer."""

    def __init__(self, writer: Writer) -> None:
        self.limit = 2**30
        self._pages = 0
        event.listen(writer.engine, "connect", self._set)

    def _set(self, connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={self.limit}")

    def end_after(self, pages: int) -> Callable[[Connection], None]:
        """Return the command that lets the file grow by so many pages and no more."""

        def end(connection: Connection) -> None:
            self.limit = connection.exec_driver_sql("PRAGMA page_count").scalar_one() + pages
            connection.exec_driver_sql(f"PRAGMA max_page_count={self.limit}")

        return end

    def make(self) -> None:
        """Let the file grow again."""
        self.limit = 2**30


@on_sqlite
async def test_when_the_disk_is_full_nothing_of_the_group_is_written(writer: Writer, recorded: Recorded) -> None:
    room = Room(writer)
    await writer(meeting("first"))
    await writer(room.end_after(15))
    outcomes = await in_one_group(writer, meeting("fits"), meeting("does-not", LONG), meeting("after"))
    assert [type(outcome) for outcome in outcomes] == [StorageFull] * 3
    assert recorded() == ["first"]

    # The writer begins anew, on a disk that is still full.
    with pytest.raises(StorageFull):
        await writer(meeting("still-does-not", LONG))
    room.make()
    await writer(meeting("does-now", LONG))
    assert recorded() == ["first", "does-now"]


@on_sqlite
async def test_a_full_disk_under_an_idempotency_key_is_told_as_such(writer: Writer, recorded: Recorded) -> None:
    # The savepoint around the command is gone with the transaction: leaving it fails in its own words.
    room = Room(writer)
    await writer(room.end_after(5))
    repeatable = Repeatable("key", "once", "fingerprint")
    outcomes = await in_one_group(
        writer, meeting("before"), lambda connection: once(connection, repeatable, meeting("does-not", LONG))
    )
    assert [type(outcome) for outcome in outcomes] == [StorageFull] * 2
    assert recorded() == []


@on_postgresql
async def test_a_full_disk_on_postgresql_refuses_the_command_alone(writer: Writer, recorded: Recorded) -> None:
    def full(connection: Connection) -> None:
        put(connection, "topics", "half", name="Half")
        connection.execute(text("DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$"))

    _before, refusal, _after = await in_one_group(writer, meeting("before"), full, meeting("after"))
    assert isinstance(refusal, StorageFull)
    assert recorded() == ["before", "after"]


def terminate_backend(connection: Connection) -> None:
    """Kill the connection's backend from another connection, as an operator would."""
    pid = connection.scalar(text("SELECT pg_backend_pid()"))
    with other_connection(str(connection.engine.url.render_as_string(hide_password=False))) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


@contextmanager
def other_connection(database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


@on_postgresql
@pytest.mark.parametrize("place", [1, 2], ids=["amid the group", "before its commit"])
async def test_a_killed_backend_loses_its_group_alone(writer: Writer, recorded: Recorded, place: int) -> None:
    await writer(meeting("first"))
    group: list[Any] = [meeting("before"), meeting("after")]
    group.insert(place, terminate_backend)
    outcomes = await in_one_group(writer, *group)
    assert [type(outcome) for outcome in outcomes] == [Unavailable] * 3
    assert recorded() == ["first"]
    await writer(meeting("next"))
    assert recorded() == ["first", "next"]


@on_postgresql
async def test_a_backend_that_died_while_nobody_wrote_costs_nobody_a_refusal(
    writer: Writer, recorded: Recorded
) -> None:
    pid = await writer(lambda connection: connection.scalar(text("SELECT pg_backend_pid()")))
    with other_connection(writer.engine.url.render_as_string(hide_password=False)) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    await writer(meeting("next"))
    assert recorded() == ["next"]


def limits(connection: Connection) -> dict[str, str]:
    names = ("idle_in_transaction_session_timeout", "statement_timeout", "lock_timeout", "transaction_isolation")
    return {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in names}


@on_postgresql
async def test_the_writers_connection_has_its_limits(writer: Writer) -> None:
    assert await writer(limits) == {
        "idle_in_transaction_session_timeout": "10s",
        "statement_timeout": "30s",
        "lock_timeout": "30s",
        # In a stricter isolation the snapshot would be older than the lock.
        "transaction_isolation": "read committed",
    }


@on_postgresql
async def test_a_hung_writer_does_not_keep_the_others_out(
    fresh_database_url: str, writer: Writer, recorded: Recorded
) -> None:
    gate = Gate()

    def hang(connection: Connection) -> None:
        put(connection, "topics", "hung", name="Hung")
        connection.exec_driver_sql("SET idle_in_transaction_session_timeout = '300ms'")
        gate(connection)

    hung = asyncio.create_task(writer(hang))
    await gate.reached()
    with writing(fresh_database_url) as other:
        # Waits for the lock, which the database takes from the one that hangs.
        await asyncio.wait_for(other(meeting("next")), PATIENCE)
    gate.open()
    with pytest.raises(Unavailable):
        await hung
    await writer(meeting("recovered"))
    assert recorded() == ["next", "recovered"]


class Held:
    """A service whose writer is held while requests are sent, so that they share a transaction."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._gate = Gate()
        self._threads = ThreadPoolExecutor(16)
        self._asked: list[Future[Any]] = []
        self._ask(self._gate)
        self._when(self._gate._reached.is_set)

    def _ask(self, command: Callable[[Connection], Any]) -> "Future[Any]":
        async def ask() -> Any:
            return await self.service.database.write(command)

        return self._threads.submit(asyncio.run, ask())

    def _when(self, condition: Callable[[], bool]) -> None:
        waiting = threading.Event()
        for _ in range(int(PATIENCE * 500)):
            if condition():
                return
            waiting.wait(0.002)
        raise AssertionError("it never came to be")

    def _queued(self, asked: "Future[Any]") -> None:
        self._asked.append(asked)
        self._when(lambda: self.service.database.write._queue.qsize() == len(self._asked))

    def command(self, command: Callable[[Connection], Any]) -> None:
        """Hand a command to the writer, after what was asked before."""
        self._queued(self._ask(command))

    def request(self, client: httpx.Client, path: str, body: dict[str, Any]) -> None:
        """Send a request that writes, after what was asked before."""
        self._queued(self._threads.submit(client.put, path, json=body))

    def outcomes(self) -> list[Any]:
        """Let the writer go; return the answers and errors in the order they were asked for."""
        self._gate.open()
        outcomes = [asked.exception(PATIENCE) or asked.result() for asked in self._asked]
        self._threads.shutdown()
        return outcomes


def call(summary: str | None = None) -> dict[str, Any]:
    return {"title": "A call", "form": "call", "status": "held", "summary": summary}


@on_sqlite
def test_clients_are_told_that_there_is_no_room(fresh_service: Service) -> None:
    room = Room(fresh_service.database.write)
    with fresh_service.client("write") as client:
        held = Held(fresh_service)
        held.command(room.end_after(15))
        for name, summary in {"fits": None, "does-not": LONG, "after": None}.items():
            held.request(client, f"/v1/meetings/{name}", call(summary))
        told, *answers = held.outcomes()
        assert isinstance(told, StorageFull)
        for answer in answers:
            problem = refused(answer, 507, "storage-full")
            assert answer.headers["retry-after"] == "60"
            assert "SQL" not in str(problem)
        assert client.get("/v1/meetings").json()["items"] == []
        room.make()
        assert client.put("/v1/meetings/does-now", json=call(LONG)).status_code == httpx.codes.CREATED


@on_postgresql
def test_clients_are_told_that_the_backend_was_killed(fresh_service: Service) -> None:
    with fresh_service.client("write") as client:
        assert client.put("/v1/meetings/first", json=call()).status_code == httpx.codes.CREATED
        held = Held(fresh_service)
        held.request(client, "/v1/meetings/before", call())
        held.command(terminate_backend)
        held.request(client, "/v1/meetings/after", call())
        before, killed, after = held.outcomes()
        assert isinstance(killed, PactaError)
        for answer in (before, after):
            refused(answer, 503, "unavailable")
            assert answer.headers["retry-after"] == "1"
        assert [item["id"] for item in client.get("/v1/meetings").json()["items"]] == ["first"]
        assert client.put("/v1/meetings/next", json=call()).status_code == httpx.codes.CREATED


@on_postgresql
def test_reads_recover_from_killed_backends(fresh_service: Service) -> None:
    engine = create_engine(fresh_service.database_url)
    with fresh_service.client("write") as client:
        assert client.put("/v1/meetings/first", json=call()).status_code == httpx.codes.CREATED
        for _ in range(3):
            assert client.get("/v1/meetings?count=exact").json()["count"] == 1
            with engine.begin() as connection:
                connection.exec_driver_sql(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            # Hot reads, long reads and the key's own: all find their connections dead.
            answers = [client.get(path) for path in ("/v1/meetings/first", "/v1/meetings", "/v1/search?q=first")]
            assert [answer.status_code for answer in answers] == [200, 200, 200]
    engine.dispose()
