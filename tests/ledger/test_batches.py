"""What is written at once: in order, each change seeing those before it, and all of it or nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

from app.db.engines import writing_engine
from app.db.statements import core_table
from app.errors import Invalid, NotFound
from app.ledger.checking.verification import verify
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.batches import Change
from app.ledger.writing import record_commands
from app.ledger.writing.append import append
from app.preconditions import UNCONDITIONAL
from app.records.base.revisions.queries import revision
from app.strict_json import decode
from app.tables.ledger.entries import Entry
from app.vocabulary import Operation
from tests.filling import judge, write
from tests.writing import put


@pytest.fixture
def connection(fresh_database_url: str) -> Iterator[Connection]:
    """Return a connection that writes; what was written must verify in the end."""
    engine = writing_engine(fresh_database_url)
    with engine.begin() as connection:
        yield connection
        assert verify(connection) == []
    engine.dispose()


def a_change(collection: str, record_id: str, operation: Operation = Operation.PUT, **body: Any) -> Change:
    record_type = record_type_of(collection)
    if operation == Operation.DELETE:
        return Change(record_type, record_id, operation, None)
    values = record_type.written.model_validate(body).values()
    values.pop("id")
    return Change(record_type, record_id, operation, values, place=f"/{record_id}")


def read(connection: Connection, collection: str, record_id: str, version: int) -> dict[str, Any]:
    found: dict[str, Any] = decode(revision(connection, record_type_of(collection), record_id, version, "document"))
    return found


def entries(connection: Connection) -> list[tuple[str, int, str]]:
    statement = select(Entry.record, Entry.version, Entry.operation).order_by(Entry.number)
    return [(record_id, version, operation) for record_id, version, operation in connection.execute(statement)]


def test_changes_of_one_record_follow_each_other(connection: Connection) -> None:
    append(
        connection,
        [
            a_change("topics", "ports", name="One"),
            a_change("topics", "ports", name="Two", tags=["two"]),
            a_change("topics", "ports", Operation.DELETE),
            a_change("topics", "ports", name="Four"),
        ],
    )
    assert entries(connection) == [
        ("ports", 1, "put"),
        ("ports", 2, "put"),
        ("ports", 3, "delete"),
        ("ports", 4, "put"),
    ]
    assert [read(connection, "topics", "ports", version)["name"] for version in (1, 2, 4)] == ["One", "Two", "Four"]
    with pytest.raises(NotFound, match="deleted"):
        read(connection, "topics", "ports", 3)


def test_a_record_made_anew_has_nothing_of_the_old_one(connection: Connection) -> None:
    parties = [{"participant": "guatemala", "role": "promisor"}]
    pledge: dict[str, Any] = {"title": "A pledge", "kind": "policy", "strength": "firm", "parties": parties}
    put(connection, "participants", "guatemala", name="Guatemala", kind="state")
    put(connection, "pledges", "pledge-30", **pledge, tags=["old"])
    judge(connection, [30])
    old = read(connection, "pledges", "pledge-30", 2)
    append(
        connection,
        [a_change("pledges", "pledge-30", Operation.DELETE), a_change("pledges", "pledge-30", **pledge)],
    )
    new = read(connection, "pledges", "pledge-30", 4)
    assert (old["counts"]["status_changes"], new["counts"]["status_changes"]) == (1, 0)
    assert (new["tags"], new["status"]["status"]) == ([], "not_assessed")
    assert new["created_at"] > old["created_at"]
    table = core_table(record_type_of("pledges").part_types["status_changes"].table)
    assert connection.execute(select(table)).all() == []


def test_records_of_one_batch_may_refer_to_each_other_in_any_order(connection: Connection) -> None:
    append(
        connection,
        [
            a_change("statements", "speech", kind="claim", summary="Said so", speaker="minister"),
            a_change("participants", "minister", name="The minister", kind="person"),
        ],
    )
    # By the number of the statement's entry the minister was not there yet; by its time it was.
    assert read(connection, "statements", "speech", 1)["speaker"] == {"id": "minister", "name": "The minister"}


def test_a_reference_to_nothing_leaves_nothing_of_the_batch(connection: Connection) -> None:
    changes = [
        a_change("topics", "ports", name="Ports"),
        a_change("topics", "piers", name="Piers", parent="harbours"),
        a_change("statements", "speech", kind="claim", summary="Said so", topics=["ports", "trade"], speaker="nobody"),
    ]
    with pytest.raises(Invalid) as refusal:
        append(connection, changes)
    assert sorted(fault.pointer or "" for fault in refusal.value.faults) == [
        "/piers/parent",
        "/speech/speaker",
        "/speech/topics/1",
    ]
    assert entries(connection) == []


@pytest.mark.parametrize(
    ("collection", "body"),
    [
        ("sources", {"title": "On itself", "kind": "speech", "citations": [{"source": "itself"}]}),
        (
            "participants",
            {"name": "Ana", "kind": "person", "citations": [{"source": "report", "speaker": "itself"}]},
        ),
        ("participants", {"name": "Ana", "kind": "person", "offices": [{"title": "Owner", "body": "itself"}]}),
    ],
)
def test_what_refers_to_itself_can_be_deleted(connection: Connection, collection: str, body: dict[str, Any]) -> None:
    put(connection, "sources", "report", title="A report", kind="readout")
    put(connection, collection, "itself", **body)
    record_commands.delete(connection, record_type_of(collection), "itself", UNCONDITIONAL)
    assert entries(connection)[-1] == ("itself", 2, "delete")


def test_many_records_take_as_many_statements_as_few(connection: Connection) -> None:
    sent: list[str] = []

    @event.listens_for(connection, "before_cursor_execute")
    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    counts = []
    for name, count_ in (("few", 5), ("many", 200)):
        before = len(sent)
        write(connection, "topics", ((f"{name}-{number}", {"name": name, "tags": ["x"]}) for number in range(count_)))
        counts.append(len(sent) - before)
    assert counts[0] == counts[1] <= 12


def test_a_pledge_is_not_linked_to_itself(connection: Connection) -> None:
    put(connection, "participants", "guatemala", name="Guatemala", kind="state")
    parties = [{"participant": "guatemala", "role": "promisor"}]
    pledge = {"title": "A pledge", "kind": "policy", "strength": "firm", "parties": parties}
    for _ in range(2):
        with pytest.raises(Invalid) as refusal:
            put(connection, "pledges", "round", **pledge, links=[{"type": "renews", "pledge": "round"}])
        assert [fault.pointer for fault in refusal.value.faults] == ["/links/0/pledge"]
        # Neither when it is made, nor when it is there.
        put(connection, "pledges", "round", **pledge)
