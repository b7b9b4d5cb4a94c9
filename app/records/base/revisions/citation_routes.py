"""The routes of citations: of a revision, in a line of text or for reference managers."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import PlainTextResponse

from app.access.callers import may_read
from app.db.database import Database
from app.errors import Redacted
from app.etags import record_tag
from app.http.addresses import base_of
from app.http.content_negotiation import best_accepted
from app.http.openapi.operations import success
from app.http.openapi.refusals import refusing
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import tagged
from app.http.routing.strict import producing
from app.ledger.model.record_type import RecordType
from app.records.base.collections import Collection
from app.records.base.paths import RecordPath
from app.records.base.revisions.citations import WRITERS, CitationForm, CitedRevision, csl
from app.records.base.revisions.paths import RevisionPath
from app.records.base.revisions.queries import cited_revision
from app.strict_json import decode
from app.values.wording.nouns import article


def add_citation(router: APIRouter, collection: Collection) -> None:
    """Add the routes by which a revision of a collection's records is cited."""
    record_type = collection.record_type
    noun = record_type.noun

    @refusing(Redacted)
    async def get_citation(
        request: Request, id: RecordPath, version: RevisionPath, _tags: IfNoneMatchRead = None
    ) -> Response:
        best = best_accepted(request.headers.get("accept"), list(CitationForm))
        return await cite(request, record_type, id, version, CitationForm(best or CitationForm.PLAIN))

    router.add_api_route(
        "/{id}/revisions/{version}/citation",
        get_citation,
        methods=["GET"],
        operation_id=f"get{noun.capitalize()}RevisionCitation",
        summary=f"Cite a revision of {article(noun)}",
        description=(
            "What it is called, which revision, of which day and entry, at which address: in a line of text, or for "
            "reference managers as BibTeX or CSL-JSON, by `Accept`, or by the endings `.bib` and `.csl.json`."
        ),
        response_class=PlainTextResponse,
        responses=documented_citation(*CitationForm),
        dependencies=[Depends(may_read)],
        route_class_override=producing(*CitationForm),
    )


async def cite(request: Request, record_type: RecordType, record: str, version: int, form: CitationForm) -> Response:
    """Return the citation of a revision in a form. Raises `NotFound`, or `Redacted`."""
    address = f"{base_of(request)}/v1/{record_type.collection}/{record}/revisions/{version}"
    database: Database = request.app.state.database
    cited = await database.read(cited_revision, record_type, record, version, address)
    body = WRITERS[form](cited)
    return tagged(request, body, record_tag(version, body), media_type=form)


def documented_citation(*forms: CitationForm) -> dict[int | str, dict[str, Any]]:
    """Return what the OpenAPI document says of a citation in these forms, with an example of each."""
    example = CitedRevision(
        "Establish a border task force", "pledge", "pledges-guatemala-border-task-force-1", 1, date(2025, 2, 5),
        "the write key", 96, "https://pacta.example/v1/pledges/guatemala-border-task-force/revisions/1",
    )  # fmt: skip
    documented = success(str, "The citation", not_modified=True)
    del documented[200]["model"]
    documented[200]["content"] = {
        form.value: {"schema": {"type": "string"}, "example": WRITERS[form](example).decode()} for form in forms
    }
    if CitationForm.CSL in forms:
        text = {"type": "string"}
        schema = {
            "type": "object",
            "required": ["id", "type"],
            "properties": {"id": text, "type": text},
            "additionalProperties": True,
        }
        documented[200]["content"][CitationForm.CSL.value] = {"schema": schema, "example": decode(csl(example))}
    return documented
