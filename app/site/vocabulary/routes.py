"""The route of the vocabulary."""

from functools import cache
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import may_read
from app.bilingual import LanguageCode
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
from app.site.vocabulary.judgements import judgement_rules, published_scales
from app.site.vocabulary.reading import intake_rules
from app.site.vocabulary.rules import DATES, status_rules
from app.site.vocabulary.schemas import Vocabulary, VocabularyQuery
from app.strict_json import encode

router = APIRouter(prefix="/v1/vocabulary", tags=["service"], route_class=StrictRoute, redirect_slashes=False)


@router.get(
    "",
    operation_id="getVocabulary",
    summary="Read every closed list, rule and limit",
    description=(
        "The words that fields take, what each means and what it is called in English and in Spanish, the filters of "
        "every list, the columns of every table, the guards of status changes, how a collective status comes "
        "about, how assessments are counted, what statuses and scores are on other published scales, by which rules "
        "texts are read for pledges, the most that fields take, and all problem types: all from the code that applies "
        "them. With `language=es` all words and rules are explained in Spanish; what is said "
        "of filters, columns and problems is in English."
    ),
    responses=success(Vocabulary, "All of it", not_modified=True),
    dependencies=[Depends(may_read)],
)
async def get_vocabulary(
    request: Request, query: Annotated[VocabularyQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    body = _encoded(request.app.state.settings.max_body_bytes, query.language)
    return tagged(request, body, f'"{digest(body)}"')


@cache
def _encoded(body_bytes: int, language: LanguageCode) -> bytes:
    return encode(vocabulary(body_bytes, language).model_dump())


def vocabulary(body_bytes: int, language: LanguageCode) -> Vocabulary:
    """Return the vocabulary of a service that takes bodies of so many bytes, its rules in a language."""
    return Vocabulary(
        lists=closed_lists(language),
        filters=list(list_filters()),
        tables=list(table_columns()),
        status=status_rules(language),
        dates=DATES.told(language),
        accounts=RULE.told(language),
        judgements=judgement_rules(language),
        scales=published_scales(),
        intake_rules=list(intake_rules(language)),
        limits=list(limits(body_bytes)),
        problems=problem_types(),
    )
