"""The image, as far as it goes without an engine: each step of the Dockerfile is tried here, below a folder of its own.

Two things differ: the packages of the lock file are not fetched again but borrowed from the environment that runs the
tests (and have to be the same ones), and the account of the second stage is not made.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from app.settings import Settings
from tests.serving import PATIENCE

ROOT = Path(__file__).parent.parent
# Where the image keeps the environment and the data; in here, folders of the same names below another one.
ENVIRONMENT, DATA = "/opt/pacta", "/data"


class Step(NamedTuple):
    instruction: str
    value: str


def stages() -> list[list[Step]]:
    """Return the steps of the Dockerfile, stage by stage."""
    lines = (line for line in (ROOT / "Dockerfile").read_text().splitlines() if not line.startswith("#"))
    found: list[list[Step]] = []
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        if line.startswith("FROM "):
            found.append([])
        if line:
            found[-1].append(Step(*line.split(maxsplit=1)))
    return found


BUILD, IMAGE = stages()


def values(stage: list[Step], instruction: str) -> list[str]:
    return [step.value for step in stage if step.instruction == instruction]


def value(instruction: str) -> str:
    """Return the one value that the image has of an instruction."""
    (only,) = values(IMAGE, instruction)
    return only


def image_variables() -> dict[str, str]:
    return dict(setting.split("=", maxsplit=1) for setting in value("ENV").split())


class Container(NamedTuple):
    """A folder with the files of the image, and the variables its programs see."""

    folder: Path
    variables: dict[str, str]

    def start(self, command: str, output: Path) -> subprocess.Popen[bytes]:
        """Start an instruction's command, a JSON list, as the engine does."""
        program, *arguments = json.loads(command)
        found = shutil.which(program, path=self.variables["PATH"])
        assert found
        with output.open("wb") as file:
            return subprocess.Popen(
                [found, *arguments], env=self.variables, cwd=self.folder / "data", stdout=file, stderr=file
            )

    def is_healthy(self) -> bool:
        command = value("HEALTHCHECK").partition("CMD ")[2]
        return self.start(command, self.folder / "health").wait(PATIENCE) == 0


def run(command: str, folder: Path) -> str:
    """Run a RUN step in a folder, with the Python of these tests, and return what it said."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    finished = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


@pytest.fixture
def container(tmp_path: Path) -> Container:
    """Take the steps of the first stage, and return what the second stage would start with."""
    folder, environment = tmp_path / "build", tmp_path / "environment"
    folder.mkdir()
    for step in BUILD:
        match step.instruction:
            case "COPY":
                *sources, destination = step.value.split()
                for source in sources:
                    if (ROOT / source).is_dir():
                        shutil.copytree(ROOT / source, folder / destination)
                    else:
                        shutil.copy(ROOT / source, folder / destination)
            case "RUN" if "--require-hashes" in step.value:
                said = run(f"{step.value.replace(f'{ENVIRONMENT}/bin/python', sys.executable)} --dry-run", folder)
                assert "Would install" not in said
                lend_packages(environment)
            case "RUN":
                run(step.value.replace(ENVIRONMENT, str(environment)), folder)
            case _:
                assert step.instruction in {"FROM", "WORKDIR"}
    # Nothing of it may be needed any more.
    shutil.rmtree(folder)
    (tmp_path / "data").mkdir()
    return Container(tmp_path, variables(environment, tmp_path / "data"))


def lend_packages(environment: Path) -> None:
    """Let the image's environment see the packages of this one, but not the repository that is installed in it."""
    (packages,) = environment.glob("lib/python3.*/site-packages")
    # Path files in a folder that a path file names are not followed.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))


def variables(environment: Path, data: Path) -> dict[str, str]:
    """Return the image's variables, with this folder's places and a free port for its own."""
    own = image_variables()
    for image_place, place in {ENVIRONMENT: str(environment), DATA: str(data), "$PATH": os.environ["PATH"]}.items():
        own = {name: setting.replace(image_place, place) for name, setting in own.items()}
    with socket.create_server(("127.0.0.1", 0)) as free:
        return own | {"PACTA_PORT": str(free.getsockname()[1])}


@pytest.fixture
def serving(container: Container) -> Iterator[subprocess.Popen[bytes]]:
    process = container.start(value("CMD"), container.folder / "log")
    yield process
    process.kill()
    process.wait()


def test_what_is_copied_exists_and_is_not_ignored() -> None:
    allowed = (ROOT / ".dockerignore").read_text().splitlines()
    for words in values(BUILD, "COPY"):
        for source in words.split()[:-1]:
            assert (ROOT / source).exists()
            assert f"!{source.rstrip('/')}" in allowed


def test_the_environment_is_copied_to_where_it_was_made() -> None:
    # Its programs name their Python by the full path.
    assert value("COPY") == f"--from=build {ENVIRONMENT} {ENVIRONMENT}"
    assert values(BUILD, "FROM") == [f"{value('FROM')} AS build"]
    assert image_variables()["PATH"] == f"{ENVIRONMENT}/bin:$PATH"


def test_the_settings_are_accepted_and_agree_with_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {name: setting for name, setting in image_variables().items() if name.startswith("PACTA_")}
    for name, setting in own.items():
        assert name.removeprefix("PACTA_").lower() in Settings.model_fields
        monkeypatch.setenv(name, setting)
    settings = Settings()
    assert settings.database_url.startswith(f"sqlite:///{value('VOLUME')}/")
    assert settings.host == "0.0.0.0"  # noqa: S104 - a container is reached from outside, or not at all
    assert str(settings.port) == value("EXPOSE")


def test_it_does_not_run_as_root() -> None:
    (preparation,) = values(IMAGE, "RUN")
    assert f"{value('VOLUME')} --shell /usr/sbin/nologin {value('USER')}" in preparation
    assert value("USER") not in {"root", "0"}


def test_it_serves_what_it_was_built_with(container: Container, serving: subprocess.Popen[bytes]) -> None:
    patience = time.monotonic() + PATIENCE
    while not container.is_healthy():
        log = (container.folder / "log").read_text()
        assert serving.poll() is None, log
        assert time.monotonic() < patience, log

    address = f"http://127.0.0.1:{container.variables['PACTA_PORT']}"
    # The seeds came along, and so did the migrations that made tables for them.
    assert httpx.get(f"{address}/v1/topics", trust_env=False, timeout=PATIENCE).json()["items"]
    assert (container.folder / "data" / "pacta.db").exists()

    serving.send_signal(signal.SIGTERM)
    serving.wait(PATIENCE)
    assert not container.is_healthy()
