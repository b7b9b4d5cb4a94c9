"""Filters that name records: a merged id stands for its survivor, and one that never stood in the ledger is refused."""

import itertools
from typing import Any

import httpx
import pytest

from tests.api.naming_filters import (
    LEAST,
    NEEDED,
    Body,
    Twins,
    answers,
    collection_of,
    ids,
    merge,
    naming_filters,
    now,
    put,
)
from tests.conftest import Unique
from tests.contract import Contract
from tests.counting import counted
from tests.refusals import refused
from tests.sampling import sampled
from tests.serving import Service


@pytest.fixture(scope="module")
def named(contract: Contract) -> list[tuple[str, str]]:
    """Return every address with each of its parameters that takes ids of records."""
    return list(naming_filters(contract))


def test_all_are_known_here(named: list[tuple[str, str]]) -> None:
    assert len(named) > 60
    assert {collection_of(path, name) for path, name in named} <= LEAST.keys()
    assert {path for path, _name in named} >= NEEDED.keys() | {"/v1/status-changes", "/v1/stats/matrix"}


def test_a_merged_id_stands_for_its_survivor(
    client: httpx.Client, unique: Unique, named: list[tuple[str, str]], backend: str
) -> None:
    twins = Twins(client, unique)

    def asked_of(path: str, name: str, *of: dict[str, str], **clocks: str) -> Body:
        collection = collection_of(path, name)
        # A whole would not be counted beside its parts.
        wholes = {"rollup": "all"} if path.startswith("/v1/stats/") else {}
        query = {name: [one[collection] for one in of], **NEEDED.get(path, {}), **wholes, **clocks}
        return answers(client, path.format(id=twins.owners.get(path.split("/")[2])), **query)

    # The ledger says what was written to a record, merged or not: see below. Feeds are these lists in another form.
    told = ("/v1/changes", "/v1/duplicates", "/v1/feeds/")
    filters = [(path, name) for path, name in named if not path.startswith((*told, "/v1/stats/"))]
    # Statistics count in memory, whatever the database: one by one, by filters that all of them have.
    filters += sampled(backend, ((path, name) for path, name in named if path.startswith("/v1/stats/")), 5)
    past = {filter_: asked_of(*filter_, twins.given_up) for filter_ in filters}
    at = now(client)
    twins.merge()
    empty = []
    for path, name in filters:
        kept = asked_of(path, name, twins.kept)
        assert asked_of(path, name, twins.given_up) == kept, (path, name)
        for both in itertools.permutations((twins.kept, twins.given_up)):
            assert asked_of(path, name, *both) == kept, (path, name)
        assert asked_of(path, name, twins.given_up, known_at=now(client)) == kept, (path, name)
        # What was known before the merge knows nothing of it.
        then = asked_of(path, name, twins.given_up, known_at=at)
        assert then == past[path, name], (path, name)
        if not kept.get("items", [kept.get("total")]):
            empty.append((path, name))
    # Each filter finds something, or it would prove nothing. Sources cite none, and one pledge names one twin alone.
    assert [filter_ for filter_ in empty if "{id}" not in filter_[0]] == [("/v1/sources", "source")]


def test_one_that_never_stood_in_the_ledger_is_refused(
    client: httpx.Client, unique: Unique, named: list[tuple[str, str]], backend: str
) -> None:
    pledge = put(
        client, "pledges", unique("pledge"), parties=[{"participant": owner(client, unique), "role": "promisor"}]
    )
    owners = {"pledges": pledge, **{one: put(client, one, unique("owner")) for one in ("instruments", "statements")}}
    at = now(client)
    for path, name in named:
        asked = {name: "zz-never-was", **NEEDED.get(path, {})}
        has_clocks = path not in NEEDED and not path.startswith("/v1/feeds/")
        moments: tuple[Body, ...] = ({}, {"known_at": at}, {"as_of": "2026-01-01"}) if has_clocks else ({},)
        for moment in sampled(backend, moments, 2):
            answer = client.get(path.format(id=owners.get(path.split("/")[2])), params=asked | moment)
            if "{id}" in path and "as_of" in moment and answer.status_code == httpx.codes.NOT_FOUND:
                continue
            problem = refused(answer, 422, "invalid-content")
            (fault,) = problem["errors"]
            assert fault["parameter"] == name
            noun = collection_of(path, name)
            assert fault["message"] == f"unknown {noun.removesuffix('s')}; /v1/{noun} lists them", (path, name)
            assert "zz-never-was" not in answer.text


