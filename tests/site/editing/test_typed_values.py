"""Days and countries as people type them into forms."""

import re
from typing import Any

import pytest

from tests.conftest import Unique
from tests.serving import Service
from tests.site.editing.conftest import Person
from tests.site.editing.test_edit import shown, written

PLEDGE = "/pledges/guatemala-border-task-force"
STATUS = f"{PLEDGE}/change-status"
TYPED: dict[str, Any] = {"party": "whole", "status": "not_assessed", "reason": "Typed by hand"}


@pytest.fixture
def meeting(seeded: Service, unique: Unique) -> str:
    """Return the address of a meeting of its own."""
    path = f"/meetings/{unique('typed')}"
    body = {"title": "A meeting", "form": "call", "status": "held", "starts": "2025-02-05"}
    with seeded.client("write") as writer:
        writer.put(f"/v1{path}", json=body).raise_for_status()
    return path


@pytest.mark.parametrize(
    ("prefix", "day", "words"),
    [("", "Mar 12, 2025", "12 March 2025"), ("/es", "12 de marzo de 2025", "12 de marzo de 2025")],
)
def test_a_day_is_typed_as_people_write_it_and_shown_as_it_is_read(
    editor: Person, prefix: str, day: str, words: str
) -> None:
    checked = editor.send(prefix + STATUS, "check", **TYPED, effective_on=day)
    assert checked.status_code == 200, checked.text
    assert re.search(rf'id="field-effective_on-read">[^<]*{words}</p>', checked.text)
    assert 'name="effective_on" value="2025-03-12"' in checked.text


@pytest.mark.parametrize(
    ("prefix", "first", "second"), [("", "3 April 2025", "4 March 2025"), ("/es", "3 de abril de 2025", "4 de marzo")]
)
def test_a_day_of_which_either_number_may_be_the_month_is_refused_with_both(
    editor: Person, prefix: str, first: str, second: str
) -> None:
    refused = editor.send(prefix + STATUS, **TYPED, effective_on="03/04/2025")
    assert refused.status_code == 422
    fault = refused.text[refused.text.index('id="field-effective_on-fault"') :]
    assert first in fault
    assert second in fault
    assert 'value="03/04/2025"' in refused.text


def test_what_is_no_day_is_refused_with_days_that_are(editor: Person) -> None:
    refused = editor.send(STATUS, **TYPED, effective_on="tomorrow")
    assert (refused.status_code, "such as 31 March 2025" in refused.text) == (422, True)


@pytest.mark.parametrize(("typed", "code"), [("GT", "gt"), ("Estados Unidos", "us"), ("mexico", "mx"), ("sv", "sv")])
def test_a_country_is_typed_by_its_name_or_its_code(editor: Person, meeting: str, typed: str, code: str) -> None:
    fields = shown(editor, meeting, "meetings") | {"country": typed, "ends": "7 February 2025"}
    assert editor.send(f"{meeting}/edit", **fields).status_code == 303
    now = written(editor, meeting)
    assert (now["country"], now["ends"], now["starts"]) == (code, "2025-02-07", "2025-02-05")


def test_of_a_country_that_is_misspelt_those_are_offered_that_may_be_meant(editor: Person, meeting: str) -> None:
    fields = shown(editor, meeting, "meetings") | {"country": "Guatamala"}
    refused = editor.send(f"{meeting}/edit", **fields)
    assert refused.status_code == 422
    assert 'name="picked-country" value="gt"' in refused.text
    assert editor.send(f"{meeting}/edit", **fields, **{"picked-country": "gt"}).status_code == 303
    assert written(editor, meeting)["country"] == "gt"


@pytest.mark.parametrize(("prefix", "shown_as"), [("", "United States"), ("/es", "Estados Unidos")])
def test_of_a_name_that_is_misspelt_those_are_offered_that_are_called_much_like_it(
    editor: Person, prefix: str, shown_as: str
) -> None:
    typed = {"participant": "Unted States", "position": "accepts"}
    refused = editor.send(f"{prefix}{PLEDGE}/answer", **typed)
    assert refused.status_code == 422
    offered = refused.text[refused.text.index('name="picked-participant" value="united-states"') :]
    assert f"<bdi>{shown_as}</bdi>" in offered[:200]
    assert (
        "picked-participant"
        not in editor.send(f"{prefix}{PLEDGE}/answer", "check", **typed | {"participant": "United States"}).text
    )
