"""A communiqué is recorded: pasted or uploaded, looked at, checked, saved."""

import re
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.datastructures import Headers

from app.site.pages import visit
from app.site.pages.sending import Answer
from tests.conftest import Unique
from tests.counting import counted
from tests.serving import Service
from tests.site.editing.conftest import Person
from tests.site.editing.intake.conftest import COMMUNIQUE, PATH, Recorder

OK, SEE_OTHER, INVALID, BUSY = 200, 303, 422, 503


def head(service: Service) -> int:
    with service.client("write") as client:
        return int(client.get("/v1/ledger").json()["number"])


def get(service: Service, path: str) -> dict[str, Any]:
    with service.client("write") as client:
        found: dict[str, Any] = client.get(path).raise_for_status().json()
        return found


def test_who_is_not_signed_in_sees_nothing_of_it(stranger: Person) -> None:
    page = stranger.client.get(PATH)
    assert page.status_code == SEE_OTHER
    assert page.headers["location"].startswith("sign-in?next=")
    assert PATH not in stranger.client.get("/").text
    assert stranger.client.post(PATH, data={"do": "read", "text": COMMUNIQUE}).status_code == 401


def test_who_may_write_is_led_to_it_from_every_page(editor: Person) -> None:
    assert 'href="intake"' in editor.client.get("/").text
    assert 'href="../es/intake"' in editor.client.get("/es/").text


def test_a_communique_is_read_checked_and_saved(recorder: Recorder, seeded: Service, unique: Unique) -> None:
    title, before = f"Joint communiqué {unique('of')}", head(seeded)
    assert recorder.press("read", {"text": COMMUNIQUE, "source-title": title}).status_code == OK
    assert recorder.value("source-title") == [title]
    assert recorder.value("candidate-1-promisor")[0] == "Guatemala"
    assert "Found by a rule: likely." in recorder.text
    assert recorder.press("review").status_code == OK
    assert head(seeded) == before
    for told in ("Nothing is saved yet", "Open two new border crossings", "due 2027", "3 pledges", "1 meeting"):
        assert told in recorder.text
    assert recorder.press("show-2").status_code == OK
    assert re.search(r'id="new"[^>]*>\s*<legend>2\. Promise', recorder.text)
    recorder.press("review")
    page = recorder.press("record")
    assert page.status_code == SEE_OTHER, recorder.text
    where = urlsplit(page.headers["location"])
    assert (where.path.rpartition("/")[0], where.query) == ("meetings", "saved=report")
    meeting = get(seeded, f"/v1/{where.path}")
    assert meeting["citations"][0]["source"]["title"] == title
    pledges = get(seeded, f"/v1/pledges?meeting={meeting['id']}")["items"]
    assert {(one["parties"][0]["participant"]["id"], one["strength"]) for one in pledges} >= {
        ("guatemala", "firm"), ("honduras", "firm"),
    }  # fmt: skip
    assert "All of it was saved" in recorder.person.client.get("/" + page.headers["location"]).text


def test_what_was_compared_is_not_compared_again(found: Recorder, seeded: Service) -> None:
    found.press("review")
    found.press("back")
    with counted(seeded.database) as again:
        found.press("review")
    found.press("back")
    with counted(seeded.database) as changed:
        found.press("review", {"candidate-1-title": "Train officers of customs"})
    assert changed.total > again.total


def test_promises_much_like_recorded_ones_are_shown_beside_these(
    found: Recorder, seeded: Service, unique: Unique
) -> None:
    known = unique("crossings")
    with seeded.client("write") as client:
        parties = [{"participant": "guatemala", "role": "promisor"}]
        body = {"title": "Open two border crossings on the Honduran side", "due": "2026", "parties": parties}
        client.put(f"/v1/pledges/{known}", json=body).raise_for_status()
    prefix = next(
        name.removesuffix("title") for name, value in found.fields if name.endswith("-title") and "crossings" in value
    )
    # What was read is compared as it is read, what was changed as it is checked.
    found.press("review", {f"{prefix}title": "Open two new border crossings on the Honduran side"})
    assert "Much like a promise that is recorded:" in found.text
    beside = found.text[found.text.index("Much like a promise") :]
    assert f'href="pledges/{known}"' in beside
    assert "Due: “2026” → " not in beside
    assert re.search(r"Due: .*2026.* → .*2027", beside)
    assert re.search(r"Title: .*two border.* → .*two new border", beside)
    found.press(f"cite-{prefix}/{known}")
    assert "Already recorded: nothing new is made of it." in found.text
    assert "Much like a promise" not in found.text


