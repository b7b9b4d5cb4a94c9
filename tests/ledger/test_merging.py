"""Duplicates are merged: what referred to one refers to the other, in every field, and it can be undone."""

from typing import Any

import httpx
import pytest

from app.db.engines import writing_engine
from app.exchange.formats.bundle import read_bundle
from app.exchange.loading.loader import load_bundle
from app.ledger.checking.rebuild import rebuild
from tests.answers import CLOCK, document
from tests.conftest import Unique
from tests.nouns import NOUNS
from tests.refusals import invalid, refused
from tests.serving import Service

Body = dict[str, Any]


@pytest.fixture
def make(client: httpx.Client, unique: Unique) -> Any:
    """Return what makes records of few words."""
    least: dict[str, Body] = {
        "sources": {"kind": "news_report", "title": "A report"},
        "participants": {"kind": "state", "name": "A state"},
        "topics": {"name": "A topic"},
        "meetings": {"title": "A meeting", "form": "meeting", "status": "held"},
        "instruments": {"kind": "treaty", "title": "A treaty"},
        "pledges": {"title": "A pledge", "kind": "policy", "strength": "firm"},
        "statements": {"kind": "claim", "summary": "It is so"},
        "actions": {"kind": "payment", "title": "An action"},
    }

    def make(collection: str, **fields: Any) -> str:
        record = unique(collection[:-1])
        body = least[collection] | fields
        if collection == "pledges" and "parties" not in fields:
            body["parties"] = [{"participant": make("participants"), "role": "promisor"}]
        response = client.put(f"/v1/{collection}/{record}", json=body)
        assert response.status_code == httpx.codes.CREATED, response.text
        return record

    return make


def content(response: httpx.Response) -> Body:
    assert response.is_success, response.text
    found: Body = response.json()
    return found


def written(client: httpx.Client, collection: str, record: str) -> Body:
    return content(client.get(f"/v1/{collection}/{record}", params={"form": "written"}))


def merge(client: httpx.Client, collection: str, record: str, into: str, **more: Any) -> httpx.Response:
    return client.post(f"/v1/{collection}/{record}/merge", json={"into": into, "reason": "one and the same", **more})


def unmerge(client: httpx.Client, collection: str, record: str) -> httpx.Response:
    return client.post(f"/v1/{collection}/{record}/unmerge", json={"reason": "two after all"})


