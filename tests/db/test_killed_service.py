"""The service is killed in the middle of its work, again and again: what it acknowledged is there, once."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlalchemy import select

from app.db.engines import reading_engine
from app.tables.ledger.entries import Entry
from tests.processes import START, ServingProcess
from tests.serving import PATIENCE, make_keys

KILLS = 4
CLIENTS = 4


class Clients:
    """Clients that create record after record and repeat each request, under its key, until it is acknowledged."""

    def __init__(self, url: str, key: str) -> None:
        self.acknowledged: list[str] = []
        self.repeated = 0
        self._options = {"base_url": url, "headers": {"Authorization": f"Bearer {key}"}}
        self._stop = threading.Event()
        self._threads = ThreadPoolExecutor(CLIENTS)
        self._running = [self._threads.submit(self._create, f"client-{number}") for number in range(CLIENTS)]

    def _create(self, name: str) -> None:
        with httpx.Client(**self._options, timeout=START, trust_env=False, verify=False) as client:  # type: ignore[arg-type]  # noqa: S501 - there is no TLS here
            number = 0
            while not self._stop.is_set():
                number += 1
                self._insist(client, f"{name}-{number}")

    def _insist(self, client: httpx.Client, record: str) -> None:
        while True:
            try:
                answer = client.post(
                    "/v1/topics", json={"id": record, "name": record}, headers={"Idempotency-Key": record}
                )
            except httpx.TransportError:
                self.repeated += 1
                time.sleep(0.02)
                continue
            assert answer.status_code == httpx.codes.CREATED, answer.text
            self.acknowledged.append(record)
            return

    def flow(self, count: int) -> None:
        """Wait until so many more requests were acknowledged."""
        wanted, end = len(self.acknowledged) + count, time.monotonic() + START
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < end, "nothing is acknowledged any more"
            time.sleep(0.005)

    def stop(self) -> None:
        """Send the clients away; raises what they met."""
        self._stop.set()
        for running in self._running:
            running.result(START)
        self._threads.shutdown()


@pytest.fixture
def process(fresh_database_url: str) -> Iterator[ServingProcess]:
    process = ServingProcess(fresh_database_url)
    process.start()
    yield process
    process.stop()


def test_what_was_acknowledged_outlives_the_service(fresh_database_url: str, process: ServingProcess) -> None:
    clients = Clients(process.url, make_keys(fresh_database_url)["write"])
    for _ in range(KILLS):
        clients.flow(50)
        process.kill()
        process.start()
    clients.flow(10)
    clients.stop()
    process.stop()
    assert clients.repeated >= KILLS

    engine = reading_engine(fresh_database_url, connections=1, seconds=PATIENCE)
    with engine.begin() as connection:
        entries = connection.execute(select(Entry.number, Entry.record).order_by(Entry.number)).all()
    engine.dispose()
    assert [number for number, _record in entries] == list(range(1, len(entries) + 1))
    # Nothing acknowledged is missing, and nothing that was sent again was carried out twice.
    assert sorted(record for _number, record in entries) == sorted(clients.acknowledged)
