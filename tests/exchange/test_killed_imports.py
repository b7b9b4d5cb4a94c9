"""A service that is killed in the middle of an import: what is written stands, and the file sent again goes on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import httpx
import pytest

from app.exchange.imports import jobs
from app.strict_json import encode
from tests.processes import START, ServingProcess
from tests.serving import PATIENCE, make_keys

TOPICS = 1_020
"""A few more than are written at once."""

LINES = b"".join(encode({"topics": [{"id": f"topic-{number}", "name": "Topic"}]}) + b"\n" for number in range(TOPICS))


@pytest.fixture
def process(fresh_database_url: str) -> Iterator[ServingProcess]:
    process = ServingProcess(fresh_database_url)
    process.within = resting
    process.start()
    try:
        yield process
    finally:
        process.stop()


@contextmanager
def resting() -> Iterator[None]:
    """Let an import rest between two pieces until it is killed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "SHORT", START)
        yield


def test_an_import_goes_on_after_the_service_was_killed(process: ServingProcess, fresh_database_url: str) -> None:
    headers = {"Authorization": f"Bearer {make_keys(fresh_database_url)['write']}"}
    with httpx.Client(base_url=process.url, headers=headers, timeout=3 * PATIENCE, trust_env=False) as client:
        started = sent(client)
        assert started.status_code == httpx.codes.ACCEPTED, started.text
        path = started.headers["location"]
        while not (found := read(client, path))["done"]:
            time.sleep(0.005)
        process.kill()
        process.within = nullcontext
        assert found["done"] < TOPICS
        process.start()
        # Others do not hear of a process that was killed; until then it could be another that runs.
        while (stopped := read(client, path))["state"] == "running":
            time.sleep(0.1)
        assert (stopped["state"], stopped["total"]) == ("stopped", TOPICS)
        assert stopped["last_entry"] == client.get("/v1/ledger").json()["number"] == stopped["done"]
        again = sent(client)
        assert again.headers["location"] == path
        while (found := read(client, path))["state"] == "running":
            time.sleep(0.01)
        assert (found["state"], found["done"], found["last_entry"]) == ("done", TOPICS, TOPICS)
        assert client.get("/v1/topics", params={"count": "exact"}).json()["count"] == TOPICS


def sent(client: httpx.Client) -> httpx.Response:
    return client.post("/v1/imports", content=LINES, headers={"Content-Type": "application/jsonl"})


def read(client: httpx.Client, path: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(path).json()
    return found