def test_every_reference_to_a_participant_moves_and_back(client: httpx.Client, make: Any) -> None:
    old, new, other = make("participants", name="Old"), make("participants", name="New"), make("participants")
    body = make("participants", kind="government_body", part_of=[{"participant": old, "from": "2020"}])
    person = make("participants", kind="person", offices=[{"id": "head", "title": "Head", "body": old}])
    cited = make("sources", citations=[{"id": "it", "source": make("sources"), "speaker": old}])
    attended = make(
        "meetings",
        attendance=[
            {"id": "a", "participant": old, "role": "host"},
            {"id": "b", "participant": new, "role": "host", "title": "Kept"},
            {"id": "c", "participant": other, "role": "visitor", "on_behalf_of": old},
            {"id": "d", "participant": old, "role": "chair"},
            {"id": "e", "role": "host", "title": "Minister", "on_behalf_of": old},
            {"id": "f", "role": "host", "title": "Minister", "on_behalf_of": new},
            {"id": "g", "role": "host", "title": "Vice Minister", "on_behalf_of": old},
        ],
    )
    said = make("statements", speaker=old, on_behalf_of=new, addressed_to=old)
    pledged = make(
        "pledges",
        parties=[
            {"participant": old, "role": "promisor"},
            {"participant": other, "role": "promisor"},
            {"participant": new, "role": "promisee"},
            {"participant": old, "role": "promisee"},
        ],
    )
    change = {
        "id": "seen", "party": old, "status": "in_progress", "effective_on": "2025-06-01", "reason": "Seen",
        "citations": [{"id": "s", "source": cited, "speaker": old}],
    }  # fmt: skip
    recorded = document(client.post(f"/v1/pledges/{pledged}/status-changes", json=change))
    records = [
        ("participants", body), ("participants", person), ("sources", cited), ("meetings", attended),
        ("statements", said), ("pledges", pledged),
    ]  # fmt: skip
    before = {key: (client.get("/v1/{}/{}".format(*key)).json(), written(client, *key)) for key in records}

    report = content(merge(client, "participants", old, new))
    assert {(moved["collection"], moved["id"]) for moved in report["moved"]} == set(records)
    assert (report["into"], report["version"], report["name_kept"]) == (new, 2, False)
    for moved in report["moved"]:
        key = (moved["collection"], moved["id"])
        assert moved["version"] == before[key][0]["version"] + 1
        assert content(client.get("/v1/{}/{}".format(*key)))["version"] == moved["version"]
        assert f'"{old}"' not in client.get("/v1/{}/{}".format(*key)).text
    assert written(client, "meetings", attended)["attendance"] == [
        before["meetings", attended][1]["attendance"][1],
        before["meetings", attended][1]["attendance"][2] | {"on_behalf_of": new},
        before["meetings", attended][1]["attendance"][3] | {"participant": new},
        before["meetings", attended][1]["attendance"][5],
        before["meetings", attended][1]["attendance"][6] | {"on_behalf_of": new},
    ]
    assert [(party["participant"], party["role"]) for party in written(client, "pledges", pledged)["parties"]] == [
        (new, "promisor"),
        (other, "promisor"),
        (new, "promisee"),
    ]
    assert written(client, "participants", body)["part_of"][0]["participant"] == new
    seen = content(client.get(f"/v1/pledges/{pledged}/status-changes/seen"))
    assert (seen["party"]["id"], seen["citations"][0]["speaker"]["id"]) == (new, new)
    # A judgement stays whose it was, and when.
    assert {name: seen[name] for name in ("recorded_at", "actor", "version")} == {
        name: recorded[name] for name in ("recorded_at", "actor", "version")
    }
    parties = content(client.get(f"/v1/pledges/{pledged}"))["parties"]
    assert parties[0]["status"]["status"] == "in_progress"
    assert pledged in {item["id"] for item in client.get("/v1/pledges", params={"promisor": new}).json()["items"]}
    # As it was, with the name of then.
    then = content(client.get(f"/v1/pledges/{pledged}/revisions/2"))
    assert then["parties"][0]["participant"] == {"id": old, "name": "Old"}

    restored = content(unmerge(client, "participants", old))
    assert (restored["from"], restored["left"], restored["version"]) == (new, [], 3)
    assert {(moved["collection"], moved["id"]) for moved in restored["moved_back"]} == set(records)
    for key, (_document, shape) in before.items():
        assert written(client, *key) == shape
    seen = content(client.get(f"/v1/pledges/{pledged}/status-changes/seen"))
    assert seen == recorded | {"pledge": seen["pledge"]}


@pytest.mark.parametrize("noun", NOUNS, ids=repr)
def test_a_merged_record_leads_to_its_survivor(client: httpx.Client, make: Any, noun: Any) -> None:
    collection = noun.collection
    old, middle, new = (make(collection) for _ in range(3))
    path = f"/v1/{collection}/{old}"
    made = content(client.get(path))
    content(merge(client, collection, old, middle))
    content(merge(client, collection, middle, new))
    for below in ("", "?form=written", "/citations", "/citations/one"):
        problem = client.get(path + below)
        assert (problem.status_code, problem.headers["location"]) == (308, f"/v1/{collection}/{new}{below}")
        assert problem.json()["survivor"] == new
    assert client.get(path, follow_redirects=True).json()["id"] == new
    assert client.head(path).status_code == 308
    listed = client.get(f"/v1/{collection}", params=[("id", old), ("id", new)]).json()["items"]
    assert [item["id"] for item in listed] == [new]
    # It stays readable as it was.
    assert content(client.get(f"{path}/revisions/1")) == {
        name: value for name, value in made.items() if name not in CLOCK
    }
    operations = [item["operation"] for item in content(client.get(f"{path}/revisions"))["items"]]
    assert operations == ["put", "merge"]
    refused(client.get(f"{path}/revisions/2"), 404, "not-found")
    # It cannot be written, and its id is never free again.
    shape = written(client, collection, new) | {"id": old}
    for answer in (
        client.put(path, json=shape),
        client.put(path, json=shape, headers={"If-Match": "*"}),
        client.patch(path, json={"tags": ["new"]}),
        client.delete(path),
        client.post(f"/v1/{collection}", json=shape),
        client.post(f"{path}/citations", json={"source": make("sources")}),
        merge(client, collection, old, new),
    ):
        assert refused(answer, 409, "conflict")["survivor"] == new
    # Undone from the end: the middle one first.
    assert "undo that merge first" in refused(unmerge(client, collection, old), 409, "conflict")["detail"]
    for record in (middle, old):
        content(unmerge(client, collection, record))
        back = content(client.get(f"/v1/{collection}/{record}"))
        assert (back["version"], back["created_at"] < back["updated_at"]) == (3, True)
    assert content(client.get(path)) | {"version": 1, "updated_at": made["updated_at"]} == made
    refused(unmerge(client, collection, old), 409, "conflict")
    refused(unmerge(client, collection, "never-was"), 404, "not-found")


