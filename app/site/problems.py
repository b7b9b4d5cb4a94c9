"""The pages that a problem's `type` resolves to: what it means and what would satisfy it."""

from inspect import cleandoc
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field

from app.errors import NotFound, PactaError, all_errors
from app.etags import digest
from app.http.content_negotiation import best_accepted
from app.http.openapi.operations import success
from app.http.responses import tagged
from app.http.routing.strict import JSON, PROBLEM, producing
from app.site.markup import HTML, page, page_response
from app.strict_json import encode
from app.values.markup import element, prose

OFFERED = (JSON, HTML, PROBLEM)
Slug = Annotated[
    str, Path(max_length=80, description="the last part of a problem's `type`", examples=["guard-refused"])
]

router = APIRouter(prefix="/problems", tags=["service"], route_class=producing(*OFFERED), redirect_slashes=False)


class ProblemType(BaseModel):
    """A problem type."""

    type: str = Field(description="as it stands in `type` of a refusal", examples=["/problems/guard-refused"])
    status: int = Field(description="the HTTP status it comes with", examples=[422])
    title: str = Field(examples=["A guard refuses the status change"])
    meaning: str = Field(examples=["A status change does not satisfy a guard."])
    remedy: str = Field(description="what would satisfy it", examples=["Give what the guard asks for."])


class ProblemTypes(BaseModel):
    """All problem types."""

    items: list[ProblemType]


def problem_type(error: type[PactaError]) -> ProblemType:
    """Return the description of a problem type."""
    return ProblemType(
        type=f"/problems/{error.slug}",
        status=error.status,
        title=error.title,
        meaning=cleandoc(error.__doc__ or ""),
        remedy=error.remedy,
    )


def problem_types() -> list[ProblemType]:
    """Return all problem types, in the order of their statuses."""
    return [problem_type(error) for error in all_errors().values()]


def answers(model: type[BaseModel], description: str) -> dict[int | str, dict[str, Any]]:
    """Return the documentation of a model that browsers get as a page."""
    documented = success(model, description, not_modified=True)
    documented[200]["content"] = {HTML: {"schema": {"type": "string"}}}
    return documented


@router.get(
    "",
    operation_id="listProblemTypes",
    summary="List the problem types",
    description="What each `type` of a problem means and what would satisfy it. A page for browsers, else JSON.",
    responses=answers(ProblemTypes, "All of them"),
)
async def list_problem_types(request: Request) -> Response:
    found = problem_types()
    if _wants_page(request):
        return page_response(request, _overview(found))
    return _json(request, ProblemTypes(items=found))


@router.get(
    "/{slug}",
    operation_id="getProblemType",
    summary="Read a problem type",
    description="What the problem means and what would satisfy it. A page for browsers, else JSON.",
    responses=answers(ProblemType, "The problem type"),
)
async def get_problem_type(request: Request, slug: Slug) -> Response:
    error = all_errors().get(slug)
    if error is None:
        detail = "There is no such problem type; /problems lists them."
        raise NotFound(detail)
    found = problem_type(error)
    return page_response(request, _single(found)) if _wants_page(request) else _json(request, found)


def _wants_page(request: Request) -> bool:
    return best_accepted(request.headers.get("accept"), OFFERED) == HTML


def _json(request: Request, model: BaseModel) -> Response:
    body = encode(model.model_dump())
    return tagged(request, body, f'"{digest(body)}"')


def _overview(found: list[ProblemType]) -> bytes:
    intro = element("p", "Every refusal says in its ", element("code", "type"), " which of these it is.")
    items = []
    for problem in found:
        link = element("a", problem.title, href=problem.type.removeprefix("/"))
        items += [
            element("dt", link, " ", element("span", str(problem.status), class_="status")),
            element("dd", prose(problem.meaning)),
        ]
    return page("Problems", intro, element("dl", *items))


def _single(problem: ProblemType) -> bytes:
    return page(
        problem.title,
        element("p", f"HTTP status {problem.status} · ", element("code", problem.type), class_="status"),
        element("h2", "What it means"),
        element("p", prose(problem.meaning)),
        element("h2", "What would satisfy it"),
        element("p", prose(problem.remedy)),
        element("p", element("a", "All problems", href="../problems")),
        up="../",
    )
