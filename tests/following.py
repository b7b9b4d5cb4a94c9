"""Documents that follow a renamed record in pieces as small as a test wants them, and when it wants them."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat
from multiprocessing.synchronize import Semaphore

import pytest
from sqlalchemy import Connection

from app.db.writing import timekeeper
from app.ledger import upkeep
from app.ledger.projections.projections import advance_any
from app.ledger.writing import document_queue, document_walk
from app.ledger.writing.document_queue import advance_documents

LOOK = 0.01
"""Seconds that a writer waits in a transaction for leave to go on, and many times as long outside of any."""


@contextmanager
def pieces_of(records: int) -> Iterator[None]:
    """Let renaming queue all documents, and each piece render so many alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document_queue, "SECONDS", 0)
        patch.setattr(document_walk, "FEW", records)
        patch.setattr(document_walk, "MOST", records)
        patch.setattr(document_walk, "_pace", document_walk._Pace())
        yield


@contextmanager
def one_by_one(leave: Semaphore) -> Iterator[None]:
    """Let the writer render the documents that are queued one by one, each once it was given leave."""

    def advance(connection: Connection, _end: float) -> bool:
        return advance_documents(connection) if leave.acquire(timeout=LOOK) else True

    with pieces_of(1), pytest.MonkeyPatch.context() as patch:
        patch.setattr(timekeeper, "GAP", 10)
        patch.setattr(upkeep, "_turns", repeat((advance, advance_any)))
        yield
