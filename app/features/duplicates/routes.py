"""The route of likely duplicates."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.access.callers import may_read
from app.db.database import Database
from app.errors import NotReady, Unavailable
from app.etags import digest, matches_none
from app.features.duplicates.comparison import Candidate, Pair
from app.features.duplicates.drafts import MOST_LOOKED_AT, like_drafts
from app.features.duplicates.queries import (
    COMPARED,
    LEAST_THRESHOLD,
    MOST_SHOWN,
    Suggestions,
    suggestions_of,
    told_apart,
)
from app.features.duplicates.suggestion_cache import SuggestionCache
from app.http.openapi.operations import READING, success, untagged
from app.http.openapi.refusals import refusing
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import READ_HEADERS, tagged
from app.http.routing.strict import JSON, StrictRoute
from app.ledger.entries.numbers import present_numbers
from app.ledger.model.shapes import Values, Written
from app.records.pledges.schemas import Pledge
from app.strict_json import encode
from app.values.flags import PLAIN_DIGITS, Flag
from app.values.identifiers import RecordId

router = APIRouter(prefix="/v1/duplicates", tags=["search"], route_class=StrictRoute, redirect_slashes=False)
THRESHOLD = 0.85
MOST_DRAFTS = 200
"""Pledges that are compared at once."""


class DuplicatesQuery(BaseModel):
    """Among which records duplicates are looked for, and how likely they must be."""

    type: Annotated[
        Literal[tuple(COMPARED)],  # type: ignore[valid-type] # the collections, declared once
        Field(description="the collection to compare", examples=["participants"]),
    ]
    threshold: Annotated[
        float, Field(ge=LEAST_THRESHOLD, le=1, description="the least score; 1: the same beyond doubt")
    ] = THRESHOLD
    different: Annotated[
        Flag, Field(description="those that were found to be different, instead: see `different_from` of the records")
    ] = False
    id: Annotated[RecordId | None, Field(description="duplicates of this record alone")] = None
    limit: Annotated[int, Field(ge=1, le=MOST_SHOWN, description="most pairs"), PLAIN_DIGITS] = 50


class LikelyRecord(BaseModel):
    """A record that may be a duplicate."""

    id: str = Field(examples=["guatemala-national-civil-police"])
    label: str = Field(description="its name or title", examples=["National Civil Police of Guatemala"])
    referring: int = Field(description="how many records refer to it: merge the one with fewer into the other")


class Difference(BaseModel):
    """That two records were found to be different."""

    said_by: str = Field(description="the record of both whose `different_from` names the other one")
    reason: str


class LikelyDuplicate(BaseModel):
    """Two records that may be one."""

    score: float = Field(description="from 0 to 1", examples=[0.94])
    records: Annotated[list[LikelyRecord], Field(min_length=2, max_length=2)]
    why: list[str] = Field(
        description="what supports it and what contradicts it", examples=[["names alike: 0.91", "same kind"]]
    )
    different: Difference | None = Field(description="what was found, with `different=true`; null otherwise")


class Duplicates(BaseModel):
    """The likeliest duplicates."""

    items: list[LikelyDuplicate]
    found: int = Field(description="how many pairs reach the threshold; more than `items` where that is full")


@router.get(
    "",
    operation_id="listDuplicates",
    summary="List likely duplicates",
    description=(
        "Names are compared without accents, case, order of words and words that say nothing; other names count. Facts "
        "that both have (kind, country, day, …) raise the score or lower it; the same id in another register, address "
        "or content settles it. Pledges are never one that have no promisor in common, or promisees but none "
        "in common. Names that share no word and stand far apart in the alphabet are not compared, unless `id` asks "
        "for one record. Pairs are left out that were found to be different: one of both names the other in its "
        "`different_from`. `POST /v1/{collection}/{id}/merge` merges two records."
    ),
    responses=success(Duplicates, "The likeliest first", not_modified=True),
    dependencies=[Depends(may_read)],
)
@refusing(NotReady)
async def list_duplicates(
    request: Request, query: Annotated[DuplicatesQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    database: Database = request.app.state.database
    numbers = await present_numbers(database)
    tag = f'"{numbers.ledger}-{digest(encode([numbers.documents, query.model_dump(mode="json")]))}"'
    if matches_none(request.headers.get("if-none-match"), tag):
        return tagged(request, b"", tag)
    cache: SuggestionCache = request.app.state.suggestions
    if query.different:
        found = await database.read(told_apart, query.type, query.threshold, query.limit, query.id)
    elif query.id is None:
        found = await cache.suggestions(database, query.type, query.threshold, query.limit)
    else:
        found = await database.read(suggestions_of, query.type, query.threshold, query.limit, query.id)
    body = encode(report(found))
    # What is of a moment ago has another tag: it is not the answer until something is written.
    return tagged(request, body, tag if found.of_now else f'"{digest(body)}"')


class DraftedPledges(Written):
    """Pledges that are not recorded yet."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "pledges": [
                        {
                            "title": "Increase flights of deportation by 40 %",
                            "parties": [{"participant": "guatemala", "role": "promisor"}],
                        }
                    ]
                }
            ]
        }
    )

    pledges: Annotated[
        list[Pledge],
        Field(min_length=1, max_length=MOST_DRAFTS, description="as `POST /v1/bundles` takes them"),
    ]
    threshold: Annotated[float, Field(ge=LEAST_THRESHOLD, le=1, description="the least score")] = THRESHOLD


