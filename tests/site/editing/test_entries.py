"""What was typed, as browsers write it with escapes."""

import tracemalloc
from collections.abc import Callable
from html import escape
from threading import current_thread
from typing import Any
from urllib.parse import parse_qsl, quote_plus

import pytest
from typing_extensions import override

from app.errors import BadRequest
from app.site.pages import rendering
from app.site.pages.editing import entries, form_page
from app.site.pages.editing.entries import MOST_FIELDS, PIECE, _pairs
from app.site.pages.editing.large_forms import LARGE, THREAD
from tests.site.editing.conftest import Person


@pytest.mark.parametrize("before", range(4))
def test_a_long_text_is_read_as_it_was_typed(before: int) -> None:
    text = "x" * before + "é € 😀 & = + % \n" * (PIECE // 20)
    body = f"text={quote_plus(text)}&text=a%&%41+b=%4&c".encode()
    assert _pairs(body, MOST_FIELDS) == [("text", text), ("text", "a%"), ("A b", "%4"), ("c", "")]
    assert _pairs(body, MOST_FIELDS) == parse_qsl(body.decode(), keep_blank_values=True)


def test_text_that_is_no_utf_8_is_refused_wherever_it_stands() -> None:
    for body in (b"a=%ff", b"%ff=a", b"a=" + b"%41" * PIECE + b"%ff", b"a=\xff"):
        with pytest.raises(BadRequest):
            _pairs(body, MOST_FIELDS)


def test_escapes_take_little_more_than_their_text() -> None:
    body = b"text=" + b"%41" * 700_000
    tracemalloc.start()
    try:
        _pairs(body, MOST_FIELDS)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8 * len(body)


@pytest.mark.parametrize(("count", "is_large"), [(1, False), (LARGE, True)])
def test_a_large_form_is_read_and_shown_in_a_thread_of_its_own(
    stranger: Person, count: int, *, is_large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []

    def watched(work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            threads.append(current_thread().name)
            return work(*arguments)

        return run

    monkeypatch.setattr(entries, "_pairs", watched(entries._pairs))
    monkeypatch.setattr(form_page, "render", watched(rendering.render))
    text = "<😀>" * count
    page = stranger.client.post("/intake", data={"text": text})
    assert page.status_code == 401
    assert escape(text) in page.text
    assert [name.startswith(THREAD) for name in threads] == [is_large, is_large]


@pytest.mark.parametrize(("count", "is_large"), [(10, False), (10_000, True)])
def test_a_form_of_many_parts_is_read_in_a_thread_of_its_own(
    stranger: Person, count: int, *, is_large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []

    class Watched(entries._WholeForm):
        @override
        def on_end(self) -> None:
            threads.append(current_thread().name)
            super().on_end()

    monkeypatch.setattr(entries, "_WholeForm", Watched)
    parts = [("field", (None, f"{number}")) for number in range(count)]
    page = stranger.client.post("/intake", files=[*parts, ("text", (None, "They agreed on this."))])
    assert page.status_code == 401
    assert "They agreed on this." in page.text
    assert [name.startswith(THREAD) for name in threads] == [is_large]


def test_more_parts_than_a_form_has_are_refused_with_how_many_are_accepted(stranger: Person) -> None:
    parts = [("field", (None, "x"))] * 20_001
    page = stranger.client.post("/intake", files=parts)
    assert page.status_code == 400
    assert "at most 20000 fields" in page.text
