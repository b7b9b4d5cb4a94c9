"""Items of nested lists, addressed one by one: writing one is writing its record."""

from collections.abc import Callable
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

    @property
    def address(self) -> str:
        return self.field.replace("_", "-")

    @override
    def __repr__(self) -> str:
        """Name the list in the ids of tests."""
        return f"{self.noun.collection}-{self.field}"


LISTS = [Nested(noun, field) for noun in NOUNS for field in noun.items]


@pytest.fixture(params=LISTS, ids=repr)
def nested(request: pytest.FixtureRequest, world: None) -> Nested:
    """Return one nested list after the other."""
    found: Nested = request.param
    return found


@pytest.fixture
def path(nested: Nested, make: Make) -> str:
    """Return the address of a record whose nested list is as short as it can be."""
    return f"{nested.noun.path}/{make(nested.noun, **{nested.field: nested.items.first})}"


def lists_of(wanted: Callable[[Items], bool]) -> pytest.MarkDecorator:
    """Return what lets a test see the lists alone that are wanted."""
    return pytest.mark.parametrize("nested", [nested for nested in LISTS if wanted(nested.items)], ids=repr)


changing = lists_of(lambda items: items.patch is not None)
OF_EACH_SORT = {
    "sources-citations", "meetings-attendance", "participants-part_of", "statements-about", "pledges-parties",
    "pledges-links",
}  # fmt: skip
of_each_sort = pytest.mark.parametrize("nested", [one for one in LISTS if repr(one) in OF_EACH_SORT], ids=repr)


def test_the_descriptions_name_every_list(noun: Noun, contract_paths: set[str]) -> None:
    items = {
        path.split("/")[4].replace("-", "_")
        for path in contract_paths
        if path.startswith(f"{noun.path}/{{id}}/") and path.endswith("{part}")
    }
    # Parts with a history of their own have tests of their own.
    assert set(noun.items) == items - {
        part_type.name for part_type in record_type_of(noun.collection).part_types.values()
    }


@pytest.fixture(scope="module")
def contract_paths(contract: Contract) -> set[str]:
    """Return every path of the document."""
    return set(contract.document["paths"])


def test_adding(client: httpx.Client, nested: Nested, path: str) -> None:
    first, number = client.get(path).json()[nested.field], head(client)
    answer = client.post(f"{path}/{nested.address}", json=nested.items.item)
    assert answer.status_code == 201
    assert answer.headers["location"] == f"{path}/{nested.address}/{nested.items.id}"
    assert answer.headers["etag"].startswith('"2-')
    added = document(answer)
    assert added == {"id": nested.items.id, **nested.items.document}
    record = client.get(path).json()
    assert (record["version"], record[nested.field]) == (2, [*first, nested.items.shown(added)])
    assert client.get(answer.headers["location"]).json() == added
    last = client.get(f"{path}/{nested.address}").json()["items"][-1]
    assert last["id"] == added["id"]
    assert last == added or not nested.items.listed
    assert head(client) == number + 1


@of_each_sort
def test_added_items_come_last(client: httpx.Client, nested: Nested, path: str) -> None:
    items, first = nested.items, client.get(path).json()[nested.field]
    one = document(client.post(f"{path}/{nested.address}", json=items.other))
    given = {} if items.keyed else {"id": "0-given"}
    two = document(client.post(f"{path}/{nested.address}", json=items.item | given))
    assert two["id"] == given.get("id", items.id)
    assert client.get(path).json()[nested.field] == [*first, items.shown(one), items.shown(two)]


@lists_of(lambda items: not items.keyed)
def test_the_id_of_another_is_refused(client: httpx.Client, nested: Nested, path: str) -> None:
    client.post(f"{path}/{nested.address}", json=nested.items.item | {"id": "given"})
    number = head(client)
    assert invalid(client.post(f"{path}/{nested.address}", json=nested.items.other | {"id": "given"})) == ["/id"]
    assert head(client) == number


