"""Query parameters that lists share."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.ledger.model.shapes import SourceId
from app.values.flags import PLAIN_DIGITS, Flag
from app.values.identifiers import RecordId
from app.values.links import CodeInScheme
from app.values.search.questions import QuestionText
from app.values.texts import Tag
from app.values.times.dates import Day, Instant
from app.vocabulary import ScaleName, Term, Voice

MAX_VERSIONS = 2**31 - 1

REPEATED = 50
"""How often a filter may be repeated."""


def repeated(inner: Any, description: str, *, examples: list[Any] | None = None) -> Any:
    """Return the type of a filter that may be repeated: one of the values must match."""
    return Annotated[
        list[inner],
        Field(
            default_factory=list,
            max_length=REPEATED,
            description=f"{description}; repeat for any of several",
            examples=examples,
        ),
    ]


NULL = "null"
"""The value of a filter that asks for records without any."""


def repeated_or_null(words: type[Term], description: str) -> Any:
    """Return the type of a filter that may be repeated, of a field that may be null, which is asked for as `null`."""
    return repeated(Literal[(*(word.value for word in words), NULL)], f"{description}; `{NULL}`: without any")


class PageQuery(BaseModel):
    """How much of a list, in what order and form."""

    model_config = ConfigDict(use_enum_values=True)

    limit: Annotated[int, Field(ge=1, le=200, description="most items of a page"), PLAIN_DIGITS] = 50
    cursor: Annotated[
        str | None,
        Field(max_length=2000, description="`next_cursor` of the previous page, with the same filters and sort"),
    ] = None
    count: Annotated[Literal["exact"] | None, Field(description="`exact`: also count all that match")] = None
    sort: str = "id"


class FormQuery(BaseModel):
    """In what form records are read."""

    form: Annotated[
        Literal["document", "written"], Field(description="`written`: exactly what PUT takes, with ids for references")
    ] = "document"


class FieldsQuery(BaseModel):
    """Which fields of the answer are wanted."""

    fields: Annotated[
        str | None,
        Field(
            max_length=1000,
            description=(
                "these fields alone, with commas between them, and `id`: all others are left out, required ones too"
            ),
        ),
    ] = None


class ClockQuery(BaseModel):
    """As of which moment."""

    known_at: Annotated[
        Instant | None,
        Field(description="as it was known at the instant: from what was recorded up to then, names too"),
    ] = None
    as_of: Annotated[
        Day | None, Field(description="as of the day: without what took effect, was pledged, held or said after it")
    ] = None


class DetailQuery(FormQuery, FieldsQuery, ClockQuery):
    """In what form a record is read, which fields of it, and as of which moment."""


class PartDetailQuery(FieldsQuery, ClockQuery):
    """Which fields of a part are read, and as of which moment."""


Scaled = Annotated[
    ScaleName | None,
    Field(description="also give each status or score on this published scale; /v1/vocabulary has the mappings"),
]


class ListQuery(PageQuery, DetailQuery):
    """How much of a list of records, in what order and form, which fields, and as of which moment."""


class PartQuery(PageQuery, PartDetailQuery):
    """What is asked of every list of parts, and how much of it, in what order, which fields, and as of which moment."""

    source: repeated(SourceId, "cites the source")  # type: ignore[valid-type] # made by a function
    recorded_since: Annotated[Instant | None, Field(description="last written at or after the instant")] = None


class WithdrawablePartQuery(PartQuery):
    """What is asked of every list of parts that can be withdrawn."""

    withdrawn: Annotated[Flag | None, Field(description="recorded by mistake; default: both")] = None
    recorded_since: Annotated[Instant | None, Field(description="recorded at or after the instant")] = None


class SchedulablePartQuery(WithdrawablePartQuery):
    """What is asked of every list of parts that can be recorded before they take effect."""

    scheduled: Annotated[Flag | None, Field(description="takes effect on a later day; default: both")] = None


class RecordFilters(BaseModel):
    """Filters that every collection has."""

    id: repeated(RecordId, "these records alone")  # type: ignore[valid-type] # made by a function
    tag: repeated(Tag, "filed under the tag")  # type: ignore[valid-type] # made by a function
    classification: repeated(CodeInScheme, "with the code in the scheme of others: `scheme:code`")  # type: ignore[valid-type] # made by a function
    external_id: repeated(CodeInScheme, "called so by another register: `scheme:id`")  # type: ignore[valid-type] # made by a function
    source: repeated(SourceId, "cites the source anywhere")  # type: ignore[valid-type] # made by a function
    voice: repeated_or_null(Voice, "with a citation in the voice")  # type: ignore[valid-type] # made by a function
    attestation: repeated_or_null(Voice, "whose best voice among supporting citations is this")  # type: ignore[valid-type] # made by a function
    disputed: Annotated[Flag | None, Field(description="an account conflicts; `false`: all others")] = None
    updated_since: Annotated[Instant | None, Field(description="changed at or after the instant")] = None
    q: Annotated[
        QuestionText | None,
        Field(description="in whose texts, as they are now, these words occur; written as for `/v1/search`"),
    ] = None


class RecordQuery(ListQuery, RecordFilters):
    """What is asked of every list of records."""


def sorting(*columns: str) -> Any:
    """Return the type of the `sort` parameter: each column, rising or with `-` falling."""
    return Annotated[
        Literal[tuple(f"{sign}{column}" for column in columns for sign in ("", "-"))],
        Field(description="sort by this; `-` reverses; records without it always come last"),
    ]


class DifferenceQuery(BaseModel):
    """With which revision another is compared."""

    from_: Annotated[
        int | None,
        Field(
            alias="from",
            ge=0,
            le=MAX_VERSIONS,
            description="the revision to compare with; 0: nothing; default: the one before",
        ),
        PLAIN_DIGITS,
    ] = None


class RevisionQuery(BaseModel):
    """How many, and after which."""

    limit: Annotated[int, Field(ge=1, le=200, description="most items of a page"), PLAIN_DIGITS] = 50
    cursor: Annotated[str | None, Field(max_length=2000, description="`next_cursor` of the previous page")] = None


class RevisionListQuery(RevisionQuery):
    """Which revisions, in which order, and whether with what they changed."""

    before: Annotated[
        int | None, Field(ge=1, le=MAX_VERSIONS, description="revisions before this one alone"), PLAIN_DIGITS
    ] = None
    sort: Annotated[Literal["revision", "-revision"], Field(description="`-` reverses: the latest first")] = "revision"
    differences: Annotated[
        Flag | None, Field(description="with what each changed from the one before; then 20 of a page at most")
    ] = None