class LikeDraft(BaseModel):
    """A pledge that is there, which a draft may repeat."""

    index: int = Field(description="which of the drafts, from 0")
    score: float = Field(description="from 0 to 1", examples=[0.94])
    record: LikelyRecord
    why: list[str] = Field(description="what supports it and what contradicts it")


class LikeDrafts(BaseModel):
    """The pledges that drafts may repeat."""

    items: list[LikeDraft]


@router.post(
    "",
    operation_id="checkDrafts",
    summary="Find the pledges that drafts may repeat",
    description=(
        "Pledges as they are to be recorded are compared with those of the same promisors that are there, of more than "
        f"{MOST_LOOKED_AT} with those that were changed last, as likely duplicates are. Nothing is written. A draft "
        "that has the id of a pledge is not compared with it."
    ),
    responses=untagged(LikeDrafts, "The likeliest of each draft, in the order of the drafts"),
    openapi_extra=READING,
    dependencies=[Depends(may_read)],
)
@refusing(Unavailable)
async def check_drafts(request: Request, body: DraftedPledges) -> Response:
    drafts = [pledge.values() for pledge in body.pledges]
    found, referring = await request.app.state.database.read(like_drafts, drafts, body.threshold)
    items = [_like(index, pair, drafts[index]["id"], referring) for index, pairs in enumerate(found) for pair in pairs]
    return Response(encode({"items": items}), headers=READ_HEADERS, media_type=JSON)


def _like(index: int, pair: Pair, own: str | None, referring: Mapping[str, int]) -> Values:
    other = pair.second if pair.first.id == (own or "") else pair.first
    record = {"id": other.id, "label": other.label, "referring": referring.get(other.id, 0)}
    return {"index": index, "score": pair.score, "record": record, "why": list(pair.why)}


def report(found: Suggestions) -> Values:
    """Return the pairs as they are shown."""

    def document(one: Candidate) -> Values:
        return {"id": one.id, "label": one.label, "referring": found.referring.get(one.id, 0)}

    items = [
        {
            "score": pair.score,
            "records": [document(pair.first), document(pair.second)],
            "why": list(pair.why),
            "different": _difference(pair),
        }
        for pair in found.pairs
    ]
    return {"items": items, "found": found.found}


def _difference(pair: Pair) -> Values | None:
    for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if (reason := one.different.get(other.id)) is not None:
            return {"said_by": one.id, "reason": reason}
    return None
