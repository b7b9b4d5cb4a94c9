"""The clocks of an address, refused before anything is made of them: some pages ask the API nothing that has a past."""

from pydantic import ValidationError

from app.http.problems import invalid
from app.records.base.history.moments import refuse_future
from app.records.base.lists.parameters import ClockQuery
from app.site.pages.visit import Moment


def check_clocks(moment: Moment) -> None:
    """Raise `Invalid` for clocks that the API would refuse."""
    try:
        refuse_future(ClockQuery.model_validate(moment.asked))
    except ValidationError as error:
        faults = [{**fault, "loc": ("query", *fault["loc"])} for fault in error.errors(include_url=False)]
        raise invalid(faults, models={"query": ClockQuery}) from None
