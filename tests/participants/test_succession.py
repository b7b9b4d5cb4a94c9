"""Participants begin, end and come in the place of others."""

from typing import Any

import httpx
import pytest

from tests.conftest import Unique
from tests.refusals import refused


def put(client: httpx.Client, record: str, **fields: Any) -> httpx.Response:
    body = {"kind": "government_body", "name": record} | fields
    return client.put(f"/v1/participants/{record}", json=body)


def listed(client: httpx.Client, **query: Any) -> list[str]:
    answer = client.get("/v1/participants", params=query)
    assert answer.status_code == httpx.codes.OK, answer.text
    return [one["id"] for one in answer.json()["items"]]


def test_whoever_came_in_its_place_is_found(client: httpx.Client, unique: Unique) -> None:
    former, successor = unique("former"), unique("successor")
    put(client, former, to="2012-06")
    made = put(client, successor, succeeds=[former, former], **{"from": "2012-07"})
    assert made.json()["succeeds"] == [{"id": former, "name": former}]
    assert listed(client, succeeds=former) == [successor]
    refused(client.delete(f"/v1/participants/{former}"), 409, "conflict")
    client.patch(f"/v1/participants/{successor}", json={"succeeds": []})
    assert listed(client, succeeds=former) == []


@pytest.mark.parametrize(
    ("day", "there"),
    [
        ("2012-06-30", ["former", "timeless"]),
        ("2012-07-01", ["successor", "timeless"]),
        ("1900-01-01", ["former", "timeless"]),
    ],
)
def test_who_existed_on_a_day(client: httpx.Client, unique: Unique, day: str, there: list[str]) -> None:
    ids = {name: unique(name) for name in ("former", "successor", "timeless")}
    put(client, ids["former"], to="2012-06")
    put(client, ids["successor"], **{"from": "2012-07?"})
    put(client, ids["timeless"])
    known = client.get("/v1/ledger").json()["at"]
    for record in ids.values():
        client.patch(f"/v1/participants/{record}", json={"from": None, "to": None})
    found = listed(client, existing_on=day, id=list(ids.values()), known_at=known)
    assert found == sorted(ids[name] for name in there)
    assert listed(client, existing_on=day, id=list(ids.values())) == sorted(ids.values())


def test_nobody_comes_in_its_own_place(client: httpx.Client, unique: Unique) -> None:
    first, second = unique("first"), unique("second")
    put(client, first)
    put(client, second, succeeds=[first])
    for record, succeeds in ((first, [second]), (first, [first])):
        answer = client.patch(f"/v1/participants/{record}", json={"succeeds": succeeds})
        problem = refused(answer, 422, "invalid-content")
        assert [error["pointer"] for error in problem["errors"]] == ["/succeeds/0"]
        assert "closes a cycle" in problem["errors"][0]["message"]


def test_an_end_before_the_beginning_is_refused(client: httpx.Client, unique: Unique) -> None:
    problem = refused(put(client, unique("body"), to="2011", **{"from": "2012"}), 422, "invalid-content")
    assert [(error["pointer"], error["message"]) for error in problem["errors"]] == [
        ("/to", "must not end before from begins")
    ]


def test_merging_a_successor_into_what_it_succeeds_leaves_no_cycle(client: httpx.Client, unique: Unique) -> None:
    former, successor = unique("former"), unique("successor")
    put(client, former)
    put(client, successor, succeeds=[former])
    merged = client.post(f"/v1/participants/{former}/merge", json={"into": successor, "reason": "One under two ids"})
    assert merged.status_code == httpx.codes.OK, merged.text
    assert client.get(f"/v1/participants/{successor}").json()["succeeds"] == []
