"""Judgements of others in their own words: on which scale, and which value of it."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from app.ledger.model.shapes import Values, Written
from app.values.texts import ShortText


class AsPublished(Written):
    """A judgement as who made it published it."""

    scale: Annotated[ShortText, Field(description="what the scale is called there", examples=["OGP completion"])]
    value: Annotated[ShortText, Field(description="word for word", examples=["Substantial"])]


COLUMNS = {f"as_published_{name}": name for name in AsPublished.model_fields}
"""The columns of a part that hold such a judgement, each with its member."""

NOT_PUBLISHED = dict.fromkeys(COLUMNS)


def published_columns(published: Values | None) -> Values:
    """Return the columns of a part that hold such a judgement."""
    return NOT_PUBLISHED if published is None else {column: published[name] for column, name in COLUMNS.items()}


def published_in(row: Mapping[str, Any]) -> Values | None:
    """Return the judgement that the row of a part holds, if any."""
    if row["as_published_scale"] is None:
        return None
    return {name: row[column] for column, name in COLUMNS.items()}
