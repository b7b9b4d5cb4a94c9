"""What is read takes as many steps among ten times as many rows, also where SQLite was never analyzed.

Then it takes any value of a column for rare: also that of a collection to which most entries belong.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection

from app.audience import PUBLIC
from app.db.engines import writing_engine
from app.db.statements import Query
from app.ledger.entries.change_pages import EntryFilters, page_query
from app.ledger.model.rows.head import head
from app.ledger.projections.mentions import MENTIONS
from app.ledger.projections.projections import advance
from app.records.actions.queries import COLLECTION as ACTIONS
from app.records.base.lists.filters import bound_name
from app.records.base.lists.list_queries import Shape
from app.records.meetings.queries import COLLECTION as MEETINGS
from app.records.pledges.status.queries import STATUS_CHANGES
from tests.databases import Databases
from tests.db.conftest import on_sqlite
from tests.ledger.histories import EVIDENCE_SET_ASIDE, judge
from tests.writing import put

SIZES = (30, 300)
BEGUN = {"status": "in_progress", "effective_on": "2025-03-01", "reason": "Begun", "override": EVIDENCE_SET_ASIDE}
PIECE = 10
OWED: dict[str, Any] = {"kind": "policy", "parties": [{"participant": "france", "role": "promisor"}]}


@contextmanager
def filled(databases: Databases, backend: str, size: int) -> Iterator[Connection]:
    """Lend a database of so many pledges, each of a meeting of its own and with an action, that nobody analyzed."""
    url = databases.create(backend)
    with closing(writing_engine(url).connect()) as connection:
        with connection.begin():
            put(connection, "participants", "france", kind="state", name="France")
            put(connection, "participants", "spain", kind="state", name="Spain")
            for number in range(size):
                attendance = [{"participant": "france" if number else "spain"}]
                put(
                    connection,
                    "meetings",
                    f"talks-{number}",
                    title="Talks",
                    form="call",
                    status="held",
                    attendance=attendance,
                )
                at = [{"meeting": f"talks-{number}", "role": "made_at"}]
                put(connection, "pledges", f"pledge-{number}", title="A pledge", **OWED, meetings=at)
                done = {"about": [{"pledge": f"pledge-{number}", "relation": "carries_out"}], "actors": attendance}
                put(connection, "actions", f"deed-{number}", title="A deed", kind="payment", **done)
                judge(connection, f"pledge-{number}", BEGUN | {"actions": [f"deed-{number}"]})
            while advance(connection, MENTIONS):
                pass
            yield connection
        connection.engine.dispose()
    databases.drop(url)


def steps_of(connection: Connection, work: Callable[[], Any]) -> int:
    """Return how many steps of its machine SQLite takes for some work."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(step, 1)
    work()
    driver.set_progress_handler(None, 0)
    return taken


def listed(query: Query, **values: Any) -> Callable[[Connection], Any]:
    return lambda connection: query.on(connection, values)


def by(collection: Any, name: str, value: str, sort: str = "id") -> Callable[[Connection], Any]:
    shape = Shape(((name, 1),), sort, *(False, False, False), "document", PUBLIC)
    return listed(collection.list_definition.query(shape), **{bound_name(name, 0): value, "limit": 50})


def take_in(connection: Connection) -> None:
    """Note what one more pledge names, in another collection than the last entries are of."""
    advance(connection, MENTIONS)


def changes(connection: Connection) -> None:
    last, of_pledges = head(connection).number, EntryFilters(collections=("pledges",))
    asked = {"after": last - PIECE, "until": last, "limit": 100}
    page_query(PUBLIC, of_pledges, None).on(connection, of_pledges.values | asked)


READS: dict[str, Callable[[Connection], Any]] = {
    "what an entry names": take_in,
    "the last changes of a collection": changes,
    "what was done about pledges of a meeting": by(ACTIONS, "meeting", "talks-7"),
    "what somebody did once": by(ACTIONS, "actor", "spain"),
    "what came of an action": by(STATUS_CHANGES, "action", "deed-7", "effective_on"),
    "where somebody was once": by(MEETINGS, "participant", "spain"),
}


@pytest.fixture(scope="module")
def steps(databases: Databases, backend: str) -> dict[str, list[int]]:
    """Return how many steps each read takes, among few and among many."""
    found: dict[str, list[int]] = {name: [] for name in READS}
    for size in SIZES:
        with filled(databases, backend, size) as connection:
            put(connection, "pledges", "one-more", title="A pledge", **OWED)
            for name, read in READS.items():
                # Made once before: SQLite prepares a statement that it has not seen by reading its schema.
                if read is not take_in:
                    read(connection)
                found[name].append(steps_of(connection, lambda read=read: read(connection)))  # type: ignore[misc]
    return found


@on_sqlite
@pytest.mark.parametrize("name", READS)
def test_as_many_steps_among_ten_times_as_many(steps: dict[str, list[int]], name: str) -> None:
    few, many = steps[name]
    assert few > 0
    assert many <= 1.2 * few, steps