@lists_of(lambda items: items.keyed)
def test_what_is_there_is_not_added_again(client: httpx.Client, nested: Nested, path: str) -> None:
    client.post(f"{path}/{nested.address}", json=nested.items.item)
    number = head(client)
    place = "/id" if nested.items.bare else ""
    assert invalid(client.post(f"{path}/{nested.address}", json=nested.items.item)) == [place]
    assert head(client) == number


@lists_of(lambda items: items.patch is None)
def test_what_is_all_address_is_not_changed(client: httpx.Client, nested: Nested, path: str) -> None:
    added = client.post(f"{path}/{nested.address}", json=nested.items.item).headers["location"]
    answer = client.patch(added, json={})
    refused(answer, 405, "method-not-allowed")
    assert "DELETE" in answer.headers["allow"]


@lists_of(lambda items: items.keyed and items.patch is not None)
def test_the_address_of_an_item_stays(client: httpx.Client, nested: Nested, path: str) -> None:
    added = client.post(f"{path}/{nested.address}", json=nested.items.item).headers["location"]
    number = head(client)
    named = record_type_of(nested.noun.collection).keys[nested.field][0]
    assert invalid(client.patch(added, json={named: nested.items.other[named]})) == [f"/{named}"]
    assert head(client) == number


def test_wrong_items_are_refused_where_they_are_wrong(client: httpx.Client, nested: Nested, path: str) -> None:
    added = client.post(f"{path}/{nested.address}", json=nested.items.item).headers["location"]
    number = head(client)
    fixed = record_type_of(nested.noun.collection).keys.get(nested.field, ())
    for item, place in nested.items.wrong:
        assert invalid(client.post(f"{path}/{nested.address}", json=item)) == [place]
        patch = {name: value for name, value in item.items() if name not in fixed or f"/{name}" == place}
        if item and nested.items.patch is not None:
            assert invalid(client.patch(added, json=patch)) == [place]
    for body in ("[]", "null", '"text"'):
        addresses = {"POST": f"{path}/{nested.address}"} | ({} if nested.items.patch is None else {"PATCH": added})
        for method, address in addresses.items():
            answer = client.request(method, address, content=body, headers={"Content-Type": "application/json"})
            assert invalid(answer) == [""]
    assert head(client) == number


@changing
def test_changing(client: httpx.Client, nested: Nested, path: str) -> None:
    first = client.get(path).json()[nested.field]
    added = client.post(f"{path}/{nested.address}", json=nested.items.item).headers["location"]
    other = document(client.post(f"{path}/{nested.address}", json=nested.items.other))
    answer = client.patch(added, json=nested.items.patch)
    assert (answer.status_code, document(answer)) == (
        200,
        {"id": nested.items.id, **nested.items.document, **nested.items.patched},
    )
    assert answer.headers["etag"].startswith('"4-')
    record = client.get(path).json()
    assert (record["version"], record[nested.field]) == (
        4,
        [*first, nested.items.shown(document(answer)), nested.items.shown(other)],
    )


@changing
def test_changing_nothing(client: httpx.Client, nested: Nested, path: str) -> None:
    added = client.post(f"{path}/{nested.address}", json=nested.items.item)
    number = head(client)
    for patch in ({}, nested.items.item, {"id": nested.items.id}):
        answer = client.patch(added.headers["location"], json=patch)
        assert (answer.status_code, answer.content) == (200, added.content)
        assert answer.headers["etag"] == added.headers["etag"]
    assert head(client) == number


@changing
def test_the_id_of_an_item_stays(client: httpx.Client, nested: Nested, path: str) -> None:
    added = client.post(f"{path}/{nested.address}", json=nested.items.item).headers["location"]
    assert invalid(client.patch(added, json={"id": "another"})) == ["/id"]
    assert client.patch(added, json={"id": None}).json()["id"] == nested.items.id


