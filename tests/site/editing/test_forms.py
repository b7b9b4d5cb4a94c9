"""What all forms do: take what browsers send, refuse what they cannot read, and keep what was typed."""

import codecs
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from typing_extensions import override

from app.records.pledges.guards import GUARDS
from app.site.pages.languages import LANGUAGES
from app.site.pages.routes import FORMS
from app.site.pages.wording.sentences.guards import GUARDS as GUARD_WORDS
from app.site.pages.wording.sentences.notes import WARNINGS
from app.vocabulary import WarningCode
from tests.serving import Service
from tests.site.editing.conftest import Person

PLEDGE = "/pledges/guatemala-border-task-force"
FORM = f"{PLEDGE}/change-status"
TYPED = {"party": "whole", "status": "not_assessed", "reason": "Typed by hand", "effective_on": "2025-03-01"}


def test_every_guard_and_every_warning_has_words() -> None:
    assert set(GUARD_WORDS) == {guard.name for guard in GUARDS}
    assert set(WARNINGS) == set(WarningCode)


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"{}", "application/json", 415),
        (b"reason=x", "text/plain", 415),
        (b"reason=%ff", "application/x-www-form-urlencoded", 400),
        (b"reason=\xff", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a=b" for _ in range(600)), "application/x-www-form-urlencoded", 400),
        (b"reason=" + b"x" * 300_000, "application/x-www-form-urlencoded", 413),
        (b"--b\r\nno form", "multipart/form-data; boundary=b", 400),
        (b"--b--\r\n", "multipart/form-data", 400),
        (b'--b\r\nContent-Disposition: form-data; name="reason"\r\n\r\nx', "multipart/form-data; boundary=b", 400),
        (
            b'--b\r\nContent-Disposition: form-data; name="reason"\r\n\r\n\xff\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
            400,
        ),
        (
            b'--b\r\nContent-Disposition: form-data; name="reason"\r\n\r\nx\r\n--b--\r\n',
            "multipart/form-data; boundary=b; charset=utf-16",
            400,
        ),
    ],
)
def test_what_is_no_form_is_refused(editor: Person, content: bytes, media_type: str, status: int) -> None:
    for path in (FORM, "/sign-in"):
        answer = editor.client.post(path, content=content, headers={"Content-Type": media_type})
        assert answer.status_code == status, (path, answer.text)


def test_a_form_is_decoded_as_nothing_but_utf_8(editor: Person) -> None:
    used: list[str] = []

    def decode(given: Any, _errors: str = "strict") -> tuple[str, int]:
        used.append("watched")
        return "", len(given)

    def find(name: str) -> codecs.CodecInfo | None:
        return codecs.CodecInfo(encode=codecs.utf_8_encode, decode=decode, name=name) if name == "watched" else None

    codecs.register(find)
    try:
        content = b'--b\r\nContent-Disposition: form-data; name="reason"\r\n\r\nx\r\n--b--\r\n'
        declared = {"Content-Type": "multipart/form-data; boundary=b; charset=watched"}
        assert editor.client.post(FORM, content=content, headers=declared).status_code == 400
    finally:
        codecs.unregister(find)
    # There are encodings (Punycode) that keep others waiting for minutes.
    assert used == []


