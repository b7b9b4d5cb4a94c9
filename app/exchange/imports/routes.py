"""The routes by which files come in, are watched, and are undone."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from app.access.callers import CALLER, PlainWrite, may_write
from app.db.database import Database
from app.errors import (
    BadRequest,
    BundleStopped,
    Conflict,
    ContentTooLarge,
    Fault,
    Invalid,
    MalformedJson,
    NotFound,
    RequestTimeout,
    UnsupportedMediaType,
)
from app.exchange.imports.batches import ImportOptions, find
from app.exchange.imports.jobs import ImportJobs
from app.exchange.imports.queries import import_page, row_page
from app.exchange.imports.received_file import receive
from app.exchange.imports.schemas import (
    ImportDocument,
    ImportPage,
    ImportRowPage,
    ImportUndone,
    PagedQuery,
    RowQuery,
    request_body,
)
from app.http.openapi.operations import GUARDED, untagged
from app.http.openapi.refusals import refusing
from app.http.paging import next_link
from app.http.responses import READ_HEADERS, VARY
from app.http.routing.strict import JSON, StrictRoute
from app.strict_json import encode
from app.values.flags import PLAIN_DIGITS, Flag
from app.values.texts import ShortText
from app.values.times.dates import Day
from app.values.times.possible_dates import has_begun
from app.vocabulary import ImportState, Scope

router = APIRouter(prefix="/v1/imports", tags=["exchange"], route_class=StrictRoute, redirect_slashes=False)
MAX_NUMBER = 10**10 - 1
ImportPath = Annotated[
    int, Path(ge=1, le=MAX_NUMBER, description="the id of the import", json_schema_extra={"example": 1}), PLAIN_DIGITS
]
OK, CREATED, ACCEPTED = 200, 201, 202
LOCATION = {"Location": {"description": "where it is watched", "required": True, "schema": {"type": "string"}}}


async def _options(
    write: PlainWrite,
    request: Request,
    data_set: Annotated[
        ShortText | None,
        Query(
            description="of which data set the file is an edition; default: the mapping's, else the only source of the "
            "kind dataset in a bundle, else the name of the file, else the label of the key"
        ),
    ] = None,
    as_amendments: Annotated[
        Day | None,
        Query(description="what pledges say otherwise than in the last edition is amended by the parties from the day"),
    ] = None,
    *,
    overwrite: Annotated[Flag, Query(description="let the file win over what people changed here since")] = False,
    as_copy: Annotated[
        Flag, Query(description="an export of another Pacta, which is not judged again; needs the scope admin")
    ] = False,
) -> ImportOptions:
    if as_copy:
        request.scope[CALLER].require(Scope.ADMIN)
    if as_amendments is not None and not has_begun(as_amendments):
        detail = "The day is in the future."
        message = "must not be later than today anywhere on Earth (UTC+14)"
        raise Invalid(detail, faults=[Fault(message, parameter="as_amendments")])
    return ImportOptions(data_set, overwrite, as_amendments, as_copy, write.is_dry_run)


def _taken() -> dict[int | str, dict[str, Any]]:
    return {
        200: {"model": ImportDocument, "description": "A preview: nothing was written"},
        201: {"model": ImportDocument, "description": "It is written", "headers": LOCATION},
        202: {"model": ImportDocument, "description": "It is under way", "headers": LOCATION},
    }


@router.post(
    "",
    operation_id="importFile",
    summary="Import a file",
    description=(
        "A bundle (JSON, YAML, JSON Lines, a zip of such), or tables (CSV, XLSX, ODS, a zip of such) with a mapping, "
        "which says what their columns are; as a form or as the body itself. All of it is judged before anything is "
        "written. Up to 1,000 changes are written at once; more in pieces, beside other work: 202, and `Location` says "
        "where to look. "
        "`?dry_run=true` is a preview, kept like an import: its rows tell which record each gave, what would become of "
        "it, and what upstream said before, says now, and stands here. Sent again, a file that stopped goes on, and "
        "one that is written changes nothing; the next edition of a data set changes what upstream changed."
    ),
    responses=_taken(),
    openapi_extra=request_body(),
)
@refusing(BadRequest, MalformedJson, RequestTimeout, ContentTooLarge, UnsupportedMediaType, BundleStopped)
async def import_file(
    request: Request,
    options: Annotated[ImportOptions, Depends(_options)],
    name: Annotated[ShortText | None, Query(description="what the file is called: its ending says what it is")] = None,
    mapping: Annotated[ShortText | None, Query(description="the name of a mapping that comes with Pacta")] = None,
) -> Response:
    jobs: ImportJobs = request.app.state.imports
    id, state = await jobs.take(await receive(request, name, mapping), options)
    statuses = {ImportState.PREVIEW: OK, ImportState.RUNNING: ACCEPTED}
    return await _answer(request, id, statuses.get(state, CREATED))


async def _answer(request: Request, id: int, status: int = OK) -> Response:
    database: Database = request.app.state.database
    headers = READ_HEADERS | ({} if status == OK else {"Location": f"/v1/imports/{id}"})
    return Response(encode(await database.read(find, id)), status, headers, JSON)


@router.get(
    "",
    operation_id="listImports",
    summary="List the imports",
    description="The newest first, each with how far it is.",
    responses=untagged(ImportPage, "A page"),
    dependencies=[Depends(may_write)],
    openapi_extra=GUARDED,
)
async def list_imports(request: Request, query: Annotated[PagedQuery, Query()]) -> Response:
    return _paged(request, await request.app.state.database.read(import_page, query.limit, query.cursor))


@router.get(
    "/{import_id}",
    operation_id="getImport",
    summary="Read how far an import is",
    description="`done` of `total` changes are written; what was left, or is wrong, is in `faults` and in its rows.",
    responses=untagged(ImportDocument, "The import"),
    dependencies=[Depends(may_write)],
    openapi_extra=GUARDED,
)
async def get_import(request: Request, import_id: ImportPath) -> Response:
    return await _answer(request, import_id)


@router.get(
    "/{import_id}/rows",
    operation_id="listImportRows",
    summary="Read the report row by row",
    description=(
        "What became of each record, with the row that gave it first: `left` stands here otherwise than in the file, "
        "since people changed it. `differences` show what the data set said before, what it says, and what stood here."
    ),
    responses=untagged(ImportRowPage, "A page"),
    dependencies=[Depends(may_write)],
    openapi_extra=GUARDED,
)
async def list_import_rows(request: Request, import_id: ImportPath, query: Annotated[RowQuery, Query()]) -> Response:
    database: Database = request.app.state.database
    return _paged(request, await database.read(row_page, import_id, query.limit, query.cursor, query.outcome))


def _paged(request: Request, page: dict[str, Any]) -> Response:
    headers = dict(READ_HEADERS)
    if page["next_cursor"] is not None:
        headers["Link"] = next_link(request.url.path, request.query_params.multi_items(), page["next_cursor"])
    return Response(encode(page), headers=headers, media_type=JSON)


@router.post(
    "/{import_id}/undo",
    operation_id="undoImport",
    summary="Undo an import",
    description=(
        "What it made is deleted or withdrawn, what it changed is put back, in pieces. What people changed since "
        "stays, and what others refer to by now: `left` says so of each. It can be done again. The entries by which it "
        "is undone name `import/{import_id}/undo` as their request."
    ),
    responses={
        200: {"model": ImportUndone, "description": "What became of it"},
        202: {"model": ImportUndone, "description": "It is under way", "headers": LOCATION},
    },
)
@refusing(Conflict, NotFound)
async def undo_import(request: Request, import_id: ImportPath, write: PlainWrite) -> Response:
    jobs: ImportJobs = request.app.state.imports
    state, outcome = await jobs.undo(import_id, dry_run=write.is_dry_run)
    body = encode({"state": state, "report": None if outcome is None else outcome.as_values()})
    headers = {"Vary": VARY} | ({} if outcome is not None else {"Location": f"/v1/imports/{import_id}"})
    return Response(body, ACCEPTED if outcome is None else OK, headers, JSON)
