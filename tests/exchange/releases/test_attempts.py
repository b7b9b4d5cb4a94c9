"""Releases that are not there: being made, or failed and why, whatever became of the process."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, update

from app.exchange.releases import attempts, jobs
from app.exchange.releases.attempts import note_attempt
from app.exchange.releases.making import Made
from app.tables.releases import ReleaseAttempt
from tests.cli.conftest import Pacta, folder, pacta
from tests.conftest import Serve
from tests.databases import Databases
from tests.exchange.releases.conftest import Releasing
from tests.refusals import refused
from tests.serving import PATIENCE, Service

__all__ = ["folder", "pacta"]
LONG_AGO = "2020-01-01T00:00:00.000000Z"


def await_state(client: httpx.Client, version: str, state: str) -> dict[str, Any]:
    """Return what is said of a release that is not there, once it is in a state."""
    end = time.monotonic() + PATIENCE
    while (told := refused(client.get(f"/v1/releases/{version}"), 404, "not-found")["release"])["state"] != state:
        assert time.monotonic() < end, told
        time.sleep(0.02)
    assert told["version"] == version
    return dict(told)


@contextmanager
def making_with(monkeypatch: pytest.MonkeyPatch, make_release: Any) -> Iterator[None]:
    """Let requests make releases otherwise, and wait for none."""
    with monkeypatch.context() as patching:
        patching.setattr(jobs, "PATIENCE", 0.05)
        patching.setattr(jobs, "make_release", make_release)
        yield


def next_version(admin: httpx.Client) -> str:
    """Return the version that can be made next."""
    items = admin.get("/v1/releases").json()["items"]
    return str(int(items[0]["version"].partition(".")[0]) + 1) if items else "1"


@pytest.mark.parametrize(
    ("fault", "told"), [(OSError("/secret/folder"), attempts.FOLDER), (ValueError("a secret"), attempts.UNEXPECTED)]
)
def test_one_that_failed_says_why_and_can_be_made_again(
    releasing: Releasing, monkeypatch: pytest.MonkeyPatch, fault: Exception, told: str
) -> None:
    go_on = threading.Event()

    def fail(*_arguments: Any) -> Made:
        assert go_on.wait(PATIENCE)
        raise fault

    with releasing.service.client("admin") as admin:
        version = next_version(admin)
        with making_with(monkeypatch, fail):
            location = admin.post("/v1/releases", json={"version": version}).headers["location"]
            go_on.set()
            assert await_state(admin, version, "failed")["reason"] == told
        assert admin.post("/v1/releases", json={"version": version}).status_code == httpx.codes.CREATED
        assert admin.get(location).status_code == httpx.codes.OK


def test_what_failed_is_known_after_a_restart_and_can_be_made_again(
    databases: Databases, backend: str, serving: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, fails, held = databases.create(backend, seeded=True), threading.Event(), threading.Event()

    def make(_connection: Connection, _edition: Any, _folder: Path, watch: Any) -> Made:
        held.set()
        while not fails.wait(0.01):
            watch("pledges.csv")
        raise OSError

    def served() -> Any:
        return serving(url, releases=str(tmp_path))

    with making_with(monkeypatch, make):
        with served() as service, service.client("admin") as admin:
            admin.post("/v1/releases", json={"version": "1"}).raise_for_status()
            assert held.wait(PATIENCE)
            assert await_state(admin, "1", "being_made")["reason"] is None
        with served() as service, service.client("admin") as admin:
            assert await_state(admin, "1", "failed")["reason"] == attempts.STOPPED
            fails.set()
            admin.post("/v1/releases", json={"version": "1"})
            assert await_state(admin, "1", "failed")["reason"] == attempts.FOLDER
    with served() as service, service.client("admin") as admin:
        assert await_state(admin, "1", "failed")["reason"] == attempts.FOLDER
        assert admin.post("/v1/releases", json={"version": "1"}).status_code == httpx.codes.CREATED
        assert service.write(_forgotten)
    databases.drop(url)


def _forgotten(connection: Connection) -> bool:
    return not attempts.all_attempts().on(connection, {})


def be_silent(service: Service) -> None:
    """Let no process have been heard of for long."""
    silent = update(ReleaseAttempt).values(heard_at=LONG_AGO)
    service.write(lambda connection: connection.execute(silent).rowcount)


def test_one_whose_process_was_killed_has_failed(releasing: Releasing) -> None:
    with releasing.service.client() as reader:
        releasing.service.write(note_attempt, "70")
        assert await_state(reader, "70", "being_made")["reason"] is None
        be_silent(releasing.service)
        assert await_state(reader, "70", "failed") | {"at": LONG_AGO, "reason": attempts.STOPPED} == (
            await_state(reader, "70", "failed")
        )


def test_one_that_takes_long_is_heard_of(releasing: Releasing, monkeypatch: pytest.MonkeyPatch) -> None:
    held, fails = threading.Event(), threading.Event()

    def make(*_arguments: Any) -> Made:
        held.set()
        assert fails.wait(PATIENCE)
        raise OSError

    monkeypatch.setattr(jobs, "BEAT", 0.05)
    with releasing.service.client("admin") as admin, making_with(monkeypatch, make):
        version = next_version(admin)
        admin.post("/v1/releases", json={"version": version}).raise_for_status()
        assert held.wait(PATIENCE)
        be_silent(releasing.service)
        await_state(admin, version, "being_made")
        fails.set()
        await_state(admin, version, "failed")


def test_the_command_keeps_why_one_failed(pacta: Pacta, releasing: Releasing, tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.touch()
    variables = {"PACTA_DATABASE_URL": releasing.service.database_url, "PACTA_RELEASES": str(blocked)}
    done = pacta("release", "create", "80", **variables)
    assert (done.code, str(blocked) in done.err) == (1, True)
    with releasing.service.client() as reader:
        assert await_state(reader, "80", "failed")["reason"] == attempts.FOLDER
    listed = pacta("release", "list", **variables)
    assert f"V80 was not made: {attempts.FOLDER}" in listed.err
    told = pacta("release", "list", "--json", **variables).json["not_there"][0]
    assert (told["version"], told["state"], told["reason"]) == ("80", "failed", attempts.FOLDER)