def test_an_old_id_in_a_body_stands_for_the_survivor(client: httpx.Client, make: Any, unique: Unique) -> None:
    old, new = make("participants"), make("participants")
    gone, stays = make("pledges"), make("pledges")
    content(merge(client, "participants", old, new))
    content(merge(client, "pledges", gone, stays))
    body = {
        "title": "Named by its old id", "kind": "policy", "strength": "firm",
        "parties": [{"participant": old, "role": "promisor"}, {"participant": new, "role": "promisor"}],
        "links": [{"type": "renews", "pledge": gone}],
    }  # fmt: skip
    path = f"/v1/pledges/{unique('pledge')}"
    for answer in (client.put(path, json=body), client.post("/v1/pledges", json=body), client.put(path, json=body)):
        found = content(answer)
        assert [party["participant"]["id"] for party in found["parties"]] == [new]
        assert [link["pledge"]["id"] for link in found["links"]] == [stays]
        assert found["version"] == 1
    patched = content(client.patch(path, json={"parties": [{"participant": old, "role": "promisor"}]}))
    assert patched["version"] == 1
    meeting = make("meetings")
    attendance = {"participant": old, "role": "host"}
    assert content(client.post(f"/v1/meetings/{meeting}/attendance", json=attendance))["participant"]["id"] == new
    refused(client.post(f"/v1/meetings/{meeting}/attendance", json=attendance), 422, "invalid-content")
    statement = make("statements", about=[gone], speaker=old)
    assert written(client, "statements", statement)["about"] == [stays]
    source = make("sources")
    change = {
        "status": "superseded", "effective_on": "2025-06-01", "reason": "so", "party": old, "successor": gone,
        "citations": [{"source": source, "speaker": old}],
    }  # fmt: skip
    seen = content(client.post(f"{path}/status-changes", json=change))
    assert (seen["party"]["id"], seen["successor"]["id"]) == (new, stays)
    item = {"status": "planned", "effective_on": "2025-06-01", "reason": "so", "citations": [{"source": source}]}
    batch = content(client.post("/v1/status-changes", json={"items": [{"pledge": gone, **item}]}))
    assert batch["items"][0]["change"]["pledge"]["id"] == stays
    again = content(client.post("/v1/status-changes", json={"items": [{"pledge": gone, **item}]}))
    assert again["unchanged"] == 1
    refused(client.post(f"/v1/pledges/{gone}/status-changes", json=item), 409, "conflict")
    refused(client.get(f"/v1/pledges/{gone}/status"), 308, "merged")
    # An id that is derived passes over those that were merged.
    titled = {"name": f"Twice {unique('made')}"}
    first, second = (content(client.post("/v1/topics", json=titled))["id"] for _ in range(2))
    content(merge(client, "topics", second, first))
    assert content(client.post("/v1/topics", json=titled))["id"] not in {first, second}


