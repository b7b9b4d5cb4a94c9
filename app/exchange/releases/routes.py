"""The routes of releases."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response

from app.access.callers import AdminWrite, may_read
from app.db.database import Database
from app.errors import NotFound, NotReady, RangeNotSatisfiable, Unavailable, Withdrawn
from app.etags import digest
from app.exchange.releases.attempts import Attempt, as_attempts, attempt_at
from app.exchange.releases.commands import edition_of
from app.exchange.releases.downloads import ZIP, respond_with_file
from app.exchange.releases.jobs import ReleaseJobs
from app.exchange.releases.queries import Row, all_releases, as_rows, one_release
from app.exchange.releases.schemas import (
    ReleaseDocument,
    ReleaseList,
    ReleasePlan,
    ReleaseRequest,
    described,
    listed,
    planned,
    zip_name,
)
from app.exchange.releases.versions import VersionNumber
from app.http.openapi.operations import success
from app.http.openapi.refusals import refusing
from app.http.openapi.schemas import BINARY
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import JSON, VARY, tagged
from app.http.routing.strict import StrictRoute, producing
from app.strict_json import encode

MEDIA_TYPES = (
    ZIP, "text/csv", "text/plain", "text/markdown", JSON, "application/jsonl", "application/yaml",
)  # fmt: skip

LOCATION = {"Location": {"description": "where the release is", "required": True, "schema": {"type": "string"}}}

router = APIRouter(prefix="/v1/releases", tags=["exchange"], route_class=StrictRoute, redirect_slashes=False)
reading = [Depends(may_read)]
VersionPath = Annotated[VersionNumber, Path(description="the number of the release", examples=["1"])]
FilePath = Annotated[str, Path(description="the zip file, or one that is in it", examples=["pledges.csv"])]


@router.get(
    "",
    operation_id="listReleases",
    summary="List the data releases",
    description=(
        "Numbered releases of all data, each as of one entry of the ledger: made by the operator (`pacta release`), "
        "and never changed. One that was withdrawn says why."
    ),
    responses=success(ReleaseList, "All releases, the newest first", not_modified=True),
    dependencies=reading,
)
async def list_releases(request: Request, _tags: IfNoneMatchRead = None) -> Response:
    database: Database = request.app.state.database
    rows = as_rows(await database.hot(all_releases(), {}))
    body = encode({"items": [listed(row) for row in rows]})
    return tagged(request, body, f'"{digest(body)}"')


@router.get(
    "/{version}",
    operation_id="getRelease",
    summary="Read a data release",
    description=(
        "What the release is, and its files with their hashes. `datapackage.json` describes them as a Data Package "
        "(version 2), `CITATION.cff` says how to cite it. 410: it was withdrawn, and why."
    ),
    responses=success(ReleaseDocument, "The release", not_modified=True),
    dependencies=reading,
)
@refusing(Withdrawn)
async def get_release(request: Request, version: VersionPath, _tags: IfNoneMatchRead = None) -> Response:
    body = encode(described(await _release(request, version)))
    return tagged(request, body, f'"{digest(body)}"')


@router.post(
    "",
    operation_id="createRelease",
    summary="Make a data release",
    description=(
        "Everything that is recorded now, as one numbered file. It is made beside other work: where that takes long, "
        "202, and `Location` answers 404 until it is there; `release` of the problem says whether it is `being_made` "
        "or `failed`, and why, also after a restart. One that failed can be asked for again. Needs the scope admin."
    ),
    responses={
        200: {"model": ReleasePlan, "description": "A dry run: what it would be"},
        201: {"model": ReleaseDocument, "description": "The release", "headers": LOCATION},
        202: {"model": ReleasePlan, "description": "It is being made", "headers": LOCATION},
    },
)
@refusing(NotReady)
async def create_release(request: Request, write: AdminWrite, body: ReleaseRequest) -> Response:
    database, settings = request.app.state.database, request.app.state.settings
    edition = await database.read(edition_of, body.version, settings, body.notes)
    if write.is_dry_run:
        return Response(encode(planned(edition)), 200, {"Vary": VARY}, JSON)
    headers = {"Vary": VARY, "Location": f"/v1/releases/{body.version}"}
    jobs: ReleaseJobs = request.app.state.releases
    if not await jobs.create(settings, body.version, body.notes):
        return Response(encode(planned(edition)), 202, headers, JSON)
    return Response(encode(described(await _release(request, body.version))), 201, headers, JSON)


async def _release(request: Request, version: str) -> Row:
    """Return a release. Raises `NotFound`, and `Withdrawn`."""
    database: Database = request.app.state.database
    rows = as_rows(await database.hot(one_release(), {"version": version}))
    if not rows:
        attempts = as_attempts(await database.hot(attempt_at(), {"version": version}))
        raise _not_there(version, next(iter(attempts), None))
    if withdrawn := listed(rows[0])["withdrawn"]:
        detail = f"V{version} was withdrawn: {withdrawn['reason']}"
        raise Withdrawn(detail, withdrawn=withdrawn)
    return rows[0]


def _not_there(version: str, attempt: Attempt | None) -> NotFound:
    """Return the refusal for a release that is not there, which says what came of asking for it."""
    if attempt is None:
        detail = "There is no such release: /v1/releases lists all."
        return NotFound(detail)
    detail = f"V{version} is being made: ask again."
    if attempt.state == "failed":
        detail = f"V{version} was not made, and can be asked for again: {attempt.reason}"
    return NotFound(detail, release=attempt._asdict())


HEADERS: dict[str, Any] = {
    "ETag": {"description": "of the bytes", "required": True, "schema": {"type": "string"}},
    "Accept-Ranges": {"description": "`bytes`: parts can be asked for by `Range`", "schema": {"type": "string"}},
    "Repr-Digest": {"description": "SHA-256 of the whole file (RFC 9530)", "schema": {"type": "string"}},
}
CONTENT: dict[str, Any] = {media_type: {"schema": {} if media_type == JSON else BINARY} for media_type in MEDIA_TYPES}
RANGE = {
    "name": "Range", "in": "header", "required": False, "description": "the bytes to send: `bytes=0-999`",
    "schema": {"type": "string"},
}  # fmt: skip
IF_RANGE = {
    "name": "If-Range", "in": "header", "required": False, "description": "the tag of what you hold a part of",
    "schema": {"type": "string"},
}  # fmt: skip
files = APIRouter(prefix="/v1/releases", tags=["exchange"], route_class=producing(*MEDIA_TYPES), redirect_slashes=False)


@files.get(
    "/{version}/{file}",
    operation_id="getFileOfRelease",
    summary="Download a file of a data release",
    description=(
        "The zip file of the release, or a file that is in it: always the same bytes. An answer that ends before its "
        "end is incomplete: ask for the rest by `Range`."
    ),
    response_class=Response,
    responses={
        200: {"description": "The file", "content": CONTENT, "headers": HEADERS},
        206: {"description": "The bytes that `Range` asks for", "content": CONTENT, "headers": HEADERS},
        304: {"description": "Not modified: you have the file", "headers": {"ETag": HEADERS["ETag"]}},
    },
    openapi_extra={"parameters": [RANGE, IF_RANGE]},
    dependencies=reading,
)
@refusing(Withdrawn, RangeNotSatisfiable, Unavailable)
async def get_file_of_release(
    request: Request, version: VersionPath, file: FilePath, _tags: IfNoneMatchRead = None
) -> Response:
    row = await _release(request, version)
    whole = {"name": zip_name(version), "media_type": ZIP, "bytes": row["bytes"], "sha256": row["sha256"]}
    found = next((one for one in [whole, *described(row)["files"]] if one["name"] == file), None)
    if found is None:
        detail = f"The release has no such file: /v1/releases/{version} lists all."
        raise NotFound(detail)
    return respond_with_file(request, version, found, None if found is whole else file)


ROUTERS = (router, files)
