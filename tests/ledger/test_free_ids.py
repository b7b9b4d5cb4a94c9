"""Ids made of titles: whatever is there already, a record that is posted gets one of its own."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection

from app.db.engines import writing_engine
from app.ledger.model.record_type import record_type_of
from app.ledger.writing import record_commands
from tests.db.conftest import on_sqlite
from tests.filling import write

LONG = "a" * 39 + " " + "b" * 40
"""A title whose id leaves no room for a number behind it."""


@pytest.mark.parametrize("title", ["Talks", LONG, LONG + " and more", "b" * 79])
def test_twins_never_take_each_others_place(client: httpx.Client, title: str) -> None:
    made = []
    for number in range(12):
        answer = client.post("/v1/topics", json={"name": title, "tags": [f"number-{number}"]})
        assert answer.status_code == httpx.codes.CREATED, answer.text
        assert answer.json()["version"] == 1
        made.append(answer.json()["id"])
    assert len(set(made)) == 12
    for number, record in enumerate(made):
        assert client.get(f"/v1/topics/{record}").json()["tags"] == [f"number-{number}"]


@on_sqlite
def test_looking_for_a_free_id_reads_few_records(fresh_database_url: str) -> None:
    engine = writing_engine(fresh_database_url)
    topics = record_type_of("topics")
    posted = topics.written.model_validate({"name": "New"})
    counts = []
    with engine.begin() as connection:
        for count in (10, 1_000):
            write(connection, "topics", ((f"topic-{count}-{number}", {"name": "Topic"}) for number in range(count)))
            counts.append(steps_of(connection, lambda: record_commands.create(connection, topics, posted)))
    engine.dispose()
    few, many = counts
    assert many < 2 * few


def steps_of(connection: Connection, work: Callable[[], object]) -> int:
    """Return how many steps of its machine SQLite takes for some work."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(step, 1)
    work()
    driver.set_progress_handler(None, 0)
    return steps
