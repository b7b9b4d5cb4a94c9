"""The routes that every collection has: a list, CRUD, its nested lists; its revisions are in `revisions`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import PlainWrite, RepeatableWrite, may_read
from app.db.database import Database
from app.errors import LikelyDuplicate
from app.http.openapi.operations import created, deleted, patch_body, success
from app.http.openapi.refusals import refusing
from app.http.preconditions import IfNoneMatchRead, PutCondition, WriteCondition
from app.http.responses import delete_response, read_response, write_response
from app.http.routing.strict import StrictRoute
from app.http.validation import validated
from app.ledger.model.shapes import Written
from app.ledger.writing import record_commands
from app.records.base.bodies import PatchBody, refuse_other_id, typed
from app.records.base.collections import Collection
from app.records.base.documents import WrittenRecord, page_model
from app.records.base.history.moments import detail_by, moment_of
from app.records.base.history.pages import page_at
from app.records.base.item_routes import add_items
from app.records.base.lists.filter_ids import FOLLOWED, followed, named_by
from app.records.base.lists.list_queries import Active, PageOf
from app.records.base.lists.list_response import present_page, respond_with_page, thinned_pages
from app.records.base.lists.parameters import DetailQuery, RecordQuery
from app.records.base.lists.text_filter import searched
from app.records.base.paths import RecordPath
from app.records.base.revisions.routes import add_revisions
from app.records.base.thinning import thinned
from app.values.flags import Flag
from app.values.times.dates import today_utc
from app.values.wording.nouns import article


@dataclass(frozen=True)
class Slice:
    """A collection and all of its routers, in reading order."""

    collection: Collection
    routers: Sequence[APIRouter]


def collection_router(collection: Collection) -> APIRouter:
    """Return the routes of a collection, in reading order."""
    record_type = collection.record_type
    router = APIRouter(
        prefix=f"/v1/{record_type.collection}",
        tags=[record_type.collection],
        route_class=StrictRoute,
        redirect_slashes=False,
    )
    _add_list(router, collection)
    _add_reading(router, collection)
    _add_writing(router, collection)
    for field in collection.nested:
        add_items(router, collection, field)
    add_revisions(router, collection)
    return router


@refusing(LikelyDuplicate)
async def _unless_duplicate(
    *,
    unless_duplicate: Annotated[
        Flag, Query(description="refuse what looks like a record that is there (409), instead of warning of it")
    ] = False,
) -> bool:
    return unless_duplicate


UnlessDuplicate = Annotated[bool, Depends(_unless_duplicate)]


def _names(collection: Collection) -> tuple[str, str]:
    noun = collection.record_type.noun
    return noun.capitalize(), collection.plural.capitalize()


def _add_list(router: APIRouter, collection: Collection) -> None:
    noun, plural = _names(collection)

    @router.get(
        "",
        operation_id=f"list{plural}",
        summary=f"List {collection.plural}",
        description=(
            f"A page of {collection.plural}. Different filters must all match; of a repeated one, any value. {FOLLOWED}"
        ),
        responses=success(
            page_model(collection.document, f"{noun}Page"),
            "A page",
            not_modified=True,
            written=collection.record_type.written,
        ),
        dependencies=[Depends(may_read)],
    )
    @typed(query=Annotated[collection.query, Query()])
    async def list_records(request: Request, query: RecordQuery, _tags: IfNoneMatchRead = None) -> Response:
        database: Database = request.app.state.database
        list_definition = collection.list_definition
        active, moment = list_definition.active(query), await moment_of(database, query)

        def pages(asked: Active) -> PageOf:
            if moment is None:
                return present_page(database, list_definition, asked, query, today_utc())
            return page_at(database, collection, asked, query, moment)

        def answering(asked: Active) -> PageOf:
            return pages(asked) if query.q is None else searched(database, list_definition.name, asked, query, pages)

        named = named_by(query, active, collection.record_type.collection)
        page_of = followed(database, named, active, moment, answering)
        page_of = thinned_pages(page_of, query.fields, collection.shape(query.form))
        return await respond_with_page(request, list_definition, active, query, page_of)


def _add_reading(router: APIRouter, collection: Collection) -> None:
    noun, _plural = _names(collection)

    @router.get(
        "/{id}",
        operation_id=f"get{noun}",
        summary=f"Read {article(collection.record_type.noun)}",
        description=(
            "The record as it is now, or at the moment that `known_at` and `as_of` name. `form=written` gives exactly "
            "what PUT takes."
        ),
        responses=success(collection.document, "The record", not_modified=True, written=collection.record_type.written),
        dependencies=[Depends(may_read)],
    )
    async def get_record(
        request: Request, id: RecordPath, query: Annotated[DetailQuery, Query()], _tags: IfNoneMatchRead = None
    ) -> Response:
        version, document = await detail_by(request.app.state.database, collection, id, query)
        return read_response(request, version, thinned(document, query.fields, collection.shape(query.form)))


def _add_writing(router: APIRouter, collection: Collection) -> None:
    record_type = collection.record_type
    noun, _plural = _names(collection)
    base = f"/v1/{record_type.collection}"

    @router.post(
        "",
        operation_id=f"create{noun}",
        summary=f"Create {article(record_type.noun)}",
        description=(
            "The id is the one given, else derived from the content. It is public for good, never redacted. Where a "
            "record that is there looks the same, `warnings` say so."
        ),
        status_code=201,
        responses=created(collection.document, "Created"),
    )
    @typed(body=record_type.written)
    async def create_record(body: Written, write: RepeatableWrite, unless_duplicate: UnlessDuplicate) -> Response:
        result = await write(
            collection.answering, record_commands.create, record_type, body, unless_duplicate=unless_duplicate
        )
        return write_response(result, f"{base}/{result.record}")

    @router.put(
        "/{id}",
        operation_id=f"replace{noun}",
        summary=f"Create or replace {article(record_type.noun)}",
        description=(
            "Equal content changes nothing. Other content requires `If-Match` (428 without; `*` replaces "
            "whatever is there). `If-None-Match: *` only creates."
        ),
        responses=success(collection.document, "Replaced, or unchanged") | created(collection.document, "Created"),
    )
    @typed(body=record_type.written)
    async def replace_record(
        id: RecordPath, body: WrittenRecord, condition: PutCondition, write: PlainWrite
    ) -> Response:
        refuse_other_id(body.id, id)
        result = await write(
            collection.answering, record_commands.put, record_type, id, body, condition, collection.completed
        )
        return write_response(result, f"{base}/{id}")

    @router.patch(
        "/{id}",
        operation_id=f"update{noun}",
        summary=f"Change fields of {article(record_type.noun)}",
        description="A JSON merge patch (RFC 7396): null clears a field, a list is given whole, the rest stays.",
        responses=success(collection.document, "Changed, or unchanged"),
        openapi_extra=patch_body(record_type.written),
    )
    async def update_record(
        id: RecordPath, body: PatchBody, condition: WriteCondition, write: RepeatableWrite
    ) -> Response:
        refuse_other_id(body.get("id"), id)
        result = await write(collection.answering, record_commands.patch, record_type, id, body, validated, condition)
        return write_response(result, f"{base}/{id}")

    @router.delete(
        "/{id}",
        operation_id=f"delete{noun}",
        summary=f"Delete {article(record_type.noun)}",
        description="Refused while other records refer to it (409 names them). Its revisions stay readable.",
        status_code=204,
        responses=deleted("Deleted"),
    )
    async def delete_record(id: RecordPath, condition: WriteCondition, write: PlainWrite) -> Response:
        return delete_response(await write(record_commands.delete, record_type, id, condition))
