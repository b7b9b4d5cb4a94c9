"""An import that is undone leaves what was there before, whatever it wrote over; and a second time, nothing happens."""

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from app.errors import PactaError
from app.exchange.export.bundle_writer import BundleFormat, write_bundle
from app.exchange.imports.batches import ImportOptions
from app.exchange.imports.file_reading import import_file
from app.exchange.imports.run import ImportOutcome, ImportRun
from app.exchange.imports.undo import ImportUndo, UndoOutcome
from app.ledger.checking.verification import verify
from app.ledger.model.rows.head import head
from app.strict_json import decode
from app.vocabulary import ImportState
from tests.ledger.histories import WORLD, Step, add, merge, steps
from tests.ledger.worlds import engine_with


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on a database that holds the world."""
    with engine_with(database_url, WORLD) as engine:
        yield engine


class _Within:
    """Stands for an engine where all is to happen in one transaction, which is undone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        yield self._connection


def waiting(pledge: str, awaited: str) -> Step:
    """Return a step after which one pledge waits for another."""
    condition = {"text": "First the other", "pledge": awaited}
    amendment = {"reason": "Agreed", "effective_on": "2025-04", "changes": {"conditions": [condition]}}
    return partial(add, pledge=pledge, part_type="amendments", body=amendment)


def exported(connection: Connection) -> bytes:
    return b"".join(write_bundle(connection, BundleFormat.LINES))


def live(connection: Connection, taken: list[Step]) -> None:
    for step in taken:
        with suppress(PactaError), connection.begin_nested():
            step(connection)


def written_elsewhere(engine: Engine, taken: list[Step]) -> bytes:
    """Return what another database would hold after some steps."""
    with engine.connect() as connection:
        live(connection, taken)
        lines = exported(connection)
        connection.rollback()
    return lines


def imported(connection: Connection, lines: bytes) -> tuple[int, ImportOutcome]:
    run = ImportRun(cast("Engine", _Within(connection)), lambda piece: piece(connection), "an importer")
    options = ImportOptions("theirs", overwrite=True, as_copy=True)
    file = import_file(io.BytesIO(lines), "theirs.jsonl")
    id = run.begin(file, options)
    return id, run.finish(id, file, options)


def undone(connection: Connection, id: int, *, dry_run: bool = False) -> UndoOutcome:
    undo = ImportUndo(cast("Engine", _Within(connection)), lambda piece: piece(connection), "an importer")
    undo.begin(id, dry_run=dry_run)
    return undo.finish(id, dry_run=dry_run)


def records_of(lines: bytes) -> dict[tuple[str, str], str]:
    """Return the lines of an export by the records that they hold."""
    found = {}
    for line in lines.decode().splitlines():
        ((collection, (record,)),) = decode(line).items()
        found[collection, record["id"]] = line
    return found


def left_by(outcome: UndoOutcome, lines: bytes) -> dict[tuple[str, str], str]:
    """Return what an undone import has left, which is what something that was withdrawn goes on referring to."""
    assert all("refers to it" in fault.message for fault in outcome.left)
    left = {fault.record for fault in outcome.left}
    return {key: line for key, line in records_of(lines).items() if key in left}


@settings(max_examples=6)
@example(theirs=[waiting("old", "new")], ours=[partial(merge, collection="pledges", pair=("new", "old"))])
@given(theirs=st.lists(steps, min_size=8, max_size=25), ours=st.lists(steps, min_size=8, max_size=25))
def test_what_is_undone_is_as_before(engine: Engine, theirs: list[Step], ours: list[Step]) -> None:
    lines = written_elsewhere(engine, theirs)
    with engine.connect() as connection:
        live(connection, ours)
        before = exported(connection)
        id, outcome = imported(connection, lines)
        if outcome.state == ImportState.REFUSED:
            # There, one pledge waits for another; here, the two are one.
            assert all("closes a cycle" in fault.message for fault in outcome.faults), outcome.faults
            assert exported(connection) == before
            return
        assert outcome.state == ImportState.DONE, outcome.faults
        number = head(connection).number
        would = undone(connection, id, dry_run=True)
        assert head(connection).number == number
        undoing = undone(connection, id)
        assert records_of(exported(connection)) == records_of(before) | left_by(undoing, exported(connection))
        assert would == undoing
        assert verify(connection) == []
        number = head(connection).number
        again = undone(connection, id)
        assert head(connection).number == number
        assert again.left == undoing.left
        connection.rollback()
