"""What clients write of a participant, and ask of the list of participants."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.ledger.model.shapes import ADate, ParticipantId, Values, Written, demands
from app.records.base.different_records import different_records
from app.records.base.lists.parameters import RecordQuery, repeated, sorting
from app.records.base.translations import TranslatedName, Translations
from app.records.sources.citations import CitedRecord
from app.tables.base import PART_ID_LENGTH
from app.values.codes.languages import LanguageTag
from app.values.codes.territories import TerritoryCode
from app.values.identifiers import PartId, slug
from app.values.links import WikidataId
from app.values.texts import Title
from app.values.times.dates import Day
from app.values.times.possible_dates import not_before
from app.vocabulary import ParticipantKind


class OtherName(Written):
    """Another name of a participant."""

    name: Title
    language: LanguageTag | None = None


class Membership(Written):
    """A membership: of a body in a state, or of a state in a group."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"participant": "international-organization-for-migration"}]}
    )

    participant: ParticipantId
    from_: Annotated[ADate | None, Field(alias="from", description="since when")] = None
    to: Annotated[ADate | None, Field(description="until when"), not_before("from_")] = None


class Office(Written):
    """An office that a person held."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"title": "Member of Congress", "body": "guatemala", "from": "2020", "to": "2024"}]
        }
    )

    id: Annotated[PartId | None, Field(description="derived from body and beginning where none is given")] = None
    title: Title
    body: Annotated[ParticipantId | None, Field(description="the state or body it is an office of")] = None
    from_: Annotated[ADate | None, Field(alias="from", description="since when")] = None
    to: Annotated[ADate | None, Field(description="until when"), not_before("from_")] = None


def office_id(office: Values) -> str:
    """Return the id that an office gets of the body it is of and of when it began."""
    return slug(" ".join(filter(None, [office["body"] or "office", office["from"]])), PART_ID_LENGTH)


class Participant(CitedRecord):
    """Who can attend, speak or be party to a pledge: a person, a state, a body, a group."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "government_body",
                    "name": "National Civil Police of Guatemala",
                    "country": "gt",
                    "other_names": [{"name": "National Police", "language": "en"}],
                    "part_of": [{"participant": "guatemala"}],
                }
            ],
            **demands({"offices": {"minItems": 1}}, {"kind": {"const": "person"}}),
        }
    )

    kind: ParticipantKind
    name: Title
    other_names: Annotated[list[OtherName], Field(max_length=50)] = []
    country: TerritoryCode | None = None
    wikidata_id: WikidataId | None = None
    from_: Annotated[
        ADate | None, Field(alias="from", description="since when it has existed; of a person, when it was born")
    ] = None
    to: Annotated[ADate | None, Field(description="until when; null: still"), not_before("from_")] = None
    succeeds: Annotated[
        list[ParticipantId], Field(max_length=50, description="in whose place it came, as a successor state does")
    ] = []
    part_of: Annotated[list[Membership], Field(max_length=50, description="what it belongs to")] = []
    offices: Annotated[list[Office], Field(max_length=50, description="of a person")] = []
    different_from: different_records("participant", ParticipantId) = []  # type: ignore[valid-type] # made by a function
    translations: Translations[TranslatedName] = {}

    @model_validator(mode="after")
    def _successions_once(self) -> Self:
        self.succeeds = list(dict.fromkeys(self.succeeds))
        return self

    @model_validator(mode="after")
    def _offices_of_persons(self) -> Self:
        if self.offices and self.kind != ParticipantKind.PERSON:
            code, message = "offices_of_persons", "only a person has offices: leave offices out, or set kind to person"
            raise PydanticCustomError(code, message)
        return self


class ParticipantQuery(RecordQuery):
    """Filters of the list of participants."""

    kind: repeated(ParticipantKind, "of the kind")  # type: ignore[valid-type] # made by a function
    country: repeated(TerritoryCode, "of the country")  # type: ignore[valid-type] # made by a function
    part_of: repeated(ParticipantId, "directly part of the participant")  # type: ignore[valid-type] # made by a function
    under: repeated(ParticipantId, "the participant and all that is part of it, persons by their offices")  # type: ignore[valid-type] # made by a function
    succeeds: repeated(ParticipantId, "came in the place of the participant")  # type: ignore[valid-type] # made by a function
    existing_on: Annotated[
        Day | None, Field(description="there on the day: not known to begin later or to have ended")
    ] = None
    sort: sorting("id", "name", "updated_at") = "id"  # type: ignore[valid-type] # made by a function
