"""The routes of linked data: an address for the records of all collections, for revisions and for assessments."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.routing import APIRoute

from app.access.callers import may_read
from app.db.database import Database
from app.errors import NotFound, Redacted
from app.etags import record_tag
from app.http.addresses import base_of, only_read
from app.http.openapi.refusals import refusing
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import tagged
from app.http.routing.strict import producing
from app.ledger.model.shapes import Values
from app.linked_data.claim_reviews import claim_review, linked_review
from app.linked_data.contexts import Node
from app.linked_data.openapi import MEDIA_TYPE, SUFFIX, CollectionName, documented
from app.linked_data.provenance import linked_revision
from app.linked_data.queries import assessments_of, kinds_of, revision_with_origin
from app.linked_data.records import linked_data
from app.linked_data.writer import Writer
from app.records.assessments.queries import COLLECTION as ASSESSMENTS
from app.records.base.collections import Collection
from app.records.base.history.moments import detail_by, moment_of, part_at
from app.records.base.lists.parameters import ClockQuery, DetailQuery
from app.records.base.paths import PartPath, RecordPath
from app.records.base.revisions.paths import RevisionPath
from app.records.base.revisions.routes import LINKS, revision_headers
from app.records.registry import COLLECTIONS
from app.strict_json import decode, encode

router = APIRouter(prefix="/v1", tags=["exchange"], route_class=producing(MEDIA_TYPE), redirect_slashes=False)
reading = [Depends(may_read)]
Clocks = Annotated[ClockQuery, Query()]


@router.get(
    f"/{{collection}}/{{id}}.{SUFFIX}",
    operation_id="getLinkedRecord",
    summary="Read a record as linked data",
    dependencies=reading,
    **documented("record"),
)
async def get_linked_record(
    request: Request, collection: CollectionName, id: RecordPath, query: Clocks, _tags: IfNoneMatchRead = None
) -> Response:
    version, document = await _document(request, collection, id, query)
    base = base_of(request)
    reviews = await _reviews(request, document, query) if collection == "pledges" else []
    return _respond(request, version, linked_data(collection, document, base, reviews=reviews))


@router.get(
    f"/{{collection}}/{{id}}/revisions/{{version}}.{SUFFIX}",
    operation_id="getLinkedRecordRevision",
    summary="Read a revision of a record as linked data",
    dependencies=reading,
    **documented("revision", LINKS),
)
@refusing(Redacted)
async def get_linked_revision(
    request: Request, collection: CollectionName, id: RecordPath, version: RevisionPath, _tags: IfNoneMatchRead = None
) -> Response:
    database: Database = request.app.state.database
    record_type = _collection(collection).record_type
    body, around, origin = await database.read(revision_with_origin, record_type, id, version)
    node = linked_revision(collection, decode(body), origin, base_of(request))
    return _respond(request, version, node, revision_headers(f"/v1/{collection}/{id}", version, around))


@router.get(
    f"/pledges/{{id}}/assessments/{{part}}.{SUFFIX}",
    operation_id="getLinkedAssessment",
    summary="Read an assessment as linked data",
    dependencies=reading,
    **documented("assessment"),
)
async def get_linked_assessment(
    request: Request, id: RecordPath, part: PartPath, query: Clocks, _tags: IfNoneMatchRead = None
) -> Response:
    database: Database = request.app.state.database
    version, pledge = await _document(request, "pledges", id, query)
    moment = await moment_of(database, query)
    if moment is None:
        version, body = await ASSESSMENTS.part(database, id, part)
    else:
        version, body = await database.read(part_at, *ASSESSMENTS.key, id, part, moment)
    assessment = decode(body)
    assessor = assessment["assessor"]["id"]
    kinds = await kinds_of(database, [assessor], query)
    writer = Writer(base_of(request))
    return _respond(request, version, linked_review(writer, pledge, assessment, kinds.get(assessor, "")))


for _route in list(router.routes):
    assert isinstance(_route, APIRoute)  # noqa: S101 - those above
    only_read(router, _route.path.removeprefix(router.prefix))


def _collection(name: str) -> Collection:
    if name not in COLLECTIONS:
        detail = "There is no such collection."
        raise NotFound(detail)
    return COLLECTIONS[name]


async def _document(request: Request, collection: str, record: str, query: ClockQuery) -> tuple[int, Values]:
    """Return a record's version and document. Raises `NotFound`, or `Merged`."""
    asked = DetailQuery(known_at=query.known_at, as_of=query.as_of)
    version, body = await detail_by(request.app.state.database, _collection(collection), record, asked)
    return version, decode(body)


async def _reviews(request: Request, pledge: Values, query: ClockQuery) -> list[Node]:
    """Return the last assessments of a pledge that stand."""
    if not pledge["counts"]["assessments"]:
        return []
    database: Database = request.app.state.database
    assessments = await assessments_of(database, pledge["id"], query)
    kinds = await kinds_of(database, {one["assessor"]["id"] for one in assessments}, query)
    writer = Writer(base_of(request))
    return [claim_review(writer, pledge, one, kinds.get(one["assessor"]["id"], "")) for one in assessments]


def _respond(request: Request, version: int, node: Node, headers: dict[str, str] | None = None) -> Response:
    body = encode(node)
    return tagged(request, body, record_tag(version, body), headers, MEDIA_TYPE)
