"""Documents that follow a renamed record in pieces as small as a test wants them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.db import timekeeper
from app.ledger.writing import document_queue, document_walk


@contextmanager
def pieces_of(records: int) -> Iterator[None]:
    """Let renaming queue all documents, each piece render so many alone, and a writer take its time between pieces."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document_queue, "SECONDS", 0)
        patch.setattr(document_walk, "FEW", records)
        patch.setattr(document_walk, "MOST", records)
        patch.setattr(document_walk, "_pace", document_walk._Pace())
        # A process that is slow leaves others as much more time.
        patch.setattr(timekeeper, "GAP", 20)
        yield
