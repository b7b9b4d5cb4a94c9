"""Content checked outside of FastAPI's own reading: bodies, before it sees them, and the content of bundles."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.errors import Fault, Invalid
from app.http.problems import invalid

FAULTS_NAMED = 5_000
"""Faults of one body that are looked at. Each takes microseconds, and a body has room for 130,000."""

Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], content: Any, place: str = "") -> Model:
    """Return the content as the model. Raises `Invalid`, each fault with its place below `place`."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        refuse_flood(error, place)
        found = [{**fault, "loc": ("body", *fault["loc"])} for fault in error.errors(include_url=False)]
        raise invalid(found, place, {"body": model}) from None


def refuse_flood(error: ValidationError, place: str = "") -> None:
    """Raise `Invalid` without naming the faults where there are too many to look at each."""
    count = error.error_count()
    if count > FAULTS_NAMED:
        detail = f"There are {count} faults: more than are named."
        message = "has thousands of unknown or wrong fields; send those that /docs shows"
        raise Invalid(detail, faults=[Fault(message, pointer=place)])
