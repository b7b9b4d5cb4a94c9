"""What is joined to records of an earlier moment is found by their ids, however many records there are."""

from app.records.base.lists.bindings import DAY, NUMBER
from app.records.pledges.queries import COLLECTION as PLEDGES
from tests.databases import Databases
from tests.db.conftest import on_sqlite
from tests.plans import planner

VALUES = {"ids": ["some-pledge"], NUMBER: 1, DAY: "2025-05-05"}


@on_sqlite
def test_no_index_on_where_all_pledges_stand_is_read_for_a_few(databases: Databases, backend: str) -> None:
    url = databases.create(backend)
    with planner(url) as unknowing:
        steps = [
            step for step in unknowing.plan(PLEDGES._joined_then, VALUES) if "ix_standings_history_subject" in step
        ]
    assert [step for step in steps if "pledge_id=?" not in step] == []
    databases.drop(url)
