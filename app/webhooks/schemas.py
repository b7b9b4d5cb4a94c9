"""What clients write and read of webhooks, and what receivers get."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.ledger.model.shapes import MeetingId, ParticipantId, TopicId, Written
from app.tables.ledger.entries import CALENDAR, COLLECTIONS
from app.values.flags import PLAIN_DIGITS
from app.values.identifiers import RecordId, RecordPlace
from app.values.links import WebAddress
from app.values.texts import ShortText
from app.vocabulary import DeliveryState, Operation, WebhookState

Collection = Literal[(*COLLECTIONS, CALENDAR, "entries")]  # type: ignore[valid-type] # the collections, declared once
FILTERS = ("collections", "records", "operations", "data_sets", "participants", "topics", "meetings")
EXAMPLE: dict[str, Any] = {
    "id": "newsroom",
    "url": "https://example.org/pacta",
    "description": "Pledges, for the newsroom",
    "collections": ["pledges"],
}
KEPT_DAYS = 30
"""Days for which a delivery that is over stays in the log."""


class Webhook(Written):
    """Where what is written is sent, and what of it. An empty filter lets all pass; different ones combine with AND.

    A record has named what it names in any field or part, or once did: its entries match from the first on that did.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: Annotated[RecordId | None, Field(description="chosen at random if it is left out")] = None
    url: Annotated[WebAddress, Field(description="a public host, by https at port 443 or 8443")]
    description: ShortText | None = None
    collections: Annotated[
        list[Collection],
        Field(max_length=20, description="`pledges` takes in `calendar`, what days bring; `entries`: redactions"),
    ] = []
    records: Annotated[list[RecordPlace], Field(max_length=100, description="of these records, as they are named")] = []
    operations: Annotated[list[Operation], Field(max_length=20, description="what the entry did")] = []
    data_sets: Annotated[list[ShortText], Field(max_length=50, description="loaded from these data sets")] = []
    participants: Annotated[
        list[ParticipantId], Field(max_length=100, description="of one of these, or of a record that has named one")
    ] = []
    topics: Annotated[
        list[TopicId],
        Field(max_length=100, description="of one of these or one below it, or of a record that has named such a one"),
    ] = []
    meetings: Annotated[
        list[MeetingId],
        Field(max_length=100, description="of one of these or one within it, or of a record that has named such a one"),
    ] = []


class WebhookDocument(Webhook):
    """A webhook as it is read. Its secret is never shown again."""

    # What is written of one is no example of it.
    model_config = ConfigDict(json_schema_extra={})

    id: RecordId
    version: int
    created_at: str
    updated_at: str
    state: WebhookState
    disabled_because: Annotated[str | None, Field(description="why it was disabled; null: it is not")]
    failing_since: Annotated[
        str | None, Field(description="the first attempt that failed since the last that did not; null: none has")
    ]
    settled: Annotated[
        int, Field(description="the entry up to which each is delivered, dead, left out, or a pending delivery")
    ]
    throttled_until: Annotated[str | None, Field(description="the receiver is too busy, and is left alone until then")]
    previous_secret_until: Annotated[
        str | None, Field(description="until then deliveries are signed with the secret before, too")
    ]


class WebhookWithSecret(WebhookDocument):
    """A webhook with its secret, which is shown this once."""

    secret: Annotated[str, Field(examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="])]


class WebhookList(BaseModel):
    """All webhooks."""

    items: list[WebhookDocument]


class WebhookTest(BaseModel):
    """What a receiver answered to a test event."""

    delivered: bool
    status: Annotated[int | None, Field(description="what it answered; null: nothing")]
    error: Annotated[str | None, Field(description="why there was no answer")]


class Replay(Written):
    """What to deliver again: all from an entry on, or one delivery."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"from_number": 1}]})

    from_number: Annotated[int | None, Field(ge=1, le=10**10 - 1, description="all from this entry on")] = None
    number: Annotated[int | None, Field(ge=1, le=10**10 - 1, description="the delivery of this entry alone")] = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "Replay":
        if (self.from_number is None) == (self.number is None):
            message = "give either from_number or number"
            raise ValueError(message)
        return self


class DeliveryQuery(BaseModel):
    """Which deliveries."""

    model_config = ConfigDict(use_enum_values=True)

    state: Annotated[DeliveryState | None, Field(description="`dead`: the dead letters")] = None
    limit: Annotated[int, Field(ge=1, le=200, description="most items of a page"), PLAIN_DIGITS] = 50
    cursor: Annotated[str | None, Field(max_length=500, description="`next_cursor` of the page before")] = None


class Delivery(BaseModel):
    """What became of an entry's delivery."""

    model_config = ConfigDict(use_enum_values=True)

    number: Annotated[int, Field(description="of the entry", examples=[214])]
    message: Annotated[str, Field(description="the header `webhook-id`: the same at each attempt")]
    collection: Annotated[str, Field(examples=["pledges"])]
    record: Annotated[str, Field(examples=["guatemala-deportation-flights"])]
    operation: Operation
    state: DeliveryState
    attempts: int
    next_at: Annotated[str | None, Field(description="when it is tried again, at the earliest; null: it is over")]
    finished_at: str | None
    status: Annotated[int | None, Field(description="what the receiver answered last; null: nothing")]
    error: Annotated[str | None, Field(description="why there was no answer")]


class DeliveryPage(BaseModel):
    """Deliveries, the latest entry first."""

    items: list[Delivery]
    next_cursor: str | None


class EventData(BaseModel):
    """What was written, and where to read it."""

    number: Annotated[int, Field(description="of the ledger's entry; later entries have higher ones", examples=[214])]
    collection: Annotated[str, Field(examples=["pledges"])]
    record: Annotated[RecordId, Field(examples=["guatemala-deportation-flights"])]
    version: Annotated[int, Field(description="of the record, once this was written", examples=[3])]
    operation: Operation
    part: Annotated[str | None, Field(description="path of the part below its record; null: the whole record")]
    address: Annotated[str, Field(examples=["/v1/pledges/guatemala-deportation-flights"])]


class WebhookEvent(BaseModel):
    """What a receiver gets: that something was written, and where to read it."""

    type: Annotated[str, Field(description="collection and operation", examples=["pledges.put"])]
    timestamp: Annotated[str, Field(description="when it was written", examples=["2026-11-22T03:14:33.123456Z"])]
    data: EventData


def document_event(document: dict[str, Any]) -> None:
    """Add to the OpenAPI document what is sent to receivers."""
    text = {"type": "string"}
    headers = {
        "webhook-id": "the same at each attempt: what came already can be passed over",
        "webhook-timestamp": "seconds since 1970, of the attempt",
        "webhook-signature": "`v1,` and the HMAC, for each secret that is valid, with spaces between them",
    }
    operation = {
        "operationId": "receiveEvent",
        "tags": ["webhooks"],
        "summary": "Something was written",
        "description": "Signed as [Standard Webhooks](https://www.standardwebhooks.com) has it; docs/webhooks.md shows "
        "how to verify it.",
        "security": [],
        "parameters": [
            {"name": name, "in": "header", "required": True, "description": said, "schema": text}
            for name, said in headers.items()
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/WebhookEvent"}}},
        },
        "responses": {
            "2XX": {"description": "Taken. Anything else, a redirect too, is tried again"},
            "410": {"description": "Gone: the webhook is disabled, as it is after days in which nothing was taken"},
            "429": {"description": "Too busy: the receiver is left alone for as long as `Retry-After` says"},
        },
    }
    document["webhooks"] = {"event": {"post": operation}}
