"""Documents follow a rename in one process while others verify, write and read; killed in between, they go on."""

import time
from collections.abc import Iterator
from contextlib import nullcontext
from functools import partial
from multiprocessing.synchronize import Semaphore

import httpx
import pytest

from app.db.engines import reading_engine
from app.ledger.checking.verification import verify
from app.ledger.model.documents.queued import REMAINING
from tests.following import one_by_one
from tests.processes import PROCESSES, ServingProcess
from tests.serving import PATIENCE, make_keys
from tests.soundness import assert_sound

FOLLOWING = 12
NEW = "The new name"


@pytest.fixture
def leave() -> Semaphore:
    """Return how many documents more may follow."""
    return PROCESSES.Semaphore(0)


@pytest.fixture
def process(fresh_database_url: str, leave: Semaphore) -> Iterator[ServingProcess]:
    """Return a service in a process of its own, whose documents follow as far as they are given leave."""
    process = ServingProcess(fresh_database_url)
    process.within = partial(one_by_one, leave)
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


def give_leave(leave: Semaphore, documents: int) -> None:
    for _document in range(documents):
        leave.release()


def start_without_limits(process: ServingProcess) -> None:
    process.within = nullcontext
    process.start()


def await_remaining(remaining: int, database_url: str) -> None:
    """Wait until so many documents are queued, and verify the ledger in this process."""
    engine = reading_engine(database_url, connections=1, seconds=PATIENCE)
    end, left = time.monotonic() + 3 * PATIENCE, None
    while left != remaining:
        assert time.monotonic() < end, f"{left} documents are queued"
        time.sleep(0.01)
        with engine.begin() as connection:
            left = connection.scalar(REMAINING.statement)
            assert left != remaining or verify(connection) == []
    engine.dispose()


def parents(client: httpx.Client) -> list[str]:
    listed = client.get("/v1/topics", params={"parent": "above"}).json()["items"]
    return [topic["parent"]["name"] for topic in listed]


def test_another_process_verifies_and_writes_meanwhile(
    client: httpx.Client, leave: Semaphore, fresh_database_url: str
) -> None:
    await_remaining(FOLLOWING, fresh_database_url)
    give_leave(leave, 5)
    await_remaining(FOLLOWING - 5, fresh_database_url)
    assert parents(client).count(NEW) == 5
    # As `pacta keys create` does.
    assert make_keys(fresh_database_url)
    give_leave(leave, FOLLOWING)
    await_remaining(0, fresh_database_url)
    assert parents(client) == [NEW] * FOLLOWING


def test_killed_in_the_middle_they_go_on(
    client: httpx.Client, process: ServingProcess, leave: Semaphore, fresh_database_url: str
) -> None:
    give_leave(leave, 5)
    await_remaining(FOLLOWING - 5, fresh_database_url)
    process.kill()
    await_remaining(FOLLOWING - 5, fresh_database_url)
    assert_sound(fresh_database_url)
    start_without_limits(process)
    await_remaining(0, fresh_database_url)
    assert parents(client) == [NEW] * FOLLOWING
