"""The head of the ledger: how far it reaches, and the hash that stands for all of it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from app.access.callers import may_read
from app.db.database import Database
from app.http.openapi.operations import success
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import tagged
from app.http.routing.strict import StrictRoute
from app.ledger.model.rows.head import head
from app.strict_json import encode

router = APIRouter(prefix="/v1/ledger", tags=["history"], route_class=StrictRoute, redirect_slashes=False)


class LedgerHead(BaseModel):
    """The last entry. Whoever notes its number and hash can check later whether anything before it was changed."""

    number: Annotated[int, Field(ge=0, description="how many entries there are", examples=[214])]
    hash: Annotated[
        str, Field(pattern="^[0-9a-f]{64}$", description="covers the entry and, through the chain, all before it")
    ]
    at: Annotated[
        str | None,
        Field(description="when it was recorded; null: nothing yet", examples=["2026-11-22T03:14:33.123456Z"]),
    ]


@router.get(
    "",
    operation_id="getLedgerHead",
    summary="Read the head of the ledger",
    description=(
        "Every write appends an entry whose hash covers the entry before it. Number and hash together vouch for the "
        "whole history; `pacta ledger verify` checks it."
    ),
    responses=success(LedgerHead, "The last entry", not_modified=True),
    dependencies=[Depends(may_read)],
)
async def get_ledger_head(request: Request, _tags: IfNoneMatchRead = None) -> Response:
    database: Database = request.app.state.database
    last = await database.read(head)
    body = encode({"number": last.number, "hash": last.hash, "at": last.at or None})
    return tagged(request, body, f'"{last.number}-{last.hash[:16]}"')
