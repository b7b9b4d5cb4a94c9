"""A quotation is found where it stands, also after edits; what is not there is not found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.records.sources.texts.search import Searched
from tests.sources.texts import EDITED, REPORT

LONG = (
    "The delegation of the first country opened with a review of the harbours, their depth and their cranes; "
    "the second asked for figures, year by year, of the goods that had passed through them since the last talks, "
    "and both agreed that a joint table would be drawn up by the end of the following summer, to be kept by the "
    "ministry and shown to the public in either language, without names of companies."
)


def found(text: str, exact: str, prefix: str | None = None, suffix: str | None = None) -> tuple[object, ...]:
    searched = Searched(text)
    result = searched.find(exact, prefix, suffix) or searched.find_edited(exact, prefix, suffix)
    passage = None if result.start is None else text[result.start : result.end]
    return result.outcome.value, passage, result.similarity, result.places, result.context


@pytest.mark.parametrize(("exact", "expected"), EDITED)
def test_after_edits(exact: str, expected: tuple[str, str | None, float | None]) -> None:
    outcome, passage, similarity, *_rest = found(REPORT, exact)
    assert (outcome, passage, similarity) == expected


def test_long_quotations_after_edits() -> None:
    text = f"{REPORT}\n{LONG}\n{REPORT}"
    assert found(text, LONG) == ("exact", LONG, 1.0, 1, None)
    for edited in (LONG.replace("figures", "numbers"), LONG.replace(" since the last talks", ""), f"So: {LONG}"):
        outcome, passage, similarity, *_rest = found(text, edited)
        assert outcome == "edited", edited
        assert isinstance(passage, str)
        assert isinstance(similarity, float)
        assert passage in LONG or LONG in passage
        assert len(passage) > 0.9 * len(LONG)
        assert 0.9 < similarity < 1
    assert found(text, LONG[::-1])[0] == "missing"


def test_prefix_and_suffix_decide_between_places() -> None:
    text = "First, two ports here. Then two ports there.\nLast, two\nports nowhere."
    assert found(text, "two ports") == ("exact", "two ports", 1.0, 2, None)
    second = Searched(text).find("two ports", "Then", None)
    assert second is not None
    assert (second.start, second.context, second.places) == (text.index("two ports there"), True, 2)
    by_suffix = Searched(text).find("two ports", None, "  there")
    assert by_suffix == second
    # Nearest to what is asked for, and said not to be it.
    near = Searched(text).find("two ports", "And then ", " there.")
    assert near is not None
    assert (near.start, near.context) == (second.start, False)


@settings(max_examples=150)
@given(st.data())
def test_whatever_stands_there_is_found_however_it_is_spelled(data: st.DataObject) -> None:
    text = data.draw(st.text("ab \u2019'\n-\u2013.\u00ad\u00e9", min_size=1, max_size=60))
    start = data.draw(st.integers(0, len(text) - 1))
    quotation = text[start : data.draw(st.integers(start + 1, len(text)))]
    result = Searched(text).find(quotation, None, None)
    assert result is not None
    assert text[result.start : result.end] == quotation
    spelled = quotation.replace("\u2019", "'").replace("\u2013", "-").replace("\n", " ").replace("\u00ad", "").strip()
    if spelled:
        other = Searched(text).find_edited(spelled, None, None)
        assert other.similarity == 1.0
        assert other.start is not None
        assert other.end is not None
        assert plain(spelled) in plain(text[other.start : other.end])


def plain(text: str) -> str:
    spelled = text.replace("\u2019", "'").replace("\u2013", "-").replace("\u00ad", "")
    return " ".join(spelled.split())
