"""What routes that are made for each collection declare of their bodies."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import Body

from app.errors import Fault, Invalid
from app.http.routing.strict import MERGE_PATCH

PatchBody = Annotated[dict[str, Any], Body(media_type=MERGE_PATCH)]
Function = TypeVar("Function", bound=Callable[..., Any])


def typed(**annotations: Any) -> Callable[[Function], Function]:
    """Narrow parameters of a route to the types of its collection, which are known only when the route is made.

    FastAPI reads them as they are narrowed; the function is written, and checked, for what all collections have.
    """

    def give(function: Function) -> Function:
        function.__annotations__ |= annotations
        return function

    return give


def refuse_other_id(given: object, wanted: str) -> None:
    """Raise `Invalid` where the body names another id than the address."""
    if given is not None and given != wanted:
        detail = "The body names another record than the address."
        raise Invalid(detail, faults=[Fault("leave it out, or give the id of the address", pointer="/id")])
