"""Citations as files, of the records of all collections: for who cannot say what is accepted."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from app.access.callers import may_read
from app.errors import NotFound, Redacted
from app.http.addresses import only_read
from app.http.openapi.refusals import refusing
from app.http.preconditions import IfNoneMatchRead
from app.http.routing.strict import producing
from app.records.base.paths import RecordPath
from app.records.base.revisions.citation_routes import cite, documented_citation
from app.records.base.revisions.citations import SUFFIXES, CitationForm
from app.records.base.revisions.paths import RevisionPath
from app.records.registry import COLLECTIONS

CollectionName = Annotated[str, Path(description="the collection", json_schema_extra={"enum": sorted(COLLECTIONS)})]
NAMES = {CitationForm.BIBTEX: "BibTeX", CitationForm.CSL: "CSL-JSON"}

router = APIRouter(prefix="/v1", tags=["exchange"], redirect_slashes=False)


def _add(form: CitationForm, suffix: str) -> None:
    @refusing(Redacted)
    async def get_citation_file(
        request: Request,
        collection: CollectionName,
        id: RecordPath,
        version: RevisionPath,
        _tags: IfNoneMatchRead = None,
    ) -> Response:
        if collection not in COLLECTIONS:
            detail = "There is no such collection."
            raise NotFound(detail)
        return await cite(request, COLLECTIONS[collection].record_type, id, version, form)

    name = NAMES[form]
    path = f"/{{collection}}/{{id}}/revisions/{{version}}/citation.{suffix}"
    router.add_api_route(
        path,
        get_citation_file,
        methods=["GET"],
        operation_id=f"get{form.name.capitalize()}Citation",
        summary=f"Cite a revision as {name}",
        description=f"The citation of a revision as {name}: the same as `…/citation` with `Accept: {form.value}`.",
        response_class=Response,
        responses=documented_citation(form),
        dependencies=[Depends(may_read)],
        route_class_override=producing(form.value),
    )
    only_read(router, path)


for _form, _suffix in SUFFIXES.items():
    _add(_form, _suffix)