def owner(client: httpx.Client, unique: Unique) -> str:
    return put(client, "participants", unique("owner"))


def test_the_nearest_is_named(client: httpx.Client, unique: Unique) -> None:
    near = f"guatemala-{unique('near')}"
    put(client, "participants", near)
    put(client, "participants", f"gabon-{unique('far')}")
    for slip in (near[1:], near[:-1], f"{near}s", f"x{near}", f"g{near}", near.replace("guat", "gaut"), f"{near}-city"):
        problem = refused(client.get("/v1/pledges", params={"promisor": slip}), 422, "invalid-content")
        assert problem["errors"] == [
            {"parameter": "promisor", "message": f"unknown participant; the nearest id is {near}"}
        ], slip
        assert slip not in problem["errors"][0]["message"].replace(near, "")
    other = owner(client, unique)
    wrong = {"promisor": [other, near[1:], near], "topic": ["zz-never-was"], "status": "planned"}
    problem = refused(client.get("/v1/stats/overview", params=wrong), 422, "invalid-content")
    assert sorted((fault["parameter"], fault["message"]) for fault in problem["errors"]) == [
        ("promisor", f"value 2 of 3: unknown participant; the nearest id is {near}"),
        ("topic", "unknown topic; /v1/topics lists them"),
    ]


def test_one_that_was_deleted_is_known_and_finds_nothing(client: httpx.Client, unique: Unique) -> None:
    other, before = owner(client, unique), now(client)
    state = owner(client, unique)
    pledge = put(client, "pledges", unique("pledge"), parties=[{"participant": state, "role": "promisor"}])
    at = now(client)
    client.delete(f"/v1/pledges/{pledge}", headers={"If-Match": "*"}).raise_for_status()
    client.delete(f"/v1/participants/{state}", headers={"If-Match": "*"}).raise_for_status()
    for asked in ({"promisor": state}, {"promisor": [state, other]}, {"id": pledge}):
        assert ids(client, "/v1/pledges", **asked) == []
        assert ids(client, "/v1/pledges", **asked, known_at=at) == [pledge]
        # It came into being later.
        assert ids(client, "/v1/pledges", **asked, known_at=before) == []
        for clocks, total in (({}, 0), ({"known_at": at}, 1), ({"known_at": before}, 0)):
            assert answers(client, "/v1/stats/overview", **asked, **clocks)["total"] == total
    assert answers(client, "/v1/status-changes", pledge=pledge)["items"] == []
    assert answers(client, "/v1/changes", collection="pledges", record=pledge)["items"][-1]["operation"] == "delete"
    assert answers(client, "/v1/duplicates", type="pledges", id=pledge) == {"items": [], "found": 0}


def test_merged_and_restored_and_merged_on(client: httpx.Client, unique: Unique) -> None:
    first, second, third = (owner(client, unique) for _ in range(3))
    own = {one: [put(client, "pledges", unique("pledge"), parties=[{"participant": one, "role": "promisor"}])]
           for one in (first, second, third)}  # fmt: skip
    separate = now(client)
    merge(client, "participants", first, second)
    once = now(client)
    merge(client, "participants", second, third)
    twice = now(client)
    every = sorted(itertools.chain(*own.values()))
    body = {"reason": "two after all"}
    client.post(f"/v1/participants/{second}/unmerge", json=body).raise_for_status()
    assert ids(client, "/v1/pledges", promisor=first) == sorted(own[first] + own[second])
    client.post(f"/v1/participants/{first}/unmerge", json=body).raise_for_status()
    expected = {
        separate: (own[first], own[second], own[third]),
        once: (sorted(own[first] + own[second]), sorted(own[first] + own[second]), own[third]),
        twice: (every, every, every),
    }
    for at, found in expected.items():
        asked = tuple(ids(client, "/v1/pledges", promisor=one, known_at=at) for one in (first, second, third))
        assert asked == found
    assert [ids(client, "/v1/pledges", promisor=one) for one in own] == list(own.values())