def test_a_double_click_and_the_way_back_save_once(found: Recorder, seeded: Service) -> None:
    reviewed = found.press("review")
    first = found.press("record")
    number = head(seeded)
    found.page = reviewed
    again = found.press("record")
    assert (again.status_code, again.headers["location"]) == (SEE_OTHER, first.headers["location"])
    assert head(seeded) == number


def test_what_is_changed_after_the_way_back_corrects_what_was_saved(found: Recorder, seeded: Service) -> None:
    reviewed = found.press("review")
    where = found.press("record").headers["location"].partition("?")[0]
    count = get(seeded, f"/v1/pledges?meeting={where.rpartition('/')[2]}&count=exact")["count"]
    found.page = reviewed
    found.press("back")
    found.press("review", {"candidate-1-title": "Open three crossings"})
    found.press("record")
    pledges = get(seeded, f"/v1/pledges?meeting={where.rpartition('/')[2]}&count=exact")
    assert pledges["count"] == count
    assert "Open three crossings" in [one["title"] for one in pledges["items"]]


def test_what_is_not_taken_is_not_saved(found: Recorder, seeded: Service) -> None:
    count = len({name for name, _value in found.fields if re.fullmatch("candidate-[0-9]+-take", name)})
    found.press("review", {f"candidate-{number}-take": None for number in range(2, count + 1)})
    where = found.press("record").headers["location"].partition("?")[0].rpartition("/")[2]
    assert len(get(seeded, f"/v1/pledges?meeting={where}")["items"]) == 1
    assert get(seeded, f"/v1/statements?meeting={where}")["items"] == []


def test_without_a_meeting_it_leads_to_the_source(found: Recorder) -> None:
    found.press("review", {"meeting-title": ""})
    page = found.press("record")
    assert page.headers["location"].startswith("sources/")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("communique.txt", COMMUNIQUE.encode(), "text/plain"),
        ("communique.html", f"<html><body><p>{COMMUNIQUE}</p></body></html>".encode(), "application/octet-stream"),
    ],
)
def test_a_file_is_read(recorder: Recorder, name: str, content: bytes, media_type: str) -> None:
    page = recorder.press("read", {}, files={"file": (name, BytesIO(content), media_type)})
    assert page.status_code == OK
    assert recorder.value("candidate-1-promisor")[0] == "Guatemala"


