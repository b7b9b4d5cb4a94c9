"""Processes beside the tests', started in milliseconds: forked from one that has imported the application already."""

import multiprocessing
import random
import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress

import uvicorn

from app.http.server.configuration import configuration
from app.http.server.request_log import configure
from app.main import create_app
from app.settings import Settings
from tests.serving import PATIENCE

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.processes", "tests.writing", "app.cli.administration.server"])

Within = Callable[[], AbstractContextManager[None]]

START = 3 * PATIENCE
"""Seconds that a start may take on a busy machine: the first one imports the application."""


GRACE = 1
"""Seconds that requests may take to end once it has been asked to."""

PORTS = (10_000, 30_000)
"""Below those that systems choose from."""


def free_port() -> int:
    """Return a port that nobody listens on, and that the system gives to no client that connects meanwhile."""
    while True:
        port = random.randint(*PORTS)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


class ServingProcess:
    """The service in a process of its own, to be killed and started again at the same address."""

    def __init__(self, database_url: str) -> None:
        """Take a free port."""
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._database_url = database_url
        self.within: Within = nullcontext
        """Makes the context in which it serves, in its own process."""

    def start(self) -> None:
        """Start it and wait until it listens."""
        self._process = PROCESSES.Process(target=_serve, args=(self._database_url, self.port, self.within))
        self._process.start()
        end = time.monotonic() + START
        while not self._listens():
            assert self._process.is_alive(), "the service did not start"
            assert time.monotonic() < end, "the service took too long to start"
            time.sleep(0.01)

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    def kill(self) -> None:
        """Kill it (`kill -9`): whatever it was doing, it does not come to an end."""
        self._process.kill()
        self._process.join(PATIENCE)

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self.terminate()
        self._process.join(PATIENCE)
        self._process.kill()


def _serve(database_url: str, port: int, within: Within) -> None:
    configure(Settings(log_format="text", log_level="error"))
    with within():
        _run(database_url, port)


def _run(database_url: str, port: int) -> None:
    app = create_app(Settings(database_url=database_url))
    config = configuration(app)
    config.timeout_graceful_shutdown = GRACE
    server = uvicorn.Server(config)
    server.run(sockets=[socket.create_server(("127.0.0.1", port))])
