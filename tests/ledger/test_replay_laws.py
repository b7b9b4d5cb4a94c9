"""Whatever was done to a small world: the entries add up to all that was ever there, version by version."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select

from app.errors import Conflict, NotFound, Redacted
from app.ledger.checking.verification import verify
from app.ledger.entries.redaction import redact
from app.ledger.model.record_type import RecordType, record_type_of
from app.records.base.lists.list_queries import with_id
from app.records.base.revisions.queries import revision
from app.tables.ledger.entries import Entry
from tests.ledger.histories import WORLD, Chronicle, Snapshot, Step, steps
from tests.ledger.worlds import engine_with

Address = tuple[str, str, int]
"""Of a revision: collection, record and version."""


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on a database that holds the world."""
    with engine_with(database_url, WORLD) as engine:
        yield engine


@settings(max_examples=7)
@given(taken=st.lists(steps, min_size=12, max_size=30), places=st.lists(st.integers(0, 50), max_size=6))
def test_entries_add_up_to_all_that_ever_was(engine: Engine, taken: list[Step], places: list[int]) -> None:
    with engine.connect() as connection:
        chronicle = Chronicle(connection)
        chronicle.look()
        for step in taken:
            chronicle.take(step)
        assert verify(connection) == []
        for (collection, record), snapshots in chronicle.known.items():
            record_type = record_type_of(collection)
            for version, snapshot in enumerate(snapshots, start=1):
                compare(connection, record_type, record, version, snapshot)
            with pytest.raises(NotFound, match="no such revision"):
                revision(connection, record_type, record, len(snapshots) + 1, "document")
        redacted = redact_some(connection, places)
        assert verify(connection) == []
        for collection, record in sorted({made[:2] for made in redacted}):
            for version, snapshot in enumerate(chronicle.known[collection, record], start=1):
                compare_known(connection, record_type_of(collection), record, version, snapshot, redacted)
        connection.rollback()


def redact_some(connection: Connection, places: list[int]) -> set[Address]:
    """Redact the entries at these places where that is allowed; return the revisions that they made."""
    entries = connection.execute(select(Entry.number, Entry.collection, Entry.record, Entry.version)).all()
    redacted: set[Address] = set()
    for place in places:
        entry = entries[-1 - place % len(entries)]
        with suppress(Conflict):
            redact(connection, [entry.number], "a test")
            redacted.add((entry.collection, entry.record, entry.version))
    return redacted


def compare_known(
    connection: Connection,
    record_type: RecordType,
    record: str,
    version: int,
    snapshot: Snapshot | None,
    redacted: set[Address],
) -> None:
    """Hold a revision to what was there when it was the present, as far as it can be known."""
    try:
        compare(connection, record_type, record, version, snapshot, named_otherwise=bool(redacted))
    except Redacted as refusal:
        versions = {
            made for collection, owner, made in redacted if (collection, owner) == (record_type.collection, record)
        }
        assert min(versions) <= version
        assert len(refusal.members["redacted"]) == len([made for made in versions if made <= version])  # noqa: PT017
    else:
        assert (record_type.collection, record, version) not in redacted


def compare(
    connection: Connection,
    record_type: RecordType,
    record: str,
    version: int,
    snapshot: Snapshot | None,
    *,
    named_otherwise: bool = False,
) -> None:
    """Hold a revision to what was there when it was the present; where names were redacted, to what was written."""
    if snapshot is None:
        with pytest.raises(NotFound) as refusal:
            revision(connection, record_type, record, version, "document")
        assert (
            refusal.value.members["last_revision"] == f"/v1/{record_type.collection}/{record}/revisions/{version - 1}"
        )
        return
    assert revision(connection, record_type, record, version, "written") == with_id(record, snapshot.written.encode())
    # With the names of then.
    assert (
        named_otherwise or revision(connection, record_type, record, version, "document").decode() == snapshot.document
    )
