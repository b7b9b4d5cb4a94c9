"""Changing the status of a pledge by the form: refused by guards, checked, saved once, beside what others wrote."""

import re
from html import unescape
from typing import Any

import httpx
import pytest

from tests.conftest import Unique
from tests.serving import Service
from tests.site.editing.conftest import Person, kept_by

REPORT = "guatemala-us-migration-security-ties"
TYPED = {"party": "whole", "status": "planned", "reason": "It was announced", "effective_on": "2025-02-05"}
ANY = {"Accept": "*/*"}
ANNOUNCED = {"source-1": REPORT, "relation-1": "supports", "act-1": "announcement"}


@pytest.fixture
def pledge(seeded: Service, unique: Unique) -> str:
    """Return a pledge of the test's own, with two promisors."""
    name = unique("form")
    parties = [{"participant": one, "role": "promisor"} for one in ("guatemala", "honduras")]
    body = {"title": f"Pledge {name}", "announced": "2025-02-05", "due": "2025-06-30", "parties": parties}
    with seeded.client("write") as client:
        client.put(f"/v1/pledges/{name}", json=body).raise_for_status()
    return name


def changes(person: Person, pledge: str) -> list[Any]:
    answer = person.client.get(f"/v1/pledges/{pledge}/status-changes", headers={"Accept": "*/*"})
    return list(answer.json()["items"])


