"""What is recorded already: it is told, cited in place of a new record, and never changed by the way."""

from typing import Any

import pytest

from tests.conftest import Unique
from tests.serving import Service
from tests.site.editing.intake.conftest import Recorder
from tests.site.editing.intake.test_recording import get, head

OK, INVALID, SEE_OTHER = 200, 422, 303


def written(service: Service, path: str) -> dict[str, Any]:
    return get(service, f"{path}?form=written")


@pytest.fixture
def recorded(seeded: Service, unique: Unique) -> str:
    """Return the id of a pledge of Guatemala that is recorded already."""
    body = {
        "title": f"Open two crossings {unique('as')}",
        "announced": "2026-03-03",
        "parties": [{"participant": "guatemala", "role": "promisor"}],
        "citations": [{"source": "landau-arevalo-talks"}],
    }
    with seeded.client("write") as client:
        return str(client.post("/v1/pledges", json=body).raise_for_status().json()["id"])


def test_a_likely_duplicate_is_told_and_can_be_cited_instead(found: Recorder, seeded: Service, recorded: str) -> None:
    title, (quote,) = get(seeded, f"/v1/pledges/{recorded}")["title"], found.value("candidate-1-quote")
    page = found.press("review", {"candidate-1-title": title, "candidate-1-announced": "2026-03-03"})
    assert page.status_code == OK
    assert "Another record says the same." in page.text
    assert f'href="pledges/{recorded}"' in page.text
    before = written(seeded, f"/v1/pledges/{recorded}")
    page = found.press(f"cite-candidate-1-/{recorded}")
    assert page.status_code == OK
    assert "Already recorded: nothing new is made of it." in page.text
    where = found.press("record").headers["location"].partition("?")[0].rpartition("/")[2]
    after = written(seeded, f"/v1/pledges/{recorded}")
    assert {name: after[name] for name in after if name not in {"citations", "meetings"}} == {
        name: before[name] for name in before if name not in {"citations", "meetings"}
    }
    assert after["citations"][:1] == before["citations"]
    assert after["citations"][1]["quote"]["exact"] == quote
    assert after["meetings"] == [{"meeting": where, "role": "reaffirmed_at"}]
    assert len([one for one in get(seeded, "/v1/pledges?limit=200")["items"] if one["title"] == title]) == 1


def test_what_is_cited_instead_can_be_made_anew_after_all(found: Recorder, recorded: str) -> None:
    found.press("review", {"candidate-1-known": recorded})
    assert "Already recorded" in found.text
    found.press("cite-candidate-1-/")
    assert "Already recorded" not in found.text


def test_two_promises_that_are_one_are_both_cited(found: Recorder, seeded: Service, recorded: str) -> None:
    assert found.press("review", {"candidate-1-known": recorded, "candidate-2-known": recorded}).status_code == OK
    assert found.press("record").status_code == SEE_OTHER
    assert len(written(seeded, f"/v1/pledges/{recorded}")["citations"]) == 3


@pytest.mark.parametrize("id", ["nothing-of-the-sort", "../../v1/keys", "guatemala", "a", "ñ", "x" * 200])
def test_what_is_not_there_cannot_be_cited(found: Recorder, id: str) -> None:
    page = found.press("review", {"candidate-1-known": id})
    assert page.status_code == INVALID
    assert 'href="#field-candidate-1-known"' in page.text


def test_an_id_that_another_took_meanwhile_is_left_to_it(found: Recorder, seeded: Service, unique: Unique) -> None:
    (id,), (title,) = found.value("candidate-1-id"), found.value("candidate-1-title")
    with seeded.client("write") as client:
        body = {"title": unique("Something else"), "parties": [{"participant": "honduras", "role": "promisor"}]}
        client.put(f"/v1/pledges/{id}", json=body, headers={"If-None-Match": "*"}).raise_for_status()
    before = written(seeded, f"/v1/pledges/{id}")
    assert found.press("review").status_code == OK
    where = found.press("record").headers["location"].partition("?")[0].rpartition("/")[2]
    assert written(seeded, f"/v1/pledges/{id}") == before
    titles = [one["title"] for one in get(seeded, f"/v1/pledges?meeting={where}")["items"]]
    assert title in titles


def test_a_known_source_and_a_known_meeting_are_used(found: Recorder, seeded: Service) -> None:
    known = {"source-known": "landau-arevalo-talks", "meeting-known": "rubio-arevalo-2025-02-05"}
    before = written(seeded, f"/v1/meetings/{known['meeting-known']}")
    assert found.press("review", known).status_code == OK
    page = found.press("record")
    assert page.headers["location"].startswith(f"meetings/{known['meeting-known']}?")
    assert written(seeded, f"/v1/meetings/{known['meeting-known']}") == before
    newest = get(seeded, "/v1/pledges?source=landau-arevalo-talks&sort=-updated_at&limit=1")["items"][0]
    assert newest["meetings"][0]["meeting"]["id"] == known["meeting-known"]


def test_a_known_source_can_be_named(found: Recorder, seeded: Service) -> None:
    # A letter stands alone in it.
    title = written(seeded, "/v1/sources/landau-arevalo-talks")["title"]
    assert found.press("review", {"source-known": title.upper()}).status_code == OK
    where = found.press("record").headers["location"].partition("?")[0].rpartition("/")[2]
    assert get(seeded, f"/v1/pledges?meeting={where}&source=landau-arevalo-talks")["items"]


def test_what_is_known_can_be_named(found: Recorder, seeded: Service) -> None:
    title = written(seeded, "/v1/meetings/rubio-arevalo-2025-02-05")["title"]
    topic = get(seeded, "/v1/topics/migration")["name"]
    listed = "/v1/pledges?meeting=rubio-arevalo-2025-02-05&topic=migration"
    before = len(get(seeded, listed)["items"])
    named = {"meeting-known": title.upper(), "candidate-1-topic": topic.lower()}
    assert found.press("review", named).status_code == OK
    assert found.press("record").status_code == SEE_OTHER
    assert len(get(seeded, listed)["items"]) == before + 1


@pytest.mark.parametrize("typed", ["Nothing of the Sort", "nothing-of-the-sort"])
@pytest.mark.parametrize("field", ["source-known", "meeting-known", "candidate-1-known", "candidate-1-topic"])
def test_what_nothing_is_called_is_refused_at_its_field(found: Recorder, field: str, typed: str) -> None:
    page = found.press("review", {field: typed})
    assert page.status_code == INVALID
    assert page.text.count(f'href="#field-{field}"') == page.text.count('href="#field-') == 1


def test_who_was_matched_wrongly_is_changed(found: Recorder, seeded: Service) -> None:
    number = next(name.split("-")[1] for name, value in found.fields if (name[-6:], value) == ("-known", "guatemala"))
    found.press("review", {f"participant-{number}-known": "el-salvador"})
    assert "<bdi>el-salvador</bdi>" in found.text
    where = found.press("record").headers["location"].partition("?")[0].rpartition("/")[2]
    assert get(seeded, f"/v1/pledges?meeting={where}&promisor=guatemala")["items"] == []
    assert get(seeded, f"/v1/pledges?meeting={where}&promisor=el-salvador")["items"]


def test_checking_writes_nothing(found: Recorder, seeded: Service, recorded: str) -> None:
    before = head(seeded)
    found.press("review", {"candidate-1-known": recorded})
    found.press("cite-candidate-1-/")
    assert head(seeded) == before
