"""`pacta serve` in a process of its own, started without waiting for its imports."""

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import httpx

from app.cli import main
from app.settings import settings
from tests.processes import PROCESSES
from tests.serving import PATIENCE

GIVEN = "given-by-the-operator-4711"
"""A first key, for those who want to know it."""


@dataclass(frozen=True)
class Serving:
    """The process, and what it prints."""

    process: ForkServerProcess
    output: Path

    @property
    def events(self) -> list[dict[str, Any]]:
        """The whole lines of its log."""
        lines = self.output.read_text().rpartition("\n")[0].splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def event(self, name: str) -> dict[str, Any] | None:
        """Return the first line of the log about an event."""
        return next((event for event in self.events if event["event"] == name), None)

    def await_start(self) -> httpx.Client:
        """Wait until it serves, and return a client for it."""
        end = time.monotonic() + PATIENCE
        while (serving := self.event("serving")) is None:
            assert self.process.is_alive(), self.output.read_text()
            assert time.monotonic() < end, self.output.read_text()
            time.sleep(0.02)
        return httpx.Client(base_url=serving["address"], trust_env=False, timeout=PATIENCE)

    def send(self, number: int) -> None:
        """Send it a signal."""
        assert self.process.pid is not None
        os.kill(self.process.pid, number)

    def await_end(self) -> int | None:
        """Wait until it has ended, and return its exit code."""
        self.process.join(PATIENCE)
        return self.process.exitcode

    def stop(self, number: int = signal.SIGTERM) -> int | None:
        """Send it a signal, wait for its end, and return its exit code."""
        self.send(number)
        return self.await_end()


@contextmanager
def serving(
    folder: Path,
    terminal: str | None = None,
    files: int | None = None,
    command: Sequence[str] = ("serve",),
    **variables: str,
) -> Iterator[Serving]:
    """Run `pacta serve` in a folder while the context lasts, on a port of its own choice unless told otherwise.

    What it prints goes to a file, or to the terminal device of the name. `files` limits how many it may open. Another
    `command` is run in its place.
    """
    output = folder.parent / f"{folder.name}-output"
    output.write_bytes(b"")
    process = PROCESSES.Process(
        target=_serve, args=(folder, terminal or output, files, command, {"PACTA_PORT": "0"} | variables)
    )
    process.start()
    try:
        yield Serving(process, output)
    finally:
        process.kill()
        process.join()


def _serve(
    folder: Path, output: Path | str, files: int | None, command: Sequence[str], variables: dict[str, str]
) -> None:
    if files is not None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    os.chdir(folder)
    descriptor = os.open(output, os.O_RDWR | os.O_NOCTTY)
    for number in range(3):
        os.dup2(descriptor, number)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))
    for name in [name for name in os.environ if name.startswith("PACTA_")]:
        del os.environ[name]
    os.environ.update(variables)
    settings.cache_clear()
    sys.argv = ["pacta", *command]
    main()


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def may_write(client: httpx.Client, key: str) -> bool:
    return client.put("/v1/topics/of-my-own", json={"name": "Of my own"}, headers=bearer(key)).status_code in {200, 201}


def await_request(service: Serving, address: httpx.URL) -> None:
    """Wait until what was sent before has been taken up: a request that came later has been answered."""
    httpx.get(address.join("/healthz"), trust_env=False, timeout=PATIENCE)
    assert service.process.is_alive()