def test_a_compressed_form_is_refused(editor: Person) -> None:
    answer = editor.client.post(FORM, data=TYPED, headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 415


def test_a_form_of_many_parts_is_read_like_any_other(editor: Person) -> None:
    kept = editor.open(FORM)
    parts = [(name, (None, value)) for name, value in {**kept, **TYPED, "do": "check"}.items()]
    answer = editor.client.post(FORM, files=parts)
    assert answer.status_code == 200
    assert "This would be saved" in answer.text


@pytest.mark.parametrize("reason", ["a\x00b", "\x1b[31m", "\ud7ff\u202e", "x" * 20_001, "<script>alert(1)</script>"])
def test_hostile_texts_come_back_as_texts(editor: Person, reason: str) -> None:
    answer = editor.send(FORM, "check", **{**TYPED, "reason": reason})
    assert answer.status_code in {200, 422}
    assert "<script>alert" not in answer.text


def test_unknown_and_repeated_fields_do_no_harm(editor: Person) -> None:
    kept = editor.open(FORM)
    answer = editor.client.post(
        FORM,
        data={
            **kept, **TYPED, "reason": ["first", "second"], "do": ["check"] * 2, "unknown": "x", "version": "x" * 300,
            "form_token": [kept["form_token"]] * 2, "rows": ["9999", "-1", "x"], "override": ["citation"] * 2 + ["x"],
        },
    )  # fmt: skip
    # No rule refuses it, so that none is set aside.
    assert answer.status_code == 200
    assert "second" in answer.text


def test_what_is_required_is_said_at_its_field_and_in_the_summary(editor: Person) -> None:
    answer = editor.send(FORM, party="whole")
    assert answer.status_code == 422
    assert '<a href="#field-status">' in answer.text
    assert '<a href="#field-reason">' in answer.text
    assert re.search(
        r'<select id="field-status"[^>]*aria-invalid="true"[^>]*aria-describedby="field-status-fault"', answer.text
    )
    spanish = editor.send(f"/es{FORM}", party="whole")
    assert "Es obligatorio." in spanish.text


class Linked(HTMLParser):
    """The links and the forms of a page."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.posts = 0
        self.feed(content)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        self.posts += tag == "form" and (given.get("method") or "").lower() == "post"


def leads_to_a_form(path: str) -> bool:
    patterns = [re.sub(r"\{[a-z_]+\}", "[^/]+", f"(?:/es)?{form.path}") for form in FORMS]
    return any(re.fullmatch(pattern, path) for pattern in patterns)


SAMPLES = 2
OTHERS = ("/v1/", "/docs", "/problems", "/static", "/embed/", "/es/embed/")
"""What is no page within the frame of all pages."""


def crawled(client: httpx.Client) -> dict[str, Linked]:
    """Return pages that the front page leads to, some of each sort."""
    waiting, found, sorts = ["/", "/es/"], dict[str, Linked](), dict[tuple[str, ...], int]()
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        found[address] = Linked(answer.text)
        for link in found[address].links:
            parts = urlsplit(urljoin(str(answer.url), link))
            if parts.netloc != urlsplit(str(client.base_url)).netloc or parts.path.startswith(OTHERS):
                continue
            steps = parts.path.removeprefix("/es").split("/")
            sort = (str(parts.path.startswith("/es/")), *steps[:2], str(len(steps)), *steps[3:])
            if parts.path not in {*found, *waiting} and sorts.get(sort, 0) < SAMPLES:
                sorts[sort] = sorts.get(sort, 0) + 1
                waiting.append(parts.path)
    return found


def test_readers_without_a_key_see_no_forms_but_one_quiet_link_in_the_foot(stranger: Person) -> None:
    pages = crawled(stranger.client)
    assert len(pages) > 30
    for path, page in pages.items():
        targets = [urlsplit(urljoin(f"http://x{path}", link)).path for link in page.links]
        assert [one for one in targets if leads_to_a_form(one)] == [], path
        if path.endswith("/sign-in"):
            continue
        assert page.posts == 0, path
        assert sum(one.endswith("/sign-in") for one in targets) == 1, path


@pytest.mark.parametrize("prefix", [language.prefix for language in LANGUAGES.values()])
def test_who_is_signed_in_finds_forms_at_records_but_not_at_their_past(editor: Person, prefix: str) -> None:
    page = editor.client.get(f"{prefix}{PLEDGE}")
    targets = [urlsplit(urljoin(str(page.url), link)).path for link in Linked(page.text).links]
    assert f"{prefix}{FORM}" in targets
    assert f"{prefix}{PLEDGE}/add-evidence" in targets
    for target in {one for one in targets if leads_to_a_form(one)}:
        assert editor.client.get(target).status_code == 200, target
    past = editor.client.get(f"{prefix}{PLEDGE}?as_of=2025-06-01")
    assert not any(leads_to_a_form(urlsplit(urljoin(str(page.url), link)).path) for link in Linked(past.text).links)


def test_a_form_of_a_record_that_is_not_there_is_not_there(seeded: Service, editor: Person) -> None:
    assert editor.client.get("/pledges/nothing-of-the-sort/change-status").status_code == 404
    assert editor.client.get(f"{PLEDGE}/status-changes/none/add-evidence").status_code == 404


def test_notes_that_nobody_wrote_are_not_shown(editor: Person) -> None:
    assert "The status was saved." in editor.client.get(f"{PLEDGE}?saved=status").text
    assert 'class="saved"' not in editor.client.get(f"{PLEDGE}?saved=%3Cb%3Ehello").text
