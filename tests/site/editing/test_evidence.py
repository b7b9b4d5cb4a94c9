"""Adding evidence to records and to status changes by the form."""

import pytest

from tests.serving import Service
from tests.site.editing.conftest import Person

REPORT = "us-guatemala-strategic-cooperation"
RECORDS = {
    "actions": "puerto-quetzal-works", "instruments": "declaration-of-the-strait", "participants": "guatemala",
    "pledges": "guatemala-deportation-flights", "sources": "landau-arevalo-talks", "topics": "border-security",
    "statements": "arevalo-clarifies-what-was-discussed", "meetings": "rubio-arevalo-2025-02-05",
}  # fmt: skip


def citations(person: Person, path: str) -> list[dict[str, object]]:
    return list(person.client.get(f"/v1{path}/citations", headers={"Accept": "*/*"}).json()["items"])


@pytest.mark.parametrize("collection", RECORDS)
def test_every_record_takes_evidence(seeded: Service, editor: Person, collection: str) -> None:
    path = f"/{collection}/{RECORDS[collection]}"
    if collection == "instruments":
        with seeded.client("write") as client:
            client.put(f"/v1{path}", json={"kind": "declaration", "title": "Of the strait"}).raise_for_status()
    before = len(citations(editor, path))
    typed = {"source-1": REPORT, "relation-1": "context", "note-1": "Says little of it", "page-1": "12"}
    checked = editor.send(f"{path}/add-evidence", "check", **typed)
    assert checked.status_code == 200, checked.text
    assert "Nothing is saved yet" in checked.text
    assert len(citations(editor, path)) == before
    saved = editor.send(f"{path}/add-evidence", **typed)
    assert saved.status_code == 303
    *_, last = citations(editor, path)
    assert (last["note"], last["page"], last["relation"]) == ("Says little of it", "12", "context")
    page = editor.client.get(str(saved.url.join(saved.headers["location"])))
    assert "The evidence was saved." in page.text


def test_evidence_names_its_source(editor: Person) -> None:
    for language, words in (("", "Name the source"), ("/es", "Indique la fuente")):
        answer = editor.send(f"{language}/pledges/guatemala-deportation-flights/add-evidence", **{"quote-1": "words"})
        assert answer.status_code == 422
        assert words in answer.text
        assert 'href="#field-source-1"' in answer.text


def test_a_status_change_takes_evidence(seeded: Service, editor: Person) -> None:
    pledge = "/pledges/guatemala-deportation-flights"
    body = {"status": "not_assessed", "effective_on": "2025-02-10", "reason": "Looked at"}
    with seeded.client("write") as client:
        made = client.post(f"/v1{pledge}/status-changes", json=body).raise_for_status().json()["id"]
    path = f"{pledge}/status-changes/{made}"
    page = editor.client.get(pledge)
    assert f"status-changes/{made}/add-evidence" in page.text
    assert editor.send(f"{path}/add-evidence", **{"source-1": REPORT}).status_code == 303
    assert [one["source"]["id"] for one in citations(editor, path)] == [REPORT]  # type: ignore[index]
