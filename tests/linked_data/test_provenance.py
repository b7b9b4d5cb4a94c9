"""Revisions as entities of PROV: a chain from the first to the end, with who made each, and when."""

import httpx

from app.linked_data.vocabulary import own_terms
from tests.linked_data.conftest import Read
from tests.linked_data.reading import Node, own_iris, quads
from tests.refusals import refused


def revisions(client: httpx.Client, read: Read, path: str) -> list[Node]:
    """Return each revision that can be read, the first first."""
    versions = [item["revision"] for item in client.get(f"{path}/revisions").json()["items"]]
    there = [version for version in versions if client.get(f"{path}/revisions/{version}").status_code == 200]
    return [read(f"{path}/revisions/{version}.jsonld") for version in there]


def number(named: Node) -> int:
    return int(named["@id"].rpartition("/")[2])


def test_a_chain_of_revisions_is_complete(client: httpx.Client, read: Read) -> None:
    path = "/v1/topics/told-in-revisions"
    for name in ("First", "Second", "Third"):
        client.put(path, json={"name": name}, headers={"If-Match": "*"} if name != "First" else {})
    entries = {item["revision"]: item for item in client.get(f"{path}/revisions").json()["items"]}
    told = revisions(client, read, path)
    assert [number(node) for node in told] == [1, 2, 3]
    for version, node in enumerate(told, 1):
        entry = entries[version]
        activity = node["prov:wasGeneratedBy"]
        assert "prov:Entity" in node["@type"]
        assert node["prov:specializationOf"]["@id"].endswith(path)
        assert activity["@type"] == "prov:Activity"
        assert activity["prov:endedAtTime"] == {"@value": entry["at"], "@type": "xsd:dateTime"}
        assert node["prov:generatedAtTime"] == activity["prov:endedAtTime"]
        assert activity["pacta:revision.entry"] == entry["entry"]
        assert activity["pacta:revision.operation"] == {"@id": "pacta:operation.put"}
        assert activity["pacta:revision.hash"] == entry["hash"]
        assert node["prov:wasAttributedTo"]["name"] == "the write key"
        assert activity["prov:wasAssociatedWith"]["@id"] == node["prov:wasAttributedTo"]["@id"]
        assert node["name"] == ["First", "Second", "Third"][version - 1]
        assert "prov:wasInvalidatedBy" not in node
        assert own_iris(node) <= {term.name for term in own_terms()}
        assert quads(node)
    assert "prov:wasRevisionOf" not in told[0]
    assert [number(node["prov:wasRevisionOf"]) for node in told[1:]] == [1, 2]
    addresses = [node["@id"] for node in told]
    assert [node["prov:wasRevisionOf"]["@id"] for node in told[1:]] == addresses[:-1]


def test_a_deletion_invalidates_the_last_revision(client: httpx.Client, read: Read) -> None:
    path = "/v1/topics/told-and-deleted"
    client.put(path, json={"name": "Once"})
    client.delete(path)
    client.put(path, json={"name": "Again"})
    ended, again = revisions(client, read, path)
    activity = ended["prov:wasInvalidatedBy"]
    assert activity["pacta:revision.operation"] == {"@id": "pacta:operation.delete"}
    assert activity["prov:wasAssociatedWith"]["name"] == "the write key"
    assert ended["prov:invalidatedAtTime"] == activity["prov:endedAtTime"]
    assert number(again) == 3
    # What is created anew revises nothing.
    assert "prov:wasRevisionOf" not in again
    assert quads(ended)
    refused(client.get(f"{path}/revisions/2.jsonld"), 404, "not-found")


def test_a_merge_is_told_on_both_sides(client: httpx.Client, read: Read) -> None:
    duplicate, survivor = "/v1/participants/told-twice", "/v1/participants/told-once"
    client.put(duplicate, json={"kind": "organization", "name": "Told twice"})
    client.put(survivor, json={"kind": "organization", "name": "Told once"})
    merging = {"into": "told-once", "reason": "the same", "keep_name": True}
    assert client.post(f"{duplicate}/merge", json=merging).status_code == httpx.codes.OK
    (ended,) = revisions(client, read, duplicate)
    assert ended["prov:wasInvalidatedBy"]["pacta:revision.operation"] == {"@id": "pacta:operation.merge"}
    assert ended["prov:alternateOf"]["@id"].endswith(survivor)
    first, merged = revisions(client, read, survivor)
    assert "prov:wasDerivedFrom" not in first
    assert merged["prov:wasDerivedFrom"]["@id"] == ended["@id"]
    assert merged["prov:wasRevisionOf"]["@id"] == first["@id"]
    assert client.post(f"{duplicate}/unmerge", json={"reason": "not the same"}).status_code == httpx.codes.OK
    _ended, restored = revisions(client, read, duplicate)
    assert number(restored) == 3
    assert restored["prov:wasRevisionOf"]["@id"] == ended["@id"]


def test_revisions_by_accept_and_their_tags(client: httpx.Client) -> None:
    path = "/v1/topics/asylum/revisions/1"
    by_suffix = client.get(f"{path}.jsonld")
    by_accept = client.get(path, headers={"Accept": "application/ld+json"})
    assert by_accept.content == by_suffix.content
    held = client.get(f"{path}.jsonld", headers={"If-None-Match": by_suffix.headers["etag"]})
    assert held.status_code == httpx.codes.NOT_MODIFIED
