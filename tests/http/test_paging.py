"""Cursors say where a page ended, hold for one list alone, and are taken from nobody else."""

import base64
import json
from typing import Any

import pytest

from app.errors import BadCursor
from app.http.paging import Position, fingerprint, next_link, read_cursor, write_cursor

LIST = fingerprint(["pledges", "id"])


def cursor_of(content: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "position",
    [
        Position("2025-02-05", "a"),
        Position(None, "ab"),
        Position("é~", "abc"),
        Position("", "abcd"),
        Position("x", "]"),
    ],
)
def test_a_cursor_says_where_the_page_ended(position: Position) -> None:
    cursor = write_cursor(position, LIST)
    assert set(cursor) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert read_cursor(cursor, LIST, str) == position


@pytest.mark.parametrize("number", [0, 1, 2**63 - 1])
def test_of_a_list_by_number_it_says_the_number(number: int) -> None:
    assert read_cursor(write_cursor(Position("x", number), LIST), LIST, int) == Position("x", number)


def test_lists_have_different_fingerprints() -> None:
    found = {fingerprint(query) for query in (["pledges", "id"], ["pledges", "-id"], ["sources", "id"], {"a": 1}, [])}
    assert len(found) == 5
    assert {len(one) for one in found} == {8}
    assert fingerprint(["pledges", "id"]) == LIST


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ([LIST, "x", 1], str),
        ([LIST, "x", "1"], int),
        ([LIST, "x", True], int),
        ([LIST, "x", -1], int),
        ([LIST, "x", 2**63], int),
        ([LIST, 1, "key"], str),
        ([LIST, "x"], str),
        ([LIST, "x", "key", "more"], str),
        ([None, "x", "key"], str),
        ([LIST, "a\x00b", "key"], str),
        ([LIST, "x", "a\x00b"], str),
        ([LIST, None, "a\x00b"], str),
        ({"0": LIST, "1": "x", "2": "key"}, str),
        (None, str),
        ("text", str),
        ([fingerprint(["sources", "id"]), "x", "key"], str),
    ],
)
def test_what_is_no_cursor_of_the_list_is_refused(content: Any, key: type[str] | type[int]) -> None:
    with pytest.raises(BadCursor) as refused:
        read_cursor(cursor_of(content), LIST, key)
    assert refused.value.detail


@pytest.mark.parametrize("cursor", ["", "A", "!!!!", "W10=", "a+b/", "é", base64.b64encode(b"[1").decode()])
def test_what_is_no_base64_of_json_is_refused(cursor: str) -> None:
    with pytest.raises(BadCursor):
        read_cursor(cursor, LIST, str)


def test_the_link_keeps_what_was_asked_but_the_cursor() -> None:
    asked = [("limit", "2"), ("cursor", "before"), ("topic", "a b"), ("topic", "c&d")]
    assert next_link("/v1/pledges", asked, "after") == (
        '</v1/pledges?limit=2&topic=a+b&topic=c%26d&cursor=after>; rel="next"'
    )
