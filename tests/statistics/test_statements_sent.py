"""A statistic takes as many statements as it reads columns for, however many pledges there are."""

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from app.db.engines import writing_engine
from app.features.statistics.columns import COLUMNS
from app.ledger.projections.projections import advance
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
        while advance(connection, COLUMNS):
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


@pytest.mark.parametrize(
    ("query", "most"),
    [
        # What changed in the columns, new words, and names.
        ("overview", 3),
        ("overview?as_of=2025-06-30", 3),
        ("matrix", 3),
        ("timeline", 2),
        ("compliance", 3),
        ("compliance?by=year&weight=strength", 2),
        # A filter may need a column of its own, and what lies within something.
        ("timeline?kind=policy", 4),
        ("timeline?under=party-1&overdue=true", 5),
        ("timeline?tag=some&announced_from=2020-01-01", 3),
    ],
)
def test_a_statistic(services: list[Service], query: str, most: int) -> None:
    found = []
    for service in services:
        with counted(service.database) as statements:
            answer = httpx.get(f"{service.url}/v1/stats/{query}", timeout=PATIENCE, trust_env=False)
            assert answer.status_code == httpx.codes.OK
        assert not statements.writes
        found.append((len(statements.hot_reads), len(statements.long_reads)))
    assert found[0] == found[1]
    assert 1 <= found[0][1] <= most
