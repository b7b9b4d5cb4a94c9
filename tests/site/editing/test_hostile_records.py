"""Nothing that records hold, or that was typed, breaks out of a form."""

import httpx
import pytest

from app.site.pages.routes import FORMS
from tests.serving import Service
from tests.site.editing.conftest import Person, kept_by
from tests.site.pages.hostile import HOSTILE, OURS
from tests.site.pages.test_safety import ISOLATED, Page

IDS = {
    "{id}": "hostile",
    "{change}": "hostile",
    "{collection}": "participants",
    "{first}": "hostile",
    "{second}": "hostile-too",
}
ISOLATING = ISOLATED | {"textarea", "option", "title"}


@pytest.fixture
def hostile(seeded: Service) -> None:
    """Record what would break out in every text that forms show."""
    named = {"kind": "organization", "name": f"{HOSTILE} A"}
    about = [{"pledge": "hostile", "relation": "contributes"}]
    pledge = {"title": HOSTILE, "parties": [{"participant": "hostile", "role": "promisor"}]}
    change = {
        "id": "hostile", "status": "planned", "effective_on": "2025-02-05", "reason": HOSTILE,
        "citations": [{"source": "hostile", "quote": {"exact": HOSTILE}}],
    }  # fmt: skip
    with seeded.client("write") as client:
        for path, body in (
            ("sources/hostile", {"kind": "news_report", "title": HOSTILE, "publisher": HOSTILE}),
            ("participants/hostile", named),
            ("participants/hostile-too", named | {"name": f"{HOSTILE} B"}),
            ("pledges/hostile", pledge),
            ("statements/hostile", {"kind": "claim", "summary": HOSTILE, "speaker": "hostile"}),
            ("actions/hostile", {"kind": "other", "title": HOSTILE, "about": about}),
        ):
            client.put(f"/v1/{path}", json=body).raise_for_status()
        client.post("/v1/pledges/hostile/status-changes", json=change).raise_for_status()


def assert_whole(answer: httpx.Response) -> None:
    page = Page(answer.text)
    for tag, attributes in page.elements:
        assert tag not in {OURS, "script", "style", "iframe", "img"}, (answer.url, tag)
        assert not any(name.startswith("on") or name in {OURS, "style"} for name in attributes), attributes
    loose = [(within[-2:], text[:40]) for within, text in page.texts if OURS in text and not ISOLATING & set(within)]
    assert loose == [], answer.url


def addresses() -> list[str]:
    found = []
    for form in FORMS:
        path = form.path
        for name, value in IDS.items():
            path = path.replace(name, value)
        found.append(path)
    return found


def test_nothing_that_records_hold_breaks_out_of_a_form(hostile: None, editor: Person) -> None:
    shown = 0
    for path in addresses():
        answer = editor.client.get(path)
        if answer.status_code == 200:
            shown += 1
            assert_whole(answer)
    assert shown >= 8


def test_nothing_that_is_typed_breaks_out_of_a_form(hostile: None, editor: Person) -> None:
    path = "/pledges/hostile/change-status"
    kept = editor.open(path)
    for status, do in (("planned", "check"), ("fulfilled", "save"), ("in_progress", "more")):
        typed = {
            "party": "hostile", "status": status, "effective_on": "2025-03-01", "reason": HOSTILE,
            "source-1": "hostile", "quote-1": HOSTILE, "note-1": HOSTILE, "section-1": HOSTILE,
            "attributed_to-1": HOSTILE,
        }  # fmt: skip
        assert_whole(editor.client.post(path, data={**kept, **typed, "do": do}))
    for wrong in ("status", "effective_on", "source-1", "act-1", "party", "rows", "once", "version", "do"):
        assert_whole(editor.client.post(path, data={**kept, "reason": "x", wrong: HOSTILE}))
    editor.client.cookies.clear()
    answer = editor.client.post(path, data={**kept, **dict.fromkeys(("reason", HOSTILE), HOSTILE)})
    assert answer.status_code == 401
    assert_whole(answer)
    refused = editor.client.post("/sign-in", data={"key": HOSTILE, "next": HOSTILE})
    assert kept_by(refused.text)["next"] == "/"
    assert_whole(refused)
