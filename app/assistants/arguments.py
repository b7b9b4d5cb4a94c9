"""What tools take: closed words, ids, days, instants, search words and cursors; never a path, never an address."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from typing_extensions import TypeAliasType

from app.values.identifiers import RecordId
from app.values.times.instants import Day, Instant
from app.values.wording.expectations import nearest_word
from app.values.wording.messages import message
from app.vocabulary import PledgeKind, Status, Strength, Voice

MOST_OF_ONE = 10
"""Values of one filter."""

Id = TypeAliasType("Id", Annotated[RecordId, Field(description="as search gives it")])
Ids = TypeAliasType("Ids", Annotated[list[Id], Field(max_length=MOST_OF_ONE)])
Words = Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]
Cursor = Annotated[str | None, Field(max_length=2000, description="next_cursor; all else alike")]
Limit = Annotated[int, Field(ge=1, le=20)]


class Arguments(BaseModel):
    """Arguments of a tool: what it does not know it refuses."""

    model_config = ConfigDict(extra="forbid", strict=False)

    def query(self, *left_out: str) -> dict[str, Any]:
        """Return the arguments that were given, as the API's parameters of the same names."""
        given = self.model_dump(mode="json", exclude=set(left_out), exclude_none=True)
        return {name: value for name, value in given.items() if value != []}


class AtAMoment(Arguments):
    """Both clocks."""

    as_of: Annotated[Day | None, Field(description="the world on this day")] = None
    known_at: Annotated[Instant | None, Field(description="recorded up to this instant")] = None


class PledgeFilters(AtAMoment):
    """Which pledges: all filters must match, and of several values of one any."""

    promisor: Annotated[Ids, Field(description="who owes it")] = []
    promisee: Annotated[Ids, Field(description="to whom")] = []
    participant: Annotated[Ids, Field(description="party to it in any role")] = []
    meeting: Annotated[Ids, Field(description="made there or within it")] = []
    topic: Annotated[Ids, Field(description="about it or one below it")] = []
    status: list[Status] = []
    kind: list[PledgeKind] = []
    strength: list[Strength] = []
    attestation: Annotated[list[Voice], Field(description="best voice that supports it")] = []
    disputed: bool | None = None
    announced_from: Day | None = None
    announced_to: Day | None = None


def faults(error: ValidationError, model: type[Arguments]) -> Iterator[str]:
    """Yield what is wrong with arguments, and what would be accepted, without repeating any."""
    known = list(model.model_fields)
    for fault in error.errors(include_url=False):
        place = fault["loc"]
        if fault["type"] == "extra_forbidden":
            near = nearest_word(str(place[0]), known)
            yield f"an argument is unknown{f'; the nearest is {near}' if near else ''}; there are {', '.join(known)}"
        else:
            yield f"{'/'.join(map(str, place))}: {message(fault, model, place)}"
