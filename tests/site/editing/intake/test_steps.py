"""Buttons that change the form alone: words that are marked, what is taken after all, statements made of pledges."""

import pytest

from app.site.pages.editing.entries import Entries
from app.site.pages.forms.intake.proposal import values_of
from app.site.pages.forms.intake.quotations import sentence_around
from app.site.pages.forms.intake.steps import after_step
from tests.site.editing.intake.conftest import Recorder
from tests.site.editing.intake.proposals import PROPOSAL, TEXT

OK, INVALID, SEE_OTHER = 200, 422, 303


def opened(**values: str) -> Entries:
    typed = {name.replace("__", "-"): [value] for name, value in values.items()}
    return Entries({**values_of(PROPOSAL), "text": [TEXT], **typed}, sent=True)


def test_words_that_are_marked_become_a_pledge_with_what_all_have_in_common() -> None:
    entries = after_step(opened(marked="train at\n  least 200 guards"), "add")
    for name, value in {
        "quote": "train at least 200 guards",
        "title": "train at least 200 guards",
        "take": "yes",
        "type": "pledge",
        "announced": "2026-03-03",
        "voice": "document",
        "meeting_role": "made_at",
    }.items():
        assert entries.text(f"candidate-4-{name}") == value, name
    assert entries.text("marked") == ""
    assert after_step(entries, "add").values == {
        name: given for name, given in entries.values.items() if name != "focus"
    }


def test_what_was_left_out_is_taken_after_all_once() -> None:
    entries = after_step(opened(), "take-1")
    assert entries.text("candidate-4-quote") == PROPOSAL["ignored"][0]["quotation"]["text"]
    assert not [name for name in entries.values if name.startswith("ignored-1-")]
    again = after_step(entries, "take-1")
    assert "candidate-5-take" not in again.values


def test_a_pledge_becomes_a_statement_and_a_pledge_again() -> None:
    stated = after_step(opened(), "type-1")
    assert (stated.text("candidate-1-type"), stated.text("candidate-1-summary")) == (
        "statement",
        "Open two new crossings",
    )
    assert (stated.text("candidate-1-said"), stated.text("candidate-1-at_meeting")) == ("2026-03-03", "yes")
    assert (stated.text("candidate-1-kind"), stated.text("candidate-1-id")) == ("", "")
    pledged = after_step(stated, "type-1")
    assert (pledged.text("candidate-1-type"), pledged.text("candidate-1-meeting_role")) == ("pledge", "made_at")
    assert pledged.all("candidate-1-promisor") == ["Ruritania"]


@pytest.mark.parametrize(("button", "kept"), [("first", "a b c d e f g h i j"), ("last", "c d e f g h i j k l")])
def test_a_quotation_is_shortened_as_somebody_chooses(button: str, kept: str) -> None:
    entries = after_step(opened(candidate__1__quote="a b c d e f g h i j k l"), f"{button}-1")
    assert entries.text("candidate-1-quote") == kept


def test_what_was_checked_leads_back_to_its_fields() -> None:
    more = {f"candidate-{number}-title": [f"Do {number}"] for number in range(4, 30)}
    entries = opened()
    entries = after_step(Entries({**entries.values, **more}), "show-15")
    assert (entries.text("page"), entries.text("focus")) == ("2", "15")


@pytest.mark.parametrize(
    "button",
    [
        "", "-", "page-", "page-0", "page--1", "page-9999", "page-x", "page-²", "take-", "take-0", "take-99", "take-²",
        "type-", "type-99", "type-x", "first-", "first-99", "last-x",
        "show-", "show-99", "show-x", "cite-", "cite-/", "cite-nothing-/x", "use-",
        "add", "nonsense", "candidate-1",
    ],
)  # fmt: skip
def test_buttons_that_there_are_not_change_nothing(button: str) -> None:
    entries = opened()
    changed = after_step(entries, button).values
    assert {name: given for name, given in changed.items() if name != "page"} == entries.values


def test_a_passage_is_shown_within_its_sentence() -> None:
    start = TEXT.index("train at")
    assert sentence_around(TEXT, start, start + len("train at\nleast 200")) == ("Both sides will", "guards together.")
    for wrong in ((-1, 4), (5, 5), (9, 3), (0, len(TEXT) + 1), (10**9, 10**9 + 1)):
        assert sentence_around(TEXT, *wrong) == ("", "")


def test_marked_words_are_added_in_the_page_and_saved(found: Recorder) -> None:
    words = "Honduras did not agree to any change of tariffs. A senior official said that trade would double"
    page = found.press("add", {"marked": words})
    assert page.status_code == OK
    number = max(int(name.split("-")[1]) for name, _ in found.fields if name.startswith("candidate-"))
    assert 'id="new"' in page.text
    assert "These are 17 words, and 10 may be quoted." in page.text
    assert found.press("review", {f"candidate-{number}-promisor": "Honduras"}).status_code == INVALID
    assert f'href="#field-candidate-{number}-quote"' in found.text
    found.press(f"first-{number}")
    assert found.value(f"candidate-{number}-quote") == ["Honduras did not agree to any change of tariffs. A"]
    assert found.press("review", {f"candidate-{number}-title": "Keep its tariffs"}).status_code == OK
    assert "Keep its tariffs" in found.text
    assert found.press("record").status_code == SEE_OTHER


def test_further_fields_are_shown_where_they_are_asked_for_and_kept_all_the_while(found: Recorder) -> None:
    held = found.value("candidate-1-meeting_role")
    assert held == ["made_at"]
    assert 'id="field-candidate-1-meeting_role"' not in found.text
    found.press("more-candidate-1", {"candidate-1-title": "Open some crossings"})
    assert 'id="field-candidate-1-meeting_role"' in found.text
    assert 'id="field-candidate-2-meeting_role"' not in found.text
    assert found.value("candidate-1-meeting_role") == held
    assert found.value("candidate-1-title") == ["Open some crossings"]
    found.press("add", {"candidate-1-place": "Copán"})
    assert found.value("candidate-1-place") == ["Copán"]


def test_what_was_left_out_is_shown_with_why_and_can_be_taken(found: Recorder) -> None:
    before = max(int(name.split("-")[1]) for name, _ in found.fields if name.startswith("candidate-"))
    taken = next(button for button in found.form.buttons if button.startswith("take-"))
    passage = found.value(f"ignored-{taken.removeprefix('take-')}-passage")
    assert "it is told of what would or could be" in found.text
    page = found.press(taken)
    assert page.status_code == OK
    assert found.value(f"candidate-{before + 1}-passage") == passage
    assert taken not in found.form.buttons