def test_taking_out(client: httpx.Client, nested: Nested, path: str) -> None:
    first = client.get(path).json()[nested.field]
    added = client.post(f"{path}/{nested.address}", json=nested.items.item).headers["location"]
    other = document(client.post(f"{path}/{nested.address}", json=nested.items.other))
    answer = client.delete(added)
    assert (answer.status_code, answer.content) == (204, b"")
    record = client.get(path).json()
    assert (record["version"], record[nested.field]) == (4, [*first, nested.items.shown(other)])
    gone = [client.get(added), client.delete(added)]
    if nested.items.patch is not None:
        gone.append(client.patch(added, json={}))
    for answer in gone:
        refused(answer, 404, "not-found")


@of_each_sort
def test_conditions_are_the_records(client: httpx.Client, nested: Nested, path: str) -> None:
    first = client.get(path).headers["etag"]
    added = client.post(f"{path}/{nested.address}", json=nested.items.item, headers={"If-Match": first})
    assert added.status_code == 201
    location = added.headers["location"]
    number = head(client)
    stale = {"If-Match": first}
    answers = [
        client.post(f"{path}/{nested.address}", json=nested.items.other, headers=stale),
        client.delete(location, headers=stale),
    ]
    if nested.items.patch is not None:
        answers.append(client.patch(location, json=nested.items.patch, headers=stale))
    for answer in answers:
        assert refused(answer, 412, "precondition-failed")["current_version"] == 2
    assert head(client) == number
    if nested.items.patch is not None:
        changed = client.patch(location, json=nested.items.patch, headers={"If-Match": added.headers["etag"]})
        assert changed.status_code == 200
    assert client.delete(location, headers={"If-Match": client.get(path).headers["etag"]}).status_code == 204


@of_each_sort
def test_reading_with_a_tag(anonymous: httpx.Client, client: httpx.Client, nested: Nested, path: str) -> None:
    added = client.post(f"{path}/{nested.address}", json=nested.items.item).headers["location"]
    for address in (added, f"{path}/{nested.address}"):
        got = anonymous.get(address)
        assert got.headers["vary"] == "Accept, Accept-Encoding, Authorization"
        held = anonymous.get(address, headers={"If-None-Match": got.headers["etag"]})
        assert (held.status_code, held.content) == (304, b"")


@of_each_sort
def test_of_no_record(client: httpx.Client, nested: Nested, unique: Unique) -> None:
    path = f"{nested.noun.path}/{unique('absent')}/{nested.address}"
    answers = [
        client.get(path),
        client.post(path, json=nested.items.item),
        client.get(f"{path}/x"),
        client.delete(f"{path}/x"),
    ]
    if nested.items.patch is not None:
        answers.append(client.patch(f"{path}/x", json={}))
    for answer in answers:
        refused(answer, 404, "not-found")


@of_each_sort
def test_what_is_no_id_is_told_so(client: httpx.Client, nested: Nested, path: str) -> None:
    for part in ("UPPER", "-x", "x" * 121, "a_b", "%00"):
        for method in ("GET", "DELETE"):
            assert invalid(client.request(method, f"{path}/{nested.address}/{part}")) == ["part"]


def test_entries_name_the_part(client: httpx.Client, nested: Nested, path: str) -> None:
    added = client.post(f"{path}/{nested.address}", json=nested.items.item).headers["location"]
    changes = [] if nested.items.patch is None else [client.patch(added, json=nested.items.patch)]
    client.delete(added)
    part = f"{nested.field}/{nested.items.id}"
    revisions = client.get(f"{path}/revisions").json()["items"]
    assert [(revision["operation"], revision["part"]) for revision in revisions] == [
        ("put", None),
        ("put", part),
        *[("put", part) for _change in changes],
        ("delete", part),
    ]


def test_written_items_are_what_the_record_holds(client: httpx.Client, nested: Nested, path: str) -> None:
    client.post(f"{path}/{nested.address}", json=nested.items.item)
    record = path.rpartition("/")[2]
    expected = nested.noun.full | {nested.field: [*nested.items.first, nested.items.held()]}
    assert written(client, nested.noun, record) == expected
