"""Who reads a projection waits for that alone, a second at most, and is told to come again."""

import re
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlalchemy import Connection

from app.ledger.projections import projections
from app.ledger.projections.projections import Entered, Projection
from tests.refusals import refused
from tests.serving import PATIENCE, Service


class Slow:
    """A projection that takes its time for each entry."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.numbers: list[int] = []
        self.begun = threading.Event()

    def project(self, _connection: Connection, entries: Sequence[Entered]) -> None:
        self.begun.set()
        time.sleep(self.seconds * len(entries))
        self.numbers += [entry.number for entry in entries]

    def projection(self) -> Projection:
        return Projection("slow", 1, lambda _connection: self.numbers.clear(), self.project)


@pytest.fixture
def slow(fresh_service: Service, monkeypatch: pytest.MonkeyPatch) -> Slow:
    """Return the projection that search reads in a service of ten topics, in the place of its own."""
    slow = Slow(0.2)
    monkeypatch.setattr("app.features.search.routes.SEARCH", slow.projection())
    monkeypatch.setattr(projections, "PATIENCE", 1.0)
    # Entry by entry, whatever its pace was before.
    monkeypatch.setitem(projections._paces, "slow", 1)
    write_topics(fresh_service, range(10))
    return slow


def write_topics(service: Service, numbers: range) -> None:
    with service.client("write") as client:
        for number in numbers:
            client.put(f"/v1/topics/topic-{number}", json={"name": "A topic"}).raise_for_status()


def test_readers_are_told_to_come_again_after_a_second(fresh_service: Service, slow: Slow) -> None:
    refusals = 0
    with fresh_service.client() as client:
        while True:
            begun = time.monotonic()
            answer = client.get("/v1/search", params={"q": "topic"})
            if answer.status_code == httpx.codes.OK:
                break
            problem = refused(answer, 503, "not-ready")
            assert answer.headers["retry-after"] == "1"
            assert re.search(r"\(slow\).* entry \d+ of 10\. Try again", problem["detail"])
            assert 1 <= time.monotonic() - begun < PATIENCE / 2
            refusals += 1
    assert refusals >= 1
    # What was done meanwhile is not lost: each entry was taken in once.
    assert slow.numbers == [*range(1, 11)]


def test_readers_do_not_wait_for_another(fresh_service: Service, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    # All of them take half a minute, each as long as another reader waits for its turn.
    slow.seconds = 0.5
    write_topics(fresh_service, range(10, 60))
    monkeypatch.setattr(projections, "PATIENCE", PATIENCE)
    with fresh_service.client("write") as client, ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(httpx.get, f"{fresh_service.url}/v1/search?q=topic", trust_env=False, timeout=PATIENCE)
        assert slow.begun.wait(PATIENCE)
        for path in ("/v1/stats/overview", "/v1/topics?as_of=2026-01-01", "/v1/topics?q=topic"):
            assert client.get(path).status_code == httpx.codes.OK
        client.put("/v1/topics/another", json={"name": "Another topic"}).raise_for_status()
        # All that was answered before the slow one was done.
        assert not waiting.done()
        slow.seconds = 0
        assert waiting.result(PATIENCE).status_code == httpx.codes.OK


def test_readers_are_told_what_went_wrong(fresh_service: Service, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow, "seconds", "no number")
    with fresh_service.client() as client:
        refused(client.get("/v1/search", params={"q": "topic"}), 500, "internal-error")