def told(answer: httpx.Response) -> str:
    """Return the text of a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_a_status_is_saved_with_its_evidence_and_the_page_says_so(editor: Person, pledge: str) -> None:
    quoted = {"quote-1": "agreed to launch", "speaker-1": "guatemala", "section-1": "paragraph 3"}
    answer = editor.send(f"/pledges/{pledge}/change-status", **TYPED, **ANNOUNCED, **quoted)
    assert answer.status_code == 303
    (change,) = changes(editor, pledge)
    assert (change["status"], change["party"], change["reason"]) == ("planned", None, "It was announced")
    (citation,) = change["citations"]
    assert (citation["quote"]["exact"], citation["section"]) == ("agreed to launch", "paragraph 3")
    assert (citation["speaker"]["id"], citation["voice"], citation["act"]) == ("guatemala", "on_record", "announcement")
    page = editor.client.get(str(answer.url.join(answer.headers["location"])))
    assert "The status was saved." in told(page)
    history = editor.client.get(f"/v1/pledges/{pledge}/revisions", headers={"Accept": "*/*"}).json()["items"]
    assert [one["actor"] for one in history] == ["the write key"] * 2


def test_checking_shows_what_would_be_saved_and_saves_nothing(editor: Person, pledge: str) -> None:
    path = f"/pledges/{pledge}/change-status"
    typed = TYPED | {"party": "honduras", "status": "partially_fulfilled"}
    answer = editor.send(path, "check", **typed, **ANNOUNCED)
    assert answer.status_code == 200
    assert "Honduras: Partially fulfilled From: 5 February 2025" in told(answer)
    assert "It is judged as ended, and not as fulfilled, before it was due." in told(answer)
    assert changes(editor, pledge) == []
    assert editor.send(path, "check", **TYPED, **ANNOUNCED).text.count("Nothing is saved yet.") == 1


def test_guards_refuse_in_the_form_say_what_would_do_and_can_be_set_aside(editor: Person, pledge: str) -> None:
    path = f"/pledges/{pledge}/change-status"
    typed = TYPED | {"status": "fulfilled", "reason": "They said so"}
    refused = editor.send(path, **typed, **ANNOUNCED)
    assert refused.status_code == 422
    assert "An announcement is not a deed" in told(refused)
    assert "choose an action that carries this pledge out" in told(refused)
    assert re.search(r'name="override" value="concrete_action"', refused.text)
    assert 'name="override" value="citation"' not in refused.text
    for kept in ("They said so", REPORT, '<option value="fulfilled" selected>'):
        assert kept in refused.text
    assert changes(editor, pledge) == []
    again = kept_by(refused.text)
    without_reason = {**again, **typed, **ANNOUNCED, "override": "concrete_action", "do": "save"}
    unexplained = editor.client.post(path, data=without_reason)
    assert unexplained.status_code == 422
    assert 'href="#field-override_reason"' in unexplained.text
    explained = {**kept_by(unexplained.text), **without_reason, "override_reason": "Seen on the spot"}
    explained |= {"once": kept_by(unexplained.text)["once"]}
    assert editor.client.post(path, data=explained).status_code == 303
    (change,) = changes(editor, pledge)
    assert change["override"] == {"guards": ["concrete_action"], "reason": "Seen on the spot"}
    spanish = editor.send(f"/es{path}", **typed | {"effective_on": "2025-08-01", "status": "abandoned"}, **ANNOUNCED)
    assert "«Abandonado» necesita las palabras" in told(spanish)


def test_a_source_that_is_not_recorded_is_recorded_along_or_not_at_all(
    seeded: Service, editor: Person, pledge: str, unique: Unique
) -> None:
    path, title = f"/pledges/{pledge}/change-status", f"Report {unique('along')}"
    described = {
        "title-1": title, "url-1": f"https://example.org/{title.replace(' ', '-')}", "kind-1": "news_report",
        "published-1": "2025-02-06", "relation-1": "supports", "act-1": "announcement",
    }  # fmt: skip

    def recorded() -> list[str]:
        answer = editor.client.get("/v1/sources?limit=200", headers={"Accept": "*/*"})
        return [one["id"] for one in answer.json()["items"] if one["title"] == title]

    assert editor.send(path, "check", **TYPED, **described).status_code == 200
    assert editor.send(path, **TYPED | {"status": "fulfilled"}, **described).status_code == 422
    assert recorded() == []
    kept = editor.open(path)
    for _ in range(2):
        assert editor.client.post(path, data={**kept, **TYPED, **described, "do": "save"}).status_code == 303
    (source,) = recorded()
    assert source.endswith("2025-02-06")
    (change,) = changes(editor, pledge)
    assert [one["source"]["id"] for one in change["citations"]] == [source]
    twice = editor.send(
        path,
        **TYPED | {"effective_on": "2025-02-07", "status": "in_progress"},
        **described | {"published-1": "2025-02"},
    )
    assert twice.status_code == 409
    assert f"looks the same: {source}" in told(twice)
    assert 'href="#field-title-1"' in twice.text
    wrong = editor.send(
        path, **TYPED | {"effective_on": "2025-02-08"}, **described | {"url-1": "no address", "title-1": ""}
    )
    assert wrong.status_code == 422
    assert 'href="#field-url-1"' in wrong.text
    assert recorded() == [source]


def test_sending_twice_saves_once_and_going_back_to_change_words_saves_anew(editor: Person, pledge: str) -> None:
    path = f"/pledges/{pledge}/change-status"
    kept = editor.open(path)
    typed = {**kept, **TYPED, **ANNOUNCED, "do": "save"}
    assert [editor.client.post(path, data=typed).status_code for _ in range(2)] == [303, 303]
    assert len(changes(editor, pledge)) == 1
    changed = typed | {"status": "in_progress", "effective_on": "2025-03-01"}
    assert editor.client.post(path, data=changed).status_code == 412
    assert (
        editor.send(path, **TYPED | {"status": "in_progress", "effective_on": "2025-03-01"}, **ANNOUNCED).status_code
        == 303
    )
    assert len(changes(editor, pledge)) == 2


def test_what_others_changed_meanwhile_is_shown_beside_what_was_typed(
    seeded: Service, editor: Person, pledge: str
) -> None:
    path = f"/pledges/{pledge}/change-status"
    kept = editor.open(path)
    with seeded.client("admin") as other:
        body = {"title": "Meanwhile another title"}
        other.patch(f"/v1/pledges/{pledge}", json=body, headers={"If-Match": "*"}).raise_for_status()
    typed = {**TYPED, **ANNOUNCED, "reason": "My own words", "do": "save"}
    refused = editor.client.post(path, data={**kept, **typed})
    assert refused.status_code == 412
    assert "the admin key" in told(refused)
    assert "Meanwhile another title" in told(refused)
    assert "My own words" in refused.text
    assert changes(editor, pledge) == []
    assert editor.client.post(path, data={**kept_by(refused.text), **typed}).status_code == 303


def test_more_sources_can_be_given_without_scripts(editor: Person, pledge: str) -> None:
    path = f"/pledges/{pledge}/change-status"
    first = editor.send(path, "more", **TYPED, **ANNOUNCED)
    assert first.status_code == 200
    assert f'value="{REPORT}"' in first.text
    assert 'name="source-2"' in first.text
    second = {"source-2": "us-guatemala-strategic-cooperation", "relation-2": "context"}
    saved = editor.client.post(path, data={**kept_by(first.text), **TYPED, **ANNOUNCED, **second, "do": "save"})
    assert saved.status_code == 303
    (change,) = changes(editor, pledge)
    assert [one["relation"] for one in change["citations"]] == ["supports", "context"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"quote-1": "Words of nobody"}, "source-1"),
        ({"source-1": REPORT, "title-1": "And another"}, "source-1"),
        ({"source-1": "no-such-source"}, "source-1"),
        ({"source-1": REPORT, "speaker-1": "no-such-speaker"}, "speaker-1"),
        ({"source-1": REPORT, "speaker-1": "guatemala", "attributed_to-1": "an official"}, "attributed_to-1"),
        ({**ANNOUNCED, "effective_on": "tomorrow"}, "effective_on"),
        ({**ANNOUNCED, "effective_on": "2999"}, "effective_on"),
        ({**ANNOUNCED, "status": "superseded"}, "successor"),
        ({**ANNOUNCED, "status": "nonsense"}, "status"),
        ({**ANNOUNCED, "party": "united-states"}, "party"),
        ({**ANNOUNCED, "unknown_because": "withheld"}, "unknown_because"),
        ({"status": "no_verified_progress"}, "sources_reviewed_up_to"),
    ],
)
def test_each_fault_is_said_at_its_field(editor: Person, pledge: str, typed: dict[str, str], field: str) -> None:
    answer = editor.send(f"/pledges/{pledge}/change-status", **TYPED | typed)
    assert answer.status_code == 422
    assert f'<a href="#field-{field}">' in answer.text, told(answer)
    assert f'id="field-{field}-fault"' in answer.text
    assert changes(editor, pledge) == []


def test_what_was_announced_is_scheduled_for_its_day(editor: Person, pledge: str) -> None:
    path = f"/pledges/{pledge}/change-status"
    ahead = TYPED | {"status": "in_progress", "effective_on": "2999-01-01"}
    refused = editor.send(path, **ahead, **ANNOUNCED)
    assert (refused.status_code, "Only what was announced" in told(refused)) == (422, True)
    assert editor.send(path, **ahead, **ANNOUNCED, announced_on="2025-03-01").status_code == 303
    (change,) = changes(editor, pledge)
    assert (change["scheduled"], change["announced_on"]["edtf"]) == (True, "2025-03-01")
    page = editor.client.get(f"/pledges/{pledge}")
    assert page.status_code == 200


def test_a_deed_is_chosen_from_the_actions_of_the_pledge(seeded: Service, editor: Person, pledge: str) -> None:
    action = {
        "kind": "deployment", "title": "Officers were sent", "actors": [{"participant": "guatemala"}],
        "happened": "2025-05-01", "about": [{"pledge": pledge, "relation": "carries_out"}],
    }  # fmt: skip
    with seeded.client("write") as client:
        client.put(f"/v1/actions/sent-for-{pledge}", json=action).raise_for_status()
    page = editor.client.get(f"/pledges/{pledge}/change-status?party=guatemala")
    assert "Officers were sent" in page.text
    assert re.search(r'name="party" value="guatemala" checked', page.text)
    typed = TYPED | {"status": "fulfilled", "effective_on": "2025-05-02", "party": "guatemala"}
    answer = editor.send(f"/pledges/{pledge}/change-status", **typed, **ANNOUNCED, actions=f"sent-for-{pledge}")
    assert answer.status_code == 303, told(answer)
    (change,) = changes(editor, pledge)
    assert change["actions"][0]["id"] == f"sent-for-{pledge}"


def test_names_stand_for_the_records_that_are_called_so_and_others_are_offered(editor: Person, pledge: str) -> None:
    path = f"/pledges/{pledge}/change-status"
    title = editor.client.get(f"/v1/sources/{REPORT}", headers=ANY).json()["title"]
    named = ANNOUNCED | {"source-1": title, "speaker-1": "guatemala", "quote-1": "words"}
    assert editor.send(path, "check", **TYPED, **named).status_code == 200
    unclear = editor.send(path, **TYPED, **ANNOUNCED | {"source-1": "Guatemala and the United"})
    assert unclear.status_code == 422
    assert re.search(rf'<input type="radio" name="picked-source-1" value="{REPORT}">', unclear.text)
    assert '<a href="#field-source-1">' in unclear.text
    unknown = editor.send(path, **TYPED, **ANNOUNCED | {"speaker-1": "arevalo"})
    assert unknown.status_code == 422
    assert 'name="picked-speaker-1" value="bernardo-arevalo"' in unknown.text
    assert changes(editor, pledge) == []
    picked = {**kept_by(unclear.text), **TYPED, **ANNOUNCED, "source-1": "Guatemala and", "picked-source-1": REPORT}
    assert editor.client.post(path, data={**picked, "do": "save"}).status_code == 303
    (change,) = changes(editor, pledge)
    assert change["citations"][0]["source"]["id"] == REPORT
    spanish = editor.send(f"/es{path}", **TYPED, **ANNOUNCED | {"source-1": "Nada De Nada"})
    assert "Ningún registro se llama exactamente así." in told(spanish)
