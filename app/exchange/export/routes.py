"""The routes by which the whole database goes out as a bundle."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from app.access.callers import may_read
from app.db.database import Database
from app.db.snapshot_streams import SnapshotStream, SnapshotStreams
from app.errors import Unavailable
from app.etags import held_tag
from app.exchange.bundles.schemas import BUNDLE_BODY
from app.exchange.export.bundle_writer import BundleFormat
from app.exchange.export.queries import Export, export
from app.http.content_negotiation import best_accepted
from app.http.openapi.refusals import refusing
from app.http.openapi.schemas import REFERENCE
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import READ_HEADERS
from app.http.routing.strict import producing
from app.http.streamed_response import StreamedResponse
from app.ledger.model.rows.head import Head
from app.records.base.history.moments import moment_of
from app.records.base.lists.parameters import ClockQuery, repeated
from app.records.registry import RECORD_TYPES
from app.values.times.dates import Instant

COLLECTION = Literal[tuple(RECORD_TYPES)]  # type: ignore[valid-type] # the collections, declared once


class ExportQuery(BaseModel):
    """Which collections, and as of which moment."""

    collection: repeated(COLLECTION, "records of this collection alone")  # type: ignore[valid-type] # made by a function
    known_at: Annotated[
        Instant | None, Field(description="as it was known at the instant: from what was recorded up to then")
    ] = None


HEADERS: dict[str, Any] = {
    "ETag": ("of the ledger's number and the query: the bytes follow from these", "string"),
    "Pacta-Ledger-Number": ("the last entry that the bundle shows", "integer"),
    "Pacta-Ledger-Hash": ("its hash, which stands for all before it", "string"),
    "Pacta-Ledger-Time": ("when it was recorded; none in an empty ledger", "string"),
}


def _documented(*forms: BundleFormat) -> dict[int | str, dict[str, Any]]:
    headers = {
        name: {"description": text, "required": name != "Pacta-Ledger-Time", "schema": {"type": kind}}
        for name, (text, kind) in HEADERS.items()
    }
    whole = {"schema": {"$ref": REFERENCE + BUNDLE_BODY.__name__}}
    content = {
        form.media_type: whole if form is BundleFormat.JSON else {"schema": {"type": "string"}} for form in forms
    }
    return {
        200: {"description": "The bundle", "headers": headers, "content": content},
        304: {"description": "Not modified: you have the current bundle", "headers": {"ETag": headers["ETag"]}},
    }


async def _answer(request: Request, query: ExportQuery, form: BundleFormat) -> Response:
    database: Database = request.app.state.database
    streams: SnapshotStreams = request.app.state.streams
    asked = Export(form, query.collection, await moment_of(database, ClockQuery(known_at=query.known_at)))
    stream: SnapshotStream[Head] = await streams.open(export, asked)
    last = stream.first
    ledger = {"Pacta-Ledger-Number": str(last.number), "Pacta-Ledger-Hash": last.hash, "Pacta-Ledger-Time": last.at}
    tag = asked.tag(last)
    headers = READ_HEADERS | {"ETag": tag} | {name: value for name, value in ledger.items() if value}
    if (held := held_tag(request.headers.get("if-none-match"), tag)) is not None:
        await stream.close()
        return Response(status_code=304, headers=headers | {"ETag": held})
    return StreamedResponse(stream, headers, form.media_type)


DESCRIPTION = (
    "Every record as PUT takes it, with its id and the parts that stand: what `POST /v1/bundles` takes. Loaded into an "
    "empty database it comes out again as the same bytes. It is the current state: what was withdrawn, deleted or "
    "merged is history, and stays in `/v1/changes`. Records come in the order of collections and ids, from one "
    "snapshot, streamed: where that breaks, the connection does. Headers name the last entry of the ledger that it "
    "shows. Each line of JSON Lines is a bundle of one record."
)


def _router(ending: str, summary: str, *forms: BundleFormat) -> APIRouter:
    """Return the router of an address, which answers in one of some formats."""
    media_types = tuple(form.media_type for form in forms)
    route_class = producing(*media_types)
    router = APIRouter(prefix="/v1/export", tags=["exchange"], route_class=route_class, redirect_slashes=False)

    @router.get(
        ending,
        operation_id="exportBundle" + "".join(form.ending.capitalize() for form in forms if ending),
        summary=summary,
        description=DESCRIPTION,
        response_class=Response,
        responses=_documented(*forms),
        dependencies=[Depends(may_read)],
    )
    @refusing(Unavailable)
    async def export_bundle(
        request: Request, query: Annotated[ExportQuery, Query()], _tags: IfNoneMatchRead = None
    ) -> Response:
        accepted = best_accepted(request.headers.get("accept"), media_types)
        return await _answer(request, query, forms[media_types.index(accepted or media_types[0])])

    return router


ROUTERS = (
    _router("", "Export the database", *BundleFormat),
    _router(".json", "Export the database as JSON", BundleFormat.JSON),
    _router(".jsonl", "Export the database as JSON Lines", BundleFormat.LINES),
    _router(".yaml", "Export the database as YAML", BundleFormat.YAML),
)
