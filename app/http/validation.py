"""Content checked outside of FastAPI's own reading: merged bodies, bundles, items of a batch."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.http.problems import invalid

Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], content: Any, place: str = "") -> Model:
    """Return the content as the model. Raises `Invalid`, each fault with its place below `place`."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        found = [{**fault, "loc": ("body", *fault["loc"])} for fault in error.errors(include_url=False)]
        raise invalid(found, place) from None
