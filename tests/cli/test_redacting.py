"""`pacta ledger redact` and `anchor`, beside a running service."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.cli.conftest import Pacta
from tests.refusals import refused
from tests.serving import Service

SECRET = "A name that nobody should have written"
WHY = ("--reason", "Names a private person", "--by", "The editors")


def entry_of(client: httpx.Client, path: str, version: int) -> int:
    entries = {item["revision"]: item["entry"] for item in client.get(f"{path}/revisions").json()["items"]}
    number: int = entries[version]
    return number


def test_what_was_redacted_is_answered_nowhere(fresh_service: Service, pacta: Pacta) -> None:
    url = fresh_service.database_url
    topic, meeting = "/v1/topics/ports", "/v1/meetings/talks"
    repeated = {"Idempotency-Key": "first"}
    with fresh_service.client("write") as client:
        body = {"id": "ports", "name": SECRET}
        assert client.post("/v1/topics", json=body, headers=repeated).status_code == 201
        client.put(meeting, json={"title": "Talks", "form": "call", "status": "held", "topics": ["ports"]})
        client.patch(topic, json={"name": "Ports"})
        assert client.get(f"{meeting}/revisions/1").json()["topics"] == [{"id": "ports", "name": SECRET}]

        then = {"known_at": client.get(f"{meeting}").json()["created_at"]}
        assert [item["name"] for item in client.get("/v1/topics", params=then).json()["items"]] == [SECRET]

        done = pacta("ledger", "redact", "1", *WHY, PACTA_DATABASE_URL=url)
        assert (done.code, done.out) == (0, "Redacted: 1.\n"), done.err

        told = refused(client.get(f"{topic}/revisions/1"), 410, "redacted")["redacted"]
        assert [(one["entry"], one["by"], one["actor"], one["reason"]) for one in told] == [
            (1, 4, "The editors", "Names a private person")
        ]
        for path in ("1/differences", "2/differences", "1/citation", "1?form=written"):
            refused(client.get(f"{topic}/revisions/{path}"), 410, "redacted")
        assert client.get(f"{topic}/revisions/2").json()["name"] == "Ports"
        # What cannot be known is left out of what was known then.
        assert client.get("/v1/topics", params=then).json()["items"] == []
        refused(client.get(topic, params=then), 404, "not-found")
        assert client.get("/v1/topics").json()["items"] != []
        assert client.get(meeting, params=then).json()["topics"] == [{"id": "ports", "name": "[redacted]"}]
        # Records that only named it are known, but for the name.
        assert client.get(f"{meeting}/revisions/1").json()["topics"] == [{"id": "ports", "name": "[redacted]"}]
        first, *_others, last = client.get("/v1/changes").json()["items"]
        assert (first["body"], first["redacted"]) == (None, {"entry": 4, "reason": "Names a private person"})
        assert (last["collection"], last["record"], last["operation"]) == ("entries", "1", "redact")
        assert (last["actor"], last["redacted"]) == ("The editors", None)
        assert last["body"] == {
            "reason": "Names a private person", "collection": "topics", "record": "ports", "version": 1,
        }  # fmt: skip
        # The present is what it was, and the first request is not carried out once more.
        assert client.get(topic).json()["version"] == 2
        refused(client.post("/v1/topics", json=body, headers=repeated), 409, "conflict")
        everything = [client.get("/v1/changes").text, client.get(f"{topic}/revisions").text]
        assert not any(SECRET in text for text in everything)
    assert pacta("ledger", "rebuild", PACTA_DATABASE_URL=url).code == 0
    assert pacta("ledger", "verify", PACTA_DATABASE_URL=url).code == 0


def test_what_is_present_stays(fresh_service: Service, pacta: Pacta) -> None:
    def redact(*numbers: int) -> tuple[int, str]:
        asked = [str(number) for number in numbers]
        outcome = pacta("ledger", "redact", *asked, "--reason", "Why", PACTA_DATABASE_URL=fresh_service.database_url)
        assert outcome.code == 0 or outcome.err.endswith("Nothing was redacted.\n"), outcome
        return outcome.code, outcome.err

    source, pledge = "/v1/sources/report", "/v1/pledges/port"
    with fresh_service.client("write") as client:
        client.put(source, json={"kind": "readout", "title": "The report", "caveats": [SECRET]})
        client.put("/v1/participants/guatemala", json={"kind": "state", "name": "Guatemala"})
        parties = [{"participant": "guatemala", "role": "promisor"}]
        written = {"title": "Build a port", "kind": "policy", "strength": "firm", "parties": parties}
        client.put(pledge, json=written)
        client.post(f"{pledge}/citations", json={"id": "cited", "source": "report", "note": SECRET})
        change = {"id": "said", "status": "planned", "reason": SECRET, "citations": [{"source": "report"}]}
        client.post(f"{pledge}/status-changes", json=change)
        client.post(f"{pledge}/status-changes/said/withdraw", json={"reason": "Misread"})
        cited, said, withdrawn = (entry_of(client, pledge, version) for version in (2, 3, 4))
        assert redact(1)[1].startswith(
            "sources/report as it is now rests on what is to be redacted (of 1): replace the record without it, or"
        )
        assert redact(cited)[0] == 1
        for number in (said, withdrawn):
            assert f"(of {number}): delete the record first; then redact." in redact(number)[1]
        assert redact(99)[1].startswith("There is no entry 99.")
        # A part of what is asked for is not done.
        client.patch(source, json={"publisher": "The press"})
        assert redact(1, said)[0] == 1
        code, told = redact(1)
        assert code == 0
        assert told.startswith(f"Entries that still hold some of the same texts: {entry_of(client, source, 2)}.")
        assert redact(1)[1].startswith("Entry 1 was already redacted.")
        head = client.get("/v1/ledger").json()["number"]
        assert redact(head)[1].startswith(f"Entry {head} records a redaction and cannot be redacted.")
        # Taken out by a write of the whole, the citation is no longer present.
        client.put(pledge, json=written, headers={"If-Match": "*"})
        assert redact(cited)[0] == 0
        assert client.get(f"{pledge}/revisions/1").status_code == 200
        for version in (2, 3, 4):
            refused(client.get(f"{pledge}/revisions/{version}"), 410, "redacted")
        assert client.get(f"{pledge}/revisions/5").json()["counts"]["withdrawn"] == 1
        # Judgements stay as long as their pledge.
        client.delete(pledge)
        deleted = entry_of(client, pledge, 6)
        assert redact(deleted)[1].startswith(f"Entry {deleted} has no content to redact")
        assert redact(said, withdrawn)[0] == 0
        refused(client.get(f"{pledge}/revisions/5"), 410, "redacted")
        client.put(pledge, json=written)
        assert client.get(f"{pledge}/revisions/7").json()["counts"]["withdrawn"] == 0


def test_what_merges_moved_can_be_redacted(fresh_service: Service, pacta: Pacta) -> None:
    def redact(number: int) -> tuple[int, str]:
        outcome = pacta(
            "ledger", "redact", str(number), "--reason", "Why", PACTA_DATABASE_URL=fresh_service.database_url
        )
        return outcome.code, outcome.err

    person, meeting = "/v1/participants/ana", "/v1/meetings/talks"
    with fresh_service.client("write") as client:
        for name in ("ana", "anna"):
            client.put(f"/v1/participants/{name}", json={"kind": "person", "name": name})
        written = {
            "title": "Talks",
            "form": "call",
            "status": "held",
            "attendance": [{"participant": "ana", "role": "host"}],
        }
        client.put(meeting, json=written)
        assert client.post(f"{person}/merge", json={"into": "anna", "reason": "One person"}).is_success
        merged, moved = entry_of(client, person, 2), entry_of(client, meeting, 2)
        assert redact(merged)[1].startswith(
            f"Entry {merged} leads from a merged record to its survivor and cannot be redacted."
        )
        assert client.get(f"{person}/revisions/2/differences").json()["items"][0]["label"] == (
            "The participant was merged into another"
        )
        assert client.post(f"{person}/unmerge", json={"reason": "Two persons"}).is_success
        assert client.get(f"{person}/revisions/3/differences").json()["items"][0]["label"] == (
            "The participant was restored"
        )
        restored = entry_of(client, person, 3)
        assert "delete the record first" in redact(restored)[1]
        assert redact(moved)[0] == 0
        refused(client.get(f"{meeting}/revisions/2"), 410, "redacted")
        assert client.get(f"{meeting}/revisions/3").json()["attendance"][0]["participant"]["id"] == "ana"
        client.put(meeting, json=written | {"attendance": []}, headers={"If-Match": "*"})
        client.delete(person)
        assert redact(restored)[0] == 0
        refused(client.get(f"{person}/revisions/3"), 410, "redacted")
        assert client.get(f"{person}/revisions/1").is_success


@pytest.mark.parametrize("option", ["--reason", "--by"])
def test_reasons_are_one_line(pacta: Pacta, option: str) -> None:
    outcome = pacta("ledger", "redact", "1", "--reason", "Why", option, "two\nlines")
    assert outcome.code == 2
    assert option in outcome.err


def test_anchors(fresh_service: Service, pacta: Pacta, folder: Path) -> None:
    def ledger(*arguments: str) -> Any:
        return pacta("ledger", *arguments, PACTA_DATABASE_URL=fresh_service.database_url)

    assert ledger("anchor").err == "The ledger is empty: there is nothing to anchor.\n"
    heads: list[dict[str, Any]] = []
    with fresh_service.client("write") as client:
        for name in ("One", "Two", "Three"):
            client.put("/v1/topics/ports", json={"name": name}, headers={"If-Match": "*"} if heads else {})
            heads.append(client.get("/v1/ledger").json())
            assert ledger("anchor", "--output", "kept.jsonl").code == 0
    file = folder / "kept.jsonl"
    assert [json.loads(line) for line in file.read_text().splitlines()] == heads
    assert json.loads(ledger("anchor").out) == heads[-1]
    file.write_text(file.read_text() + "\n")
    sound = ledger("verify", "--anchor", "kept.jsonl")
    assert (sound.code, sound.out.startswith("The ledger is sound, through 3 anchors, up to entry 3")) == (0, True)

    forged = [heads[0], heads[1] | {"hash": "0" * 64}, heads[2] | {"number": 9}]
    file.write_text("".join(f"{json.dumps(line)}\n" for line in forged))
    found = ledger("verify", "--anchor", "kept.jsonl")
    assert (found.code, found.out.splitlines()) == (
        1,
        [
            "kept.jsonl:2: entry 2 had another hash: it, or one before it, is not what it was",
            "kept.jsonl:3: had 9 entries, the ledger ends with entry 3: the others are gone",
        ],
    )
    for wrong in ("{}", "[1]", "7", "{", '{"number": "1", "hash": "0"}'):
        file.write_text(f"{json.dumps(heads[0])}\n{wrong}\n")
        assert ledger("verify", "--anchor", "kept.jsonl").err.startswith("kept.jsonl:2: is not a head of a ledger")
    file.write_text("\n")
    assert ledger("verify", "--anchor", "kept.jsonl").err.startswith("There are no anchors in kept.jsonl")
    assert ledger("verify", "--anchor", "absent").err.startswith("The anchors in absent cannot be read")
    assert ledger("anchor", "--output", "no/such/file").err.startswith("The anchor cannot be written to no/such/file")


def test_a_reason_stays_while_what_it_withdrew_does(fresh_service: Service, pacta: Pacta) -> None:
    source, pledge = "/v1/sources/report", "/v1/pledges/port"
    with fresh_service.client("write") as client:
        client.put(source, json={"kind": "readout", "title": "The report"})
        for state in ("guatemala", "guatemala-again"):
            client.put(f"/v1/participants/{state}", json={"kind": "state", "name": "Guatemala"})
        parties = [{"participant": "guatemala-again", "role": "promisor"}]
        body = {"title": "A port", "kind": "policy", "strength": "firm", "parties": parties}
        assert client.put(pledge, json=body).status_code == 201
        change = {
            "status": "planned",
            "party": "guatemala-again",
            "reason": "Said",
            "citations": [{"source": "report"}],
        }
        made = client.post(f"{pledge}/status-changes", json=change)
        withdrawn = client.post(f"{made.headers['location']}/withdraw", json={"reason": SECRET})
        assert withdrawn.status_code == 200, withdrawn.text
        number = entry_of(client, pledge, 3)
        merged = client.post("/v1/participants/guatemala-again/merge", json={"into": "guatemala", "reason": "the same"})
        assert merged.status_code == 200, merged.text
        # The merge wrote the change anew, though not why it was withdrawn.
        refusal = pacta("ledger", "redact", str(number), *WHY, PACTA_DATABASE_URL=fresh_service.database_url)
        assert (refusal.code, "rests on what is to be redacted" in refusal.err) == (1, True), refusal
    assert pacta("ledger", "verify", PACTA_DATABASE_URL=fresh_service.database_url).code == 0


def test_what_is_left_is_known_whatever_was_redacted_of_a_part(fresh_service: Service, pacta: Pacta) -> None:
    pledge, as_of = "/v1/pledges/port", {"as_of": "2026-01-01"}
    parties = [{"participant": "guatemala", "role": "promisor"}]
    body = {"title": "A port", "kind": "policy", "strength": "firm", "parties": parties}
    milestone = {"title": "A milestone", "due": "2026-01"}

    def listed(client: httpx.Client) -> list[str]:
        return [item["title"] for item in client.get("/v1/pledges", params=as_of).json()["items"]]

    with fresh_service.client("write") as client:
        client.put("/v1/participants/guatemala", json={"kind": "state", "name": "Guatemala"})
        assert client.put(pledge, json=body).status_code == 201
        assert client.post(f"{pledge}/milestones", json=milestone | {"title": SECRET}).status_code == 201
        number = entry_of(client, pledge, 2)
        assert client.delete(pledge, headers={"If-Match": "*"}).status_code == 204
        assert client.put(pledge, json=body).status_code == 201
        assert client.post(f"{pledge}/milestones", json=milestone).status_code == 201
        assert listed(client) == ["A port"]
        done = pacta("ledger", "redact", str(number), *WHY, PACTA_DATABASE_URL=fresh_service.database_url)
        assert done.code == 0, done.err
        anew = client.patch(pledge, json={"title": "A port anew"}, headers={"If-Match": "*"})
        assert anew.status_code == 200, anew.text
        assert listed(client) == ["A port anew"]
        assert client.get("/v1/stats/overview").json()["total"] == 1


def test_a_name_that_a_survivor_keeps_is_pointed_at(fresh_service: Service, pacta: Pacta) -> None:
    with fresh_service.client("write") as client:
        for record, name in (("ana", "Ana Ruiz"), ("anna", "Anna")):
            client.put(f"/v1/participants/{record}", json={"kind": "person", "name": name})
        merged = client.post("/v1/participants/ana/merge", json={"into": "anna", "reason": "One", "keep_name": True})
        assert merged.is_success, merged.text
        kept = entry_of(client, "/v1/participants/anna", 2)
        done = pacta("ledger", "redact", "1", *WHY, PACTA_DATABASE_URL=fresh_service.database_url)
        assert f"Entries that still hold some of the same texts: {kept}." in done.err, done
