"""The conditions of a request, from its headers."""

from typing import Annotated, Literal

from fastapi import Depends, Header

from app.errors import Fault, Invalid, PreconditionFailed, PreconditionRequired
from app.etags import ANY_OR_TAGS, listed_tags, versions_of
from app.http.openapi.refusals import refusing
from app.preconditions import Condition

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=2000,
        description="the `ETag` of the record as you read it, or `*`; versions are compared",
        json_schema_extra={"pattern": ANY_OR_TAGS},
    ),
]
IfNoneMatch = Annotated[
    str | None,
    Header(
        alias="If-None-Match",
        max_length=2000,
        description="`*`: only create, never replace (412 if the record exists)",
        json_schema_extra={"pattern": r"^\s*\*\s*$"},
    ),
]
IfNoneMatchRead = Annotated[
    str | None, Header(alias="If-None-Match", description="tags you hold: 304 if one is current")
]


# Coroutines: FastAPI would hand functions to threads.
@refusing(PreconditionFailed)
async def _condition(if_match: IfMatch = None) -> Condition:
    return Condition(versions=_versions(if_match))


@refusing(PreconditionFailed, PreconditionRequired)
async def _put_condition(if_match: IfMatch = None, if_none_match: IfNoneMatch = None) -> Condition:
    if if_none_match is not None and if_none_match.strip() != "*":
        detail = "If-None-Match is malformed."
        raise Invalid(detail, faults=[Fault("must be * on writes", header="If-None-Match")])
    return Condition(_versions(if_match), if_none_match is not None)


def _versions(header: str | None) -> frozenset[int] | Literal["*"] | None:
    if header is None:
        return None
    if header.strip() == "*":
        return "*"
    if listed_tags(header) is None:
        detail = "If-Match is malformed."
        raise Invalid(
            detail,
            faults=[Fault('must be * or tags as they were sent, such as "3-0123456789abcdef"', header="If-Match")],
        )
    return versions_of(header)


WriteCondition = Annotated[Condition, Depends(_condition)]
PutCondition = Annotated[Condition, Depends(_put_condition)]