def test_the_ledger_of_a_merged_record_goes_on_with_its_survivors(client: httpx.Client, unique: Unique) -> None:
    first, second, third = (owner(client, unique) for _ in range(3))
    merge(client, "participants", first, second)
    client.patch(f"/v1/participants/{second}", json={"tags": ["one"]}).raise_for_status()
    merge(client, "participants", second, third)
    client.patch(f"/v1/participants/{third}", json={"tags": ["other"]}).raise_for_status()

    def followed(record: str, limit: int) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        after, more = 0, True
        while more:
            asked = {"collection": "participants", "record": record, "after": after, "limit": limit}
            page = answers(client, "/v1/changes", **asked)
            found += [(item["record"], item["operation"]) for item in page["items"]]
            assert [item["number"] for item in page["items"]] == sorted({item["number"] for item in page["items"]})
            after, more = page["last"], page["last"] < page["head"]
        return found

    everything = [
        *((one, "put") for one in (first, second, third)),
        (first, "merge"), (second, "put"), (second, "merge"), (third, "put"),
    ]  # fmt: skip
    for limit in (1, 2, 200):
        assert followed(first, limit) == everything
        assert followed(second, limit) == [one for one in everything if one[0] != first]
        assert followed(third, limit) == [one for one in everything if one[0] == third]


def test_duplicates_of_a_merged_record_are_those_of_its_survivor(client: httpx.Client, unique: Unique) -> None:
    word = unique("quetzal")
    kept, given_up, twin = (
        put(client, "topics", unique("bird"), name=f"{word} {record_type}")
        for record_type in ("resplendent", "golden", "resplendent")
    )
    merge(client, "topics", given_up, kept)
    asked = {"type": "topics", "threshold": "0.9"}
    found = answers(client, "/v1/duplicates", **asked, id=given_up)
    assert found == answers(client, "/v1/duplicates", **asked, id=kept)
    assert {record["id"] for pair in found["items"] for record in pair["records"]} == {kept, twin}


def test_what_is_looked_up(service: Service, client: httpx.Client, unique: Unique) -> None:
    kept, given_up, idle = (owner(client, unique) for _ in range(3))
    for one in (kept, given_up):
        put(client, "pledges", unique("pledge"), parties=[{"participant": one, "role": "promisor"}])
    merge(client, "participants", given_up, kept)

    def sent(path: str = "/v1/pledges", status: int = 200, **asked: Any) -> tuple[int, int]:
        with service.client() as anonymous, counted(service.database) as statements:
            assert anonymous.get(path, params=asked).status_code == status
        assert not statements.writes
        return len(statements.hot_reads), len(statements.long_reads)

    # What is found is there: nothing is looked up, neither first nor when it is asked for again.
    assert sent(promisor=kept, limit=7) == (1, 0)
    assert sent(promisor=kept, limit=7) == (1, 0)
    assert sent(promisor=kept, limit=1) == (1, 0)
    assert sent(promisor=kept, kind="policy") == (0, 1)
    # Of an empty list no row says by which numbers it is empty, and the id may never have been: once that costs three
    # statements more. Several ids of which some may be missed cost one, however many there are.
    assert sent(promisor=idle) == (4, 0)
    assert sent(promisor=idle) == (1, 0)
    several = [kept, idle, *(owner(client, unique) for _ in range(20))]
    assert sent(promisor=several[:2]) == sent(promisor=several) == (1, 1)
    # A merged one costs as many whatever it leads to, and so does one that never was.
    merged = sent(promisor=given_up)
    assert merged == sent(promisor=given_up, limit=1)
    assert sum(merged) <= 9
    unknown = sent(promisor="zz-never-was", status=422)
    assert unknown == sent(promisor="zz-was-never-there-either", status=422)
    assert sum(unknown) <= 8
    # The head of the ledger and the last entries of the records; then what was sought.
    assert sent("/v1/changes", collection="participants", record=kept) == (2, 1)
