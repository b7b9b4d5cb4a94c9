"""The application served as in operation: by uvicorn, over a socket, with its writer and its readers."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

import httpx
import uvicorn
from fastapi import FastAPI
from sqlalchemy import Connection
from typing_extensions import override

from app.access.keys import create_key
from app.db.database import Database
from app.http.server.configuration import configuration
from app.main import create_app
from app.settings import Settings
from app.vocabulary import Scope
from tests.contract import Contract
from tests.engines import ENGINES

P = ParamSpec("P")
R = TypeVar("R")

PATIENCE = 60.0
"""Seconds after which something that should take milliseconds counts as hung: on a busy machine it may take some."""


@dataclass(frozen=True)
class Service:
    """A running service: where it is, what it runs on, and a key of each scope."""

    app: FastAPI
    host: str
    port: int
    database_url: str
    keys: Mapping[str, str]
    contract: Contract

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def database(self) -> Database:
        """What the service reads and writes through."""
        database: Database = self.app.state.database
        return database

    def write(self, command: Callable[Concatenate[Connection, P], R], *arguments: P.args, **options: P.kwargs) -> R:
        """Run `command(connection, …)` in the service's writer, as a request does, and wait for its commit."""

        async def written() -> R:
            return await self.database.write(command, *arguments, **options)

        return asyncio.run(written())

    def client(self, key: str | None = None, **options: Any) -> httpx.Client:
        """Return a client with the key of a scope (None: without), whose every answer is held to the contract."""
        # Not compressed, which takes time: what compresses has tests of its own.
        headers = {"Accept-Encoding": "identity"}
        if key is not None:
            headers["Authorization"] = f"Bearer {self.keys[key]}"
        return httpx.Client(
            base_url=self.url,
            headers=headers | options.pop("headers", {}),
            timeout=options.pop("timeout", PATIENCE),
            # No settings of the machine, and no certificates, whose loading takes longer than most tests.
            trust_env=False,
            verify=False,  # noqa: S501 - there is no TLS here
            event_hooks={"response": [self.contract.check]},
            **options,
        )


class PromptServer(uvicorn.Server):
    """A server that stops once it is asked to: uvicorn looks for that each tenth of a second, and waits for another."""

    _loop: asyncio.AbstractEventLoop | None = None

    @override
    async def main_loop(self) -> None:
        """Return once the server has been asked to stop."""
        self._asked = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        both = [asyncio.ensure_future(waiting) for waiting in (super().main_loop(), self._asked.wait())]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for waiting in both:
            waiting.cancel()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what is idle and stop; as uvicorn does where somebody still waits for an answer."""
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(0)
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
            return
        for server in self.servers:
            server.close()
            await server.wait_closed()
        await self.lifespan.shutdown()

    def stop(self) -> None:
        """Ask it to stop, from another thread."""
        self.should_exit = True
        # Where its loop has not begun, it looks there first of all.
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._asked.set)


@contextmanager
def serve(database_url: str, contract: Contract, **settings: Any) -> Iterator[Service]:
    """Serve the application on a migrated database while the context lasts; `settings` as in `Settings`."""
    keys = make_keys(database_url)
    # Nobody pulls the plug on these: what outlives that is tried with services of their own (tests/db).
    # Webhooks are delivered where a test is about them.
    usual = {"synchronous": "normal", "webhooks": False, "slow_read_seconds": PATIENCE}
    given: dict[str, Any] = {"database_url": database_url, **usual} | settings
    app = create_app(Settings(**given))
    listening = socket.create_server(("127.0.0.1", 0))
    host, port = listening.getsockname()[:2]
    server = PromptServer(configuration(app))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="served")
    thread.start()
    try:
        _await(lambda: server.started, thread)
        # It begins with a look for what others import, and tests count reads.
        _await(lambda: not app.state.database.read._now, thread)
        yield Service(app, host, port, database_url, keys, contract)
    finally:
        server.stop()
        thread.join(PATIENCE)
        listening.close()
        assert not thread.is_alive(), "the service did not stop"
    for used in (app.state.database.write, app.state.database.read):
        ENGINES.give_back(used.engine)


def _await(condition: Callable[[], bool], thread: threading.Thread) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert thread.is_alive(), "the service did not start: its log says why"
        assert time.monotonic() < end, "the service took too long to start"
        time.sleep(0.002)


def make_keys(database_url: str) -> dict[str, str]:
    """Make a key of each scope, labelled as "the … key", and return the secrets by scope."""
    with ENGINES.lent(ENGINES.writing_engine(database_url)) as engine, engine.begin() as connection:
        return {scope.value: create_key(connection, f"the {scope.value} key", [scope]) for scope in Scope}
