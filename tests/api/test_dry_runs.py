"""`dry_run=true` on any write: the answer as it would be, without tag or address, and nothing is written."""

from typing import Any

import httpx

from tests.answers import document, warnings
from tests.api.conftest import head
from tests.conftest import Unique
from tests.contract import Contract
from tests.nouns import Noun
from tests.refusals import refused

DRY = {"dry_run": True}
READING = {"/v1/reconciliation/{collection}", "/v1/intake", "/v1/duplicates"}
"""What is asked by POST, and writes nothing."""
PASSING = {"created_at", "updated_at", "recorded_at"}


def lasting(content: dict[str, Any]) -> dict[str, Any]:
    """Return what does not depend on when it was written."""
    return {name: value for name, value in content.items() if name not in PASSING}


def tried(client: httpx.Client, method: str, path: str, **options: Any) -> dict[str, Any]:
    """Try a write and return what it would answer: nothing was written."""
    before = head(client)
    answer = client.request(method, path, params=DRY, **options)
    assert answer.status_code == httpx.codes.OK, answer.text
    assert not {"etag", "location", "pacta-version"} & answer.headers.keys()
    assert head(client) == before
    content: dict[str, Any] = answer.json()
    return content


def test_every_write_takes_it(contract: Contract) -> None:
    paths = contract.document["paths"]
    writes = {
        (method, path): operation
        for path, item in paths.items()
        for method, operation in item.items()
        # A test event is sent, names are asked for and a text is read: nothing is written.
        if method in {"post", "put", "patch", "delete"} and path not in {*READING, "/v1/webhooks/{webhook}/test"}
    }
    assert writes
    for name, operation in writes.items():
        taken = {contract.resolve(parameter)["name"] for parameter in operation.get("parameters", ())}
        assert "dry_run" in taken, name
        assert "200" in operation["responses"], name


def test_of_creating(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    record = unique("tried")
    body = noun.full | {"id": record}
    would = tried(client, "POST", noun.path, json=body)
    refused(client.get(f"{noun.path}/{record}"), 404, "not-found")
    assert lasting(would) == lasting(client.post(noun.path, json=body).json())
    assert tried(client, "PUT", f"{noun.path}/{unique('tried')}", json=noun.minimal)["version"] == 1


def test_of_changing_and_deleting(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    path = f"{noun.path}/{unique('kept')}"
    client.put(path, json=noun.minimal)
    before = client.get(path)
    would = tried(client, "PATCH", path, json={"tags": ["tried"]})
    assert (would["version"], would["tags"]) == (2, ["tried"])
    assert tried(client, "PUT", path, json=noun.minimal | {"tags": ["put"]}, headers={"If-Match": "*"})["version"] == 2
    assert tried(client, "DELETE", path) == {"warnings": []}
    after = client.get(path)
    assert (after.content, after.headers["etag"]) == (before.content, before.headers["etag"])
    assert lasting(would) == lasting(client.patch(path, json={"tags": ["tried"]}).json())


def test_it_refuses_as_in_truth(client: httpx.Client, unique: Unique) -> None:
    path = f"/v1/topics/{unique('refused')}"
    refused(client.delete(path, params=DRY), 404, "not-found")
    client.put(path, json={"name": "Refused"})
    refused(client.put(path, params=DRY, json={"name": "Other"}), 428, "precondition-required")
    refused(client.patch(path, params=DRY, json={"name": "Other"}, headers={"If-Match": '"9-0123456789abcdef"'}),
            412, "precondition-failed")  # fmt: skip
    refused(client.patch(path, params=DRY, json={"name": ""}), 422, "invalid-content")
    refused(client.patch(path, params=DRY, json={"parent": "no-such-topic"}), 422, "invalid-content")


def test_a_key_is_passed_over(client: httpx.Client, unique: Unique) -> None:
    keyed = {"Idempotency-Key": unique("tried")}
    body = {"name": "Tried first", "id": unique("keyed")}
    assert client.post("/v1/topics", params=DRY, json=body, headers=keyed).is_success
    created = client.post("/v1/topics", json=body, headers=keyed)
    assert created.status_code == httpx.codes.CREATED
    # Nor does it repeat what was answered under the key.
    refused(client.post("/v1/topics", params=DRY, json=body, headers=keyed), 409, "conflict")


def test_of_parts(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    record = unique("parts")
    path = f"{noun.path}/{record}"
    client.put(path, json=noun.minimal)
    citation = noun.full["citations"][0]
    would = tried(client, "POST", f"{path}/citations", json=citation)
    assert client.get(f"{path}/citations").json() == {"items": []}
    added = client.post(f"{path}/citations", json=citation)
    assert would == added.json()
    one = added.headers["location"]
    assert tried(client, "PATCH", one, json={"note": "tried"})["note"] == "tried"
    assert tried(client, "DELETE", one) == {"warnings": []}
    assert client.get(one).json() == document(added)


def test_of_what_looks_alike(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    client.post(noun.path, json=noun.full | {"id": unique("alike")})
    would = tried(client, "POST", noun.path, json=noun.full)
    assert "likely_duplicate" in [warning["code"] for warning in would["warnings"]]


def test_of_merging(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    one, two = unique("one"), unique("two")
    for record in (one, two):
        client.put(f"{noun.path}/{record}", json=noun.minimal)
    merge = {"into": one, "reason": "One under two ids"}
    would = tried(client, "POST", f"{noun.path}/{two}/merge", json=merge)
    done = client.post(f"{noun.path}/{two}/merge", json=merge)
    assert (would, warnings(done)) == (done.json(), [])
    unmerge = {"reason": "They are two after all"}
    would = tried(client, "POST", f"{noun.path}/{two}/unmerge", json=unmerge)
    refused(client.get(f"{noun.path}/{two}", follow_redirects=False), 308, "merged")
    assert would == client.post(f"{noun.path}/{two}/unmerge", json=unmerge).json()
