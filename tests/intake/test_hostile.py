"""Whatever text comes, reading it ends soon, and what it finds stands in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.intake.findings import MOST_FINDINGS
from app.intake.reading import MOST_SENTENCES, TooManySentences, normalised, read
from app.intake.text.sentences import LONGEST
from app.values.texts import normal_text

SIZE = 100_000
REPEATED = [
    "will ", "1", ".", ", ", "“", '"', "Guatemala and ", "Guatemala agreed to open ", "He said that ", "by the end of ",
    "January 1, ", "$1,000,000 ", "1 000 000 ", "a-", "a'", "A.", "(", "President of ", "que acordó que ", "if ",
    "\u202eabc\u200b ", "שלום עולם ", "a" + "\u0301" * 50, "&amp;", "👩‍👩‍👧 ", "\x00a ", "a\t", "- will open\n",
    "The parties agreed to:\n- open a school\n", "Ana Bo will open a school. ",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED, ids=repr)
def test_a_text_of_one_piece_is_read_to_its_end(piece: str) -> None:
    reading = read((piece * (SIZE // len(piece) + 1))[:SIZE])
    for finding in reading.findings:
        assert 0 <= finding.span[0] < finding.span[1] <= len(reading.text)
        assert finding.span[1] - finding.span[0] <= LONGEST


def test_what_follows_the_most_that_is_kept_is_not_read() -> None:
    reading = read("Chile will open a school. " * MOST_FINDINGS + "Peru will open a school.", "en")
    assert {actor.territory for actor in reading.actors} == {"cl"}


def test_more_sentences_than_a_book_has_are_refused() -> None:
    with pytest.raises(TooManySentences):
        read("a.\n" * (MOST_SENTENCES + 1))


PIECES = st.sampled_from(
    [
        "Guatemala", " will ", "agreed to ", "open a school", ", ", ". ", "“", "”", "\n", "\n- ", "by 2030", "40 %",
        " y ",
        "acordaron ", "construirá ", "said ", "the two countries ", "President Ana Ruiz ", "not ", "if ", ":", "\u202e",
        "\u200b", "e\u0301", "U.S. ", "He ", "commitment to ", "los cancilleres ", "$5 million", "in the coming weeks",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_what_is_found_stands_in_the_text_and_can_be_quoted(text: str) -> None:
    reading = read(text)
    assert reading.text == normalised(reading.text)
    for first, last in [*(one.span for one in reading.findings), *(one.span for one in reading.ignored)]:
        quoted = reading.text[first:last]
        assert normal_text(quoted, 20_000) == quoted
    numbers = {actor.number for actor in reading.actors}
    for finding in reading.findings:
        assert {*finding.promisors, *finding.beneficiaries} <= numbers
        assert finding.part_of is None or finding.part_of < len(reading.findings)
