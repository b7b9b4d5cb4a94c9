"""The routes that every part type has: a list, appending, reading; correcting, withdrawing and citing, or editing."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from app.access.callers import PlainWrite, RepeatableWrite, may_read
from app.db.database import Database
from app.errors import PactaError
from app.http.openapi.operations import created, deleted, patch_body, success
from app.http.openapi.refusals import Refusals, refusing
from app.http.preconditions import IfNoneMatchRead, WriteCondition
from app.http.responses import delete_response, read_response, write_response
from app.http.routing.strict import StrictRoute
from app.http.validation import validated
from app.ledger.model.shapes import Written, document_model
from app.ledger.writing import part_commands
from app.records.base.bodies import PatchBody, refuse_other_id, typed
from app.records.base.documents import items_model, page_model
from app.records.base.history.moments import moment_of, part_at
from app.records.base.lists.filter_ids import FOLLOWED
from app.records.base.lists.parameters import PartDetailQuery, PartQuery
from app.records.base.parts.pages import respond_with_parts
from app.records.base.parts.part_collections import Append, Correct, PartCollection, Withdrawal
from app.records.base.paths import PartPath, RecordPath
from app.records.base.thinning import thinned
from app.values.identifiers import PartId
from app.values.wording.nouns import article

reading = [Depends(may_read)]


def part_router(parts: PartCollection) -> APIRouter:
    """Return the routes of a part type, in reading order."""
    router = APIRouter(prefix="/v1", tags=[parts.tag], route_class=StrictRoute, redirect_slashes=False)
    add_parts(router, parts)
    return router


def add_parts(
    router: APIRouter,
    parts: PartCollection,
    append: Append | None = None,
    correct: Correct | None = None,
    *refused: type[PactaError],
) -> None:
    """Give a router the routes of a part type: under its records, then over all.

    `append` and `correct` are the part type's own commands, `refused` what they refuse that no others do.
    """
    record_type, part_type = parts.record_type, parts.part_type
    path = f"/{record_type.collection}/{{id}}/{part_type.path}"
    one = f"{path}/{{{parts.parameter}}}"
    _add_list(router, parts, path)
    _add_appending(router, parts, path, append, refused)
    _add_reading(router, parts, one)
    if part_type.withdrawable:
        _add_correction(router, parts, one, correct, refused)
        _add_citations(router, parts, f"{one}/citations")
        _add_withdrawal(router, parts, f"{one}/withdraw")
    else:
        _add_editing(router, parts, one)
    if parts.query_of_all is not None:
        _add_list_of_all(router, parts)


def _operand(parts: PartCollection) -> str:
    """Return what operations call a part."""
    return _camel(parts.operand or parts.part_type.noun)


def _camel(words: str) -> str:
    return "".join(word.capitalize() for word in words.split())


def _plural(parts: PartCollection) -> str:
    return parts.part_type.name.replace("_", " ")


def _location(parts: PartCollection, record: str) -> str:
    return f"/v1/{parts.record_type.collection}/{record}"


def _path(parts: PartCollection) -> Any:
    """Return the type of a part's id in paths, under the name that it has there."""
    return Annotated[PartId, Path(alias=parts.parameter, description="the part's id within its record")]


def _page(parts: PartCollection) -> dict[int | str, dict[str, Any]]:
    model = page_model(parts.item or parts.document, f"{_operand(parts)}Page")
    return success(model, "A page", not_modified=True)


def _add_list(router: APIRouter, parts: PartCollection, path: str) -> None:
    noun, plural = parts.record_type.noun, _plural(parts)

    @router.get(
        path,
        operation_id=f"list{_camel(noun)}{_camel(plural)}",
        summary=f"List the {plural} of {article(noun)}",
        description=parts.words.listed,
        responses=_page(parts),
        dependencies=reading,
    )
    @typed(query=Annotated[parts.query, Query()])
    async def list_parts(request: Request, id: RecordPath, query: PartQuery, _tags: IfNoneMatchRead = None) -> Response:
        return await respond_with_parts(request, parts, query, id)


