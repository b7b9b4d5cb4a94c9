from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field

from app.values.wording.messages import message


class Inner(BaseModel):
    text: str
    on: bool = False


class Outer(BaseModel):
    kind: Literal["one", "two"]
    inner: Inner | None = None
    many: Annotated[list[Annotated[Inner, Field(description="each")]], Field(max_length=3)] = []
    named: dict[str, Inner] = {}
    given: str = Field("", alias="as")


FIELDS = "kind, inner, many, named, as"


@pytest.mark.parametrize(
    ("error", "place", "told"),
    [
        ("missing", ("kind",), "is required; one of one, two"),
        ("missing", ("as",), "is required"),
        ("model_type", ("inner",), 'must be an object such as {"text": "…"}'),
        ("model_type", ("many", 2), 'must be an object such as {"text": "…"}'),
        ("model_type", ("named", "any"), 'must be an object such as {"text": "…"}'),
        ("list_type", ("many",), 'must be a list such as [{"text": "…"}]'),
        ("dict_type", ("named",), 'must be an object such as {"…": "…"}'),
        ("model_type", (), 'must be an object such as {"kind": "one"}'),
        ("extra_forbidden", ("inn",), "unknown field; the nearest is inner"),
        ("extra_forbidden", ("zzz",), f"unknown field; remove it; the fields are {FIELDS}"),
        ("extra_forbidden", ("many", 0, "zzz"), "unknown field; remove it; the fields are text, on"),
        # Where nothing is known of the place, nothing is made up.
        ("missing", ("nowhere", "at", 1), "is required"),
        ("model_type", ("nowhere",), "must be an object"),
        ("extra_forbidden", ("nowhere", "zzz"), "unknown field; remove it (see /docs for the fields)"),
    ],
)
def test_what_is_said_of_a_place(error: str, place: tuple[int | str, ...], told: str) -> None:
    assert message({"type": error, "msg": "as the library has it", "input": 7}, Outer, place) == told


def test_without_a_model_the_rest_is_said() -> None:
    error: dict[str, Any] = {"type": "extra_forbidden", "msg": "as the library has it"}
    assert message(error) == "unknown field; remove it (see /docs for the fields)"
    assert message(error | {"type": "missing"}) == "is required"
    assert message(error | {"type": "ours", "msg": "Value error, say so"}) == "say so"
