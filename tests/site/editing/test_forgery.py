"""Forms that other sites make browsers send, and addresses to go on to that lead elsewhere."""

import string
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.site.pages.editing.local_path import local_path
from tests.serving import Service
from tests.site.editing.conftest import Person

PLEDGE = "/pledges/guatemala-border-task-force"
FORM = f"{PLEDGE}/change-status"
TYPED = {"party": "whole", "status": "not_assessed", "reason": "Typed by hand", "effective_on": "2025-03-01"}
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "CROSS-SITE"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "https://[broken"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
]


def changes(client: httpx.Client) -> int:
    answer = client.get(f"/v1{PLEDGE}/status-changes", headers={"Accept": "*/*"})
    return len(answer.json()["items"])


@pytest.mark.parametrize("headers", FOREIGN)
def test_what_another_site_sends_is_refused_whatever_it_carries(
    seeded: Service, editor: Person, headers: dict[str, str]
) -> None:
    before = changes(editor.client)
    typed = {**editor.open(FORM), **TYPED, "do": "save"}
    for path, data in ((FORM, typed), ("/sign-in", {"key": seeded.keys["write"]}), ("/sign-out", {"form_token": ""})):
        answer = editor.client.post(path, data=data, headers=headers)
        assert answer.status_code == 403, path
        assert "Nothing was done" in answer.text
        assert "set-cookie" not in answer.headers
    assert changes(editor.client) == before


def test_what_our_own_page_sends_is_taken(editor: Person) -> None:
    url = str(editor.client.base_url).rstrip("/")
    kept = editor.open(FORM)
    for headers in (
        {"Sec-Fetch-Site": "same-origin", "Origin": url},
        {"Origin": url.upper().replace("HTTP", "http")},
        {"Sec-Fetch-Site": "none"},
        {},
    ):
        typed = {**kept, **TYPED, "do": "check"}
        assert editor.client.post(FORM, data=typed, headers=headers).status_code == 200, headers


@pytest.mark.parametrize("token", [None, "", "0" * 64, "x" * 8_000, "ä\x00"])
def test_a_form_without_its_sessions_token_saves_nothing_and_keeps_what_was_typed(
    editor: Person, token: str | None
) -> None:
    before = changes(editor.client)
    typed = {**editor.open(FORM), **TYPED, "reason": "Kept words", "do": "save"}
    typed = {name: value for name, value in typed.items() if name != "form_token"}
    answer = editor.client.post(FORM, data=typed if token is None else {**typed, "form_token": token})
    assert answer.status_code == 422
    assert "Kept words" in answer.text
    assert changes(editor.client) == before


def test_browsers_are_told_to_say_where_forms_come_from(editor: Person, stranger: Person) -> None:
    assert editor.client.get(FORM).headers["referrer-policy"] == "same-origin"
    assert editor.client.get("/pledges/nothing-here").headers["referrer-policy"] == "same-origin"
    editor.client.cookies.clear()
    assert stranger.client.get("/sign-in").headers["referrer-policy"] == "same-origin"
    assert stranger.client.get(PLEDGE).headers["referrer-policy"] == "no-referrer"


HOSTILE = [
    "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "/https:evil.example",
    "javascript:alert(1)", "/\t/evil.example", "/\n//evil.example", " //evil.example", "/%09/evil.example",
    "/./..//evil.example", "/a\x00b", "/é", "evil", "/" + "x" * 5_000, "/?next=//evil.example", "/pledges\r\nX-Evil: 1",
]  # fmt: skip


@pytest.mark.parametrize("target", HOSTILE)
def test_signing_in_leads_to_no_other_site(seeded: Service, stranger: Person, target: str) -> None:
    for path in ("/sign-in", "/es/sign-in"):
        answer = stranger.client.post(path, data={"key": seeded.keys["read"], "next": target})
        assert answer.status_code == 303
        assert "x-evil" not in answer.headers
        led = urlsplit(urljoin(str(answer.url), answer.headers["location"]))
        assert led.netloc == urlsplit(seeded.url).netloc
        assert led.scheme == "http"


@pytest.mark.parametrize("target", ["/es/../../x", "/es/%2e%2E/x", "/es/.%2e", "/./x", "/es/..?x=1"])
def test_signing_in_leads_to_nothing_above_the_site(target: str) -> None:
    # A proxy may have put a prefix before it.
    assert local_path(target) == "/"


def test_dots_within_names_lead_on() -> None:
    for target in ("/pledges/a..b", "/...?x=../..", "/es/pledges?q=.."):
        assert local_path(target) == target


@given(st.text(alphabet=string.printable + "\\é\x00\u2028", max_size=60))
def test_an_address_to_go_on_to_stays_within_the_site(target: str) -> None:
    found = local_path(target)
    assert found in {target, "/"}
    for base in ("http://pacta.example/sign-in", "http://pacta.example/es/sign-in"):
        location = "../" * (base.count("/") - 3) + "./" + found.lstrip("/")
        assert urlsplit(urljoin(base, location)).netloc == "pacta.example"
        assert not set(found) & set("\\\t\r\n\x00")
