"""The routes of reconciliation services, one for each collection whose records have names."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from app.access.callers import may_read
from app.db.database import Database
from app.errors import (
    BadRequest,
    ContentTooLarge,
    MalformedJson,
    NotFound,
    NotReady,
    RequestTimeout,
    Unavailable,
    UnsupportedMediaType,
)
from app.etags import digest
from app.features.reconciliation.entities import shown_entity
from app.features.reconciliation.extension import extension
from app.features.reconciliation.manifest import manifest
from app.features.reconciliation.matching.results import results
from app.features.reconciliation.preview import POLICY, fragment, preview
from app.features.reconciliation.requests import EXTEND, QUERIES, batch_of, extension_of, form_of
from app.features.reconciliation.schemas import (
    WIDGET,
    ExtensionResult,
    Flyout,
    Manifest,
    ProposalQuery,
    ProposedProperties,
    ResultBatch,
    ServiceQuery,
    SuggestedEntities,
    SuggestedProperties,
    SuggestedTypes,
    SuggestQuery,
    form_body,
    page_answer,
)
from app.features.reconciliation.services import PREFIX, SERVICES, Service
from app.features.reconciliation.suggestions import (
    proposed,
    suggested_entities,
    suggested_properties,
    suggested_types,
)
from app.http.openapi.operations import READING, success, untagged
from app.http.openapi.refusals import refusing
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import PROTECTION, READ_HEADERS, tagged
from app.http.routing.query import parameters_of, refuse_unknown
from app.http.routing.strict import JSON, StrictRoute, producing
from app.ledger.model.shapes import Values
from app.ledger.projections.name_index import NAMES
from app.ledger.projections.projections import up_to_date
from app.ledger.projections.search_index import SEARCH
from app.records.base.paths import RecordPath
from app.strict_json import encode

HTML = "text/html"


class SuggestRoute(StrictRoute):
    """A route that passes over what the widget of OpenRefine sends beside what is typed."""

    reads_query = True


options: dict[str, Any] = {"prefix": PREFIX, "tags": ["reconciliation"], "redirect_slashes": False}
router = APIRouter(route_class=StrictRoute, **options)
suggesting = APIRouter(route_class=SuggestRoute, **options)
pages = APIRouter(route_class=producing(HTML), **options)
ROUTERS = (router, suggesting, pages)
reading = [Depends(may_read)]
CollectionPath = Annotated[
    str, Path(description="whose records are meant", json_schema_extra={"enum": [*SERVICES], "example": "participants"})
]


def service_of(collection: str) -> Service:
    """Return the service of a collection. Raises `NotFound` where it has none."""
    if (service := SERVICES.get(collection)) is None:
        raise NotFound(f"There is no such reconciliation service; there are those of {' and '.join(SERVICES)}.")
    return service


@router.get(
    "/{collection}",
    operation_id="getReconciliationService",
    summary="Read the manifest of a reconciliation service",
    description=(
        "A service as the Reconciliation Service API 0.2 has it, for OpenRefine and its like. Without parameters: what "
        "it offers, and where. With `queries` or `extend` it answers as POST does, within the limits of an address."
    ),
    responses=success(
        Manifest | ResultBatch | ExtensionResult, "The manifest, or what was asked for", not_modified=True
    ),
    dependencies=reading,
)
@refusing(MalformedJson, NotReady, Unavailable)
async def get_reconciliation_service(
    request: Request, collection: CollectionPath, query: Annotated[ServiceQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    asked = query.model_dump(exclude_none=True)
    return _tagged(request, await _answer(request, service_of(collection), asked))


@router.post(
    "/{collection}",
    operation_id="reconcileNames",
    summary="Find the records that names mean",
    description=(
        "`queries`: a batch of names, each perhaps with a type and properties of what it names. Candidates have a "
        "score from 0 to 100, its features, and `match` where a record has exactly this name, code or id, is of the "
        "type, has the properties, and no other is so. Accents, case and marks between words do not matter; names in "
        "other languages, other names and ids in other registers count. `extend`: values of properties of records, by "
        "their ids. A batch with a fault is refused whole, and each fault is named."
    ),
    responses=untagged(ResultBatch | ExtensionResult, "What was asked for"),
    openapi_extra=form_body() | READING,
    dependencies=reading,
)
@refusing(
    BadRequest, MalformedJson, RequestTimeout, ContentTooLarge, UnsupportedMediaType, NotFound, NotReady, Unavailable
)
async def reconcile_names(request: Request, collection: CollectionPath) -> Response:
    service = service_of(collection)
    found = await _answer(request, service, await form_of(request))
    return Response(encode(found), headers=READ_HEADERS, media_type=JSON)


async def _answer(request: Request, service: Service, asked: dict[str, str]) -> Values:
    """Return what is asked of a service: its manifest where nothing is."""
    database: Database = request.app.state.database
    if QUERIES in asked:
        batch = batch_of(service, asked[QUERIES])
        await up_to_date(database, NAMES)
        await up_to_date(database, SEARCH)
        return await database.read(results, service, batch)
    if EXTEND in asked:
        ids, wanted = extension_of(service, asked[EXTEND])
        return await database.read(extension, service, ids, wanted)
    return manifest(service, _base(request), is_public=request.app.state.settings.public_read)


@suggesting.get(
    "/{collection}/suggest/entity",
    operation_id="listSuggestedEntities",
    summary="Suggest records while somebody types",
    description="Those with a name or code that begins so, in alphabetical order; first the one with exactly this id.",
    responses=success(SuggestedEntities, "Records", not_modified=True),
    dependencies=reading,
)
@refusing(NotReady, Unavailable)
async def suggest_entities(
    request: Request, collection: CollectionPath, query: Annotated[SuggestQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    service = _suggesting(request, collection)
    database: Database = request.app.state.database
    await up_to_date(database, NAMES)
    found = await database.read(suggested_entities, service, query.prefix, query.cursor, query.limit)
    return _tagged(request, found)


@suggesting.get(
    "/{collection}/suggest/property",
    operation_id="listSuggestedProperties",
    summary="Suggest properties while somebody types",
    description="Those whose name or id begins so. `external_ids:` and a register is the id in that register.",
    responses=success(SuggestedProperties, "Properties", not_modified=True),
    dependencies=reading,
)
async def suggest_properties(
    request: Request, collection: CollectionPath, query: Annotated[SuggestQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    service = _suggesting(request, collection)
    return _tagged(request, suggested_properties(service, query.prefix, query.cursor, query.limit))


@suggesting.get(
    "/{collection}/suggest/type",
    operation_id="listSuggestedTypes",
    summary="Suggest types while somebody types",
    description="Those whose name or id begins so: for participants their kinds.",
    responses=success(SuggestedTypes, "Types", not_modified=True),
    dependencies=reading,
)
async def suggest_types(
    request: Request, collection: CollectionPath, query: Annotated[SuggestQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    service = _suggesting(request, collection)
    return _tagged(request, suggested_types(service, query.prefix, query.cursor, query.limit))


@router.get(
    "/{collection}/properties",
    operation_id="listProposedProperties",
    summary="Propose properties of a type",
    description="The properties whose values records of the type can have, for data extension.",
    responses=success(ProposedProperties, "Properties", not_modified=True),
    dependencies=reading,
)
async def propose_properties(
    request: Request,
    collection: CollectionPath,
    query: Annotated[ProposalQuery, Query()],
    _tags: IfNoneMatchRead = None,
) -> Response:
    return _tagged(request, proposed(service_of(collection), query.type, query.limit))


@pages.get(
    "/{collection}/{id}/preview",
    operation_id="getPreview",
    summary="Preview a record in a frame",
    description="A page of at most 2 kB with what tells the record from others. Nothing in it is loaded or runs.",
    response_class=Response,
    responses=page_answer(),
    dependencies=reading,
)
@refusing(NotFound, Unavailable)
async def get_preview(
    request: Request, collection: CollectionPath, id: RecordPath, _tags: IfNoneMatchRead = None
) -> Response:
    body = preview(await request.app.state.database.read(shown_entity, service_of(collection), id))
    headers = PROTECTION | {"Content-Security-Policy": POLICY}
    return tagged(request, body, f'"{digest(body)}"', headers, f"{HTML}; charset=utf-8")


@router.get(
    "/{collection}/{id}/flyout",
    operation_id="getFlyout",
    summary="Preview a record beside a suggestion",
    description="The same as markup for a page of the client's own.",
    responses=success(Flyout, "Markup", not_modified=True),
    dependencies=reading,
)
@refusing(NotFound, Unavailable)
async def get_flyout(
    request: Request, collection: CollectionPath, id: RecordPath, _tags: IfNoneMatchRead = None
) -> Response:
    found = await request.app.state.database.read(shown_entity, service_of(collection), id)
    return _tagged(request, {"id": id, "html": fragment(found)})


def _suggesting(request: Request, collection: str) -> Service:
    """Return the service of a collection. Raises `NotFound`, and `Invalid` for parameters that nobody sends."""
    single, repeated = parameters_of(SuggestQuery)
    refuse_unknown(request, single, repeated | WIDGET)
    return service_of(collection)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _tagged(request: Request, found: Values) -> Response:
    body = encode(found)
    return tagged(request, body, f'"{digest(body)}"')
