"""The query of a request read as a model that its route chooses by the address."""

from functools import cache
from typing import Annotated, Any, TypeVar, get_origin

from fastapi import Request
from pydantic import BaseModel, ValidationError

from app.errors import Fault, Invalid
from app.http.problems import FAULTS_SHOWN, invalid
from app.values.wording.expectations import nearest_word

Model = TypeVar("Model", bound=BaseModel)
EMPTY: frozenset[str] = frozenset()


def read_query(request: Request, model: type[Model], unwanted: frozenset[str] = EMPTY) -> Model:
    """Return the query as the model. Raises `Invalid` for what it does not know, and for what is `unwanted`."""
    single, repeated = parameters_of(model)
    refuse_unknown(request, single - unwanted, repeated)
    try:
        return model.model_validate(query_values(request, repeated))
    except ValidationError as error:
        faults = [{**fault, "loc": ("query", *fault["loc"])} for fault in error.errors(include_url=False)]
        raise invalid(faults, models={"query": model}) from None


@cache
def parameters_of(model: type[BaseModel]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of a model's parameters that may be given once, and of those that may be repeated."""
    names = {field.alias or name: is_list(field.annotation) for name, field in model.model_fields.items()}
    return (
        frozenset(name for name, repeats in names.items() if not repeats),
        frozenset(name for name, repeats in names.items() if repeats),
    )


def is_list(annotation: Any) -> bool:
    """Return whether a parameter of the type may be repeated."""
    if get_origin(annotation) is Annotated:
        return is_list(annotation.__origin__)
    return get_origin(annotation) is list


def query_values(request: Request, repeated: frozenset[str]) -> dict[str, Any]:
    """Return the query as a model takes it: a list for what may be repeated."""
    if not request.scope["query_string"]:
        return {}
    values: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if name in repeated:
            values.setdefault(name, []).append(value)
        else:
            values[name] = value
    return values


def refuse_unknown(request: Request, single: frozenset[str], repeated: frozenset[str]) -> None:
    """Raise `Invalid` for parameters that are unknown, and for those that are given more than once and may not be."""
    faults: list[Fault] = []
    seen: set[str] = set()
    for name, _value in request.query_params.multi_items():
        if name not in single and name not in repeated:
            # Of more faults than are shown nobody reads what is near.
            known = sorted(single | repeated) if len(faults) < FAULTS_SHOWN else None
            faults.append(Fault(_unknown(name, known), parameter=name[:200]))
        elif name in seen and name in single:
            faults.append(Fault("duplicate; give it once", parameter=name))
        seen.add(name)
    if faults:
        detail = "The query has parameters that are unknown or given more than once."
        raise Invalid(detail, faults=faults)


def _unknown(name: str, known: list[str] | None) -> str:
    if known is None:
        return "unknown parameter; remove it"
    near = nearest_word(name, known)
    remedy = f"remove it; known parameters: {', '.join(known) or 'none'}" if near is None else f"the nearest is {near}"
    return f"unknown parameter; {remedy}"
