"""What is asked of the change feed, and what it answers."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.ledger.entries.chain import ENTRIES
from app.ledger.model.shapes import MeetingId, ParticipantId, TopicId
from app.records.base.lists.parameters import repeated
from app.records.registry import RECORD_TYPES
from app.tables.ledger.entries import CALENDAR
from app.values.flags import PLAIN_DIGITS
from app.values.identifiers import RecordId
from app.values.times.dates import Instant
from app.vocabulary import Operation

LONGEST_WAIT = 30
MAX_NUMBER = 10**10 - 1
COLLECTIONS = (*RECORD_TYPES, CALENDAR, ENTRIES)


class EntryQuery(BaseModel):
    """Which entries of the ledger are wanted."""

    model_config = ConfigDict(use_enum_values=True)

    since: Annotated[Instant | None, Field(description="recorded at or after the instant")] = None
    collection: repeated(  # type: ignore[valid-type] # made by a function
        Literal[COLLECTIONS],
        "of the collection; `pledges`: also what the calendar says of them, `calendar`: that alone; "
        "`entries`: redactions",
    )
    record: repeated(  # type: ignore[valid-type] # made by a function
        RecordId, "of the record, and of those that it was merged into; needs one `collection`"
    )
    operation: repeated(Operation, "which did this")  # type: ignore[valid-type] # made by a function
    participant: repeated(ParticipantId, "of the participant, or of a record that has named it")  # type: ignore[valid-type] # made by a function
    topic: repeated(TopicId, "of the topic or one below it, or of a record that has named such a one")  # type: ignore[valid-type] # made by a function
    meeting: repeated(  # type: ignore[valid-type] # made by a function
        MeetingId, "of the meeting or one within it, or of a record that has named such a one"
    )


class ChangeQuery(EntryQuery):
    """Which entries, how many, and how long to wait for one."""

    after: Annotated[
        int,
        Field(ge=0, le=MAX_NUMBER, description="the number of the last entry you have: `last` of the previous page"),
        PLAIN_DIGITS,
    ] = 0
    limit: Annotated[int, Field(ge=1, le=200, description="most items of a page"), PLAIN_DIGITS] = 50
    wait: Annotated[
        int,
        Field(ge=0, le=LONGEST_WAIT, description="seconds to wait for a new entry if there is none yet"),
        PLAIN_DIGITS,
    ] = 0


class Redaction(BaseModel):
    """By which entry a body was redacted, and why."""

    entry: int
    reason: str


class Change(BaseModel):
    """An entry of the ledger: one thing that was written."""

    number: Annotated[int, Field(ge=1, description="counts by one, in the order of the commits", examples=[214])]
    at: Annotated[str, Field(examples=["2026-11-22T03:14:33.123456Z"])]
    actor: Annotated[str, Field(description="the public label of the key")]
    request_id: str
    data_set: Annotated[str | None, Field(description="the data set that it was loaded from; null: from none")]
    collection: Annotated[str, Field(examples=["pledges"])]
    record: Annotated[str, Field(examples=["guatemala-deportation-flights"])]
    version: Annotated[
        int, Field(description="of the record, once this was written; of `calendar`: counts what it said of it")
    ]
    part: Annotated[
        str | None,
        Field(description="path of the part below its record; of `calendar`: the day; null: the whole record"),
    ]
    operation: Operation
    form: Annotated[int, Field(description="the form of the body")]
    body: Annotated[Any, Field(description="as it was written, ids for references; null: deleted, or redacted")]
    salt: Annotated[str | None, Field(description="16 random bytes, hexadecimal; null: redacted with the body")]
    digest: Annotated[
        str, Field(description="SHA-256 of the salt's bytes, followed by the body's text in UTF-8 as it stands here")
    ]
    previous: Annotated[str, Field(description="the hash of the entry before")]
    hash: Annotated[
        str,
        Field(
            description=(
                "SHA-256 of the JSON array, without spaces, of number, at, actor, request_id, data_set, collection, "
                "record, version, part, operation, form, digest and previous"
            )
        ),
    ]
    redacted: Annotated[Redaction | None, Field(description="the redaction that removed the body; null: there is none")]


class ChangePage(BaseModel):
    """Entries in order, and where to go on."""

    items: list[Change]
    last: Annotated[int, Field(description="send it as `after` for what comes next, with or without filters")]
    head: Annotated[int, Field(description="the last entry there is: `last` has reached it, or there is more")]
