"""What answers have in common, as types: output schemas are made of them. What is null is left out of rows."""

from typing import Annotated, Any, NotRequired

from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

from app.assistants.answer_size import Cut

# A schema for each record would fill a model's memory before it asks for one.
Document = Annotated[dict[str, Any], WithJsonSchema({"type": "object"})]
"""A record, or a part of one, as the API gives it."""

Attestation = Annotated[str | None, Field(description="best voice that supports it")]
Attestations = Annotated[dict[str, int], Field(description="how many pledges by attestation")]
Disputed = bool
"""Whether accounts of it conflict."""
Version = int
"""The record's version that this is read from."""


class Basis(TypedDict):
    """What an answer rests on."""

    number: int
    """Of the ledger's last entry when it was read. What all answers have is explained once, in the instructions."""
    hash: str
    at: str | None
    moved_on: bool
    """Whether entries came while it was read, of which some may be in it."""
    as_of: NotRequired[str]
    known_at: NotRequired[str]


class Answer(TypedDict):
    """What every answer has."""

    basis: Basis
    whole: bool
    """Whether nothing in it was shortened."""
    cut: list[Cut]


class Page(Answer):
    """What every list has."""

    next_cursor: Annotated[str | None, Field(description="for the rest; null: the end")]


class Reference(TypedDict):
    """Another record."""

    id: str
    label: str


def present(**members: Any) -> dict[str, Any]:
    """Return the members that say something."""
    return {name: value for name, value in members.items() if value not in (None, [], {})}


def reference(told: dict[str, Any] | None) -> Reference | None:
    """Return another record as it is told of one."""
    return None if told is None else {"id": told["id"], "label": told.get("title") or told.get("name") or told["id"]}


def edtf(date: dict[str, Any] | None) -> str | None:
    """Return a date of the world as it was written."""
    return None if date is None else date["edtf"]


def quotation(citation: dict[str, Any]) -> dict[str, Any]:
    """Return in whose words something is said, and where."""
    speaker = reference(citation["speaker"])
    return present(
        voice=citation["voice"],
        speaker=speaker and speaker["id"],
        attributed_to=citation["attributed_to"],
        quote=(citation["quote"] or {}).get("exact"),
        source=reference(citation["source"]),
        relation=citation["relation"],
        act=citation["act"],
    )


class Quotation(TypedDict, total=False):
    """In whose words something is said, and where."""

    voice: str
    speaker: str
    attributed_to: str
    quote: str
    source: Reference
    relation: str
    act: str
