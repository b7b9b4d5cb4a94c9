"""Likely duplicates by the forms: found, compared, merged into the one that remains, and told apart again."""

import re

import pytest

from tests.conftest import Unique
from tests.serving import Service
from tests.site.editing.conftest import Person, kept_by

ANY = {"Accept": "*/*"}


@pytest.fixture
def pair(seeded: Service, unique: Unique) -> tuple[str, str]:
    """Return two participants that are called alike, the second of which a pledge names."""
    name = unique("ministry")
    ids = (f"{name}-a", f"{name}-b")
    with seeded.client("write") as client:
        for one, called in zip(ids, ("Ministry of Ports", "Ministry of the Ports"), strict=True):
            body = {"kind": "government_body", "name": f"{called} {name}", "country": "gt"}
            client.put(f"/v1/participants/{one}", json=body).raise_for_status()
        parties = [{"participant": ids[1], "role": "promisor"}]
        client.put(f"/v1/pledges/of-{name}", json={"title": f"Of {name}", "parties": parties}).raise_for_status()
    return ids


def test_a_pair_is_found_compared_merged_and_told_apart_again(editor: Person, pair: tuple[str, str]) -> None:
    first, second = pair
    listed = editor.client.get(f"/duplicates?type=participants&id={first}&threshold=0.7")
    path = f"/duplicates/participants/{first}/{second}"
    assert f'href="{path.removeprefix("/")}"' in listed.text
    page = editor.client.get(path)
    assert page.status_code == 200
    for words in ("Ministry of Ports", "Ministry of the Ports", "Government body", "differs"):
        assert words in page.text
    typed = {"into": first, "reason": "One and the same", "keep_name": "yes"}
    checked = editor.send(path, "check", **typed)
    assert checked.status_code == 200
    assert "1 record that refers to it will refer to the other one." in checked.text
    assert editor.client.get(f"/v1/participants/{second}", headers=ANY).status_code == 200
    saved = editor.send(path, **typed)
    assert saved.status_code == 303
    assert re.search(rf"participants/{first}\?saved=merge$", saved.headers["location"])
    assert editor.client.get(f"/v1/participants/{second}", headers=ANY).status_code == 308
    kept = editor.client.get(f"/v1/participants/{first}", headers=ANY).json()
    assert any("Ministry of the Ports" in one["name"] for one in kept["other_names"])
    assert editor.client.get(path).headers["location"].endswith(f"participants/{first}")
    undo = f"/participants/{second}/undo-merge"
    assert undo.removeprefix("/") in editor.client.get("/duplicates?type=participants").text
    assert "was merged into" in editor.client.get(undo).text
    assert "1 record will refer to it again." in editor.send(undo, "check", reason="Two after all").text
    assert editor.send(undo, reason="Two after all").status_code == 303
    assert editor.client.get(f"/v1/participants/{second}", headers=ANY).status_code == 200
    assert undo.removeprefix("/") not in editor.client.get("/duplicates?type=participants").text
    assert editor.client.get(undo).headers["location"].endswith(f"participants/{second}")


def test_who_merges_says_which_remains_and_why(editor: Person, pair: tuple[str, str]) -> None:
    path = "/duplicates/participants/" + "/".join(pair)
    answer = editor.send(path)
    assert answer.status_code == 422
    assert 'href="#field-into"' in answer.text
    assert 'href="#field-reason"' in answer.text
    strange = editor.send(path, into="guatemala", reason="Neither of them")
    assert strange.status_code == 422


def test_a_pair_that_is_different_is_suggested_no_more_until_that_is_taken_back(
    editor: Person, pair: tuple[str, str]
) -> None:
    first, second = pair
    path, listed = f"/duplicates/participants/{first}/{second}", f"/duplicates?type=participants&id={second}"
    typed = {"into": "-different", "reason": "One is of the sea, one of rivers"}
    checked = editor.send(path, "check", **typed)
    assert (checked.status_code, "They will no longer be suggested" in checked.text) == (200, True)
    assert editor.client.get(f"/v1/participants/{first}", headers=ANY).json()["different_from"] == []
    assert 'href="#field-reason"' in editor.send(path, into="-different").text
    saved = editor.send(path, **typed)
    assert (saved.status_code, saved.headers["location"].endswith(f"{second}?saved=different")) == (303, True)
    assert editor.client.get(f"/v1/participants/{first}", headers=ANY).json()["different_from"] == [
        {"participant": {"id": second, "name": f"Ministry of the Ports {second[:-2]}"}, "reason": typed["reason"]}
    ]
    page = editor.client.get(listed).text
    assert page.index("Found to be different: 1") < page.index(typed["reason"]) < page.index(f"{first}/{second}")
    # From either side: it is said once, of both.
    for found in (path, f"/duplicates/participants/{second}/{first}"):
        told = editor.client.get(found).text
        assert typed["reason"] in told
        assert 'name="into"' not in told
    _before, _term, shown = editor.client.get(f"/participants/{first}").text.partition("Not to be confused with")
    assert -1 < shown.find(f'participants/{second}"') < shown.find(typed["reason"])
    assert "suggested as likely duplicates again" in editor.send(path, "check").text
    assert editor.send(f"/duplicates/participants/{second}/{first}").headers["location"].endswith("?saved=together")
    assert editor.client.get(f"/v1/participants/{first}", headers=ANY).json()["different_from"] == []
    assert "Found to be different" not in editor.client.get(listed).text


