"""Which fields of records the form of a report has. They are called as in the API, behind what they belong to."""

from app.vocabulary import PartyRole

SOURCE, MEETING, PARTICIPANT, CANDIDATE, LEFT_OUT = "source", "meeting", "participant", "candidate", "ignored"
"""What a form is about; of the last three it has several, which are numbered."""

PLEDGE, STATEMENT = "pledge", "statement"
COLLECTIONS = {PLEDGE: "pledges", STATEMENT: "statements"}

OF_SOURCE = (
    "kind", "title", "publisher", "author", "url", "published", "language", "retrieved_at", "content_sha256",
)  # fmt: skip
OF_MEETING = ("title", "form", "rank", "status", "starts", "ends", "place", "country", "language")
OF_PARTICIPANT = ("kind", "name", "country", "language")
OF_PLEDGE = (
    "title", "summary", "kind", "origin", "strength", "precision", "legal_nature", "joint", "announced", "due",
    "due_text", "place", "language",
)  # fmt: skip
OF_STATEMENT = ("kind", "summary", "attributed_to", "channel", "place", "said", "language")
OF_COLLECTIONS = {
    "sources": OF_SOURCE,
    "meetings": OF_MEETING,
    "participants": OF_PARTICIPANT,
    "pledges": OF_PLEDGE,
    "statements": OF_STATEMENT,
}
OF_TARGET = ("indicator", "measure", "direction", "value", "lower", "upper", "unit", "aggregate")
OF_LINK = ("type", "pledge")
OF_CITATION = ("voice", "act", "page", "section", "note")
OF_ATTENDANCE = ("role", "title")
WHO_ATTENDED = ("participant", "title", "on_behalf_of")
"""What a row of attendance is known by: its role alone says nothing."""

ROLES = tuple(role.value for role in PartyRole)
"""Each is a field that holds names, as often as it is named."""

NAMED = ("speaker", "on_behalf_of", "addressed_to")
"""Fields of a statement, the first one of a citation, too, that hold a name."""

LONGEST_QUOTE, LONGEST_CONDITION = 20_000, 2_000
"""Characters that fields take. A longer quotation is shortened after it was sent, by words."""
