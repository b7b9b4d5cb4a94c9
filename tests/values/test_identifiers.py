from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from app.values.identifiers import PartId, RecordId, digest8, distinct, slug

Refused = Callable[[TypeAdapter[Any], object], str]
RECORD: TypeAdapter[str] = TypeAdapter(RecordId)
PART: TypeAdapter[str] = TypeAdapter(PartId)


@pytest.mark.parametrize("good", ["ab", "a-", "0-1", "guatemala-deportation-flights", "x" * 80])
def test_record_ids(good: str) -> None:
    assert RECORD.validate_python(good) == good
    assert PART.validate_python(good) == good


@pytest.mark.parametrize("bad", ["", "-ab", "Abc", "a_b", "a b", "ab\n", " ab", "é1", "a/b", "x" * 121, "٢٠"])
def test_other_ids_are_refused(bad: str, refused: Refused) -> None:
    assert refused(RECORD, bad) == "record_id"
    assert refused(PART, bad) == "part_id"


def test_part_ids_may_be_shorter_and_longer(refused: Refused) -> None:
    for id_ in ("a", "x" * 120):
        assert PART.validate_python(id_) == id_
        assert refused(RECORD, id_) == "record_id"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Arévalo", "arevalo"),
        ("Increase deportation flights by 40 %", "increase-deportation-flights-by-40"),
        ("Ñandú & Übermut", "nandu-ubermut"),
        ("мир", "mir"),
        ("&#65; &eacute;", "65-eacute"),
        ("one " * 30, "-".join(["one"] * 20)),
        ("x" * 200, "x" * 80),
    ],
)
def test_slugs_can_be_read(text: str, made: str) -> None:
    assert slug(text) == made


@pytest.mark.parametrize("text", ["", "a", "---", "\x00", "\ud800", "😀"])
def test_what_leaves_no_slug_gets_its_digest(text: str) -> None:
    assert slug(text) == digest8(text)


def test_digests_never_change() -> None:
    assert digest8("Pacta sunt servanda") == "f823fded"
    assert digest8("\ud800") != digest8("\ud801")


@given(st.text(st.characters(codec=None)), st.integers(8, 80))
def test_a_slug_is_always_a_record_id_and_its_own_slug(text: str, limit: int) -> None:
    made = slug(text, limit)
    assert RECORD.validate_python(made) == made
    assert len(made) <= limit
    assert not made.endswith("-")
    assert slug(made, limit) == made


@given(st.lists(st.text("ab-", max_size=12), max_size=40), st.sampled_from([8, 10, 80]))
def test_distinct_ids_never_collide(texts: list[str], limit: int) -> None:
    taken: set[str] = set()
    for text in texts:
        made = distinct(slug(text, limit), taken, limit)
        assert made not in taken
        assert RECORD.validate_python(made) == made
        assert len(made) <= limit
        taken.add(made)


def test_distinct_counts_from_two_and_keeps_the_limit() -> None:
    assert distinct("abc", set()) == "abc"
    assert distinct("abc", {"abc"}) == "abc-2"
    assert distinct("abc", {"abc", "abc-2"}) == "abc-3"
    assert distinct("abcdef-h", {"abcdef-h"}, 8) == "abcdef-2"
    assert distinct("x" * 100, {"x" * 80}) == "x" * 78 + "-2"


def test_a_limit_must_leave_room_for_a_digest() -> None:
    with pytest.raises(ValueError, match="limit"):
        slug("abc", 7)
    with pytest.raises(ValueError, match="limit"):
        distinct("abc", set(), 7)
