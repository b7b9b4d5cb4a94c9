"""Citations: where a source speaks of a record, and what every cited record has."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import override

from app.ledger.model.shapes import Derive, ParticipantId, SourceId, Values, Written, all_demands, excludes
from app.records.base.collections import Nested
from app.records.base.documents import WrittenRecord
from app.tables.base import PART_ID_LENGTH
from app.values.codes.languages import LanguageTag
from app.values.identifiers import FieldName, PartId, slug
from app.values.links import Classifications, ExternalIds
from app.values.texts import ShortText, Tag, Text
from app.vocabulary import Act, Relation, Voice, WarningCode
from app.write_result import WriteWarning

IMPLIED = {"speaker": Voice.ON_RECORD, "attributed_to": Voice.ANONYMOUS}
"""The voice of a citation that says who speaks."""

MAX_CITATIONS = 100
MAX_TAGS = 50
COMMON = ("language", "translations", "tags", "classifications", "external_ids", "citations")
"""What all records have, in the order in which it is read, after what each says itself."""


class Quote(Written):
    """A W3C TextQuoteSelector: the exact words, and what stands before and after where they occur twice."""

    exact: Annotated[Text, Field(examples=["increase deportation flights by 40%"])]
    prefix: Text | None = None
    suffix: Text | None = None


class Account(Written):
    """What the source says of a field of the record, in its own words or in few of ours."""

    field: FieldName
    value: Annotated[Text, Field(description="what the source says it is", examples=["eastern borders"])]
    conflicts: Annotated[
        bool, Field(description="it cannot be true together with what is recorded, or with another account")
    ] = False


def _not_beside_a_speaker(attributed_to: str | None, info: ValidationInfo) -> str | None:
    if attributed_to is not None and info.data.get("speaker") is not None:
        code, message = "speaker_twice", "describes a speaker who is not named: leave it out, or the speaker"
        raise PydanticCustomError(code, message)
    return attributed_to


def _of_its_speaker(voice: Voice | None, info: ValidationInfo) -> Voice | None:
    """Return the voice, that of who speaks where it is not given."""
    for field, implied in IMPLIED.items():
        if info.data.get(field) is not None:
            if voice not in {None, implied}:
                code, message = "voice_contradicted", f"is {implied.value} where {field} is given: leave it out"
                raise PydanticCustomError(code, message)
            return implied.value  # type: ignore[return-value] # a plain word, as validation leaves it
    return voice


class Citation(Written):
    """Where a source speaks of the record, in whose words, what it says there and what that is evidence of."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "source": "landau-arevalo-talks",
                    "section": "paragraph 5",
                    "quote": {"exact": "U.S. soldiers are working on expanding and modernizing"},
                    "voice": "reporter",
                    "relation": "context",
                    "note": "One port, and nothing on what was promised.",
                }
            ],
            **all_demands(
                excludes({"speaker": {"type": "string"}, "attributed_to": {"type": "string"}}),
                *(
                    excludes({field: {"type": "string"}, "voice": {"enum": [one for one in Voice if one != voice]}})
                    for field, voice in IMPLIED.items()
                ),
            ),
        }
    )

    id: Annotated[PartId | None, Field(description="derived from the source where none is given")] = None
    source: SourceId
    quote: Quote | None = None
    page: ShortText | None = None
    section: ShortText | None = None
    speaker: Annotated[ParticipantId | None, Field(description="who said it")] = None
    attributed_to: Annotated[
        ShortText | None,
        Field(description="words for a speaker who is not named", examples=["a U.S. official"]),
        AfterValidator(_not_beside_a_speaker),
    ] = None
    voice: Annotated[
        Voice | None,
        AfterValidator(_of_its_speaker),
        Field(
            description=(
                "in whose words; null: not judged. A speaker makes it `on_record`, `attributed_to` makes it `anonymous`"
            )
        ),
    ] = None
    relation: Annotated[Relation, Field(description="to the claim that it stands on")] = Relation.SUPPORTS
    act: Annotated[Act | None, Field(description="words or deeds; null: not judged")] = None
    account: Annotated[Account | None, Field(description="what it says of one field")] = None
    note: Annotated[Text | None, Field(description="what it does not show")] = None


def citation_id(citation: Values) -> str:
    """Return the id that a citation gets of its source."""
    return slug(citation["source"], PART_ID_LENGTH)


def borne_out(citations: Sequence[Citation]) -> bool:
    """Return whether anything is cited that does not contradict what it is cited for."""
    return any(citation.relation != Relation.CONTRADICTS for citation in citations)


def nothing_cited(written: Values) -> Iterator[WriteWarning]:
    """Yield the warning that no source is cited for what was written, if so."""
    if not written["citations"]:
        message = "no source is cited: add where it is said"
        yield WriteWarning("/citations", WarningCode.NOTHING_CITED, message)


Citations = Annotated[list[Citation], Field(max_length=MAX_CITATIONS)]
Tags = Annotated[list[Tag], Field(max_length=MAX_TAGS, json_schema_extra={"uniqueItems": True})]
INLINE: Mapping[str, Derive] = {"citations": citation_id}
CITATIONS = {"citations": Nested(Citation, "citation", "Citations")}


@cache
def _in_order(model: type[BaseModel]) -> Sequence[str]:
    """Return the members of a record in the order in which they are written."""
    members = [field.alias or name for name, field in model.model_fields.items()]
    return [*(name for name in members if name not in COMMON), *(name for name in COMMON if name in members)]


class CitedRecord(WrittenRecord):
    """What clients may write on every record."""

    language: Annotated[LanguageTag | None, Field(description="in which language its texts are")] = None
    tags: Tags = []
    classifications: Annotated[
        Classifications, Field(description="its codes in the schemes of others: one of each")
    ] = {}
    external_ids: Annotated[ExternalIds, Field(description="what other registers call the record")] = {}
    citations: Citations = []

    @override
    def values(self) -> Values:
        """Return the normalised content, what the record says itself before what all records have."""
        values = super().values()
        return {name: values[name] for name in _in_order(type(self))}

    @model_validator(mode="after")
    def _tags_once(self) -> Self:
        if len(self.tags) > 1:
            self.tags = list(dict.fromkeys(self.tags))
        return self