def test_a_bundle_follows_merges(
    service: Service, client: httpx.Client, make: Any, unique: Unique, tmp_path: Any
) -> None:
    old, new = make("topics"), make("topics")
    content(merge(client, "topics", old, new))
    child = unique("topic")
    file = tmp_path / "bundle.yaml"
    file.write_text(f"topics:\n- id: {child}\n  name: Child\n  parent: {old}\n")
    engine = writing_engine(service.database_url)
    assert load_bundle(engine, read_bundle(file)).created == 1
    assert load_bundle(engine, read_bundle(file)).unchanged == 1
    assert written(client, "topics", child)["parent"] == new
    file.write_text(f"topics:\n- id: {old}\n  name: Old\n")
    report = load_bundle(engine, read_bundle(file))
    engine.dispose()
    assert [f"2:id: was merged into {new}" in str(fault) for fault in report.left] == [True]


def test_what_cannot_be_merged(client: httpx.Client, make: Any) -> None:
    state, person = make("participants"), make("participants", kind="person")
    body, company = make("participants", kind="government_body"), make("participants", kind="organization")
    for into in (state, person, "is-not-there"):
        assert invalid(merge(client, "participants", state, into)) == ["/into"]
    content(merge(client, "participants", company, body))
    # Nothing comes to contain itself, near or far.
    top = make("topics")
    middle = make("topics", parent=top)
    bottom = make("topics", parent=middle)
    for old, new in ((top, middle), (top, bottom), (middle, top)):
        answer = merge(client, "topics", old, new)
        if new == top:
            content(answer)
        else:
            assert refused(answer, 409, "conflict")["record"] == f"/v1/topics/{middle if new == bottom else new}"
    assert written(client, "topics", bottom)["parent"] == top
    group = make("participants", kind="group")
    member = make("participants", part_of=[{"participant": group}])
    refused(merge(client, "participants", group, make("participants", kind="person")), 422, "invalid-content")
    whole = make("participants", kind="group", part_of=[{"participant": group}])
    refused(merge(client, "participants", group, whole), 409, "conflict")
    assert written(client, "participants", member)["part_of"][0]["participant"] == group
    # A judgement cannot name its own pledge as what took its place.
    pledge, successor = make("pledges"), make("pledges")
    change = {"status": "superseded", "effective_on": "2025-06-01", "reason": "so", "successor": successor}
    change["citations"] = [{"source": make("sources")}]
    content(client.post(f"/v1/pledges/{pledge}/status-changes", json=change))
    refused(merge(client, "pledges", successor, pledge), 409, "conflict")
    # The condition is that of the record which goes.
    refused(
        client.post(
            f"/v1/topics/{bottom}/merge",
            json={"into": top, "reason": "so"},
            headers={"If-Match": '"9-0123456789abcdef"'},
        ),
        412,
        "precondition-failed",
    )


def test_links_of_merged_pledges(client: httpx.Client, make: Any) -> None:
    new = make("pledges")
    old = make("pledges", links=[{"type": "renews", "pledge": new}])
    linked = make("pledges", links=[{"type": "supersedes", "pledge": old}, {"type": "supersedes", "pledge": new}])
    assert client.patch(f"/v1/pledges/{new}", json={"links": [{"type": "matches", "pledge": old}]}).is_success
    citing = {
        "status": "planned",
        "effective_on": "2025-06-01",
        "reason": "so",
        "citations": [{"source": make("sources")}],
    }
    judged = document(client.post(f"/v1/pledges/{old}/status-changes", json=citing))
    content(merge(client, "pledges", old, new))
    assert written(client, "pledges", new)["links"] == []
    assert written(client, "pledges", linked)["links"] == [{"type": "supersedes", "pledge": new}]
    # What was judged of the old one is not copied, and comes back with it.
    assert client.get(f"/v1/pledges/{new}/status-changes").json()["items"] == []
    content(unmerge(client, "pledges", old))
    assert written(client, "pledges", new)["links"] == [{"type": "matches", "pledge": old}]
    assert [link["pledge"] for link in written(client, "pledges", linked)["links"]] == [old, new]
    assert client.get(f"/v1/pledges/{old}/status-changes").json()["items"] == [judged]


