"""Judgements of others in their own words: on which scale, and which value of it."""

from typing import Annotated

from pydantic import Field

from app.ledger.model.shapes import Written
from app.values.texts import ShortText


class AsPublished(Written):
    """A judgement as who made it published it."""

    scale: Annotated[ShortText, Field(description="what the scale is called there", examples=["OGP completion"])]
    value: Annotated[ShortText, Field(description="word for word", examples=["Substantial"])]
