"""The model of what readers get of statements, for the OpenAPI document."""

from typing import Annotated

from pydantic import Field

from app.records.base.documents import record_document
from app.records.positions.documents import StandingPosition
from app.records.statements.schemas import Statement


class StatementDocument(record_document(Statement, "StatementHead")):  # type: ignore[misc] # made at run time
    """A statement as readers get it."""

    positions: Annotated[list[StandingPosition], Field(description="the latest of each participant that took one")]
