"""The routes of a record's lists, item by item."""

from typing import Any, get_args

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field, create_model

from app.access.callers import PlainWrite, RepeatableWrite, may_read
from app.http.openapi.operations import created, deleted, patch_body, success
from app.http.preconditions import IfNoneMatchRead, WriteCondition
from app.http.responses import delete_response, read_response, write_response
from app.http.validation import validated
from app.ledger.model.item_keys import path_of
from app.ledger.model.shapes import Written, unwrap
from app.ledger.writing import item_commands
from app.records.base.bodies import PatchBody, refuse_other_id, typed
from app.records.base.collections import Collection
from app.records.base.documents import items_model
from app.records.base.paths import PartPath, RecordPath
from app.records.base.queries import detail, nested_item, nested_items
from app.strict_json import encode
from app.values.wording.nouns import article


def item_document(collection: Collection, field: str) -> type[BaseModel]:
    """Return the model of an item as readers get it; one that holds no id is shown with that of its address."""
    inner, _marks = unwrap(collection.document.model_fields[field].annotation)
    document: type[BaseModel]
    (document,) = get_args(inner)
    if not collection.record_type.keys.get(field):
        return document
    name = f"{collection.nested[field].written.__name__}Item"
    id_: Any = (str, Field(description="addresses the item; made of its content"))
    return create_model(name, __base__=document, __doc__=document.__doc__, id=id_)


def add_items(router: APIRouter, collection: Collection, field: str) -> None:
    """Add the routes of a list."""
    document = item_document(collection, field)
    if collection.nested[field].listed:
        _add_list(router, collection, field, document)
    _add_item(router, collection, field, document)
    if collection.has_changeable_items(field):
        _add_change(router, collection, field, document)
    _add_removal(router, collection, field)


def _names(collection: Collection, field: str) -> tuple[str, str]:
    return collection.record_type.noun.capitalize(), "".join(
        word.capitalize() for word in collection.nested[field].noun.split()
    )


def _add_list(router: APIRouter, collection: Collection, field: str, document: type[BaseModel]) -> None:
    record_type, nested = collection.record_type, collection.nested[field]
    noun, _item = _names(collection, field)

    @router.get(
        f"/{{id}}/{path_of(field)}",
        operation_id=f"list{noun}{nested.plural.title().replace(' ', '')}",
        summary=f"List the {nested.plural.lower()} of {article(record_type.noun)}",
        description="All of them, in the order they were given, under the record's tag.",
        responses=success(items_model(document), "All of them", not_modified=True),
        dependencies=[Depends(may_read)],
    )
    async def list_items(request: Request, id: RecordPath, _tags: IfNoneMatchRead = None) -> Response:
        version, body = await detail(request.app.state.database, collection, id, "document")
        return read_response(request, version, encode({"items": nested_items(record_type, body, field)}))


def _add_item(router: APIRouter, collection: Collection, field: str, document: type[BaseModel]) -> None:
    record_type, nested = collection.record_type, collection.nested[field]
    noun, item = _names(collection, field)
    path = f"/{{id}}/{path_of(field)}"

    @router.post(
        path,
        operation_id=f"add{noun}{item}",
        summary=f"Add {article(nested.noun)} to {article(record_type.noun)}",
        description="Appends without reading the rest. `If-Match` takes the record's tag.",
        status_code=201,
        responses=created(document, "Added"),
    )
    @typed(body=nested.written)
    async def add_item(id: RecordPath, body: Written, condition: WriteCondition, write: RepeatableWrite) -> Response:
        result = await write(item_commands.add_item, record_type, id, field, body, validated, condition)
        return write_response(result, f"/v1/{record_type.collection}/{id}")

    @router.get(
        path + "/{part}",
        operation_id=f"get{noun}{item}",
        summary=f"Read {article(nested.noun)} of {article(record_type.noun)}",
        description=f"One of the {nested.plural.lower()}, by its id within the {record_type.noun}.",
        responses=success(document, "The item", not_modified=True),
        dependencies=[Depends(may_read)],
    )
    async def get_item(request: Request, id: RecordPath, part: PartPath, _tags: IfNoneMatchRead = None) -> Response:
        version, body = await detail(request.app.state.database, collection, id, "document")
        return read_response(request, version, encode(nested_item(record_type, body, field, part)))


def _add_change(router: APIRouter, collection: Collection, field: str, document: type[BaseModel]) -> None:
    record_type, nested = collection.record_type, collection.nested[field]
    noun, item = _names(collection, field)
    fixed = " and ".join(f"`{name}`" for name in record_type.keys.get(field, ()))
    stays = f"Its {fixed} address it and stay" if fixed else "Its id stays"

    @router.patch(
        f"/{{id}}/{path_of(field)}/{{part}}",
        operation_id=f"update{noun}{item}",
        summary=f"Change {article(nested.noun)} of {article(record_type.noun)}",
        description=f"A JSON merge patch (RFC 7396) of the item. {stays}.",
        responses=success(document, "Changed, or unchanged"),
        openapi_extra=patch_body(nested.written),
    )
    async def update_item(
        id: RecordPath, part: PartPath, body: PatchBody, condition: WriteCondition, write: RepeatableWrite
    ) -> Response:
        refuse_other_id(body.get("id"), part)
        result = await write(item_commands.patch_item, record_type, id, field, part, body, validated, condition)
        return write_response(result, f"/v1/{record_type.collection}/{id}")


def _add_removal(router: APIRouter, collection: Collection, field: str) -> None:
    record_type, nested = collection.record_type, collection.nested[field]
    noun, item = _names(collection, field)

    @router.delete(
        f"/{{id}}/{path_of(field)}/{{part}}",
        operation_id=f"remove{noun}{item}",
        summary=f"Remove {article(nested.noun)} from {article(record_type.noun)}",
        description=f"Writes the {record_type.noun} without it: a new version. `If-Match` takes the record's tag.",
        status_code=204,
        responses=deleted("Removed"),
    )
    async def remove_item(id: RecordPath, part: PartPath, condition: WriteCondition, write: PlainWrite) -> Response:
        return delete_response(
            await write(item_commands.delete_item, record_type, id, field, part, validated, condition)
        )
