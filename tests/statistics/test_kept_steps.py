"""What is kept of a pledge is worked out anew in as many steps, however many other pledges there are."""

from contextlib import closing

import pytest
from sqlalchemy import text

from app.db.engines import writing_engine
from app.features.statistics.memory.kept_rows import KEPT
from app.ledger.entries.history import LAST_DAY
from app.records.base.lists.bindings import DAY, NUMBER
from app.tables.history import STILL
from tests.databases import Databases
from tests.db.conftest import on_sqlite
from tests.ledger.worlds import catch_up
from tests.plans import planner
from tests.writing import put

SIZES = (30, 300)
FAMILY = ("pledge-10", "pledge-11", "pledge-12")
"""Three pledges, each a part of the one before."""


def fill(url: str, pledges: int, *, is_analyzed: bool) -> None:
    """Write pledges in threes, each a part of the one before, and let SQLite see how many there are, or not."""
    with closing(writing_engine(url).connect()) as connection:
        with connection.begin():
            put(connection, "participants", "france", kind="state", name="France")
            for number in range(pledges):
                of = [{"type": "part_of", "pledge": f"pledge-{number - 1}"}] if (number - 1) % 3 else []
                parties = [{"participant": "france", "role": "promisor"}]
                fields = {"announced": "2024", "links": of if number else [], "parties": parties}
                put(connection, "pledges", f"pledge-{number}", title="A pledge", kind="policy", **fields)
            catch_up(connection)
            if is_analyzed:
                connection.execute(text("ANALYZE"))
        connection.engine.dispose()


@on_sqlite
@pytest.mark.parametrize("is_analyzed", [True, False])
def test_a_pledge_in_parts_takes_as_many_steps_among_ten_times_as_many(
    databases: Databases, backend: str, *, is_analyzed: bool
) -> None:
    steps: dict[int, dict[tuple[str, str], int]] = {}
    for size in SIZES:
        url = databases.create(backend)
        fill(url, size, is_analyzed=is_analyzed)
        with planner(url) as plans:
            moment = {NUMBER: STILL - 1, DAY: LAST_DAY}
            steps[size] = {
                (name, pledge): plans.steps(kept.told(), {"ids": [pledge], **moment})
                for name, kept in KEPT.items()
                for pledge in FAMILY
            }
        databases.drop(url)
    few, many = (steps[size] for size in SIZES)
    assert all(many[one] <= 1.2 * few[one] for one in few), (few, many)
