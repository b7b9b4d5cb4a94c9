"""The route of the vocabulary."""

from fastapi import APIRouter, Depends, Request, Response

from app.access.callers import may_read
from app.etags import digest
from app.http.openapi.operations import success
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import tagged
from app.http.routing.strict import StrictRoute
from app.records.sources.accounts import RULE
from app.site.problems import problem_types
from app.site.vocabulary.columns import table_columns
from app.site.vocabulary.fields import closed_lists, limits
from app.site.vocabulary.filters import list_filters
from app.site.vocabulary.judgements import JUDGEMENTS, published_scales
from app.site.vocabulary.rules import DATES, status_rules
from app.site.vocabulary.schemas import Vocabulary
from app.strict_json import encode

router = APIRouter(prefix="/v1/vocabulary", tags=["service"], route_class=StrictRoute, redirect_slashes=False)


@router.get(
    "",
    operation_id="getVocabulary",
    summary="Read every closed list, rule and limit",
    description=(
        "The words that fields take, what each means and what it is called in English and in Spanish, the filters of "
        "every list, the columns of every table, the guards of status changes, how a collective status comes "
        "about, how assessments are counted, what statuses and scores are on other published scales, the most that "
        "fields take, and all problem types: all from the code that applies them."
    ),
    responses=success(Vocabulary, "All of it", not_modified=True),
    dependencies=[Depends(may_read)],
)
async def get_vocabulary(request: Request, _tags: IfNoneMatchRead = None) -> Response:
    state = request.app.state
    body: bytes | None = getattr(state, "vocabulary", None)
    if body is None:
        body = state.vocabulary = encode(vocabulary(state.settings.max_body_bytes).model_dump())
    return tagged(request, body, f'"{digest(body)}"')


def vocabulary(body_bytes: int) -> Vocabulary:
    """Return the vocabulary of a service that takes bodies of so many bytes."""
    return Vocabulary(
        lists=closed_lists(),
        filters=list(list_filters()),
        tables=list(table_columns()),
        status=status_rules(),
        dates=DATES,
        accounts=RULE,
        judgements=JUDGEMENTS,
        scales=published_scales(),
        limits=list(limits(body_bytes)),
        problems=problem_types(),
    )
