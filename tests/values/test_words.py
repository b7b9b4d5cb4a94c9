"""Words, their stems, and questions made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.search.questions import AnyForm, Exactly, Question, question
from app.values.search.words import LONGEST_WORD, STOP_WORDS, stems, words
from app.values.sort_keys import unaccented

SPLIT = {
    "The President's visit": ["the", "president", "visit"],
    "the president\u2019s": ["the", "president"],
    "U.S. soldiers, the U.N. and e.g. this.": ["us", "soldiers", "the", "un", "and", "eg", "this"],
    "40% of 1,500 (2025-02-05)": ["40", "of", "1", "500", "2025", "02", "05"],
    "Arévalo & NIÑOS": ["arevalo", "ninos"],
    "Are\u0301valo": ["arevalo"],
    "snake_case and/or d'état": ["snake", "case", "and", "or", "d", "etat"],
    "Straße ﬁn ⑴ ½": ["strasse", "fin", "1", "1\u20442"],
    "हिन्दी порты 港湾": ["हिनदी", "порты", "港湾"],
    "\ufdfa": ["صلىاللهعليهوسلم"],
    "Gua\u200btemala Gua\u00adtemala \u202bGuatemala\u202c a\u200d\u200cb": [
        "guatemala",
        "guatemala",
        "guatemala",
        "ab",
    ],
    "!?": [],
    "x" * 100: ["x" * LONGEST_WORD],
}


def test_texts_fall_into_words() -> None:
    for text, expected in SPLIT.items():
        found = list(words(text))
        assert [word.word for word in found] == expected, text
        assert all(text[word.start : word.end].strip() for word in found)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_words_are_what_indexes_can_hold(text: str) -> None:
    for word in words(text):
        for one in (word.word, *stems(word.word)):
            assert one
            assert len(one) <= LONGEST_WORD
            # Beyond ASCII neither database divides a word; within it, only what is neither letter nor digit.
            assert all(character.isalnum() if character.isascii() else not character.isspace() for character in one)
            assert one == one.casefold() == unaccented(one)


@pytest.mark.parametrize(
    "forms",
    [
        "deportation deportations deported deportación deportaciones",
        "cooperation cooperación cooperate",
        "port ports",
        "puerto puertos",
        "policy policies",
        "acuerdo acuerdos",
        "nación naciones",
        "president presidents",
        # One language takes the ending of the singular for one of its own.
        "border borders",
        "leader leaders",
        "país países",
    ],
)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    first, *others = [set(stems(word.word)) for word in words(forms)]
    assert all(first & other for other in others)


def test_stop_words_have_no_stem() -> None:
    assert all(stems(word) == () for word in STOP_WORDS)
    assert all(unaccented(word) == word for word in STOP_WORDS)
    # They are words in other places.
    assert not STOP_WORDS & {"us", "who", "no", "not", "will", "may", "un-", "eu"}


def test_questions() -> None:
    flights = AnyForm(("flight", "flights"))
    assert question("flights Flights") == Question((flights,), ())
    assert question('flights -"border force" -po*') == Question(
        (flights,), (Exactly(("border", "force")), Exactly(("po",), open=True))
    )
    assert question("the flights") == Question((flights,), ())
    assert question("the of") == Question((Exactly(("the",)), Exactly(("of",))), ())
    assert question('"the" flights') == Question((Exactly(("the",)), flights), ())
    assert question("flights-the") == Question((Exactly(("flights", "the")),), ())
    assert question("-the") == Question((), (Exactly(("the",)),))


@given(st.text(max_size=80))
def test_every_text_is_a_question(text: str) -> None:
    question(text)
