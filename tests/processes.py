"""Processes beside the tests', started in milliseconds: forked from one that has imported the application already."""

import multiprocessing
import socket
import time
from contextlib import nullcontext, suppress
from multiprocessing.synchronize import Semaphore

import uvicorn

from app.http.server.configuration import configuration
from app.http.server.request_log import configure
from app.main import create_app
from app.settings import Settings
from tests.following import one_by_one
from tests.serving import PATIENCE

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.processes", "tests.writing", "app.cli.administration.server"])

START = 3 * PATIENCE
"""Seconds that a start may take on a busy machine: the first one imports the application."""


GRACE = 1
"""Seconds that requests may take to end once it has been asked to."""


class ServingProcess:
    """The service in a process of its own, to be killed and started again at the same address."""

    def __init__(self, database_url: str) -> None:
        """Take a free port."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._database_url = database_url
        self.leave: Semaphore | None = None
        """How many documents may follow a rename; None: as many and as fast as there are."""

    def start(self) -> None:
        """Start it and wait until it listens."""
        self._process = PROCESSES.Process(target=_serve, args=(self._database_url, self.port, self.leave))
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


def _serve(database_url: str, port: int, leave: Semaphore | None) -> None:
    configure(Settings(log_format="text", log_level="error"))
    with nullcontext() if leave is None else one_by_one(leave):
        _run(database_url, port)


def _run(database_url: str, port: int) -> None:
    app = create_app(Settings(database_url=database_url))
    config = configuration(app)
    config.timeout_graceful_shutdown = GRACE
    server = uvicorn.Server(config)
    server.run(sockets=[socket.create_server(("127.0.0.1", port))])
