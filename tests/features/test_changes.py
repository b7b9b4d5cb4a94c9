"""Following the ledger: all of it, in order, as it grows."""

import asyncio
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from app.features.changes.schemas import COLLECTIONS, LONGEST_WAIT
from app.ledger.entries import change_feed
from app.ledger.model.record_type import all_record_types
from tests.conftest import Serve
from tests.processes import PROCESSES, START
from tests.refusals import invalid
from tests.serving import PATIENCE, Service
from tests.writing import put, write_many, writing

Entry = dict[str, Any]
WAIT = LONGEST_WAIT
"""Seconds that are asked for where an answer is to come long before they are over."""


def follow(client: httpx.Client, after: int = 0, **parameters: Any) -> Iterator[Entry]:
    """Yield entries page by page, as long as there are more."""
    while True:
        page = client.get("/v1/changes", params={"after": after, **parameters}).json()
        yield from page["items"]
        after = page["last"]
        if after >= page["head"]:
            return


def write_some(client: httpx.Client) -> None:
    for record in ("ports", "borders"):
        client.put(f"/v1/topics/{record}", json={"name": record})
    client.put("/v1/sources/report", json={"kind": "readout", "title": "Información"})
    client.post("/v1/topics/ports/citations", json={"source": "report", "note": "Größe"})
    client.patch("/v1/topics/ports", json={"name": "Harbours"})
    client.delete("/v1/topics/borders")


def test_every_entry_in_order(fresh_service: Service) -> None:
    with fresh_service.client("write") as client:
        assert client.get("/v1/changes").json() == {"items": [], "last": 0, "head": 0}
        write_some(client)
        found = list(follow(client, limit=2))
        assert [entry["number"] for entry in found] == [1, 2, 3, 4, 5, 6]
        assert [(entry["record"], entry["version"], entry["operation"]) for entry in found] == [
            ("ports", 1, "put"), ("borders", 1, "put"), ("report", 1, "put"),
            ("ports", 2, "put"), ("ports", 3, "put"), ("borders", 2, "delete"),
        ]  # fmt: skip
        assert found[3]["part"] == "citations/report"
        assert found[3]["body"]["note"] == "Größe"
        assert found[-1]["body"] is None
        assert {entry["actor"] for entry in found} == {"the write key"}
        assert list(follow(client, after=4)) == found[4:]
        for filters, numbers in (
            ({"collection": "topics"}, [1, 2, 4, 5, 6]),
            ({"collection": "topics", "limit": 2}, [1, 2, 4, 5, 6]),
            ({"collection": "topics", "record": "ports", "limit": 1}, [1, 4, 5]),
            ({"collection": "pledges"}, []),
        ):
            assert [entry["number"] for entry in follow(client, **filters)] == numbers, filters
        assert invalid(client.get("/v1/changes", params={"record": "ports"})) == ["collection"]
        for parameters in ({"after": "-1"}, {"after": "1.0"}, {"limit": 201}, {"wait": 31}, {"collection": "treaties"}):
            assert invalid(client.get("/v1/changes", params=parameters)) == list(parameters)