@pytest.mark.parametrize(
    ("typed", "file", "field"),
    [
        ({}, None, "field-text"),
        ({"text": " \n"}, None, "field-text"),
        ({"text": COMMUNIQUE}, ("a.txt", b"A text.", "text/plain"), "field-file"),
        ({}, ("a.pdf", b"no PDF", "application/pdf"), "field-file"),
        ({}, ("a.exe", b"MZ", "application/x-msdownload"), "field-file"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(
    recorder: Recorder, typed: dict[str, str], file: tuple[str, bytes, str] | None, field: str
) -> None:
    files = {} if file is None else {"files": {"file": file}}
    page = recorder.press("read", {"source-publisher": "A ministry", **typed}, **files)
    assert page.status_code == INVALID
    assert f'href="#{field}"' in page.text
    assert recorder.value("source-publisher") == ["A ministry"]


def test_faults_stand_at_their_fields_and_nothing_is_lost(found: Recorder, seeded: Service) -> None:
    before = head(seeded)
    wrong = {
        "candidate-1-title": "",
        "candidate-1-due": "tomorrow",
        "candidate-2-promisor": [],
        "candidate-3-quote": "these words are not in the text",
        "source-url": "no address",
    }
    page = found.press("review", {"candidate-2-promisor": "", "candidate-3-quote": wrong["candidate-3-quote"]})
    assert page.status_code == INVALID
    for field in ("candidate-2-promisor", "candidate-3-quote"):
        assert f'href="#field-{field}"' in page.text
    mended = {"candidate-2-promisor": "Honduras", "candidate-3-quote": "will explore a joint patrol"}
    page = found.press("review", {**wrong, **mended})
    assert page.status_code == INVALID
    for field in ("candidate-1-title", "candidate-1-due", "source-url"):
        assert f'href="#field-{field}"' in page.text
    assert found.value("candidate-1-due") == ["tomorrow"]
    assert (
        found.press("review", {"candidate-1-title": "A", "candidate-1-due": "2027", "source-url": ""}).status_code == OK
    )
    assert head(seeded) == before


def test_a_name_that_nobody_has_asks_who_that_is(found: Recorder, seeded: Service, unique: Unique) -> None:
    name = f"League {unique('of')}"
    page = found.press("review", {"candidate-1-promisor": name})
    assert page.status_code == INVALID
    number = next(re.findall(rf'name="participant-([0-9]+)-name" value="{name}"', page.text).__iter__())
    assert f'href="#field-participant-{number}-kind"' in page.text
    found.press("review", {f"participant-{number}-kind": "group"})
    assert found.press("record").status_code == SEE_OTHER
    assert get(seeded, "/v1/participants?kind=group&limit=200&sort=-updated_at")["items"][0]["name"] == name


def test_a_name_that_nobody_has_asks_whether_one_like_it_is_meant(found: Recorder, seeded: Service) -> None:
    page = found.press("review", {"candidate-1-promisor": "Guatamala"})
    assert page.status_code == INVALID
    number = next(iter(re.findall(r'name="participant-([0-9]+)-name" value="Guatamala"', page.text)))
    assert f'href="#field-participant-{number}-known"' in page.text
    assert "Did you mean “Guatemala”?" in page.text
    assert found.press("review", {f"participant-{number}-known": "Guatemala"}).status_code == OK
    where = found.press("record").headers["location"].partition("?")[0].rpartition("/")[2]
    pledges = get(seeded, f"/v1/pledges?meeting={where}&promisor=guatemala&limit=200")["items"]
    assert pledges


def test_days_and_countries_are_typed_as_people_write_them(found: Recorder) -> None:
    page = found.press("review", {"candidate-1-due": "03/04/2027", "meeting-country": "Hondurass"})
    assert page.status_code == INVALID
    assert "This may be 3 April 2027 or 4 March 2027." in page.text
    assert "No country is called so." in page.text
    typed = {"candidate-1-due": "31 May 2027", "meeting-country": "Honduras", "meeting-ends": "4 de marzo de 2026"}
    page = found.press("review", typed)
    assert page.status_code == OK, page.text
    assert "due 31 May 2027" in page.text
    assert (found.value("candidate-1-due"), found.value("meeting-country")) == (["2027-05-31"], ["hn"])
    assert found.value("meeting-ends") == ["2026-03-04"]


def test_a_known_participant_is_found_by_its_name(found: Recorder, seeded: Service) -> None:
    found.press("review", {"candidate-1-promisor": ["Guatemala", "El Salvador"]})
    where = found.press("record").headers["location"].partition("?")[0].rpartition("/")[2]
    parties = [one["parties"] for one in get(seeded, f"/v1/pledges?meeting={where}&promisor=el-salvador")["items"]]
    assert {party["participant"]["id"] for party in parties[0]} >= {"guatemala", "el-salvador"}


@pytest.mark.parametrize("button", ["review", "record"])
def test_a_service_that_is_busy_keeps_what_was_typed_and_says_when_to_send_it_again(
    found: Recorder, monkeypatch: pytest.MonkeyPatch, button: str
) -> None:
    async def busy(*_arguments: object, **_options: object) -> Answer:
        return Answer(BUSY, Headers({"Retry-After": "7"}), {"detail": "Nothing was written. Try again."})

    if button == "record":
        found.press("review", {"candidate-1-title": "Open several crossings"})
    monkeypatch.setattr(visit, "send", busy)
    page = found.press(button, {"candidate-1-title": "Open several crossings"})
    assert (page.status_code, page.headers["retry-after"]) == (BUSY, "7")
    assert found.value("candidate-1-title") == ["Open several crossings"]
    monkeypatch.undo()
    assert found.press("review").status_code == OK


def test_a_forged_token_saves_nothing(found: Recorder, seeded: Service) -> None:
    found.press("review")
    before = head(seeded)
    page = found.press("record", {"form_token": "0" * 64})
    assert (page.status_code, head(seeded)) == (INVALID, before)


def test_its_page_alone_has_a_script_and_that_is_ours(found: Recorder) -> None:
    policy = found.page.headers["content-security-policy"] if found.page else ""
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script[^>]*>", found.text) == ['<script src="static/marking.js" defer>']
    script = found.person.client.get("/static/marking.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert len(script.content) <= 3 * 1024
    assert "script-src" not in found.person.client.get("/").headers["content-security-policy"]


def test_a_page_of_it_has_a_bounded_size(recorder: Recorder) -> None:
    many = "\n\n".join(
        f"Honduras will build {number} new schools by the end of {2027 + number}." for number in range(1, 191)
    )
    page = recorder.press("read", {"text": COMMUNIQUE + many})
    assert page.status_code == OK
    assert "Page 1 of" in page.text
    assert len(page.content) < 150_000


def test_candidates_on_other_pages_are_kept(recorder: Recorder, seeded: Service, unique: Unique) -> None:
    many = "\n\n".join(
        f"Honduras will build {number} new schools by the end of {2027 + number}." for number in range(1, 31)
    )
    recorder.press("read", {"text": COMMUNIQUE + many, "source-title": unique("Many")})
    recorder.press("page-2", {"candidate-1-title": "Changed on the first page"})
    assert recorder.value("candidate-13-take") == ["yes"]
    assert 'id="candidate-1"' not in recorder.text
    recorder.press("page-1", {"candidate-13-title": "Changed on the second page"})
    assert recorder.value("candidate-1-title") == ["Changed on the first page"]
    page = recorder.press("review", {"candidate-1-title": "Mended"})
    assert (page.status_code, "Changed on the second page" in page.text) == (OK, True)


def test_it_is_in_spanish_at_its_spanish_address(editor: Person, unique: Unique) -> None:
    recorder = Recorder(editor, f"/es{PATH}").open()
    assert "Registrar un comunicado" in recorder.text
    recorder.press("read", {"text": COMMUNIQUE, "source-title": unique("Spanish")})
    page = recorder.press("review", {"candidate-1-promisor": ""})
    assert "Es obligatorio." in page.text
    recorder.press("review", {"candidate-1-promisor": "Guatemala"})
    assert "Guardarlo todo" in recorder.text
    assert httpx.URL(recorder.press("record").headers["location"]).path.startswith("../es/meetings/")


def test_what_stands_in_folded_fields_is_shown_before_it_is_saved(recorder: Recorder, unique: Unique) -> None:
    recorder.press("read", {"text": COMMUNIQUE, "source-title": unique("Folded")})
    typed = {"candidate-1-beneficiary": "Honduras", "candidate-1-condition": "the bridge holds"}
    assert recorder.press("review", typed).status_code == OK
    assert "Beneficiary: Honduras" in recorder.text
    assert "on condition that: the bridge holds" in recorder.text


def test_what_is_missing_of_somebody_new_is_said_by_their_name(recorder: Recorder, unique: Unique) -> None:
    recorder.press("read", {"text": COMMUNIQUE, "source-title": unique("Nameless")})
    name = f"Aldea {unique('kindless')}"
    recorder.press("participant")
    number = max(int(found) for found in re.findall(r'name="participant-([0-9]+)-name"', recorder.text))
    recorder.press("review", {f"participant-{number}-name": name, "candidate-1-promisor": name})
    assert re.search(rf'<a href="#field-participant-{number}-kind"><bdi>{name}</bdi>: ', recorder.text)
