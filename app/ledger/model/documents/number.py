"""The stored documents as a whole: their form, and the number that counts how often they changed without an entry."""

from typing import Any

from sqlalchemy import Connection, Integer, ScalarSelect, bindparam, case, func, insert, select, update

from app.db.statements import core_table
from app.ledger.model.documents.rendering import document_form
from app.tables.ledger.projections import DOCUMENTS, DocumentQueue, ProjectionState

OLDER = -1
"""Stands for the documents number while documents of another form are among those stored."""

MIXED = 0
"""The stored form while documents are brought from another form to the program's."""

_STATE = core_table(ProjectionState)
_QUEUE = core_table(DocumentQueue)
_OF_DOCUMENTS = _STATE.c.name == DOCUMENTS


def documents_number() -> ScalarSelect[Any]:
    """Return the documents number as a column: `OLDER` where the stored documents are not all of this program's form.

    NULL where no form was ever recorded: then all were written by this program.
    """
    # Not known before every record type is.
    form = bindparam("document_form", callable_=document_form, type_=Integer)
    number = case((_STATE.c.form == form, func.coalesce(_STATE.c.number, 0)), else_=OLDER)
    return select(number).where(_OF_DOCUMENTS).scalar_subquery()


def raise_documents_number(connection: Connection) -> None:
    """Count that stored answers have changed without an entry: lists, pages and tags made of them are out of date."""
    if not connection.execute(_RAISE).rowcount:
        connection.execute(insert(_STATE), [{"name": DOCUMENTS, "form": document_form(), "number": 1}])


_RAISE = update(_STATE).where(_OF_DOCUMENTS).values(number=func.coalesce(_STATE.c.number, 0) + 1)


def stored_form(connection: Connection) -> int | None:
    """Return the form of the stored documents, None where none was ever recorded."""
    return connection.scalar(select(_STATE.c.form).where(_OF_DOCUMENTS))


def queued_form(connection: Connection) -> int | None:
    """Return the form that all documents are being brought to, None where they are not."""
    queued = connection.scalar(select(_QUEUE.c.record).where(_QUEUE.c.collection == DOCUMENTS))
    return None if queued is None else int(queued)


def set_form(connection: Connection, form: int | None = None) -> None:
    """Record the form of the stored documents, by default the program's. The documents number goes on."""
    form = document_form() if form is None else form
    stored = stored_form(connection)
    if stored is None:
        connection.execute(insert(_STATE), [{"name": DOCUMENTS, "form": form, "number": 0}])
    elif stored != form:
        connection.execute(update(_STATE).where(_OF_DOCUMENTS).values(form=form))
        raise_documents_number(connection)
