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
from app.http.routing.strict import JSON, StrictRoute
from app.ledger.entries.numbers import present_numbers
from app.ledger.model.documents.queued import REMAINING
from app.ledger.model.documents.rendering import document_form
from app.ledger.projections.projections import all_projections
from app.strict_json import encode
from app.tables.ledger.projections import DOCUMENTS, DocumentQueue, ProjectionState

KEPT_SECONDS = 1.0
"""How long an answer on readiness is given again: probes must not cost more than what they watch."""

ANSWERING = Query(select(literal(1).label("one")))
MIGRATED: Query = Query(select(column("version_num")).select_from(table("alembic_version")))
FORM = Query(select(ProjectionState.form).where(ProjectionState.name == DOCUMENTS))
REACHED = Query(select(ProjectionState.name, ProjectionState.form, ProjectionState.number))
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
    entries_behind: Annotated[
        dict[str, int],
        Field(
            description=(
                "how many entries of the ledger are still to be taken in by what is made of it: the index of search, "
                "the history by which earlier moments and statistics are answered. Reading from there waits for them"
            ),
            examples=[{"history": 0, "search": 0}],
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
    return _answer(found)


def _answer(model: BaseModel) -> Response:
    return Response(encode(model.model_dump()), headers={"Cache-Control": "no-store"}, media_type=JSON)


async def _state(request: Request) -> str | Ready:
    """Return what keeps requests from being served, or how much is still to be made: asked at most once a second."""
    state = request.app.state
    asked, found = getattr(state, "readiness", (None, ""))
    if asked is None or time.monotonic() - asked > KEPT_SECONDS:
        found = await missing_of(state.database) or await _ready(state.database)
        state.readiness = (time.monotonic(), found)
    return found


async def _ready(database: Database) -> Ready:
    queued = await _one(database, REMAINING)
    last = (await present_numbers(database)).ledger
    reached = {(name, form): number for name, form, number in await database.hot(REACHED, {})}
    behind = {one.name: max(0, last - (reached.get((one.name, one.form)) or 0)) for one in all_projections()}
    return Ready(status="ready", queued_documents=queued or 0, entries_behind=behind)


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
