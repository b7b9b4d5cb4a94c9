"""The routes of quotations: what rests on a source word for word, and whether its text holds it."""

from fastapi import APIRouter, Depends, Request, Response

from app.access.callers import PlainWrite, RepeatableWrite, may_read, may_write
from app.db.database import Database
from app.etags import digest
from app.http.openapi.operations import GUARDED, success, untagged
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import VARY, delete_response, tagged
from app.http.routing.strict import StrictRoute
from app.records.base.paths import RecordPath
from app.records.sources.commands import remove_text, store_text
from app.records.sources.texts.quotations import MAX_QUOTATIONS, report, text_document
from app.records.sources.texts.schemas import QuotationCheck, QuotationReport, SourceTextDocument
from app.strict_json import encode

router = APIRouter(prefix="/v1/sources/{id}", tags=["sources"], route_class=StrictRoute, redirect_slashes=False)


@router.get(
    "/quotations",
    operation_id="listSourceQuotations",
    summary="List the quotations of a source",
    description=(
        "Every quotation that cites it, on records and on their parts, looked for in the text that is stored. Without "
        f"a text, nothing is checked. At most {MAX_QUOTATIONS:,} are shown."
    ),
    responses=success(QuotationReport, "The quotations", not_modified=True),
    dependencies=[Depends(may_read)],
)
async def list_source_quotations(request: Request, id: RecordPath, _tags: IfNoneMatchRead = None) -> Response:
    database: Database = request.app.state.database
    body = encode(await database.read(report, id))
    return tagged(request, body, f'"{digest(body)}"')


@router.post(
    "/quotations/check",
    operation_id="checkSourceQuotations",
    summary="Check the quotations of a source against its text",
    description=(
        "Each is found word for word, found after edits, or missing. White space, quotation marks and dashes may "
        "differ; prefix and suffix decide between several places. The text is forgotten afterwards unless `store` "
        "asks to keep it: then it takes the place of the one that was kept, and only keys that may write can read it."
    ),
    responses=untagged(QuotationReport, "The result for each quotation"),
)
async def check_source_quotations(
    request: Request, id: RecordPath, body: QuotationCheck, write: RepeatableWrite
) -> Response:
    database: Database = request.app.state.database
    if body.store:
        await write(store_text, id, body.text)
    checked = await database.read(report, id, body.text)
    return Response(encode(checked), headers={"Vary": VARY}, media_type="application/json")


@router.get(
    "/text",
    operation_id="getSourceText",
    summary="Read the stored text of a source",
    description="Only for keys that may write: a publication is protected by copyright, a quotation of it is free.",
    responses=success(SourceTextDocument, "The text", not_modified=True),
    dependencies=[Depends(may_write)],
    openapi_extra=GUARDED,
)
async def get_source_text(request: Request, id: RecordPath, _tags: IfNoneMatchRead = None) -> Response:
    database: Database = request.app.state.database
    body = encode(await database.read(text_document, id))
    return tagged(request, body, f'"{digest(body)}"')


@router.delete(
    "/text",
    operation_id="removeSourceText",
    summary="Delete the stored text of a source",
    description="The source, its citations and their quotations stay.",
    status_code=204,
    response_description="Deleted",
)
async def remove_source_text(id: RecordPath, write: PlainWrite) -> Response:
    result = await write(remove_text, id)
    return delete_response(result) if result.dry_run else Response(status_code=204)
