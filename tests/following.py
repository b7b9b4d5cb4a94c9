"""Documents that follow a renamed record in pieces as small as a test wants them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.ledger.writing import document_queue, document_walk


@contextmanager
def pieces_of(records: int) -> Iterator[None]:
    """Let renaming queue all that it does not render itself, and each piece render so many records alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document_queue, "SECONDS", 0)
        patch.setattr(document_walk, "FEW", records)
        patch.setattr(document_walk, "MOST", records)
        patch.setattr(document_walk, "_pace", document_walk._Pace())
        yield
