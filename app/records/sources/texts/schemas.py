"""What clients send to have quotations checked, and what they get."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.ledger.model.shapes import Titled, Written
from app.records.sources.citations import Quote
from app.values.texts import WholeText
from app.vocabulary import QuotationOutcome


class QuotationCheck(Written):
    """The text of a source, to look for its quotations in."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": (
                        "A made-up extract: both met on February 5, 2025 at the Palacio Nacional de la Cultura. "
                        "Guatemala agreed to increase all deportation flights by 40%."
                    ),
                    "store": True,
                }
            ]
        }
    )

    text: WholeText
    store: Annotated[
        bool, Field(strict=True, description="keep the text, for keys that may write; false: forget it at once")
    ] = False


class TextHead(BaseModel):
    """Which text was looked at."""

    sha256: Annotated[str, Field(description="of its UTF-8")]
    characters: int
    stored_at: Annotated[str | None, Field(description="null: it is not kept")]
    stored_by: str | None


class SourceTextDocument(TextHead):
    """The text of a source as it is kept."""

    source: Titled
    stored_at: str
    stored_by: str
    text: str


class CheckedQuotation(BaseModel):
    """A quotation, the citation that it stands in, and where the text has it."""

    collection: Annotated[str, Field(examples=["pledges"])]
    record: Annotated[str, Field(examples=["guatemala-deportation-flights"])]
    part: Annotated[
        str | None, Field(description="null: on the record itself", examples=["status_changes/2025-in-progress"])
    ]
    citation: Annotated[str, Field(description="its id on the record or part")]
    page: str | None
    section: str | None
    quote: Quote
    outcome: QuotationOutcome
    start: Annotated[int | None, Field(description="code points of the text before it (NFC, line feeds)")]
    end: int | None
    similarity: Annotated[
        float | None,
        Field(description="1: the same but for white space, quotation marks and dashes", examples=[0.93]),
    ]
    places: Annotated[int, Field(description="how often it occurs; prefix and suffix decide, else the first")]
    context: Annotated[bool | None, Field(description="prefix and suffix stand beside it; null: none was given")]
    found: Annotated[str | None, Field(description="what the text has instead, where it was edited")]


class OutcomeCounts(BaseModel):
    """How many quotations were found, and how."""

    exact: int
    edited: int
    missing: int
    unchecked: int


class QuotationReport(BaseModel):
    """Every quotation that rests on a source, and whether its text holds it."""

    source: Titled
    text: Annotated[TextHead | None, Field(description="null: none is stored, so nothing was checked")]
    complete: Annotated[bool, Field(description="false: there are more; `pacta quotes check` checks any number")]
    counts: OutcomeCounts
    quotations: list[CheckedQuotation]
