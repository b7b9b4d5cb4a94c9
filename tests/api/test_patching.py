import json
from typing import Any

import httpx
import pytest

from tests.api.conftest import Make, head, on_one_database, written
from tests.conftest import Unique
from tests.nouns import NOUNS, Body, Noun
from tests.refusals import invalid, refused

MERGE_PATCH = {"Content-Type": "application/merge-patch+json"}


@pytest.mark.parametrize("content_type", ["application/merge-patch+json", "application/json; charset=utf-8"])
def test_a_field_changes_and_the_rest_stays(client: httpx.Client, noun: Noun, make: Make, content_type: str) -> None:
    record = make(noun)
    number = head(client)
    answer = client.patch(
        f"{noun.path}/{record}", content=json.dumps(noun.edit), headers={"Content-Type": content_type}
    )
    document = answer.json()
    assert (answer.status_code, document["version"]) == (200, 2)
    assert {name: document[name] for name in noun.edited} == noun.edited
    assert answer.headers["etag"] == client.get(f"{noun.path}/{record}").headers["etag"]
    assert written(client, noun, record) == noun.full | noun.edit
    assert head(client) == number + 1


def test_null_clears(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    # Of fields that exclude each other the full record has one.
    told = sorted(name for name, default in noun.defaults.items() if noun.full[name] != default)
    for version, field in enumerate(told, start=2):
        answer = client.patch(f"{noun.path}/{record}", json={field: None})
        assert (answer.status_code, answer.json()["version"]) == (200, version), answer.text
        assert written(client, noun, record)[field] == noun.defaults[field]
    kept = {name: value for name, value in noun.full.items() if name not in noun.defaults}
    assert written(client, noun, record) == kept | noun.defaults


def test_null_does_not_clear_what_is_needed(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    for field in noun.minimal:
        assert invalid(client.patch(f"{noun.path}/{record}", json={field: None})) == [f"/{field}"]
    assert written(client, noun, record) == noun.full


def test_a_patch_that_changes_nothing_writes_nothing(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    number = head(client)
    tag = client.get(f"{noun.path}/{record}").headers["etag"]
    patches: tuple[Body, ...] = ({}, noun.full, {"external_ids": {}}, {"external_ids": {"no-such-scheme": None}})
    for patch in patches:
        answer = client.patch(f"{noun.path}/{record}", json=patch)
        assert (answer.status_code, answer.headers["etag"]) == (200, tag), answer.text
    assert head(client) == number


def test_objects_are_merged(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    answer = client.patch(f"{noun.path}/{record}", json={"external_ids": {"wikidata": None, "new": "7"}})
    assert answer.json()["external_ids"] == {"un-treaty-series": "I-59000", "new": "7"}


def test_lists_are_whole_and_their_items_keep_their_ids(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    bare = {name: value for name, value in noun.full["citations"][1].items() if name != "id"}
    changed = noun.full["citations"][0] | {"page": "4"}
    for citations, ids in (([bare, changed], ["bare", "in-the-report"]), ([bare], ["bare"]), ([], [])):
        answer = client.patch(f"{noun.path}/{record}", json={"citations": citations})
        assert [item["id"] for item in answer.json()["citations"]] == ids
    assert written(client, noun, record) == noun.full | {"citations": []}


# Both databases refuse the same values of a whole record.
@on_one_database
def test_wrong_values_are_refused_where_they_stand(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    number = head(client)
    for field, values in noun.wrong.items():
        for value in values:
            # What the patch of an object leaves out stays, so that an empty one is right.
            if isinstance(value, dict) and {} in (value, *value.values()):
                continue
            answer = client.patch(f"{noun.path}/{record}", json={field: value})
            problem = refused(answer, 422, "invalid-content")
            assert all(
                fault["pointer"].startswith(f"/{field}") or (not fault["pointer"] and field in fault["message"])
                for fault in problem["errors"]
            ), (field, value, problem)
    assert head(client) == number
    assert written(client, noun, record) == noun.full


def test_unknown_fields_are_refused(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    for field in ("colour", "version", "created_at", "updated_at"):
        assert invalid(client.patch(f"{noun.path}/{record}", json={field: 1})) == [f"/{field}"]


def test_an_unknown_field_cannot_be_cleared_into_being(client: httpx.Client, noun: Noun, make: Make) -> None:
    # RFC 7396: null takes away what is not there, which changes nothing.
    record = make(noun)
    assert client.patch(f"{noun.path}/{record}", json={"colour": None}).json()["version"] == 1


def test_a_patch_is_an_object(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    for body in ("null", "[]", '"text"', "7", "true", '[{"op": "remove"}]', ""):
        assert invalid(client.patch(f"{noun.path}/{record}", content=body, headers=MERGE_PATCH)) == [""], body


def test_other_content_is_told_what_is_taken(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    for content_type in ("application/json-patch+json", "text/plain", "application/xml", ""):
        answer = client.patch(f"{noun.path}/{record}", content="{}", headers={"Content-Type": content_type})
        refused(answer, 415, "unsupported-media-type")
        assert answer.headers["accept-patch"] == "application/json, application/merge-patch+json"


def test_conditions(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    tag = client.get(f"{noun.path}/{record}").headers["etag"]
    assert client.patch(f"{noun.path}/{record}", json=noun.edit, headers={"If-Match": tag}).status_code == 200
    patches: tuple[Body, ...] = (noun.edit, {"tags": []})
    for patch in patches:
        stale = client.patch(f"{noun.path}/{record}", json=patch, headers={"If-Match": tag})
        assert refused(stale, 412, "precondition-failed")["current_version"] == 2
    assert client.patch(f"{noun.path}/{record}", json={"tags": []}, headers={"If-Match": "*"}).status_code == 200
    assert written(client, noun, record) == noun.full | noun.edit | {"tags": []}


def test_ids_stay(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    assert client.patch(f"{noun.path}/{record}", json={"id": record}).status_code == 200
    assert client.patch(f"{noun.path}/{record}", json={"id": None}).json()["id"] == record
    for other in ("another", 7, "", [record]):
        assert invalid(client.patch(f"{noun.path}/{record}", json={"id": other})) == ["/id"]


def test_only_what_is_there_can_be_patched(client: httpx.Client, noun: Noun, make: Make, unique: Unique) -> None:
    absent = refused(client.patch(f"{noun.path}/{unique('absent')}", json={}), 404, "not-found")
    assert "last_revision" not in absent
    record = make(noun)
    client.delete(f"{noun.path}/{record}")
    deleted = refused(client.patch(f"{noun.path}/{record}", json=noun.edit), 404, "not-found")
    assert deleted["last_revision"] == f"{noun.path}/{record}/revisions/1"


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun.collection == "pledges"], ids=repr)
@pytest.mark.parametrize("value", ["fulfilled", {"status": "fulfilled"}, 1])
def test_the_status_of_a_pledge_is_not_patched(client: httpx.Client, noun: Noun, make: Make, value: Any) -> None:
    record = make(noun)
    for answer in (
        client.patch(f"{noun.path}/{record}", json={"status": value}),
        client.put(f"{noun.path}/{record}", json=noun.full | {"status": value}),
        client.post(noun.path, json=noun.full | {"status": value}),
    ):
        problem = refused(answer, 422, "invalid-content")
        assert [fault["pointer"] for fault in problem["errors"]] == ["/status"]
        assert "/v1/pledges/{id}/status-changes" in problem["errors"][0]["message"]
    assert client.get(f"{noun.path}/{record}").json()["status"]["status"] == "not_assessed"
