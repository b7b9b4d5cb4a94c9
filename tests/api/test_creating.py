import re
import unicodedata
from typing import Any

import httpx

from tests.answers import document as read_document
from tests.api.conftest import head, on_one_database, written
from tests.conftest import Unique
from tests.contract import Contract
from tests.nouns import Noun
from tests.refusals import invalid, places, refused

TAG = re.compile(r'"1-[0-9a-f]{16}"')


def test_ids_are_derived_and_twins_counted(client: httpx.Client, noun: Noun) -> None:
    answers = [client.post(noun.path, json=noun.minimal) for _ in range(3)]
    ids = [answer.json()["id"] for answer in answers]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert ids == [noun.derived, f"{noun.derived}-2", f"{noun.derived}-3"]
    assert [answer.headers["location"] for answer in answers] == [f"{noun.path}/{record}" for record in ids]

    client.delete(f"{noun.path}/{noun.derived}-2")
    again = client.post(noun.path, json=noun.minimal)
    assert (again.json()["id"], again.json()["version"]) == (f"{noun.derived}-2", 3)


def test_what_is_not_given_has_its_default(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    record = unique("minimal")
    assert client.post(noun.path, json=noun.minimal | {"id": record}).status_code == 201
    assert written(client, noun, record) == noun.minimal | noun.defaults


def test_a_record_reads_as_it_was_written(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    record = unique("full")
    answer = client.post(noun.path, json=noun.full | {"id": record})
    document = read_document(answer)
    assert answer.status_code == 201
    assert answer.headers["location"] == f"{noun.path}/{record}"
    assert TAG.fullmatch(answer.headers["etag"])
    assert document["created_at"] == document["updated_at"]
    assert document == noun.document | {
        "id": record,
        "version": 1,
        "created_at": document["created_at"],
        "updated_at": document["updated_at"],
    }
    read = client.get(answer.headers["location"])
    assert (read.json(), read.headers["etag"]) == (document, answer.headers["etag"])
    assert written(client, noun, record) == noun.full


def test_the_descriptions_name_every_field(noun: Noun, contract: Contract) -> None:
    schemas = contract.document["components"]["schemas"]
    declared = set(schemas[noun.singular.capitalize()]["properties"])
    assert set(noun.full) == declared - {"id"}
    assert set(noun.minimal) | set(noun.defaults) == declared - {"id"}
    assert set(noun.wrong) == declared


def test_a_taken_id_is_a_conflict(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    record = unique("taken")
    assert client.post(noun.path, json=noun.minimal | {"id": record}).status_code == 201
    number = head(client)
    refused(client.post(noun.path, json=noun.full | {"id": record}), 409, "conflict")
    assert head(client) == number


def test_wrong_values_are_refused_where_they_stand(client: httpx.Client, noun: Noun) -> None:
    number = head(client)
    for field, values in noun.wrong.items():
        for value in values:
            answer = client.post(noun.path, json=noun.full | {field: value})
            assert all(place.startswith(f"/{field}") for place in _about(answer, field)), (field, value, answer.text)
    assert head(client) == number


def _about(answer: httpx.Response, field: str) -> list[str]:
    """Return the places of the faults; rules over several fields stand at the body's root and name the field."""
    problem = refused(answer, 422, "invalid-content")
    root = [fault["message"] for fault in problem["errors"] if fault.get("pointer") == ""]
    assert all(field in message for message in root), problem
    return [place for place in places(problem) if place]


@on_one_database
def test_wrong_types_are_refused_where_they_stand(client: httpx.Client, noun: Noun) -> None:
    number = head(client)
    for field, right in noun.full.items():
        for value in _of_other_types(right):
            answer = client.post(noun.path, json=noun.full | {field: value})
            assert all(place.startswith(f"/{field}") for place in invalid(answer)), (field, value, answer.text)
    assert head(client) == number


def _of_other_types(right: Any) -> list[Any]:
    values: tuple[Any, ...] = ("text", 7, 1.5, True, [], {})
    others = [value for value in values if type(value) is not type(right)]
    if isinstance(right, list):
        others += [[value] for value in [*_of_other_types(right[0]), None]]
    return others


def test_what_is_needed_is_asked_for(client: httpx.Client, noun: Noun) -> None:
    for field in noun.minimal:
        without = {name: value for name, value in noun.minimal.items() if name != field}
        assert invalid(client.post(noun.path, json=without)) == [f"/{field}"]
        assert invalid(client.post(noun.path, json=noun.minimal | {field: None})) == [f"/{field}"]
    assert sorted(invalid(client.post(noun.path, json={}))) == sorted(f"/{field}" for field in noun.minimal)


def test_a_body_is_an_object(client: httpx.Client, noun: Noun) -> None:
    for body in ("null", "[]", '"text"', "7", "true", "[{}]"):
        answer = client.post(noun.path, content=body, headers={"Content-Type": "application/json"})
        assert invalid(answer) == [""], body


def test_a_body_is_needed(client: httpx.Client, noun: Noun) -> None:
    answer = client.post(noun.path, headers={"Content-Type": "application/json"})
    assert invalid(answer) == [""]


def test_unknown_fields_are_refused(client: httpx.Client, noun: Noun) -> None:
    for field in ("colour", "version", "created_at", "updated_at", "a/b~c", "__proto__"):
        answer = client.post(noun.path, json=noun.minimal | {field: 1})
        assert invalid(answer) == [f"/{field.replace('~', '~0').replace('/', '~1')}"]


def test_what_pacta_keeps_is_told_so(client: httpx.Client, noun: Noun) -> None:
    problem = refused(client.post(noun.path, json=noun.minimal | {"version": 7}), 422, "invalid-content")
    assert "ETag" in problem["errors"][0]["message"]


def test_texts_are_normalised(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    field = noun.label or "summary"
    record = unique("normal")
    body = noun.minimal | {"id": record, field: "  Cafe\u0301 \u00a0", "tags": ["b", "a", "b"]}
    document = client.post(noun.path, json=body).json()
    assert document[field] == unicodedata.normalize("NFC", "Café")
    assert document["tags"] == ["b", "a"]


def test_twins_with_long_ids_are_counted_too(client: httpx.Client, noun: Noun) -> None:
    long = {"name": "ab-" * 99, "title": "ab-" * 99, "summary": "ab-" * 99}
    body = noun.minimal | {name: value for name, value in long.items() if name in noun.minimal}
    if noun.label is None:
        body |= {"on_behalf_of": LONGEST}
        client.put(f"/v1/participants/{LONGEST}", json={"kind": "state", "name": "A long id"})
    answers = [client.post(noun.path, json=body) for _ in range(12)]
    assert {(answer.status_code, answer.json()["version"]) for answer in answers} == {(201, 1)}
    assert len({answer.json()["id"] for answer in answers}) == len(answers)


LONGEST = "long" * 20


def test_derived_ids_are_ids_whatever_the_text(client: httpx.Client, noun: Noun) -> None:
    field = noun.label or "summary"
    for text in ("!?", "日本", "x", "- -", "ß" * 300, "a" * 300, "📜 treaty", "\u202bright to left"):
        answer = client.post(noun.path, json=noun.minimal | {field: text})
        assert answer.status_code == 201, answer.text
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{1,79}", answer.json()["id"])
