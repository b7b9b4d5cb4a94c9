"""Once the twins are in memory, a statistic asks the database for names alone, and again for nothing."""

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from app.db.engines import writing_engine
from app.ledger.projections.projections import advance
from app.records.base.history.projection import HISTORY
from app.records.base.lists.page_cache import PageCache
from tests.conftest import Serve
from tests.counting import counted
from tests.databases import Databases
from tests.serving import PATIENCE, Service
from tests.writing import put

SIZES = (3, 120)


def fill(url: str, pledges: int) -> None:
    """Write pledges, and let statistics find them."""
    engine = writing_engine(url)
    with engine.begin() as connection:
        put(connection, "topics", "trade", name="Trade")
        for number in range(9):
            put(connection, "participants", f"party-{number}", kind="state", name=f"Party {number}")
        for number in range(pledges):
            parties = [{"participant": f"party-{number % 9}", "role": "promisor"}]
            fields = {"announced": f"20{10 + number % 15}", "topics": ["trade"], "parties": parties}
            put(connection, "pledges", f"pledge-{number}", title="A pledge", kind="policy", strength="firm", **fields)
    with engine.begin() as connection:
        while advance(connection, HISTORY):
            pass
    engine.dispose()


@pytest.fixture(scope="module")
def services(databases: Databases, backend: str, serving: Serve) -> Iterator[list[Service]]:
    """Return a service that knows a few pledges, and one that knows forty times as many."""
    with ExitStack() as stack:
        found = []
        for size in SIZES:
            url = databases.create(backend)
            fill(url, size)
            found.append(stack.enter_context(serving(url)))
        yield found


def get(service: Service, query: str) -> None:
    answer = httpx.get(f"{service.url}/v1/stats/{query}", timeout=PATIENCE, trust_env=False)
    assert answer.status_code == httpx.codes.OK


@pytest.mark.parametrize(
    ("query", "reads"),
    [
        ("overview", 1),
        ("overview?as_of=2025-06-30", 1),
        ("matrix", 1),
        ("timeline", 0),
        ("compliance", 1),
        ("trackability", 1),
        ("trackability?by=topic", 1),
        ("compliance?by=year&weight=strength", 0),
        ("timeline?kind=policy", 0),
        ("timeline?under=party-1&overdue=true", 1),
        ("timeline?tag=some&announced_from=2020-01-01", 0),
    ],
)
def test_a_statistic(services: list[Service], query: str, reads: int) -> None:
    for service in services:
        get(service, query)
        service.app.state.pages = PageCache()
        with counted(service.database) as statements:
            get(service, query)
        assert (len(statements.writes), len(statements.long_reads)) == (0, reads)
        with counted(service.database) as statements:
            get(service, query)
        assert (len(statements.hot_reads), len(statements.long_reads)) == (1, 0)
        with counted(service.database) as statements:
            service.app.state.pages = PageCache()
            put_topic(service)
            get(service, query)
        # How far the twins are, what was touched, and then a table's rows of that, if it tells of such records.
        assert len(statements.long_reads) <= reads + 2


def put_topic(service: Service) -> None:
    with service.client("write") as client:
        client.post("/v1/topics", json={"name": "Another"}).raise_for_status()
