"""`find_pledges`: what was promised, by whom, how firmly, and in whose words."""

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from app.assistants.answer_size import Fits
from app.assistants.answers import (
    Attestation,
    Disputed,
    Page,
    Quotation,
    Reference,
    Version,
    edtf,
    present,
    quotation,
    reference,
)
from app.assistants.arguments import Cursor, Ids, Limit, PledgeFilters, Words
from app.assistants.tools.pages import page
from app.assistants.tools.tool import Tool
from app.client import AsyncClient
from app.values.times.instants import Day
from app.vocabulary import LegalNature, Origin, Precision, Relation, Voice

QUOTATIONS = 3
"""Quotations of each pledge, those in the surest voices. The record has all."""

FIELDS = (
    "version,title,summary,kind,origin,strength,precision,legal_nature,joint,meetings,announced,due,due_text,parties,"
    "citations,status,overdue,attestation,disputed"
)
_RANK = {voice.value: rank for rank, voice in enumerate(Voice)}


class FindPledges(PledgeFilters):
    """Which pledges, in which order."""

    under: Annotated[Ids, Field(description="party to it, itself or by what is part of it")] = []
    source: Annotated[Ids, Field(description="cited by it")] = []
    origin: list[Origin] = []
    precision: list[Precision] = []
    legal_nature: list[LegalNature] = []
    overdue: bool | None = None
    due_after: Day | None = None
    due_before: Day | None = None
    q: Annotated[Words | None, Field(description="words in its texts")] = None
    sort: Literal["id", "-id", "announced", "-announced", "due", "-due", "updated_at", "-updated_at"] = "id"
    limit: Limit = 10
    cursor: Cursor = None


class Party(TypedDict):
    """Who is party to a pledge, and where each promisor and implementer stands."""

    id: str
    label: str
    role: str
    status: NotRequired[str]


class Made(TypedDict):
    """What a meeting is to a pledge."""

    id: str
    label: str
    role: str


class Pledge(TypedDict):
    """A pledge; read_record has all of it, pledge_history what came of it."""

    id: str
    version: Version
    title: str
    status: str
    attestation: Attestation
    disputed: Disputed
    overdue: bool
    basis: NotRequired[str]
    since: NotRequired[str]
    summary: NotRequired[str]
    kind: NotRequired[str]
    origin: NotRequired[str]
    strength: NotRequired[str]
    precision: NotRequired[str]
    legal_nature: NotRequired[str]
    joint: NotRequired[str]
    announced: NotRequired[str]
    due: NotRequired[str]
    due_text: NotRequired[str]
    meetings: NotRequired[list[Made]]
    parties: NotRequired[list[Party]]
    quotations: NotRequired[list[Quotation]]


class Pledges(Page):
    """A page of pledges."""

    items: list[Pledge]


async def find_pledges(client: AsyncClient, asked: FindPledges, fits: Fits) -> dict[str, Any]:
    """Return a page of the pledges that match."""

    async def read(limit: int) -> dict[str, Any]:
        found: dict[str, Any] = await client.get("/v1/pledges", **asked.query("limit"), limit=limit, fields=FIELDS)
        return found

    return await page(read, asked.limit, row, fits)


def row(pledge: dict[str, Any]) -> dict[str, Any]:
    """Return a pledge as lists tell it."""
    status = pledge["status"]
    return {
        "id": pledge["id"],
        "version": pledge["version"],
        "title": pledge["title"],
        "status": status["status"],
        "attestation": pledge["attestation"],
        "disputed": pledge["disputed"],
        "overdue": pledge["overdue"],
    } | present(
        basis=status["basis"],
        since=edtf(status["effective_on"]),
        **{
            name: pledge[name]
            for name in ("summary", "kind", "origin", "strength", "precision", "legal_nature", "joint")
        },
        announced=edtf(pledge["announced"]),
        due=edtf(pledge["due"]),
        due_text=pledge["due_text"],
        meetings=[{**_named(one["meeting"]), "role": one["role"]} for one in pledge["meetings"]],
        parties=[_party(one) for one in pledge["parties"]],
        quotations=[quotation(one) for one in _surest(pledge["citations"])],
    )


def _named(told: dict[str, Any]) -> dict[str, Any]:
    named: Reference | None = reference(told)
    return dict(named or {})


def _party(party: dict[str, Any]) -> dict[str, Any]:
    status = party["status"]
    return {**_named(party["participant"]), "role": party["role"]} | present(status=status and status["status"])


def _surest(citations: list[Any]) -> list[Any]:
    supporting = [one for one in citations if one["relation"] == Relation.SUPPORTS and one["quote"] is not None]
    return sorted(supporting, key=lambda one: _RANK.get(one["voice"], len(_RANK)))[:QUOTATIONS]


TOOL = Tool(
    "find_pledges",
    "Find pledges",
    "List what was promised: by whom, to whom, at which meeting, how firmly (strength), how it came about (origin), in "
    "whose words (quotations, attestation), and where each promisor stands (status). not_assessed says that nobody has "
    "judged it, not that nothing was done. Find ids with search.",
    FindPledges,
    Pledges,
    find_pledges,
)
