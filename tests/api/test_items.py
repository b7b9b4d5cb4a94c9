"""Items of nested lists, addressed one by one: writing one is writing its record."""

from typing import NamedTuple

import httpx
import pytest
from typing_extensions import override

from app.ledger.model.record_type import record_type_of
from tests.answers import document
from tests.api.conftest import Make, head, written
from tests.conftest import Unique
from tests.contract import Contract
from tests.nouns import NOUNS, Items, Noun
from tests.refusals import invalid, refused


class Nested(NamedTuple):
    noun: Noun
    field: str

    @property
    def items(self) -> Items:
        return self.noun.items[self.field]

    @override
    def __repr__(self) -> str:
        """Name the list in the ids of tests."""
        return f"{self.noun.collection}-{self.field}"


@pytest.fixture(params=[Nested(noun, field) for noun in NOUNS for field in noun.items], ids=repr)
def nested(request: pytest.FixtureRequest, world: None) -> Nested:
    """Return one nested list after the other."""
    found: Nested = request.param
    return found


@pytest.fixture
def path(nested: Nested, make: Make) -> str:
    """Return the address of a record whose nested list is empty."""
    return f"{nested.noun.path}/{make(nested.noun, **{nested.field: []})}"


def test_the_descriptions_name_every_list(noun: Noun, contract_paths: set[str]) -> None:
    items = {
        path.split("/")[4]
        for path in contract_paths
        if path.startswith(f"{noun.path}/{{id}}/") and path.endswith("{part}")
    }
    # Parts with a history of their own have tests of their own.
    assert set(noun.items) == items - {
        part_type.path for part_type in record_type_of(noun.collection).part_types.values()
    }


@pytest.fixture(scope="module")
def contract_paths(contract: Contract) -> set[str]:
    """Return every path of the document."""
    return set(contract.document["paths"])


def test_adding(client: httpx.Client, nested: Nested, path: str) -> None:
    number = head(client)
    answer = client.post(f"{path}/{nested.field}", json=nested.items.item)
    assert answer.status_code == 201
    assert answer.headers["location"] == f"{path}/{nested.field}/{nested.items.id}"
    assert answer.headers["etag"].startswith('"2-')
    added = document(answer)
    assert added == {"id": nested.items.id, **nested.items.document}
    record = client.get(path).json()
    assert (record["version"], record[nested.field]) == (2, [added])
    assert client.get(answer.headers["location"]).json() == added
    assert client.get(f"{path}/{nested.field}").json() == {"items": [added]}
    assert head(client) == number + 1


def test_added_items_come_last(client: httpx.Client, nested: Nested, path: str) -> None:
    first = document(client.post(f"{path}/{nested.field}", json=nested.items.other))
    second = document(client.post(f"{path}/{nested.field}", json=nested.items.item | {"id": "0-given"}))
    assert second["id"] == "0-given"
    assert client.get(path).json()[nested.field] == [first, second]


def test_the_id_of_another_is_refused(client: httpx.Client, nested: Nested, path: str) -> None:
    client.post(f"{path}/{nested.field}", json=nested.items.item | {"id": "given"})
    number = head(client)
    assert invalid(client.post(f"{path}/{nested.field}", json=nested.items.other | {"id": "given"})) == ["/id"]
    assert head(client) == number


def test_wrong_items_are_refused_where_they_are_wrong(client: httpx.Client, nested: Nested, path: str) -> None:
    added = client.post(f"{path}/{nested.field}", json=nested.items.item).headers["location"]
    number = head(client)
    for item, place in nested.items.wrong:
        assert invalid(client.post(f"{path}/{nested.field}", json=item)) == [place]
        if item:
            assert invalid(client.patch(added, json=item)) == [place]
    for body in ("[]", "null", '"text"'):
        for method, address in (("POST", f"{path}/{nested.field}"), ("PATCH", added)):
            answer = client.request(method, address, content=body, headers={"Content-Type": "application/json"})
            assert invalid(answer) == [""]
    assert head(client) == number


def test_changing(client: httpx.Client, nested: Nested, path: str) -> None:
    added = client.post(f"{path}/{nested.field}", json=nested.items.item).headers["location"]
    other = document(client.post(f"{path}/{nested.field}", json=nested.items.other))
    answer = client.patch(added, json=nested.items.patch)
    assert (answer.status_code, document(answer)) == (
        200,
        {"id": nested.items.id, **nested.items.document, **nested.items.patched},
    )
    assert answer.headers["etag"].startswith('"4-')
    record = client.get(path).json()
    assert (record["version"], record[nested.field]) == (4, [document(answer), other])


def test_changing_nothing(client: httpx.Client, nested: Nested, path: str) -> None:
    added = client.post(f"{path}/{nested.field}", json=nested.items.item)
    number = head(client)
    for patch in ({}, nested.items.item, {"id": nested.items.id}):
        answer = client.patch(added.headers["location"], json=patch)
        assert (answer.status_code, answer.content) == (200, added.content)
        assert answer.headers["etag"] == added.headers["etag"]
    assert head(client) == number


def test_the_id_of_an_item_stays(client: httpx.Client, nested: Nested, path: str) -> None:
    added = client.post(f"{path}/{nested.field}", json=nested.items.item).headers["location"]
    assert invalid(client.patch(added, json={"id": "another"})) == ["/id"]
    assert client.patch(added, json={"id": None}).json()["id"] == nested.items.id


