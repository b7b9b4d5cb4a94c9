"""What is asked of search, and what it answers."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from app.records.base.lists.parameters import repeated
from app.records.registry import RECORD_TYPES
from app.values.flags import PLAIN_DIGITS
from app.values.search.questions import QuestionText


class SearchQuery(BaseModel):
    """What is searched for, where, and how much of what is found."""

    q: Annotated[
        QuestionText,
        Field(
            description=(
                'words, all of which must occur in any of their forms; "words in quotation marks" follow one another '
                "as they are; port* begins with these letters; -flights must not occur"
            )
        ),
    ]
    type: repeated(Literal[tuple(RECORD_TYPES)], "records of the collection")  # type: ignore[valid-type] # made by a function
    include: Annotated[
        Literal["document"] | None, Field(description="`document`: each hit holds the record as it is read")
    ] = None
    limit: Annotated[int, Field(ge=1, le=200, description="most items of a page"), PLAIN_DIGITS] = 20
    cursor: Annotated[
        str | None, Field(max_length=2000, description="`next_cursor` of the previous page, with the same question")
    ] = None
    count: Annotated[Literal["exact"] | None, Field(description="`exact`: also count all that match")] = None


class Fragment(BaseModel):
    """A piece of a text, as it is stored: plain text, nothing in it is markup."""

    text: Annotated[str, Field(examples=["deportation"])]
    matched: Annotated[bool, Field(description="it is what was searched for")]


class Highlight(BaseModel):
    """An excerpt of a text in which words were found: its fragments, joined."""

    field: Annotated[str, Field(description="the text, as a JSON Pointer into the record", examples=["/summary"])]
    start: Annotated[int, Field(ge=0, description="characters of the text before the excerpt")]
    fragments: list[Fragment]


class Hit(BaseModel):
    """A record that was found."""

    collection: Annotated[Literal[tuple(RECORD_TYPES)], Field(examples=["pledges"])]  # type: ignore[valid-type] # given as data
    id: Annotated[str, Field(examples=["guatemala-deportation-flights"])]
    label: Annotated[
        str, Field(description="its title or name, or how it begins", examples=["Increase deportation flights by 40 %"])
    ]
    score: Annotated[float, Field(description="the higher the better; to be compared within one answer only")]
    link: Annotated[
        str, Field(description="where the record is read", examples=["/v1/pledges/guatemala-deportation-flights"])
    ]
    highlights: Annotated[list[Highlight], Field(description="where the words are, the best excerpts first")]
    document: dict[str, Any] = Field(default={}, description="the record as it is read; only with `include=document`")


class Hits(BaseModel):
    """A page of what was found, the best first."""

    items: list[Hit]
    next_cursor: Annotated[str | None, Field(description="send it as `cursor` for the next page; null at the end")]
    count: int = Field(default=0, description="how many match in all; only with `count=exact`")
