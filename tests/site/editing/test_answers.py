"""Answers, and what is withdrawn, by the form."""

import httpx
import pytest

from tests.conftest import Unique
from tests.serving import Service
from tests.site.editing.conftest import Person, kept_by

REPORT = "guatemala-us-migration-security-ties"
ANY = {"Accept": "*/*"}


@pytest.fixture
def pledge(seeded: Service, unique: Unique) -> str:
    """Return a pledge of the test's own, with a verdict on it."""
    name = unique("answered")
    parties = [{"participant": "guatemala", "role": "promisor"}, {"participant": "mexico", "role": "promisee"}]
    verdict = {
        "status": "planned",
        "effective_on": "2025-02-05",
        "reason": "Said so",
        "citations": [{"source": REPORT}],
    }
    with seeded.client("write") as client:
        client.put(f"/v1/pledges/{name}", json={"title": f"Pledge {name}", "parties": parties}).raise_for_status()
        client.post(f"/v1/pledges/{name}/status-changes", json=verdict).raise_for_status()
    return name


def verdict_of(client: httpx.Client, pledge: str) -> dict[str, object]:
    (change,) = client.get(f"/v1/pledges/{pledge}/status-changes", headers=ANY).json()["items"]
    return dict(change)


def test_whom_it_is_owed_to_answers_the_pledge_and_the_verdict(editor: Person, pledge: str) -> None:
    path = f"/pledges/{pledge}/answer"
    page = editor.client.get(path)
    assert 'value="mexico"' in page.text
    typed = {"participant": "mexico", "position": "rejects", "on": "2025-03-01", "source-1": REPORT, "about": ""}
    checked = editor.send(path, "check", **typed)
    assert (checked.status_code, "Mexico: Rejects" in checked.text) == (200, True)
    assert editor.send(path, **typed).status_code == 303
    change = verdict_of(editor.client, pledge)["id"]
    about = f"status_changes/{change}"
    assert f'<option value="{about}" selected>' in editor.client.get(f"{path}?about={about}").text
    assert editor.send(path, **typed | {"about": about, "position": "accepts"}).status_code == 303
    found = editor.client.get(f"/v1/pledges/{pledge}/positions", headers=ANY).json()["items"]
    told = [(one["participant"]["id"], one["position"], one["about"], len(one["citations"])) for one in found]
    assert told == [("mexico", "rejects", None, 1), ("mexico", "accepts", about, 1)]


def test_a_statement_is_answered(editor: Person) -> None:
    statement = "/statements/arevalo-clarifies-what-was-discussed"
    saved = editor.send(f"{statement}/answer", participant="united-states", position="notes")
    assert saved.status_code == 303
    page = editor.client.get(str(saved.url.join(saved.headers["location"])))
    assert "The answer was saved." in page.text
    found = editor.client.get(f"/v1{statement}/positions", headers=ANY).json()["items"]
    assert [(one["participant"]["id"], one["position"]) for one in found] == [("united-states", "notes")]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"participant": ""}, "participant"),
        ({"participant": "nobody-known"}, "participant"),
        ({"position": ""}, "position"),
        ({"position": "shrugs"}, "position"),
        ({"on": "2999-01-01"}, "on"),
        ({"about": "status_changes/none"}, "about"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said_at_its_field(
    editor: Person, pledge: str, typed: dict[str, str], field: str
) -> None:
    given = {"participant": "mexico", "position": "rejects"} | typed
    answer = editor.send(f"/pledges/{pledge}/answer", **given)
    assert answer.status_code == 422
    assert f'<a href="#field-{field}">' in answer.text


def test_a_verdict_is_withdrawn_with_a_reason(seeded: Service, editor: Person, pledge: str) -> None:
    change = verdict_of(editor.client, pledge)["id"]
    path = f"/pledges/{pledge}/status-changes/{change}/withdraw"
    assert path.removesuffix("/withdraw") in editor.client.get(f"/pledges/{pledge}").text
    assert 'href="#field-reason"' in editor.send(path).text
    kept = editor.open(path)
    assert "No longer counts: Planned" in editor.send(path, "check", reason="Of another pledge").text
    with seeded.client("admin") as other:
        other.patch(f"/v1/pledges/{pledge}", json={"title": "Renamed"}, headers={"If-Match": "*"}).raise_for_status()
    stale = editor.client.post(path, data={**kept, "reason": "Of another pledge", "do": "save"})
    assert (stale.status_code, "Renamed" in stale.text) == (412, True)
    again = editor.client.post(path, data={**kept_by(stale.text), "reason": "Of another pledge", "do": "save"})
    assert again.status_code == 303
    assert verdict_of(editor.client, pledge)["withdrawn"]["reason"] == "Of another pledge"  # type: ignore[index]
    assert editor.client.get(path).status_code == 404
