"""JSON of millions of values is refused before it is parsed: nobody else would be answered meanwhile."""

import gc
from typing import Any

import jiter
import pytest

from app import strict_json
from app.errors import MalformedJson
from app.strict_json import LARGE, MOST_MEMBERS, MOST_VALUES, decode

MEMBERS = b'{"a":1},'
FLOODS = {
    "lists": b"[" + b"[]," * (MOST_VALUES // 2 + 1) + b"[]]",
    "objects": b"[" + b"{}," * (MOST_VALUES // 2 + 1) + b"{}]",
    "numbers": b"[" + b"1," * MOST_VALUES + b"1]",
    "members": b"[" + MEMBERS * MOST_MEMBERS + MEMBERS[:-1] + b"]",
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS.keys())
def test_a_flood_of_values_is_refused_before_it_is_parsed(flood: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_arguments: object, **_options: object) -> None:
        pytest.fail("it was parsed")

    monkeypatch.setattr(jiter, "from_json", parse)
    with pytest.raises(MalformedJson, match=f"more than {MOST_VALUES} values, or {MOST_MEMBERS} members"):
        decode(flood)


def test_long_texts_are_no_flood() -> None:
    text = "One, two: [three] {four}, " * 20_000
    assert decode(strict_json.encode({"text": text})) == {"text": text}


@pytest.mark.parametrize("is_collected", [True, False])
def test_no_garbage_is_looked_for_while_a_large_text_is_parsed(
    monkeypatch: pytest.MonkeyPatch, *, is_collected: bool
) -> None:
    parse, seen = jiter.from_json, list[bool]()

    def watched(*arguments: Any, **options: Any) -> Any:
        seen.append(gc.isenabled())
        return parse(*arguments, **options)

    monkeypatch.setattr(jiter, "from_json", watched)
    before = gc.isenabled()
    try:
        (gc.enable if is_collected else gc.disable)()
        decode(b"[1]")
        decode(b"[" + b"[]," * LARGE + b"[]]")
        with pytest.raises(MalformedJson):
            decode(b"[" + b"[]," * LARGE)
        assert gc.isenabled() == is_collected
    finally:
        (gc.enable if before else gc.disable)()
    assert seen == [is_collected, False, False]