def _add_list_of_all(router: APIRouter, parts: PartCollection) -> None:
    plural = _plural(parts)

    @router.get(
        f"/{parts.part_type.path}",
        operation_id=f"list{_camel(plural)}",
        summary=f"List the {plural} of all {parts.record_type.collection}",
        description=(
            "In the order they were recorded. Different filters must all match; of a repeated one, any value. "
            + FOLLOWED
        ),
        responses=_page(parts),
        dependencies=reading,
    )
    @typed(query=Annotated[parts.query_of_all, Query()])
    async def list_all_parts(request: Request, query: PartQuery, _tags: IfNoneMatchRead = None) -> Response:
        return await respond_with_parts(request, parts, query)


def _recorded(parts: PartCollection, append: Append | None) -> dict[int | str, dict[str, Any]]:
    """Return what appending answers: a command of its own may find that an equal part stands."""
    unchanged = {} if append is None else success(parts.document, "Unchanged: an equal one stands")
    return unchanged | created(parts.document, "Recorded")


def _add_appending(
    router: APIRouter, parts: PartCollection, path: str, append: Append | None, refused: Refusals
) -> None:
    one = article(parts.part_type.noun)

    @router.post(
        path,
        operation_id=f"record{_operand(parts)}",
        summary=parts.words.append or f"Record {one} of {article(parts.record_type.noun)}",
        description=parts.words.recorded,
        status_code=201,
        responses=_recorded(parts, append),
    )
    @typed(body=parts.part_type.written)
    @refusing(*refused)
    async def post_part(id: RecordPath, body: Written, condition: WriteCondition, write: RepeatableWrite) -> Response:
        if append is None:
            result = await write(part_commands.append_part, *parts.key, id, body, condition)
        else:
            result = await write(append, id, body, condition)
        return write_response(result, _location(parts, id))


def _add_reading(router: APIRouter, parts: PartCollection, path: str) -> None:
    noun, owner = parts.part_type.noun, parts.record_type.noun

    @router.get(
        path,
        operation_id=f"get{_operand(parts)}",
        summary=f"Read {article(noun)} of {article(owner)}",
        description=(
            f"The {noun} as it was written, with what follows from the {owner} and its other parts: now, or at "
            "the moment that `known_at` and `as_of` name."
        ),
        responses=success(parts.document, f"The {noun}", not_modified=True),
        dependencies=reading,
    )
    @typed(part=_path(parts))
    async def get_part(
        request: Request,
        id: RecordPath,
        part: PartPath,
        query: Annotated[PartDetailQuery, Query()],
        _tags: IfNoneMatchRead = None,
    ) -> Response:
        database: Database = request.app.state.database
        moment = await moment_of(database, query)
        if moment is None:
            version, document = await parts.part(database, id, part)
        else:
            version, document = await database.read(part_at, *parts.key, id, part, moment)
        return read_response(request, version, thinned(document, query.fields, parts.document))


def _add_citations(router: APIRouter, parts: PartCollection, path: str) -> None:
    noun, one = _operand(parts), article(parts.part_type.noun)
    document = document_model(parts.citation, "CitationDocument")

    @router.get(
        path,
        operation_id=f"list{noun}Citations",
        summary=f"List the citations of {one}",
        description="All of them, in the order they were given.",
        responses=success(items_model(document), "All of them", not_modified=True),
        dependencies=reading,
    )
    @typed(part=_path(parts))
    async def list_citations(
        request: Request, id: RecordPath, part: PartPath, _tags: IfNoneMatchRead = None
    ) -> Response:
        return read_response(request, *await parts.part(request.app.state.database, id, part, "citations"))

    @router.post(
        path,
        operation_id=f"add{noun}Citation",
        summary=f"Add a citation to {one}",
        description="Behind those that it has. `If-Match` takes the tag of the record.",
        status_code=201,
        responses=created(document, "Added"),
    )
    @typed(part=_path(parts), body=parts.citation)
    async def add_citation(
        id: RecordPath, part: PartPath, body: Written, condition: WriteCondition, write: RepeatableWrite
    ) -> Response:
        result = await write(part_commands.cite_part, *parts.key, id, part, body, condition)
        return write_response(result, _location(parts, id))


