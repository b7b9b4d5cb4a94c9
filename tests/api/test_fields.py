"""`fields`: records, lists and parts with the fields that somebody wants alone."""

import json
from typing import Any

import httpx
import pytest

from tests.api.conftest import Make, on_one_database
from tests.nouns import Noun
from tests.refusals import invalid, refused
from tests.serving import Service

PLEDGE = "/v1/pledges/guatemala-deportation-flights"


def only(document: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name in {"id", *names}}


def test_a_record_and_its_list(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    for form in ("document", "written"):
        query = {"form": form}
        whole = anonymous.get(f"{noun.path}/{record}", params=query).json()
        *_most, last = whole
        for names in ([noun.label or "kind"], [last], ["citations", "tags"], ["id"], [*whole]):
            asked = query | {"fields": ",".join(names)}
            detail = anonymous.get(f"{noun.path}/{record}", params=asked)
            page = anonymous.get(noun.path, params=asked | {"id": record})
            # In the order of the record, whatever the order of the names.
            assert list(detail.json().items()) == list(only(whole, *names).items())
            assert page.json() == {"items": [detail.json()], "next_cursor": None}


def test_numbers_keep_their_digits(client: httpx.Client, noun: Noun, make: Make) -> None:
    if noun.collection == "pledges":
        path, digits = f"{noun.path}/{make(noun)}", "12345678901234567890.0123456789"
        content = json.dumps({"targets": [noun.full["targets"][0] | {"value": 40}]}).replace("40", digits)
        headers = {"Content-Type": "application/merge-patch+json"}
        assert client.patch(path, content=content, headers=headers).status_code == 200
        assert f'"value":{digits},'.encode() in client.get(path, params={"fields": "targets"}).content


def test_pages_follow_each_other_whatever_is_asked_of_them(seeded: Service) -> None:
    with seeded.client() as client:
        first = client.get("/v1/pledges", params={"limit": 3, "fields": "title,overdue"})
        assert "fields=title%2Coverdue" in first.headers["link"]
        assert [[*item] for item in first.json()["items"]] == [["id", "title", "overdue"]] * 3
        # The cursor says where to go on, not with what.
        rest = client.get("/v1/pledges", params={"limit": 3, "cursor": first.json()["next_cursor"]}).json()["items"]
        whole = client.get("/v1/pledges", params={"limit": 6}).json()["items"]
        assert rest == whole[3:]


def test_tags_tell_thinned_answers_apart(seeded: Service) -> None:
    with seeded.client() as client:
        for path in (PLEDGE, "/v1/pledges"):
            tags = {client.get(path, params=asked).headers["etag"] for asked in ({}, {"fields": "title"})}
            assert len(tags) == 2
            for tag in tags:
                held = client.get(path, params={"fields": "title"}, headers={"If-None-Match": tag}).status_code
                assert held in {200, 304}
            thinned = client.get(path, params={"fields": "title"}).headers["etag"]
            assert client.get(path, params={"fields": "title"}, headers={"If-None-Match": thinned}).status_code == 304


def test_at_another_moment(seeded: Service) -> None:
    with seeded.client() as client:
        then = {"as_of": "2025-02-05", "known_at": client.get("/v1/ledger").json()["at"]}
        for asked in ({"as_of": then["as_of"]}, then):
            whole = client.get(PLEDGE, params=asked).json()
            assert client.get(PLEDGE, params=asked | {"fields": "status,parties"}).json() == only(
                whole, "status", "parties"
            )
            (item,) = client.get(
                "/v1/pledges", params=asked | {"fields": "status", "id": "guatemala-deportation-flights"}
            ).json()["items"]
            assert item == only(whole, "status")


def test_parts(seeded: Service) -> None:
    with seeded.client() as client:
        (first, *_others) = client.get("/v1/status-changes").json()["items"]
        one = f"/v1/pledges/{first['pledge']['id']}/status-changes/{first['id']}"
        for asked in ({}, {"as_of": "2026-01-01"}):
            thinned = only(client.get(one, params=asked).json(), "status", "effective_on")
            fields = asked | {"fields": "status, effective_on"}
            assert client.get(one, params=fields).json() == thinned
            assert client.get("/v1/status-changes", params=fields).json()["items"][0] == thinned
        refused(client.get(one, params={"fields": "state"}), 422, "invalid-content")


@on_one_database
@pytest.mark.parametrize(
    ("path", "asked", "told"),
    [
        ("/v1/pledges", "titel", "unknown field; the nearest is title"),
        ("/v1/pledges", "title,promisors,Status", "unknown field; the nearest is status"),
        (PLEDGE, "parties.role", "unknown field; the nearest is parties"),
        (f"{PLEDGE}?form=written", "overdue", "unknown field; the fields are id, "),
        ("/v1/topics/migration", "", "unknown field; the fields are id, version, "),
        ("/v1/assessments", "scores", "unknown field; the nearest is score"),
    ],
)
def test_unknown_fields_are_refused(seeded: Service, path: str, asked: str, told: str) -> None:
    with seeded.client() as client:
        answer = client.get(httpx.URL(path).copy_merge_params({"fields": asked}))
    assert set(invalid(answer)) == {"fields"}
    assert any(fault["message"].startswith(told) for fault in answer.json()["errors"]), answer.text
