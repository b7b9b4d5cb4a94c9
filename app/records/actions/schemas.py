"""What clients write of an action, and ask of the list of actions."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.ledger.model.shapes import ActionId, APastDate, InstrumentId, MeetingId, ParticipantId, PledgeId, Written
from app.records.base.different_records import different_records
from app.records.base.lists.parameters import RecordQuery, repeated, sorting
from app.records.base.translations import TranslatedText, Translations
from app.records.sources.citations import CitedRecord
from app.values.codes.currencies import is_currency
from app.values.numbers import ExactDecimal
from app.values.texts import ShortText, Text, Title
from app.values.times.dates import Day
from app.vocabulary import ActionKind, ActionRelation

MAX_ACTORS = 50
MAX_ABOUT = 100


class Actor(Written):
    """Who did it, and for whom."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"participant": "guatemala-national-civil-police", "on_behalf_of": "guatemala"}]
        }
    )

    participant: ParticipantId
    on_behalf_of: Annotated[ParticipantId | None, Field(description="for whom")] = None


class Amount(Written):
    """How much money it was about."""

    value: Annotated[ExactDecimal, Field(description="exact", examples=[600000000])]
    unit: Annotated[str, Field(description="an ISO 4217 code", examples=["USD"])]

    @model_validator(mode="after")
    def _currency_is_known(self) -> Self:
        if not is_currency(self.unit):
            code, message = "currency_unit", "unit of an amount is an ISO 4217 code such as USD or GTQ"
            raise PydanticCustomError(code, message)
        return self


class About(Written):
    """What the action is to a pledge."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"pledge": "guatemala-border-task-force", "relation": "contributes"}]}
    )

    pledge: PledgeId
    relation: ActionRelation
    note: Annotated[Text | None, Field(description="why, and what is not shown")] = None


class Action(CitedRecord):
    """What was done, by whom, and what that is to pledges."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "deployment",
                    "title": "Officers sent to the border",
                    "summary": "An example: no report in the seeds speaks of it.",
                    "actors": [{"participant": "guatemala-national-civil-police", "on_behalf_of": "guatemala"}],
                    "happened": "2025-07",
                    "about": [{"pledge": "guatemala-border-task-force", "relation": "contributes"}],
                    "citations": [{"source": "landau-arevalo-talks", "relation": "context"}],
                }
            ]
        }
    )

    kind: ActionKind
    title: Title
    summary: Annotated[Text | None, Field(description="in our words")] = None
    actors: Annotated[list[Actor], Field(max_length=MAX_ACTORS, description="who did it; empty: unknown")] = []
    happened: Annotated[APastDate | None, Field(description="when")] = None
    place: ShortText | None = None
    amount: Annotated[Amount | None, Field(description="null: none, or unknown")] = None
    instrument: Annotated[
        InstrumentId | None, Field(description="the text that was adopted, signed or carried out by it")
    ] = None
    about: Annotated[list[About], Field(max_length=MAX_ABOUT, description="the pledges that it bears on")] = []
    different_from: different_records("action", ActionId) = []  # type: ignore[valid-type] # made by a function
    translations: Translations[TranslatedText] = {}

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        actors = [actor.participant for actor in self.actors]
        if len(set(actors)) < len(actors):
            code, message = "actor_repeated", "actors name a participant twice: name it once"
            raise PydanticCustomError(code, message)
        pledges = [about.pledge for about in self.about]
        if len(set(pledges)) < len(pledges):
            code, message = (
                "about_repeated",
                "about names a pledge twice: name it once, by the relation that fits",
            )
            raise PydanticCustomError(code, message)
        return self


class ActionQuery(RecordQuery):
    """Filters of the list of actions."""

    kind: repeated(ActionKind, "of the kind")  # type: ignore[valid-type] # made by a function
    actor: repeated(ParticipantId, "done by the participant, or on its behalf")  # type: ignore[valid-type] # made by a function
    under: repeated(ParticipantId, "done by the participant or anybody that is part of it, or on their behalf")  # type: ignore[valid-type] # made by a function
    about: repeated(PledgeId, "about the pledge")  # type: ignore[valid-type] # made by a function
    relation: repeated(ActionRelation, "in the relation to a pledge: to that of `about`, where both are given")  # type: ignore[valid-type] # made by a function
    meeting: repeated(MeetingId, "about a pledge that was made at the meeting or within it")  # type: ignore[valid-type] # made by a function
    instrument: repeated(InstrumentId, "with the instrument")  # type: ignore[valid-type] # made by a function
    happened_from: Annotated[Day | None, Field(description="happened on or after the day")] = None
    happened_to: Annotated[Day | None, Field(description="happened on or before the day")] = None
    sort: sorting("id", "title", "happened", "updated_at") = "id"  # type: ignore[valid-type] # made by a function