def test_what_is_held_need_not_be_sent_again(fresh_service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    with fresh_service.client("write") as client:
        write_some(client)
        page = client.get("/v1/changes", params={"limit": 4})
        assert page.links["next"]["url"] == "/v1/changes?limit=4&after=4"
        held = {"If-None-Match": page.headers["etag"]}
        assert client.get("/v1/changes", params={"limit": 4}, headers=held).status_code == 304
        assert client.get("/v1/changes", params={"limit": 3}, headers=held).status_code == 200
        client.patch("/v1/topics/ports", json={"name": "Ports"})
        assert client.get("/v1/changes", params={"limit": 4}, headers=held).status_code == 200
        last = client.get("/v1/changes", params={"after": 7})
        assert (last.json(), last.links) == ({"items": [], "last": 7, "head": 7}, {})
        # However rare a collection's entries are, a page costs no more: it may be empty, and still lead on.
        monkeypatch.setattr(change_feed, "WINDOW", 2)
        empty = client.get("/v1/changes", params={"after": 3, "collection": "sources"}).json()
        assert empty == {"items": [], "last": 5, "head": 7}
        assert [entry["number"] for entry in follow(client, collection="sources")] == [3]
        # Of another ledger than this one.
        assert client.get("/v1/changes", params={"after": 70}).json() == {"items": [], "last": 70, "head": 7}


def test_the_collections_are_those_that_there_are() -> None:
    assert set(COLLECTIONS) == {record_type.collection for record_type in all_record_types()} | {"calendar", "entries"}


def test_who_follows_writers_misses_nothing(fresh_service: Service) -> None:
    each = 20
    other = PROCESSES.Process(target=write_many, args=(fresh_service.database_url, "ana", each))

    def write(name: str) -> None:
        with fresh_service.client("write") as client:
            for number in range(each):
                client.put(f"/v1/topics/{name}-{number}", json={"name": name})

    with ThreadPoolExecutor() as pool, fresh_service.client() as client:
        writers = [pool.submit(write, name) for name in ("ben", "eva", "kim")]
        other.start()
        seen: list[int] = []
        end = time.monotonic() + START
        while len(seen) < 4 * each:
            assert time.monotonic() < end
            after = max(seen, default=0)
            seen += [entry["number"] for entry in follow(client, after=after, limit=7, wait=2)]
        for writer in writers:
            writer.result()
        other.join(START)
    assert seen == list(range(1, 4 * each + 1))


def await_waiting(service: Service, count: int) -> None:
    """Wait until so many wait for the bell: some time before what they asked for is over."""
    end = time.monotonic() + WAIT / 2
    while len(service.database.committed._subscribers) != count:
        assert time.monotonic() < end
        time.sleep(0.005)


def test_waiting_ends_with_the_next_entry(fresh_service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    # Whoever waits is told by the commit, and does not find out by looking.
    monkeypatch.setattr(change_feed, "LOOK", 10 * WAIT)
    with ThreadPoolExecutor() as pool, fresh_service.client("write") as client:
        waiting = pool.submit(waited, client, wait=WAIT)
        await_waiting(fresh_service, 1)
        client.put("/v1/topics/ports", json={"name": "Ports"})
        assert [entry["number"] for entry in waiting.result()] == [1]
        # What is there needs no waiting.
        assert [entry["number"] for entry in waited(client, wait=WAIT)] == [1]
        await_waiting(fresh_service, 0)


def test_waiting_ends_with_the_next_entry_that_was_asked_for(fresh_service: Service) -> None:
    with ThreadPoolExecutor() as pool, fresh_service.client("write") as client:
        waiting = pool.submit(waited, client, wait=WAIT, collection="sources")
        await_waiting(fresh_service, 1)
        client.put("/v1/topics/ports", json={"name": "Ports"})
        # Also where another process writes it.
        with writing(fresh_service.database_url) as elsewhere:
            asyncio.run(_put(elsewhere, "topics", "borders", name="Borders"))
            asyncio.run(_put(elsewhere, "sources", "report", kind="readout", title="The report"))
        assert [entry["number"] for entry in waiting.result()] == [3]
        await_waiting(fresh_service, 0)


def test_nothing_is_waited_for_longer_than_was_asked(client: httpx.Client) -> None:
    last = client.get("/v1/ledger").json()["number"]
    page = client.get("/v1/changes", params={"wait": 1, "after": last}).json()
    assert (page["items"], page["last"]) == ([], last)


def waited(client: httpx.Client, **parameters: Any) -> list[Entry]:
    """Return what came, before the time was over."""
    started = time.monotonic()
    items: list[Entry] = client.get("/v1/changes", params=parameters).json()["items"]
    assert time.monotonic() - started < WAIT
    return items


async def _put(writer: Any, collection: str, record: str, **body: Any) -> None:
    await writer(put, collection, record, **body)


def test_nobody_waits_who_has_gone(fresh_service: Service) -> None:
    asked = f"GET /v1/changes?wait={WAIT} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with socket.create_connection((fresh_service.host, fresh_service.port), PATIENCE) as connection:
        connection.sendall(asked)
        await_waiting(fresh_service, 1)
    await_waiting(fresh_service, 0)


def test_nobody_waits_when_the_service_stops(fresh_database_url: str, serving: Serve) -> None:
    with ExitStack() as stack, ThreadPoolExecutor() as pool:
        with serving(fresh_database_url) as service:
            client = stack.enter_context(service.client())
            waiting = pool.submit(waited, client, wait=WAIT)
            await_waiting(service, 1)
        assert waiting.result() == []
