"""Imports that stopped in the middle, with the process that ran them, go on."""

import asyncio
import time
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, select

from app.exchange.imports import batches, jobs
from app.exchange.loading import pieces
from app.tables.imports import Import
from tests.conftest import Serve, Unique
from tests.exchange.test_imports import LINES, PATH, head, lines_of, taken, watched
from tests.refusals import refused
from tests.serving import Service


@pytest.fixture(scope="module")
def service(database_url: str, serving: Serve) -> Iterator[Service]:
    with serving(database_url) as service:
        yield service


def test_an_import_that_was_interrupted_goes_on(
    service: Service, client: httpx.Client, unique: Unique, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (pieces, jobs):
        monkeypatch.setattr(module, "WHOLE", 5)
    monkeypatch.setattr(pieces, "MOST", 5)
    monkeypatch.setattr(pieces, "PIECE_SECONDS", 0.001)
    prefix, before = unique("halfway"), head(client)
    text = lines_of({"topics": [{"id": f"{prefix}-{number}", "name": "Topic"} for number in range(40)]})
    monkeypatch.setattr(service.app.state.imports, "_go_on", lambda: _end_after(client, before + 10))
    started = taken(client.post(PATH, content=text, headers=LINES), 202)
    stopped = watched(client, started["id"], ("stopped",))
    assert 0 < stopped["done"] < 40
    monkeypatch.undo()
    # The same file that waited for it, and wrote nothing, stopped with it.
    twin = taken(client.post(PATH, content=text, headers=LINES, params={"dry_run": True}), 200)
    service.write(_stop_as, twin["id"], started["id"])
    again = taken(client.post(PATH, content=text, headers=LINES))
    assert again["id"] == started["id"]
    assert (again["done"], again["total"], again["state"]) == (40, 40, "done")
    assert client.post(f"{PATH}/{again['id']}/undo").json()["report"]["deleted"] == 40


def _stop_as(connection: Connection, id: int, like: int) -> None:
    options = connection.execute(select(Import.options).where(Import.id == like)).scalar_one()
    batches.change(connection, id, state="stopped", options=options)


def _end_after(client: httpx.Client, number: int) -> None:
    if head(client) > number:
        raise jobs._StoppingError


def test_what_was_under_way_when_the_process_ended_is_stopped(
    service: Service, client: httpx.Client, serving: Serve
) -> None:
    done = taken(client.post(PATH, json={"topics": [{"id": "under-way", "name": "Under way"}]}))
    path = f"{PATH}/{done['id']}"

    def begin_again() -> None:
        service.write(lambda connection: batches.change(connection, done["id"], state="running"))

    begin_again()
    refused(client.post(f"{path}/undo"), 409, "conflict")
    # Another process that starts, or ends, leaves it alone: it was heard of just now.
    with serving(service.database_url):
        service.write(batches.stop_unheard)
    assert client.get(path).json()["state"] == "running"
    # Not heard of for longer than it may be silent, it has ended; what is told of goes on.
    silence = timedelta(seconds=0.01)
    time.sleep(0.02)
    service.write(batches.note_alive, {done["id"]})
    service.write(batches.stop_unheard, timedelta(seconds=60))
    assert client.get(path).json()["state"] == "running"
    time.sleep(0.02)
    service.write(batches.stop_unheard, silence)
    assert client.get(path).json()["state"] == "stopped"
    begin_again()
    service.write(batches.stop, {done["id"] + 1})
    assert client.get(path).json()["state"] == "running"
    service.write(batches.stop, {done["id"]})
    assert client.get(path).json()["state"] == "stopped"
    # What is over is never under way again.
    service.write(batches.note_alive, {done["id"]})
    assert client.get(path).json()["state"] == "stopped"


class _Watched:
    """Takes the place of a database: what was written, until it closes."""

    def __init__(self) -> None:
        self.committed = SimpleNamespace(closed=False)
        self.told: list[tuple[Any, ...]] = []
        self.under_way: set[int] = set()
        self.looks = 0

    async def read(self, command: Any) -> set[int]:
        assert command is batches.under_way
        self.looks += 1
        self.committed.closed = self.looks >= 3
        return self.under_way

    async def write(self, command: Any, *arguments: Any) -> None:
        self.told.append((command, *arguments))
        self.committed.closed = len(self.told) >= 3


def test_what_is_under_way_is_told_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "BEAT", 0)
    monkeypatch.setattr(jobs, "LEASE", timedelta(0))
    monkeypatch.setattr(jobs, "SELDOM", 0)
    database: Any = _Watched()
    imports = jobs.ImportJobs(database)
    asyncio.run(imports.keep())
    # Where nothing is under way, nothing is written.
    assert (database.looks, database.told) == (3, [])
    database = imports._database = _Watched()  # type: ignore[assignment]
    database.under_way = {5}
    asyncio.run(imports.keep())
    assert database.told == [(batches.stop_unheard,)] * 3
    database = _Watched()
    imports._database = database
    imports._jobs = {object(): 7}  # type: ignore[dict-item]
    asyncio.run(imports.keep(looks=False))
    assert database.told == [(batches.note_alive, {7})] * 3


def test_an_import_that_the_service_stops_is_told_as_it_stands(
    service: Service, client: httpx.Client, unique: Unique, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.app.state.imports, "_stopping", True)
    told = taken(client.post(PATH, json={"topics": [{"id": unique("late"), "name": "Late"}]}), 202)
    assert (told["state"], told["done"]) == ("stopped", 0)