def test_what_was_changed_since_the_merge_is_left(client: httpx.Client, make: Any) -> None:
    old, new, other = make("participants"), make("participants"), make("participants")
    source, lost = make("sources"), make("sources")
    untouched, edited, deleted, judged = (
        make("pledges", parties=[{"participant": old, "role": "promisor"}, {"participant": other, "role": "promisee"}])
        for _ in range(4)
    )
    both = [{"participant": old, "role": "promisee"}, {"participant": new, "role": "promisee"}]
    twin = make("pledges", parties=[{"participant": other, "role": "promisor"}, *both])
    content(merge(client, "participants", old, new))
    # Another party beside it does not matter, nor does another title.
    parties = [{"participant": other, "role": "verifier"}, *written(client, "pledges", untouched)["parties"]]
    content(client.patch(f"/v1/pledges/{untouched}", json={"parties": parties, "title": "Another"}))
    content(client.patch(f"/v1/pledges/{edited}", json={"parties": [{"participant": other, "role": "promisor"}]}))
    assert client.delete(f"/v1/pledges/{deleted}").is_success
    content(client.patch(f"/v1/pledges/{twin}", json={"parties": [{"participant": other, "role": "promisor"}]}))
    change = {"status": "planned", "effective_on": "2025-06-01", "reason": "so", "party": new}
    change["citations"] = [{"source": source}]
    content(client.post(f"/v1/pledges/{judged}/status-changes", json=change))
    report = content(unmerge(client, "participants", old))
    assert [moved["id"] for moved in report["moved_back"]] == [untouched]
    assert {(left["id"], *left["fields"]) for left in report["left"]} == {
        (edited, "parties"), (deleted, "*"), (judged, "*"), (twin, "parties"),
    }  # fmt: skip
    moved = [(party["participant"], party["role"]) for party in written(client, "pledges", untouched)["parties"]]
    assert moved == [(other, "verifier"), (old, "promisor"), (other, "promisee")]
    assert written(client, "pledges", judged)["parties"][0]["participant"] == new
    # What it referred to itself may have been merged since, and must be there.
    topic = make("sources", citations=[{"source": source}, {"source": lost}])
    content(merge(client, "sources", topic, make("sources")))
    content(merge(client, "sources", source, make("sources", title="The other")))
    assert client.delete(f"/v1/sources/{lost}").is_success
    assert refused(unmerge(client, "sources", topic), 409, "conflict")["missing"] == [f"/v1/sources/{lost}"]
    assert content(client.put(f"/v1/sources/{lost}", json={"kind": "news_report", "title": "Again"}))
    content(unmerge(client, "sources", topic))
    assert [citation["source"]["title"] for citation in client.get(f"/v1/sources/{topic}").json()["citations"]] == [
        "The other", "Again",
    ]  # fmt: skip
    parent, follower = make("topics"), make("topics")
    child = make("topics", parent=parent)
    content(merge(client, "topics", child, make("topics")))
    content(merge(client, "topics", parent, follower))
    assert client.delete(f"/v1/topics/{follower}").is_success
    assert refused(unmerge(client, "topics", child), 409, "conflict")["missing"] == [f"/v1/topics/{parent}"]


def test_a_name_is_kept_if_asked(client: httpx.Client, make: Any) -> None:
    old, new = make("participants", name="Old name"), make("participants", name="New name")
    assert client.patch(f"/v1/participants/{new}", json={"part_of": [{"participant": make("participants")}]}).is_success
    assert content(merge(client, "participants", old, new, keep_name=True))["name_kept"] is True
    assert written(client, "participants", new)["other_names"] == [{"name": "Old name", "language": None}]
    third = make("participants", name="Old name")
    assert content(merge(client, "participants", third, new, keep_name=True))["name_kept"] is False
    content(unmerge(client, "participants", third))
    assert len(written(client, "participants", new)["other_names"]) == 1
    content(unmerge(client, "participants", old))
    assert written(client, "participants", new)["other_names"] == []
    assert invalid(merge(client, "topics", make("topics"), make("topics"), keep_name=True)) == ["/keep_name"]


