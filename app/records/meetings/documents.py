"""The model of what readers get of meetings, for the OpenAPI document."""

from typing import Annotated

from pydantic import Field

from app.records.base.documents import record_document
from app.records.meetings.schemas import Meeting


class MeetingDocument(record_document(Meeting, "MeetingHead")):  # type: ignore[misc] # made at run time
    """A meeting as readers get it."""

    disputed: Annotated[bool, Field(description="accounts of a field cannot all be true: see its accounts")]
