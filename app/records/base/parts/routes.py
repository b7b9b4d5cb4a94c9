"""The routes that every side of a record has: a list, recording, reading; withdrawing and citing, or editing."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import PlainWrite, RepeatableWrite, may_read
from app.db.database import Database
from app.http.openapi.operations import created, patch_body, problems, success
from app.http.preconditions import IfNoneMatchRead, WriteCondition
from app.http.responses import delete_response, read_response, write_response
from app.http.strict import StrictRoute
from app.http.validation import validated
from app.ledger.model.record_type import record_type_of
from app.ledger.model.shapes import document_model
from app.ledger.writing import part_commands
from app.records.base.documents import items_model, page_model
from app.records.base.history.moments import is_of_now, moment_of, part_at
from app.records.base.lists.parameters import ClockQuery
from app.records.base.parts.pages import respond_with_parts
from app.records.base.parts.part_collections import PartCollection, Withdrawal
from app.records.base.paths import PartPath, RecordPath
from app.records.base.routes import PatchBody, article, refuse_other_id, typed

reading = [Depends(may_read)]


def part_router(parts: PartCollection) -> APIRouter:
    """Return the routes of a side under its records, in reading order."""
    router = APIRouter(
        prefix=f"/v1/{parts.collection}/{{id}}/{parts.part_type.path}",
        tags=[parts.tag],
        route_class=StrictRoute,
        redirect_slashes=False,
    )
    _add_list(router, parts)
    _add_recording(router, parts)
    _add_reading(router, parts)
    if parts.part_type.withdrawable:
        _add_citations(router, parts)
        _add_withdrawal(router, parts)
    else:
        _add_editing(router, parts)
    return router


def _noun(parts: PartCollection) -> str:
    return parts.words.noun.capitalize()


def _add_list(router: APIRouter, parts: PartCollection) -> None:
    words = parts.words

    @router.get(
        "",
        operation_id=f"listPledge{words.plural.capitalize()}",
        summary=f"List the {words.plural} of a pledge",
        description=words.listed,
        responses=success(
            page_model(parts.listed or parts.document, f"{_noun(parts)}Page"), "A page", not_modified=True
        )
        | problems(404),
        dependencies=reading,
    )
    @typed(query=Annotated[parts.query, Query()])
    async def list_parts(request: Request, id: RecordPath, query: Any, _tags: IfNoneMatchRead = None) -> Response:
        if is_of_now(query):
            await parts.version(request.app.state.database, id)
        part_type = (record_type_of(parts.collection), parts.part_type)
        return await respond_with_parts(request, part_type, parts.list_of(query), query, id)


def _add_recording(router: APIRouter, parts: PartCollection) -> None:
    words = parts.words

    @router.post(
        "",
        operation_id=f"record{_noun(parts)}",
        summary=f"Record {article(words.noun)} of a pledge",
        description=words.recorded,
        status_code=201,
        responses=created(parts.document, "Recorded") | problems(404, 409, 412, 413, 415, 507),
    )
    @typed(body=parts.part_type.written)
    async def post_part(id: RecordPath, body: Any, condition: WriteCondition, write: RepeatableWrite) -> Response:
        record_type = record_type_of(parts.collection)
        result = await write(part_commands.append_part, record_type, parts.part_type.name, id, body, condition)
        return write_response(result, f"/v1/{parts.collection}/{id}")


def _add_reading(router: APIRouter, parts: PartCollection) -> None:
    words = parts.words

    @router.get(
        "/{part}",
        operation_id=f"get{_noun(parts)}",
        summary=f"Read {article(words.noun)} of a pledge",
        description=(
            f"The {words.noun} as it was written, with what follows from the pledge and its other parts: now, or at "
            "the moment that `known_at` and `as_of` name."
        ),
        responses=success(parts.document, f"The {words.noun}", not_modified=True) | problems(404),
        dependencies=reading,
    )
    async def get_part(
        request: Request,
        id: RecordPath,
        part: PartPath,
        query: Annotated[ClockQuery, Query()],
        _tags: IfNoneMatchRead = None,
    ) -> Response:
        database: Database = request.app.state.database
        moment = await moment_of(database, query)
        if moment is None:
            return read_response(request, *await parts.part(database, id, part))
        record_type, part_type = record_type_of(parts.collection), parts.part_type.name
        return read_response(request, *await database.read(part_at, record_type, part_type, id, part, moment))


def _add_citations(router: APIRouter, parts: PartCollection) -> None:
    words = parts.words
    document = document_model(parts.citation, "CitationDocument")

    @router.get(
        "/{part}/citations",
        operation_id=f"list{_noun(parts)}Citations",
        summary=f"List the citations of {article(words.noun)}",
        description="All of them, in the order they were given.",
        responses=success(items_model(document), "All of them", not_modified=True) | problems(404),
        dependencies=reading,
    )
    async def list_citations(
        request: Request, id: RecordPath, part: PartPath, _tags: IfNoneMatchRead = None
    ) -> Response:
        return read_response(request, *await parts.part(request.app.state.database, id, part, "citations"))

    @router.post(
        "/{part}/citations",
        operation_id=f"add{_noun(parts)}Citation",
        summary=f"Add a citation to {article(words.noun)}",
        description="What was said is never edited; evidence may be added to it.",
        status_code=201,
        responses=created(document, "Added") | problems(404, 409, 412, 413, 415, 507),
    )
    @typed(body=parts.citation)
    async def add_citation(
        id: RecordPath, part: PartPath, body: Any, condition: WriteCondition, write: RepeatableWrite
    ) -> Response:
        record_type = record_type_of(parts.collection)
        result = await write(part_commands.cite_part, record_type, parts.part_type.name, id, part, body, condition)
        return write_response(result, f"/v1/{parts.collection}/{id}")


def _add_withdrawal(router: APIRouter, parts: PartCollection) -> None:
    words = parts.words

    @router.post(
        "/{part}/withdraw",
        operation_id=f"withdraw{_noun(parts)}",
        summary=f"Withdraw {article(words.noun)} that was recorded by mistake",
        description="It stays in the ledger and in the list, marked, and counts nowhere else.",
        responses=success(parts.document, "Withdrawn") | problems(404, 409, 412, 413, 415, 507),
    )
    async def post_withdrawal(
        id: RecordPath, part: PartPath, body: Withdrawal, condition: WriteCondition, write: RepeatableWrite
    ) -> Response:
        record_type = record_type_of(parts.collection)
        result = await write(part_commands.withdraw_part, record_type, parts.part_type.name, id, part, body, condition)
        return write_response(result, f"/v1/{parts.collection}/{id}")


def _add_editing(router: APIRouter, parts: PartCollection) -> None:
    words = parts.words

    @router.patch(
        "/{part}",
        operation_id=f"update{_noun(parts)}",
        summary=f"Change {article(words.noun)} of a pledge",
        description="A JSON merge patch (RFC 7396): null clears a field, a list is given whole. Its id stays.",
        responses=success(parts.document, "Changed, or unchanged") | problems(404, 409, 412, 413, 415, 507),
        openapi_extra=patch_body(parts.part_type.written),
    )
    async def update_part(
        id: RecordPath, part: PartPath, body: PatchBody, condition: WriteCondition, write: RepeatableWrite
    ) -> Response:
        refuse_other_id(body.get("id"), part)
        check = partial(validated, parts.part_type.written)
        record_type = record_type_of(parts.collection)
        result = await write(
            part_commands.patch_part, record_type, parts.part_type.name, id, part, body, check, condition
        )
        return write_response(result, f"/v1/{parts.collection}/{id}")

    @router.delete(
        "/{part}",
        operation_id=f"delete{_noun(parts)}",
        summary=f"Delete {article(words.noun)} of a pledge",
        description="Writes the pledge without it: a new version. `If-Match` takes the pledge's tag.",
        status_code=204,
        responses=problems(404, 409, 412, 507),
    )
    async def delete_part(id: RecordPath, part: PartPath, condition: WriteCondition, write: PlainWrite) -> Response:
        record_type = record_type_of(parts.collection)
        return delete_response(
            await write(part_commands.delete_part, record_type, parts.part_type.name, id, part, condition)
        )