def test_a_record_that_was_changed_meanwhile_is_looked_at_again(
    seeded: Service, editor: Person, pair: tuple[str, str]
) -> None:
    first, second = pair
    path = f"/duplicates/participants/{first}/{second}"
    kept = editor.open(path)
    with seeded.client("admin") as other:
        body = {"name": "Another ministry altogether"}
        other.patch(f"/v1/participants/{second}", json=body, headers={"If-Match": "*"}).raise_for_status()
    typed = {"into": first, "reason": "One and the same", "do": "save"}
    refused = editor.client.post(path, data={**kept, **typed})
    assert (refused.status_code, "Another ministry altogether" in refused.text) == (412, True)
    assert editor.client.get(f"/v1/participants/{second}", headers=ANY).status_code == 200
    assert editor.client.post(path, data={**kept_by(refused.text), **typed}).status_code == 303


def test_what_is_typed_for_a_record_that_was_merged_meanwhile_goes_to_the_survivor(
    seeded: Service, editor: Person, pair: tuple[str, str]
) -> None:
    first, second = pair
    path = f"/participants/{second}/add-evidence"
    typed = editor.open(path) | {"source-1": "landau-arevalo-talks", "note-1": "A second source", "do": "save"}
    with seeded.client("admin") as other:
        merge = {"into": first, "reason": "One and the same"}
        other.post(f"/v1/participants/{second}/merge", json=merge, headers={"If-Match": "*"}).raise_for_status()
    sent_on = editor.client.post(path, data=typed)
    assert sent_on.status_code == 307
    there = str(sent_on.url.join(sent_on.headers["location"]))
    assert there.endswith(f"/participants/{first}/add-evidence")
    assert editor.client.post(there, data=typed).status_code == 303
    assert "A second source" in editor.client.get(f"/participants/{first}").text
    opened = editor.client.get(path)
    assert (opened.status_code, str(opened.url.join(opened.headers["location"]))) == (303, there)


@pytest.mark.parametrize(("prefix", "role", "differs"), [("", "Made at", "differs"), ("/es", "Hecho en", "difiere")])
def test_meetings_that_are_called_alike_are_told_apart(
    seeded: Service, editor: Person, unique: Unique, prefix: str, role: str, differs: str
) -> None:
    ids = [unique(f"alike-{side}") for side in "ab"]
    with seeded.client("write") as client:
        for one in ids:
            body = {"title": "A meeting of the same name", "form": "call", "status": "held"}
            client.put(f"/v1/meetings/{one}", json=body).raise_for_status()
            meetings = [{"meeting": one, "role": "made_at"}]
            parties = [{"participant": "guatemala", "role": "promisor"}]
            pledge = {"title": "Build a port", "meetings": meetings, "parties": parties}
            client.put(f"/v1/pledges/{one}", json=pledge).raise_for_status()
    page = editor.client.get(f"{prefix}/duplicates/pledges/{ids[0]}/{ids[1]}").text
    (row,) = (row for row in page.split('<tr role="row">') if f"A meeting of the same name ({ids[0]})" in row)
    assert f"A meeting of the same name ({ids[1]})" in row
    assert role in row
    assert "made_at" not in page
    assert f'<span class="flag">{differs}</span>' in row
    assert page.count('<span class="flag">') == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/duplicates/nonsense/a/b", 404),
        ("/duplicates/participants/guatemala/guatemala", 404),
        ("/duplicates/participants/guatemala/none-such", 404),
        ("/duplicates?type=nonsense&threshold=9&id=", 200),
        ("/duplicates?type=participants&id=none-such", 422),
        ("/participants/none-such/undo-merge", 404),
    ],
)
def test_what_there_is_not_is_no_server_error(editor: Person, path: str, status: int) -> None:
    assert editor.client.get(path).status_code == status


def test_what_cannot_be_merged_is_said_in_the_form(editor: Person) -> None:
    answer = editor.send("/duplicates/participants/bernardo-arevalo/mexico", into="mexico", reason="They are not")
    assert answer.status_code == 422
    assert 'href="#field-into"' in answer.text