def test_too_many_are_not_moved_at_once(client: httpx.Client, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ledger.merging.merge.MAX_MOVED", 2)
    old, new = make("topics"), make("topics")
    for _ in range(3):
        make("topics", parent=old)
    assert invalid(merge(client, "topics", old, new)) == ["/into"]
    content(merge(client, "topics", new, old))
    # Nor are few that are long.
    monkeypatch.setattr("app.ledger.merging.merge.MAX_MOVED", 3)
    monkeypatch.setattr("app.ledger.merging.merge.MOST", 100)
    new = make("topics")
    assert invalid(merge(client, "topics", old, new)) == ["/into"]
    monkeypatch.setattr("app.ledger.merging.merge.MOST", 100_000)
    content(merge(client, "topics", old, new))
    for limit in ("MOST_MOVED_BACK", "MOST_READ"):
        with monkeypatch.context() as patch:
            patch.setattr(f"app.ledger.merging.unmerge.{limit}", 100)
            assert invalid(unmerge(client, "topics", old)) == [""]
    content(unmerge(client, "topics", old))


def test_other_parts_follow_and_come_back(client: httpx.Client, make: Any, service: Service) -> None:
    old, new = make("participants"), make("participants")
    lost, kept = make("sources"), make("sources")
    target = {"indicator": "flights", "measure": "count", "direction": "at_least", "value": 4}
    pledge = make("pledges", parties=[{"participant": old, "role": "promisor"}], targets=[target])
    cited = [{"id": "it", "source": lost, "speaker": old}]
    assessment = {"party": old, "score": 1, "period": "2025", "assessor": old, "assessor_kind": "self_report"}
    bodies = {
        "assessments": assessment | {"id": "said", "citations": cited},
        "measurements": {"id": "seen", "party": old, "period": "2025", "value": 4, "citations": cited},
        "milestones": {"id": "first", "title": "First", "citations": cited},
    }
    made = {name: document(client.post(f"/v1/pledges/{pledge}/{name}", json=body)) for name, body in bodies.items()}
    before = content(client.get(f"/v1/pledges/{pledge}"))
    content(merge(client, "participants", old, new))
    content(merge(client, "sources", lost, kept))

    def parts() -> dict[str, Body]:
        return {name: content(client.get(f"/v1/pledges/{pledge}/{name}/{body['id']}")) for name, body in bodies.items()}

    moved = parts()
    for name, part in moved.items():
        assert part["citations"][0]["source"]["id"] == kept
        assert part["citations"][0]["speaker"]["id"] == new
        assert part.get("party", {"id": new})["id"] == new
        assert part["recorded_at"] == made[name]["recorded_at"]
    assert moved["assessments"]["assessor"]["id"] == new
    # What is made of the records anew is what they are.
    assert service.write(rebuild) == 0
    for collection, record in (("sources", lost), ("participants", old)):
        content(unmerge(client, collection, record))
    assert parts() == made
    after = content(client.get(f"/v1/pledges/{pledge}"))
    assert after | {"version": 0, "updated_at": ""} == before | {"version": 0, "updated_at": ""}
    # A pledge that is merged takes its parts with it, and brings them back.
    other = make("pledges")
    content(merge(client, "pledges", pledge, other))
    content(unmerge(client, "pledges", pledge))
    assert parts() == made


def test_what_was_known_before_a_merge_is_still_told(client: httpx.Client, make: Any) -> None:
    old, new = make("topics", name="Old"), make("topics", name="New")
    child = make("topics", parent=old)
    merged = content(merge(client, "topics", old, new))
    until = {"known_at": content(client.get(f"/v1/topics/{old}/revisions/1"))["updated_at"]}
    since = {"known_at": content(client.get(f"/v1/topics/{child}"))["updated_at"]}
    assert merged["moved"][0]["id"] == child
    assert content(client.get(f"/v1/topics/{old}", params=until))["name"] == "Old"
    led = client.get(f"/v1/topics/{old}", params=since)
    assert (led.status_code, led.headers["location"].partition("?")[0]) == (308, f"/v1/topics/{new}")
    assert content(client.get(led.headers["location"]))["id"] == new
    between = {"known_at": content(client.get(f"/v1/topics/{child}/revisions/1"))["updated_at"]}
    assert content(client.get(f"/v1/topics/{child}", params=between))["parent"] == {"id": old, "name": "Old"}
    listed = client.get("/v1/topics", params=between | {"id": [old, new]}).json()["items"]
    assert [item["id"] for item in listed] == sorted([old, new])
    listed = client.get("/v1/topics", params=since | {"id": [old, new]}).json()["items"]
    assert [item["id"] for item in listed] == [new]
