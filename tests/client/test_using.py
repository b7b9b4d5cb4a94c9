"""Both clients against the running service."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.client import (
    Client,
    Conflict,
    Fault,
    Forbidden,
    Invalid,
    NotFound,
    OtherLedger,
    PreconditionFailed,
    Unauthenticated,
)
from tests.client.conftest import AnyClient
from tests.conftest import Unique
from tests.serving import Service


@pytest.fixture
def topic(pacta: AnyClient, unique: Unique) -> str:
    id_ = unique("topic")
    pacta.topics.put(id_, {"name": "Ports"}, only_create=True)
    return id_


def test_records_are_written_and_read(pacta: AnyClient, topic: str) -> None:
    with pytest.raises(PreconditionFailed):
        pacta.topics.put(topic, {"name": "Harbours"}, only_create=True)
    written = pacta.topics.written(topic)
    assert written.record["name"] == "Ports"
    assert pacta.topics.put(topic, written.record | {"name": "Harbours"}, if_match=written.etag)["version"] == 2
    with pytest.raises(PreconditionFailed) as refused:
        pacta.topics.patch(topic, {"name": "Quays"}, if_match=written.etag)
    assert (refused.value.status, refused.value.members["current_version"]) == (412, 2)
    assert pacta.topics.patch(topic, {"name": "Quays"}, dry_run=True)["name"] == "Quays"
    assert pacta.topics.get(topic, fields="name") == {"id": topic, "name": "Harbours"}
    pacta.topics.delete(topic, if_match=written.etag.replace("1-", "2-"))
    with pytest.raises(NotFound) as absent:
        pacta.topics.get(topic)
    assert absent.value.kind == "not-found"


def test_edits_are_made_again_where_somebody_was_faster(pacta: AnyClient, service: Service, topic: str) -> None:
    seen, words = list[Any](), iter(("of the sea", "of rivers"))

    def change(record: dict[str, Any]) -> None:
        seen.append(record.get("tags"))
        if len(seen) == 1:
            with service.client("write") as other:
                assert other.patch(f"/v1/topics/{topic}", json={"tags": [next(words)]}).is_success
        record["name"] = "Harbours"

    edited = pacta.topics.edit(topic, change)
    assert (edited["name"], edited["tags"], edited["version"]) == ("Harbours", ["of the sea"], 3)
    assert seen == [[], ["of the sea"]]
    seen.clear()
    with pytest.raises(PreconditionFailed):
        pacta.topics.edit(topic, change, attempts=1)


def test_numbers_keep_their_digits_through_an_edit(pacta: AnyClient, unique: Unique) -> None:
    owner = unique("state")
    pacta.participants.put(owner, {"kind": "state", "name": "A state"})
    target = {
        "indicator": "tons",
        "measure": "count",
        "direction": "at_least",
        "value": Decimal("12345678901234567.0123456789"),
    }
    pledge = {"title": "Ship tons", "parties": [{"participant": owner, "role": "promisor"}], "targets": [target]}
    id_ = pacta.pledges.create(pledge)["id"]
    assert pacta.pledges.edit(id_, lambda record: record)["version"] == 1
    assert pacta.pledges.written(id_).record["targets"][0]["value"] == Decimal("12345678901234567.0123456789")
    assert isinstance(pacta.pledges.get(id_)["targets"][0]["value"], float)


def test_lists_go_on_to_the_last_page(pacta: AnyClient, unique: Unique) -> None:
    tag = unique("tag")
    ids = [pacta.topics.put(f"{tag}-{number}", {"name": f"N{number}", "tags": [tag]})["id"] for number in range(5)]
    assert [one["id"] for one in pacta.listed(pacta.topics.list(tag=tag, limit=2))] == ids
    assert [one["id"] for one in pacta.listed(pacta.topics.list(id=ids[1:3], disputed=False, q=None))] == ids[1:3]
    then = datetime(2020, 1, 1, tzinfo=UTC)
    assert pacta.listed(pacta.topics.list(tag=tag, known_at=then)) == []
    assert pacta.listed(pacta.pledges.list(due_before=date(2020, 1, 1), as_of=date(2026, 1, 1))) == []


def test_twins_are_refused_on_request(pacta: AnyClient, unique: Unique) -> None:
    name = {"kind": "person", "name": unique("Alicia Bárcena")}
    first = pacta.participants.create(name)
    with pytest.raises(Conflict) as refused:
        pacta.participants.create(name, unless_duplicate=True)
    assert refused.value.members["other"].endswith(first["id"])
    second = pacta.participants.create(name)
    assert [warning["code"] for warning in second["warnings"]] == ["likely_duplicate"]
    pacta.participants.merge(second["id"], first["id"], "the same person")
    assert pacta.participants.get(second["id"])["id"] == first["id"]


def test_statuses_are_changed_one_by_one_and_together(pacta: AnyClient, unique: Unique) -> None:
    owner = unique("state")
    pacta.participants.put(owner, {"kind": "state", "name": "A state"})
    pledge = pacta.pledges.create({"title": "Open a port", "parties": [{"participant": owner, "role": "promisor"}]})[
        "id"
    ]
    change = {"status": "planned", "effective_on": "2025-02-05", "reason": "It was announced"}
    with pytest.raises(Invalid) as refused:
        pacta.status_changes.record(pledge, change)
    assert refused.value.kind == "guard-refused"
    assert refused.value.errors[0].place == "/citations"
    unseen = {"status": "no_verified_progress", "effective_on": "2025-02-05", "reason": "Nothing was found",
              "sources_reviewed_up_to": "2025-02-05"}  # fmt: skip
    report = pacta.change_statuses([unseen | {"pledge": pledge}, change | {"pledge": pledge}], atomic=False)
    assert [item["outcome"] for item in report["items"]] == ["recorded", "refused"]
    (recorded,) = pacta.listed(pacta.status_changes.list(pledge))
    assert pacta.status_changes.withdraw(pledge, recorded["id"], "an example")["withdrawn"]["reason"] == "an example"


def test_faults_name_their_places(pacta: AnyClient) -> None:
    with pytest.raises(Invalid) as refused:
        pacta.topics.create({"nmae": "Ports"})
    assert refused.value.errors[-1].pointer == "/nmae"
    assert str(refused.value).startswith("The content is invalid: ")
    assert str(refused.value.errors[-1]) in str(refused.value)
    with pytest.raises(Invalid) as refused:
        pacta.listed(pacta.topics.list(naem="x"))
    (fault,) = refused.value.errors
    assert fault == Fault(fault.message, parameter="naem")


def test_the_ledger_is_followed_to_its_end(pacta: AnyClient, topic: str) -> None:
    entries = pacta.listed(pacta.changes(limit=7))
    assert [entry["number"] for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[-1]["record"] == topic
    assert len(pacta.listed(pacta.changes(limit=3, after=1))) == len(entries), "where to go on is no filter"
    assert len(pacta.listed(pacta.changes(follow=True), len(entries))) == len(entries)
    assert pacta.listed(pacta.changes(collection="topics", record=topic)) == entries[-1:]
    with pytest.raises(OtherLedger):
        pacta.listed(pacta.changes(10**9))


def test_tables_and_exports_are_read_as_they_come(pacta: AnyClient, topic: str) -> None:
    (line,) = pacta.listed(pacta.lines("/v1/topics.ndjson", id=topic))
    assert (line["id"], line["name"]) == (topic, "Ports")
    head, row = b"".join(pacta.listed(pacta.chunks("/v1/topics.csv", id=topic, fields="name"))).split()
    assert (head, row) == (b"id,name", f"{topic},Ports".encode())
    assert topic in [
        one["topics"][0]["id"] for one in pacta.listed(pacta.lines("/v1/export.jsonl", collection="topics"))
    ]
    with pytest.raises(Invalid):
        pacta.listed(pacta.chunks("/v1/topics.csv", naem="x"))


def test_all_else_is_reached_by_its_address(pacta: AnyClient, topic: str) -> None:
    assert pacta.get("/v1/stats/overview", topic=topic)["total"] == 0
    assert [hit["id"] for hit in pacta.listed(pacta.search("Ports", type="topics", limit=1), 1)]
    assert pacta.listed(pacta.parts("topics", "citations").list(topic)) == []
    assert pacta.collection("topics").get(topic)["id"] == topic
    bundle = {"topics": [{"id": f"{topic}-below", "name": "Below", "parent": topic}]}
    assert pacta.record_bundle(bundle, dry_run=True)["records"][0]["id"] == f"{topic}-below"
    # Whatever an id holds, it stays one.
    with pytest.raises((NotFound, Invalid)):
        pacta.topics.get("../pledges?x=1")


@pytest.fixture
def reading(service: Service) -> Iterator[Client]:
    with Client(service.url, service.keys["read"]) as client:
        yield client


def test_keys_are_told_apart(reading: Client, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Forbidden):
        reading.topics.create({"name": "Ports"})
    monkeypatch.setenv("PACTA_URL", service.url)
    monkeypatch.setenv("PACTA_KEY", "unknown")
    with Client.from_environment() as client, pytest.raises(Unauthenticated):
        list(client.topics.list())
    monkeypatch.delenv("PACTA_KEY")
    with Client.from_environment() as client:
        assert list(client.topics.list(limit=1)) is not None
