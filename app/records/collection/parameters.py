"""Query parameters that lists share."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.values.dates import Instant
from app.values.identifiers import RecordId
from app.values.texts import Tag

REPEATED = 50
"""How often a filter may be repeated."""


def repeated(inner: Any, description: str, *, examples: list[Any] | None = None) -> Any:
    """Return the type of a filter that may be repeated: one of the values must match."""
    return Annotated[
        list[inner],
        Field(
            default_factory=list,
            max_length=REPEATED,
            description=f"{description}; repeat for any of several",
            examples=examples,
        ),
    ]


class PageQuery(BaseModel):
    """How much of a list, in what order and form."""

    model_config = ConfigDict(use_enum_values=True)

    limit: Annotated[int, Field(ge=1, le=200, description="most items of a page")] = 50
    cursor: Annotated[
        str | None,
        Field(max_length=2000, description="`next_cursor` of the page before, with the same filters and sort"),
    ] = None
    count: Annotated[Literal["exact"] | None, Field(description="`exact`: also count all that match")] = None
    sort: str = "id"


class FormQuery(BaseModel):
    """In what form records are read."""

    form: Annotated[
        Literal["document", "written"], Field(description="`written`: exactly what PUT takes, with ids for references")
    ] = "document"


class RecordQuery(PageQuery, FormQuery):
    """Filters that every collection has."""

    id: repeated(RecordId, "these records alone")  # type: ignore[valid-type] # made by a function
    tag: repeated(Tag, "filed under the tag")  # type: ignore[valid-type] # made by a function
    source: repeated(RecordId, "cites the source anywhere")  # type: ignore[valid-type] # made by a function
    updated_since: Annotated[Instant | None, Field(description="changed at or after the instant")] = None


def sorting(*columns: str) -> Any:
    """Return the type of the `sort` parameter: each column, rising or with `-` falling."""
    return Annotated[
        Literal[tuple(f"{sign}{column}" for column in columns for sign in ("", "-"))],
        Field(description="sort by this; `-` reverses; records without it come last either way"),
    ]


class RevisionQuery(BaseModel):
    """How many revisions, and after which."""

    limit: Annotated[int, Field(ge=1, le=200, description="most items of a page")] = 50
    cursor: Annotated[str | None, Field(max_length=2000, description="`next_cursor` of the page before")] = None
