"""Whether the process lives, and whether it can do its work."""

import time
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy import column, literal, select, table

from app import VERSION
from app.db.database import Database
from app.db.migration import revision_fault
from app.db.statements import Query
from app.errors import StorageFull, Unavailable
from app.http.openapi.refusals import refusing
from app.http.strict import JSON, StrictRoute
from app.ledger.model.documents import document_form
from app.ledger.model.queued_documents import REMAINING
from app.strict_json import encode
from app.tables.projections import DOCUMENTS, DocumentQueue, ProjectionState

KEPT_SECONDS = 1.0
"""How long an answer on readiness is given again: probes must not cost more than what they watch."""

ANSWERING = Query(select(literal(1).label("one")))
MIGRATED: Query = Query(select(column("version_num")).select_from(table("alembic_version")))
FORM = Query(select(ProjectionState.form).where(ProjectionState.name == DOCUMENTS))
QUEUED_FOR = Query(select(DocumentQueue.record).where(DocumentQueue.collection == DOCUMENTS))

router = APIRouter(tags=["service"], route_class=StrictRoute, redirect_slashes=False)


class Alive(BaseModel):
    """Which program answers."""

    status: Literal["alive"]
    name: Annotated[str, Field(examples=["Pacta"])]
    version: Annotated[str, Field(examples=[VERSION])]


class Ready(BaseModel):
    """That requests can be served."""

    status: Literal["ready"]
    queued_documents: Annotated[
        int,
        Field(
            ge=0,
            description=(
                "about how many stored documents show an old name of a record that was renamed, or are of another "
                "version's form: they are rendered again one after another"
            ),
            examples=[0],
        ),
    ]


def answered(model: type[BaseModel], description: str) -> dict[int | str, dict[str, Any]]:
    """Return the documentation of a 200 answer without a tag."""
    return {200: {"model": model, "description": description}}


@router.get(
    "/healthz",
    operation_id="checkHealth",
    summary="Check that the process is alive",
    description="Does not use the database. Gives the program's name and version.",
    responses=answered(Alive, "It lives"),
)
async def check_health(request: Request) -> Response:
    return _answer(Alive(status="alive", name=request.app.title, version=request.app.version))


@router.get(
    "/readyz",
    operation_id="checkReadiness",
    summary="Check that requests can be served",
    description=(
        "The database answers, its tables are those of the program, and its stored documents are so or are being made "
        "so; otherwise 503, and `missing` names what is missing. An answer is cached for a second."
    ),
    responses=answered(Ready, "They can"),
)
@refusing(Unavailable)
async def check_readiness(request: Request) -> Response:
    found = await _state(request)
    if isinstance(found, str):
        raise Unavailable(found, missing=found)
    return _answer(Ready(status="ready", queued_documents=found))


def _answer(model: BaseModel) -> Response:
    return Response(encode(model.model_dump()), headers={"Cache-Control": "no-store"}, media_type=JSON)


async def _state(request: Request) -> str | int:
    """Return what keeps requests from being served, or how many documents are queued: asked at most once a second."""
    state = request.app.state
    asked, found = getattr(state, "readiness", (None, 0))
    if asked is None or time.monotonic() - asked > KEPT_SECONDS:
        missing = await missing_of(state.database)
        found = await _one(state.database, REMAINING) if missing is None else missing
        state.readiness = (time.monotonic(), found)
    return found


async def missing_of(database: Database) -> str | None:
    """Return what keeps a database from being served: the first thing found, None for nothing."""
    if await _one(database, ANSWERING) is None:
        return "The database does not answer."
    fault = revision_fault(await _one(database, MIGRATED))
    if fault is not None:
        return fault
    form = await _one(database, FORM)
    if form not in {None, document_form()} and await _one(database, QUEUED_FOR) != str(document_form()):
        return "The stored documents were made by another version: run `pacta ledger rebuild`."
    return None


async def _one(database: Database, query: Query) -> Any:
    try:
        rows = await database.hot(query, {})
    except (Unavailable, StorageFull):
        return None
    return rows[0][0] if rows else None
