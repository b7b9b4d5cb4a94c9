"""PostgreSQL goes away and comes back under the running service: who asks meanwhile is told to come again."""

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from tests.conftest import Serve
from tests.databases import Databases
from tests.db.conftest import on_postgresql
from tests.postgresql import SETTING, PostgresqlServer
from tests.refusals import refused
from tests.serving import PATIENCE, Service
from tests.soundness import assert_sound

pytestmark = on_postgresql
TOPIC = {"name": "A topic"}


@pytest.fixture
def server(backend: str) -> Iterator[PostgresqlServer]:
    """Return a server of the test's own: others may be using the shared one."""
    with PostgresqlServer(wheel_only=os.environ.get(SETTING) == "wheel") as server:
        yield server


@pytest.fixture
def database_url(server: PostgresqlServer, tmp_path: Path) -> str:
    """Return a database on it that keeps what it acknowledged when it is killed, as one in operation does."""
    url = Databases(tmp_path, lambda: server).create("postgresql")
    database = sql.Identifier(make_url(url).database or "")
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit TO on").format(database))
    return url


OUTCOME_UNKNOWN = "/problems/outcome-unknown"


class Traffic:
    """Clients that write and read without a pause, and what they were told."""

    def __init__(self, service: Service) -> None:
        self.acknowledged: list[str] = []
        self.refused = 0
        self._service = service
        self._stop = threading.Event()
        self._threads = ThreadPoolExecutor(4)
        self._running = [self._threads.submit(self._write, name) for name in ("ana", "ben")]
        paths = ("/v1/topics", "/v1/topics?count=exact&limit=1")
        self._running += [self._threads.submit(self._read, path) for path in paths]

    def _write(self, name: str) -> None:
        with self._service.client("write") as client:
            for number in range(10_000):
                if self._stop.is_set():
                    return
                answer = client.put(f"/v1/topics/{name}-{number}", json=TOPIC)
                if self._was_carried_out(answer, httpx.codes.CREATED):
                    self.acknowledged.append(f"{name}-{number}")

    def _read(self, path: str) -> None:
        with self._service.client() as client:
            while not self._stop.is_set():
                self._was_carried_out(client.get(path), httpx.codes.OK)

    def _was_carried_out(self, answer: httpx.Response, expected: int) -> bool:
        if answer.status_code == expected:
            return True
        if answer.request.method == "PUT" and answer.json()["type"] == OUTCOME_UNKNOWN:
            # The server went away between COMMIT and its answer, and was not back in time to be asked.
            assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
        else:
            refused(answer, 503, "unavailable")
            assert answer.headers["retry-after"] == "1"
        self.refused += 1
        time.sleep(0.02)
        return False

    def flows(self) -> None:
        """Wait until writes are acknowledged."""
        before, end = len(self.acknowledged), time.monotonic() + PATIENCE
        while len(self.acknowledged) < before + 10:
            assert time.monotonic() < end, "nothing is acknowledged any more"
            time.sleep(0.01)

    def is_refused(self) -> None:
        """Wait until a client was refused."""
        end = time.monotonic() + PATIENCE
        while self.refused == 0:
            assert time.monotonic() < end, "nobody is refused"
            time.sleep(0.01)

    def stop(self) -> None:
        """Send the clients away; raises what they met."""
        self._stop.set()
        for running in self._running:
            running.result(PATIENCE)
        self._threads.shutdown()


def test_the_service_survives_a_crash_of_its_database(
    server: PostgresqlServer, database_url: str, serving: Serve
) -> None:
    with serving(database_url) as service:
        traffic = Traffic(service)
        traffic.flows()
        server.stop(immediate=True)
        traffic.is_refused()
        server.start()
        traffic.flows()
        traffic.stop()
        # Not one restart of the service later, everything works: its own key, hot and long reads, the writer.
        with service.client("write") as client:
            for name in traffic.acknowledged:
                assert client.get(f"/v1/topics/{name}").json()["version"] == 1
            counted = client.get("/v1/topics?count=exact").json()["count"]
            assert client.put("/v1/topics/at-last", json=TOPIC).status_code == httpx.codes.CREATED
    assert counted >= len(traffic.acknowledged)
    assert_sound(database_url)


def test_while_the_database_is_away_clients_are_told_to_come_again(
    server: PostgresqlServer, database_url: str, serving: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How long a hot read waits for a connection before it gives up.
    monkeypatch.setattr("app.db.reader.PATIENCE", 0.5)
    with serving(database_url) as service, service.client("write") as client, service.client() as anonymous:
        assert client.put("/v1/topics/first", json=TOPIC).status_code == httpx.codes.CREATED
        server.stop()
        for answer in (
            anonymous.get("/v1/topics/first"),
            anonymous.get("/v1/topics?tag=a&tag=b"),
            client.put("/v1/topics/second", json=TOPIC),
        ):
            refused(answer, 503, "unavailable")
            assert answer.headers["retry-after"] == "1"
        monkeypatch.undo()
        server.start()
        end = time.monotonic() + PATIENCE
        while anonymous.get("/v1/topics/first").status_code != httpx.codes.OK:
            assert time.monotonic() < end, "reads do not recover"
        assert client.put("/v1/topics/second", json=TOPIC).status_code == httpx.codes.CREATED
