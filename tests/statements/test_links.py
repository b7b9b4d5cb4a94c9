"""Statements answer, deny, confirm and repeat each other: seen from both sides, and never leading back."""

from typing import Any

import httpx
import pytest

from tests.conftest import Unique
from tests.refusals import refused

Body = dict[str, Any]


def say(client: httpx.Client, record: str, *links: tuple[str, str], **fields: Any) -> httpx.Response:
    written = [{"type": type_, "statement": other} for type_, other in links]
    body = {"kind": "claim", "summary": f"What {record} says.", "links": written} | fields
    return client.put(f"/v1/statements/{record}", json=body, headers={"If-Match": "*"} if "again" in fields else {})


def listed(client: httpx.Client, **query: str) -> list[str]:
    answer = client.get("/v1/statements", params=query)
    assert answer.status_code == httpx.codes.OK, answer.text
    return [one["id"] for one in answer.json()["items"]]


@pytest.fixture
def three(client: httpx.Client, unique: Unique) -> list[str]:
    """Return a suggestion, its denial, and what answers and repeats the denial."""
    ids = [unique("suggestion"), unique("denial"), unique("answer")]
    assert say(client, ids[0], kind="offer").status_code == httpx.codes.CREATED
    assert say(client, ids[1], ("denies", ids[0]), kind="denial").status_code == httpx.codes.CREATED
    assert say(client, ids[2], ("in_reply_to", ids[1]), ("repeats", ids[1])).status_code == httpx.codes.CREATED
    return ids


def test_links_are_found_from_the_other_side(client: httpx.Client, three: list[str]) -> None:
    suggestion, denial, answer = three
    assert client.get(f"/v1/statements/{denial}").json()["links"] == [
        {"type": "denies", "statement": {"id": suggestion}}
    ]
    assert listed(client, denies=suggestion) == listed(client, linked_to=suggestion) == [denial]
    assert listed(client, confirms=suggestion) == listed(client, in_reply_to=suggestion) == []
    assert listed(client, in_reply_to=denial) == listed(client, repeats=denial) == listed(client, linked_to=denial)
    assert listed(client, linked_to=denial) == [answer]


def test_links_are_found_as_they_were_known(client: httpx.Client, three: list[str]) -> None:
    suggestion, denial, _answer = three
    known = client.get("/v1/ledger").json()["at"]
    assert client.patch(f"/v1/statements/{denial}", json={"links": []}).status_code == httpx.codes.OK
    assert listed(client, denies=suggestion) == []
    assert listed(client, denies=suggestion, known_at=known) == [denial]


def test_a_linked_statement_is_not_deleted(client: httpx.Client, three: list[str]) -> None:
    suggestion, denial, _answer = three
    refused(client.delete(f"/v1/statements/{suggestion}"), 409, "conflict")
    assert client.patch(f"/v1/statements/{denial}", json={"links": []}).status_code == httpx.codes.OK
    assert client.delete(f"/v1/statements/{suggestion}").status_code == httpx.codes.NO_CONTENT


@pytest.mark.parametrize("type_", ["in_reply_to", "repeats"])
def test_what_was_said_before_does_not_answer_what_came_of_it(client: httpx.Client, unique: Unique, type_: str) -> None:
    first, second, third = unique("first"), unique("second"), unique("third")
    say(client, first)
    say(client, second, (type_, first))
    say(client, third, (type_, second))
    links = [{"type": type_, "statement": third}]
    problem = refused(client.patch(f"/v1/statements/{first}", json={"links": links}), 422, "invalid-content")
    assert [error["pointer"] for error in problem["errors"]] == ["/links/0/statement"]
    words = {"in_reply_to": "answers", "repeats": "repeats"}[type_]
    assert f"{first} {words} {third} {words} {second} {words} {first}" in problem["errors"][0]["message"]
    # Of each other they may well say that it is not so.
    denials = [{"type": "denies", "statement": third}]
    assert client.patch(f"/v1/statements/{first}", json={"links": denials}).status_code == httpx.codes.OK


def test_no_statement_is_linked_to_itself(client: httpx.Client, unique: Unique) -> None:
    alone = unique("alone")
    say(client, alone)
    links = [{"type": "confirms", "statement": alone}]
    problem = refused(client.patch(f"/v1/statements/{alone}", json={"links": links}), 422, "invalid-content")
    assert [error["pointer"] for error in problem["errors"]] == ["/links/0/statement"]


def test_merging_moves_links_and_lets_those_to_itself_fall(client: httpx.Client, three: list[str]) -> None:
    suggestion, denial, answer = three
    merged = client.post(f"/v1/statements/{denial}/merge", json={"into": suggestion, "reason": "One and the same"})
    assert merged.status_code == httpx.codes.OK, merged.text
    assert client.get(f"/v1/statements/{suggestion}").json()["links"] == []
    assert {link["statement"]["id"] for link in client.get(f"/v1/statements/{answer}").json()["links"]} == {suggestion}
    assert listed(client, repeats=denial) == [answer]


def test_a_forecast_can_name_several_pledges_that_come_of_it(client: httpx.Client, unique: Unique) -> None:
    promisor, forecast = unique("promisor"), unique("forecast")
    client.put(f"/v1/participants/{promisor}", json={"kind": "state", "name": promisor})
    pledges = [unique("pledge"), unique("pledge")]
    for pledge in pledges:
        parties = [{"participant": promisor, "role": "promisor"}]
        assert client.put(f"/v1/pledges/{pledge}", json={"title": pledge, "parties": parties}).status_code == 201
    said = say(client, forecast, kind="forecast", attributed_to="a U.S. official", about=[*pledges, pledges[0]])
    assert [one["id"] for one in said.json()["about"]] == pledges
    for pledge in pledges:
        assert listed(client, about=pledge) == [forecast]
        assert listed(client, about=pledge, kind="forecast") == [forecast]
