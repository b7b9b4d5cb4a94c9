"""Rebuilding all that is derived: documents, the columns that are made of records, references and projections."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from time import monotonic, sleep

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, exists

from app.db.statements import core_table
from app.db.writing.timekeeper import GAP
from app.ledger.model.documents.number import raise_documents_number, set_form
from app.ledger.model.record_type import all_record_types
from app.ledger.projections.projections import advance, all_projections, forget
from app.ledger.writing.document_queue import advance_documents, forget_all
from app.ledger.writing.document_walk import SECONDS, START, Walk, every_record, walk
from app.tables.ledger.entries import RecordReference

Begin = Callable[[], AbstractContextManager[Connection]]
"""Opens the transaction of the next piece."""


def rebuild(connection: Connection) -> int:
    """Rebuild everything from the written shapes; return how many rows changed. Records the documents' form."""

    @contextmanager
    def begin() -> Iterator[Connection]:
        yield connection

    return _rebuild(begin)


def rebuild_in_pieces(engine: Engine) -> int:
    """Do the same in many short transactions, so that a service which runs beside it can write in between."""

    @contextmanager
    def begin() -> Iterator[Connection]:
        begun = monotonic()
        with engine.begin() as connection:
            yield connection
        sleep((monotonic() - begun) * GAP)

    return _rebuild(begin)


def _rebuild(begin: Begin) -> int:
    with begin() as connection:
        changed = remove_stray_references(connection)
    done = Walk(START)
    while not done.done:
        with begin() as connection:
            done = walk(connection, every_record, done.cursor, monotonic() + SECONDS, by_entries=True)
            if done.rows:
                raise_documents_number(connection)
        changed += done.rows
    with begin() as connection:
        forget_all(connection)
        set_form(connection)
        for projection in all_projections():
            forget(connection, projection)
    for projection in all_projections():
        _in_pieces(begin, partial(advance, projection=projection))
    _in_pieces(begin, advance_documents)
    return changed


def _in_pieces(begin: Begin, work: Callable[[Connection], bool]) -> None:
    more = True
    while more:
        with begin() as connection:
            more = work(connection)


def remove_stray_references(connection: Connection) -> int:
    """Remove the references of records that are not there; return how many there were."""
    collection, record = RecordReference.from_collection, RecordReference.from_record
    kinds = list(all_record_types())
    strays: list[ColumnElement[bool]] = [collection.not_in([record_type.collection for record_type in kinds])]
    for record_type in kinds:
        there = exists().where(core_table(record_type.table).c.id == record)
        strays.append(and_(collection == record_type.collection, ~there))
    return sum(connection.execute(delete(RecordReference).where(stray)).rowcount for stray in strays)
