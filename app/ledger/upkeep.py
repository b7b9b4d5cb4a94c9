"""What the writer does beside commands: documents and projections are brought up, in turns."""

from itertools import cycle
from time import monotonic

from sqlalchemy import Connection

from app.ledger.projections.projections import SECONDS, advance_any
from app.ledger.writing.document_queue import advance_documents

_works = (advance_documents, advance_any)
_turns = cycle((_works, _works[::-1]))


def keep_up(connection: Connection) -> bool:
    """Do a piece of what is left to be brought up; return whether there may be more."""
    end = monotonic() + SECONDS
    return any(work(connection, end) for work in next(_turns))
