"""What is asked of the calendar of deadlines."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from app.bilingual import LanguageCode
from app.records.base.lists.parameters import repeated
from app.records.pledges.schemas import PledgeFilters

Event = Literal["due", "review", "meeting"]


class DeadlineQuery(PledgeFilters):
    """Whose deadlines, which, and in which language."""

    model_config = ConfigDict(use_enum_values=True)

    event: repeated(  # type: ignore[valid-type] # made by a function
        Event, "`due`: days by which pledges are due; `review`: days of their review; `meeting`: planned meetings"
    )
    language: Annotated[
        LanguageCode, Field(description="the language of what the calendar says, and of titles that have it")
    ] = "en"
