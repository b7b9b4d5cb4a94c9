"""Of accounts that cannot all be right, the words that differ are marked, and no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.site.pages.languages import ENGLISH, SPANISH
from app.site.pages.wording.sentences.revision_changes import difference_words
from app.site.pages.wording.sentences.word_diff import differing_words

TEXTS = st.lists(st.text("ab cA", max_size=20), min_size=2, max_size=4)


@given(TEXTS)
def test_no_word_is_lost_and_what_is_not_marked_stands_in_all(texts: list[str]) -> None:
    found = differing_words(ENGLISH, texts)
    for text, pieces in zip(texts, found, strict=True):
        assert " ".join(piece.text for piece in pieces) == " ".join(text.split())
        same = [word.casefold() for piece in pieces if not piece.differs for word in piece.text.split()]
        for other in texts:
            assert all(word in other.casefold().split() for word in same)


@given(st.text("ab cA", min_size=1))
def test_nothing_differs_between_equal_texts(text: str) -> None:
    assert not any(piece.differs for pieces in differing_words(ENGLISH, [text, text.upper()]) for piece in pieces)


CHANGES = [
    ("/title", "changed", "A", "B", "Title changed from “A” to “B”", "Título: cambió de “A” a “B”"),
    ("/due", "changed", "2025-06", None, "Due changed from June 2025 to nothing",
     "Plazo: cambió de junio de 2025 a nada"),
    ("/strength", "added", None, "firm", "Strength recorded: Firm", "Firmeza: se registró Firme"),
    ("/parties/1", "removed", {"participant": "gt", "role": "promisor"}, None,
     "Party removed; it was: “Guatemala”, Promisor", "Parte: se quitó; era “Guatemala”, Promitente"),
    ("/status_changes/x-1/withdrawn", "withdrawn", None, {"at": "2025", "by": "a", "reason": "twice"},
     "Verdict withdrawn: “twice”", "Juicio: se retiró: “twice”"),
    ("/amendments/y/scheduled", "took_effect", True, False, "Amendment took effect.", "Modificación: entró en vigor."),
    ("", "added", None, {"title": "A"}, "Recorded.", "Registrado."),
    ("/targets/0/baseline/value", "changed", 4, 5.5, "Target: baseline: value changed from 4 to 5.5",
     "Meta: punto de partida: valor: cambió de 4 a 5,5"),
]  # fmt: skip


@pytest.mark.parametrize(("pointer", "change", "before", "after", "english", "spanish"), CHANGES)
def test_what_a_revision_changed_is_said_in_the_language_of_the_page(
    pointer: str, change: str, before: object, after: object, english: str, spanish: str
) -> None:
    difference = {"pointer": pointer, "change": change, "before": before, "after": after}
    for language, expected in ((ENGLISH, english), (SPANISH, spanish)):
        assert difference_words(language, difference, {"gt": "Guatemala"}) == expected