def test_taking_out(client: httpx.Client, nested: Nested, path: str) -> None:
    added = client.post(f"{path}/{nested.field}", json=nested.items.item).headers["location"]
    other = document(client.post(f"{path}/{nested.field}", json=nested.items.other))
    answer = client.delete(added)
    assert (answer.status_code, answer.content) == (204, b"")
    record = client.get(path).json()
    assert (record["version"], record[nested.field]) == (4, [other])
    for gone in (client.get(added), client.delete(added), client.patch(added, json={})):
        refused(gone, 404, "not-found")


def test_conditions_are_the_records(client: httpx.Client, nested: Nested, path: str) -> None:
    first = client.get(path).headers["etag"]
    added = client.post(f"{path}/{nested.field}", json=nested.items.item, headers={"If-Match": first})
    assert added.status_code == 201
    location = added.headers["location"]
    number = head(client)
    stale = {"If-Match": first}
    for answer in (
        client.post(f"{path}/{nested.field}", json=nested.items.other, headers=stale),
        client.patch(location, json=nested.items.patch, headers=stale),
        client.delete(location, headers=stale),
    ):
        assert refused(answer, 412, "precondition-failed")["current_version"] == 2
    assert head(client) == number
    changed = client.patch(location, json=nested.items.patch, headers={"If-Match": added.headers["etag"]})
    assert changed.status_code == 200
    assert client.delete(location, headers={"If-Match": client.get(path).headers["etag"]}).status_code == 204


def test_reading_with_a_tag(anonymous: httpx.Client, client: httpx.Client, nested: Nested, path: str) -> None:
    added = client.post(f"{path}/{nested.field}", json=nested.items.item).headers["location"]
    for address in (added, f"{path}/{nested.field}"):
        got = anonymous.get(address)
        assert got.headers["vary"] == "Accept, Accept-Encoding, Authorization"
        held = anonymous.get(address, headers={"If-None-Match": got.headers["etag"]})
        assert (held.status_code, held.content) == (304, b"")


def test_of_no_record(client: httpx.Client, nested: Nested, unique: Unique) -> None:
    path = f"{nested.noun.path}/{unique('absent')}/{nested.field}"
    for answer in (
        client.get(path),
        client.post(path, json=nested.items.item),
        client.get(f"{path}/x"),
        client.patch(f"{path}/x", json={}),
        client.delete(f"{path}/x"),
    ):
        refused(answer, 404, "not-found")


def test_what_is_no_id_is_told_so(client: httpx.Client, nested: Nested, path: str) -> None:
    for part in ("UPPER", "-x", "x" * 121, "a_b", "%00"):
        for method in ("GET", "DELETE"):
            assert invalid(client.request(method, f"{path}/{nested.field}/{part}")) == ["part"]


def test_entries_name_the_part(client: httpx.Client, nested: Nested, path: str) -> None:
    added = client.post(f"{path}/{nested.field}", json=nested.items.item).headers["location"]
    client.patch(added, json=nested.items.patch)
    client.delete(added)
    part = f"{nested.field}/{nested.items.id}"
    revisions = client.get(f"{path}/revisions").json()["items"]
    assert [(revision["operation"], revision["part"]) for revision in revisions] == [
        ("put", None),
        ("put", part),
        ("put", part),
        ("delete", part),
    ]


def test_twins_are_counted(client: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun, citations=[])}"
    ids = [client.post(f"{path}/citations", json={"source": "report-a"}).json()["id"] for _ in range(3)]
    assert ids == ["report-a", "report-a-2", "report-a-3"]


def test_a_rule_over_the_whole_list_holds_for_one_item(client: httpx.Client, noun: Noun, make: Make) -> None:
    full = [{"source": "report-a", "id": f"c-{number}"} for number in range(100)]
    path = f"{noun.path}/{make(noun, citations=full)}"
    number = head(client)
    assert invalid(client.post(f"{path}/citations", json={"source": "report-b"})) == [""]
    assert head(client) == number


@pytest.mark.parametrize(
    "nested", [Nested(noun, "attendance") for noun in NOUNS if "attendance" in noun.items], ids=repr
)
def test_nobody_attends_twice_in_one_role(client: httpx.Client, nested: Nested, path: str) -> None:
    attendance = f"{path}/attendance"
    host = {"participant": "guatemala", "role": "host"}
    assert client.post(attendance, json=host).status_code == 201
    chair = client.post(attendance, json=host | {"role": "chair"})
    number = head(client)
    for answer in (
        client.post(attendance, json=host | {"title": "again", "id": "again"}),
        client.patch(chair.headers["location"], json={"role": "host"}),
    ):
        problem = refused(answer, 422, "invalid-content")
        assert "twice" in problem["errors"][0]["message"]
    assert head(client) == number


def test_written_items_are_what_the_record_holds(client: httpx.Client, nested: Nested, path: str) -> None:
    client.post(f"{path}/{nested.field}", json=nested.items.item)
    record = path.rpartition("/")[2]
    expected = nested.noun.full | {nested.field: [{"id": nested.items.id, **nested.items.item}]}
    assert written(client, nested.noun, record) == expected
