"""How many connections are held: who waits for nothing makes room, and nobody is let in where all are busy."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from sqlalchemy import Connection

from tests.api.conftest import on_one_database
from tests.conftest import Serve
from tests.http.conversation import Conversation, conversing, head
from tests.serving import PATIENCE, Service

pytestmark = on_one_database
ROOM = 8
HEALTH = "GET /healthz"
WRITE = ("POST /v1/topics", "Content-Type: application/json", "Content-Length: 13")


@pytest.fixture
def narrow(fresh_database_url: str, serving: Serve) -> Iterator[Service]:
    """Return a service that holds few connections."""
    with serving(fresh_database_url, connections=ROOM) as service:
        yield service


@contextmanager
def several(service: Service, sent: bytes, count: int = ROOM) -> Iterator[list[Conversation]]:
    """Open connections, one after the other, and send something on each."""
    with ExitStack() as stack:
        yield [stack.enter_context(conversing(service, sent)) for _ in range(count)]


def is_served(client: Conversation, service: Service) -> bool:
    # The server's clock counts milliseconds.
    time.sleep(0.002)
    client.send(head(service, HEALTH))
    return client.answer().status == 200


def test_who_waited_longest_makes_room(narrow: Service) -> None:
    with several(narrow, b"") as clients:
        # One after the other, and then the first is not the one that waited longest any more.
        assert all(is_served(client, narrow) for client in [*clients, clients[0]])
        with conversing(narrow) as newcomer:
            assert is_served(newcomer, narrow)
            assert clients[1].is_closed()
            assert all(is_served(client, narrow) for client in (clients[0], *clients[2:]))


def test_who_was_served_is_waited_for_longer(narrow: Service) -> None:
    with conversing(narrow) as client:
        assert is_served(client, narrow)
        with several(narrow, b"", 3 * ROOM):
            assert is_served(client, narrow)


@pytest.mark.parametrize(
    "sent", [b"", b"GET /he", b"POST /v1/topics HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"], ids=ascii
)
def test_those_who_never_end_lock_nobody_out(narrow: Service, sent: bytes) -> None:
    with several(narrow, sent, 5 * ROOM), narrow.client() as client:
        assert client.get("/healthz").status_code == 200


@contextmanager
def busy(service: Service) -> Iterator[None]:
    """Let nothing be written while the context lasts."""
    begun, over = threading.Event(), threading.Event()

    def wait(_connection: Connection) -> None:
        begun.set()
        over.wait(PATIENCE)

    waiting = threading.Thread(target=service.write, args=(wait,))
    waiting.start()
    try:
        assert begun.wait(PATIENCE)
        yield
    finally:
        over.set()
        waiting.join()


def test_where_all_are_busy_there_is_no_room(narrow: Service) -> None:
    asked = head(narrow, *WRITE, key="write") + b'{"name": "A"}'
    with ExitStack() as stack:
        with busy(narrow):
            clients = stack.enter_context(several(narrow, asked))
            await_commands(narrow, ROOM)
            with conversing(narrow, head(narrow, HEALTH)) as newcomer:
                newcomer.problem(503, "unavailable")
                assert newcomer.is_closed()
        assert sorted(client.answer().status for client in clients) == [201] * ROOM
        with conversing(narrow) as newcomer:
            assert is_served(newcomer, narrow)


def await_commands(service: Service, count: int) -> None:
    """Wait until as many commands wait for the writer."""
    end = time.monotonic() + PATIENCE
    while service.database.write._queue.qsize() < count:
        assert time.monotonic() < end
        time.sleep(0.005)
