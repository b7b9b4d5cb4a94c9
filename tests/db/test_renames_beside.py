"""Documents follow a rename in one process while others verify, write and read; killed in between, they go on."""

import time
from collections.abc import Iterator

import httpx
import pytest

from app.db.engines import reading_engine
from app.ledger.checking.verification import verify
from app.ledger.model.queued_documents import REMAINING
from tests.conftest import assert_sound
from tests.processes import ServingProcess
from tests.serving import PATIENCE, make_keys

FOLLOWING = 40
NEW = "The new name"


@pytest.fixture
def process(fresh_database_url: str) -> Iterator[ServingProcess]:
    """Return a service in a process of its own, whose documents follow one by one."""
    process = ServingProcess(fresh_database_url, pieces=1)
    process.start()
    try:
        yield process
    finally:
        process.stop()


@pytest.fixture
def client(process: ServingProcess, fresh_database_url: str) -> Iterator[httpx.Client]:
    """Return a client of it, with topics below another, which has just been renamed."""
    key = make_keys(fresh_database_url)["write"]
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=process.url, headers=headers, timeout=PATIENCE, trust_env=False) as client:
        client.put("/v1/topics/above", json={"name": "The old name"}).raise_for_status()
        for number in range(FOLLOWING):
            below = {"name": f"Below {number}", "parent": "above"}
            client.put(f"/v1/topics/below-{number}", json=below).raise_for_status()
        assert client.patch("/v1/topics/above", json={"name": NEW}).json()["name"] == NEW
        yield client


def verified_below(most: int, database_url: str) -> int:
    """Return how many documents are queued once they are fewer, and verify the ledger of that moment."""
    engine = reading_engine(database_url, connections=1, seconds=PATIENCE)
    end, left = time.monotonic() + PATIENCE, most
    while left >= most:
        assert time.monotonic() < end, "the documents do not follow"
        time.sleep(0.01)
        with engine.begin() as connection:
            left = connection.scalar(REMAINING.statement) or 0
            if left < most:
                # Of the same moment: what comes after it is not seen.
                assert verify(connection) == []
    engine.dispose()
    return left


def start_fast(process: ServingProcess) -> None:
    process.pieces = None
    process.start()


def await_end(client: httpx.Client) -> None:
    end = time.monotonic() + 3 * PATIENCE
    while client.get("/readyz").json()["queued_documents"]:
        assert time.monotonic() < end, "the documents do not follow"
        time.sleep(0.05)


def parents(client: httpx.Client) -> set[str]:
    listed = client.get("/v1/topics", params={"parent": "above", "limit": 200}).json()["items"]
    assert len(listed) == FOLLOWING
    return {topic["parent"]["name"] for topic in listed}


def test_another_process_verifies_and_writes_meanwhile(
    client: httpx.Client, process: ServingProcess, fresh_database_url: str
) -> None:
    assert verified_below(FOLLOWING, fresh_database_url)
    # As `pacta keys create` does.
    assert make_keys(fresh_database_url)
    assert verified_below(FOLLOWING * 3 // 4, fresh_database_url)
    process.stop()
    start_fast(process)
    await_end(client)
    assert parents(client) == {NEW}


def test_killed_in_the_middle_they_go_on(
    client: httpx.Client, process: ServingProcess, fresh_database_url: str
) -> None:
    left = verified_below(FOLLOWING * 3 // 4, fresh_database_url)
    process.kill()
    after = verified_below(left + 1, fresh_database_url)
    assert after
    start_fast(process)
    # Nothing begins anew.
    verified_below(after + 1, fresh_database_url)
    await_end(client)
    assert parents(client) == {NEW}
    assert_sound(fresh_database_url)
