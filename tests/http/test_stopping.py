"""What becomes, at the end of the time for stopping, of a request that is still being answered."""

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from multiprocessing.synchronize import Event

import httpx
import pytest

from app.db.writing.writer import Writer
from tests.api.conftest import on_one_database
from tests.databases import Databases
from tests.processes import PROCESSES, START, ServingProcess
from tests.serving import PATIENCE, make_keys


@contextmanager
def telling(over: Event) -> Iterator[None]:
    """Tell when the writer is to end: the time for stopping is over then, and nobody waits for it any more."""

    def stop(writer: Writer) -> None:
        over.set()
        ended(writer)

    ended = Writer.stop
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Writer, "stop", stop)
        yield


@on_one_database
def test_a_request_that_takes_too_long_gets_no_answer(databases: Databases, backend: str) -> None:
    url = databases.create(backend)
    key = make_keys(url)["write"]
    head = f"POST /v1/topics HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
    serving, over = ServingProcess(url), PROCESSES.Event()
    serving.within = partial(telling, over)
    serving.start()
    httpx.get(f"{serving.url}/healthz", trust_env=False, timeout=START).raise_for_status()
    try:
        with (
            closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other,
            socket.create_connection(("127.0.0.1", serving.port), PATIENCE) as client,
        ):
            other.execute("BEGIN IMMEDIATE")
            client.sendall(f'{head}Content-Length: 13\r\n\r\n{{"name": "A"}}'.encode())
            # What was sent before has been taken up.
            httpx.get(f"{serving.url}/healthz", trust_env=False, timeout=START).raise_for_status()
            serving.terminate()
            assert over.wait(START)
            other.execute("ROLLBACK")
            assert client.recv(1) == b""
    finally:
        serving.stop()
        databases.drop(url)
