"""The routes of assessments."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import may_read
from app.http.openapi.operations import problems, success
from app.http.preconditions import IfNoneMatchRead
from app.http.strict import StrictRoute
from app.ledger.model.record_type import record_type_of
from app.records.assessments.documents import ScaledAssessment
from app.records.assessments.queries import COLLECTION
from app.records.assessments.schemas import AssessmentQuery
from app.records.base.documents import page_model
from app.records.base.lists.filter_ids import FOLLOWED
from app.records.base.parts.pages import respond_with_parts
from app.records.base.parts.routes import part_router

router = part_router(COLLECTION)
everywhere = APIRouter(prefix="/v1", tags=[COLLECTION.tag], route_class=StrictRoute, redirect_slashes=False)


@everywhere.get(
    "/assessments",
    operation_id="listAssessments",
    summary="List assessments over all pledges",
    description=(
        f"In the order they were recorded. Different filters must all match; of a repeated one, any value. {FOLLOWED}"
    ),
    responses=success(page_model(ScaledAssessment, "AssessmentPage"), "A page", not_modified=True) | problems(),
    dependencies=[Depends(may_read)],
)
async def list_assessments(
    request: Request, query: Annotated[AssessmentQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    part_type = (record_type_of(COLLECTION.collection), COLLECTION.part_type)
    return await respond_with_parts(request, part_type, COLLECTION.list_of(query), query)
