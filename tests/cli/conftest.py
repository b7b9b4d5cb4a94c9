"""The command line, run in this process where nothing is served, and in its own where something is."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.cli import main
from app.settings import settings

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds in which a service must have started, however busy the machine is."""


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed for a script."""
        return json.loads(self.out)


Pacta = Callable[..., Outcome]
"""`pacta("keys", "list", PACTA_DATABASE_URL=url)`: runs a command in an empty folder with these settings."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the empty folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def pacta(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Pacta]:
    """Return what runs a command."""

    def run(*arguments: str, **variables: str) -> Outcome:
        with monkeypatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("PACTA_")]:
                patch.delenv(name)
            for name, value in variables.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["pacta", *arguments])
            settings.cache_clear()
            capfd.readouterr()
            with pytest.raises(SystemExit) as ended:
                main()
        out, err = capfd.readouterr()
        code = ended.value.code
        return Outcome(code if isinstance(code, int) else 0, out, err)

    yield run
    settings.cache_clear()


@dataclass(frozen=True)
class Serving:
    """`pacta serve` in a process of its own."""

    process: subprocess.Popen[bytes]
    output: Path

    @property
    def events(self) -> list[dict[str, Any]]:
        """The lines of its log."""
        return [json.loads(line) for line in self.output.read_text().splitlines() if line.startswith("{")]

    def event(self, name: str) -> dict[str, Any] | None:
        """Return the first line of the log about an event."""
        return next((event for event in self.events if event["event"] == name), None)

    def await_start(self) -> httpx.Client:
        """Wait until it serves, and return a client for it."""
        end = time.monotonic() + PATIENCE
        while (serving := self.event("serving")) is None:
            assert self.process.poll() is None, self.output.read_text()
            assert time.monotonic() < end, self.output.read_text()
            time.sleep(0.02)
        return httpx.Client(base_url=serving["address"], trust_env=False, timeout=10)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, wait for the end, and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def serving(folder: Path, **variables: str) -> Iterator[Serving]:
    """Run `pacta serve` in a folder while the context lasts, on a port of its own choice unless told otherwise."""
    output = folder.parent / f"{folder.name}-output"
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "serve"],
            cwd=folder,
            env=environment(**variables),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Serving(process, output)
    finally:
        process.kill()
        process.wait()


def environment(**variables: str) -> dict[str, str]:
    """Return the variables for `pacta serve` in a process of its own."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PACTA_")}
    return own | {"PYTHONPATH": str(ROOT), "PACTA_PORT": "0"} | variables