def _add_correction(
    router: APIRouter, parts: PartCollection, path: str, correct: Correct | None, refused: Refusals
) -> None:
    noun, correctable = parts.part_type.noun, parts.part_type.correctable

    @router.patch(
        path,
        operation_id=f"correct{_operand(parts)}",
        summary=f"Correct {article(noun)}",
        description=(
            f"A JSON merge patch (RFC 7396) of {' or '.join(sorted(correctable))}: what it says is put right where it "
            "stands. Whatever else is wrong is withdrawn and recorded anew."
        ),
        responses=success(parts.document, "Corrected, or unchanged"),
        openapi_extra=patch_body(parts.part_type.written, correctable),
    )
    @typed(part=_path(parts))
    @refusing(*refused)
    async def correct_part(
        id: RecordPath, part: PartPath, body: PatchBody, condition: WriteCondition, write: RepeatableWrite
    ) -> Response:
        refuse_other_id(body.get("id"), part)
        check = partial(validated, parts.part_type.written)
        if correct is None:
            result = await write(part_commands.correct_part, *parts.key, id, part, body, check, condition)
        else:
            result = await write(correct, id, part, body, check, condition)
        return write_response(result, _location(parts, id))


def _add_withdrawal(router: APIRouter, parts: PartCollection, path: str) -> None:
    noun = parts.part_type.noun

    @router.post(
        path,
        operation_id=f"withdraw{_operand(parts)}",
        summary=f"Withdraw {article(noun)}",
        description="For what was recorded by mistake: it stays in the ledger and in the list, but no longer counts.",
        responses=success(parts.document, "Withdrawn"),
    )
    @typed(part=_path(parts))
    async def post_withdrawal(
        id: RecordPath, part: PartPath, body: Withdrawal, condition: WriteCondition, write: RepeatableWrite
    ) -> Response:
        result = await write(part_commands.withdraw_part, *parts.key, id, part, body, condition)
        return write_response(result, _location(parts, id))


def _add_editing(router: APIRouter, parts: PartCollection, path: str) -> None:
    noun, owner = parts.part_type.noun, parts.record_type.noun

    @router.patch(
        path,
        operation_id=f"update{_operand(parts)}",
        summary=f"Change {article(noun)} of {article(owner)}",
        description="A JSON merge patch (RFC 7396): null clears a field, a list is given whole. Its id stays.",
        responses=success(parts.document, "Changed, or unchanged"),
        openapi_extra=patch_body(parts.part_type.written),
    )
    @typed(part=_path(parts))
    async def update_part(
        id: RecordPath, part: PartPath, body: PatchBody, condition: WriteCondition, write: RepeatableWrite
    ) -> Response:
        refuse_other_id(body.get("id"), part)
        check = partial(validated, parts.part_type.written)
        result = await write(part_commands.patch_part, *parts.key, id, part, body, check, condition)
        return write_response(result, _location(parts, id))

    @router.delete(
        path,
        operation_id=f"delete{_operand(parts)}",
        summary=f"Delete {article(noun)} of {article(owner)}",
        description=f"Writes the {owner} without it: a new version. `If-Match` takes the {owner}'s tag.",
        status_code=204,
        responses=deleted("Deleted"),
    )
    @typed(part=_path(parts))
    async def delete_part(id: RecordPath, part: PartPath, condition: WriteCondition, write: PlainWrite) -> Response:
        return delete_response(await write(part_commands.delete_part, *parts.key, id, part, condition))
