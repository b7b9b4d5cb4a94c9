"""The command line, run in this process: for what is served, see commanding.py."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.cli.administration import server as serving_command
from app.http.server import request_log
from app.settings import settings
from tests.serving import Service

ROOT = Path(__file__).parents[2]


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
    # Logging is set up for the whole process, which here is that of the tests.
    monkeypatch.setattr(request_log, "configure", lambda _settings: None)
    monkeypatch.setattr(serving_command, "configure_libraries", lambda _settings: None)

    def run(*arguments: str, **variables: str) -> Outcome:
        with monkeypatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("PACTA_")]:
                patch.delenv(name)
            # Nobody's own login.
            patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
            patch.delenv("NO_COLOR", raising=False)
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


@pytest.fixture
def here(pacta: Pacta, seeded: Service) -> Pacta:
    """Return what runs a command against the running service that holds the seeds, with a key that may write."""

    def run(*arguments: str, **variables: str) -> Outcome:
        return pacta(*arguments, **{"PACTA_URL": seeded.url, "PACTA_KEY": seeded.keys["write"]} | variables)

    return run
