import itertools
from collections.abc import Callable
from datetime import UTC, datetime

import httpx

from tests.api.conftest import Make, head, listed, on_one_database
from tests.contract import Contract
from tests.nouns import Body, Noun
from tests.refusals import invalid
from tests.sampling import sampled

PAGING = {"limit", "cursor", "count", "form", "fields", "sort", "known_at", "as_of"}


def test_a_page(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    one, other = make(noun), make(noun)
    answer = anonymous.get(noun.path, params={"id": [one, other], "limit": 2})
    page = answer.json()
    assert list(page) == ["items", "next_cursor"]
    assert page["items"] == [anonymous.get(f"{noun.path}/{record}").json() for record in sorted([one, other])]
    assert page["next_cursor"] is None
    assert "link" not in answer.headers
    assert answer.headers["vary"] == "Accept, Accept-Encoding, Authorization"
    assert answer.headers["cache-control"] == "no-cache"


def test_an_empty_page(client: httpx.Client, noun: Noun, make: Make) -> None:
    gone = make(noun)
    client.delete(f"{noun.path}/{gone}", headers={"If-Match": "*"}).raise_for_status()
    page = client.get(noun.path, params={"id": gone, "count": "exact"}).json()
    assert page == {"items": [], "next_cursor": None, "count": 0}


def test_items_as_they_are_written(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    page = client.get(noun.path, params={"id": record, "form": "written"}).json()
    assert page["items"] == [client.get(f"{noun.path}/{record}", params={"form": "written"}).json()]
    number = head(client)
    assert client.put(f"{noun.path}/{record}", json=page["items"][0]).json()["version"] == 1
    assert head(client) == number


def test_the_descriptions_name_every_filter_and_sort(noun: Noun, contract: Contract) -> None:
    parameters = [contract.resolve(found) for found in contract.document["paths"][noun.path]["get"]["parameters"]]
    names = {parameter["name"] for parameter in parameters if parameter["in"] == "query"}
    assert noun.filters.keys() | noun.of_parts == names - PAGING - {"id"}
    sorts = next(parameter["schema"]["enum"] for parameter in parameters if parameter["name"] == "sort")
    assert set(sorts) == {f"{sign}{sort}" for sort in ("id", "updated_at", *noun.sorts) for sign in ("", "-")}


def test_a_filter_alone(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    for name, filtering in noun.filters.items():
        assert record in listed(anonymous, noun.path, **{name: filtering.finds}), name
        assert record not in listed(anonymous, noun.path, **{name: filtering.misses}), name


def test_a_filter_as_of_a_day(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    record, today = make(noun), datetime.now(UTC).date().isoformat()
    for name, filtering in noun.filters.items():
        assert record in listed(anonymous, noun.path, as_of=today, **{name: filtering.finds}), name
        assert record not in listed(anonymous, noun.path, as_of=today, **{name: filtering.misses}), name


def test_a_filter_in_every_order(anonymous: httpx.Client, noun: Noun, make: Make, backend: str) -> None:
    record = make(noun)
    sorts = [f"{sign}{sort}" for sort in ("id", "updated_at", *noun.sorts) for sign in ("", "-")]
    # Of so many pairs PostgreSQL is asked one of each filter, in one order after the other.
    for name, sort in sampled(backend, itertools.product(noun.filters, sorts), len(sorts) + 1):
        query = {"sort": sort, "id": record, name: noun.filters[name].finds}
        assert listed(anonymous, noun.path, **query) == [record], (name, sort)


def test_different_filters_must_all_match(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    every = {name: filtering.finds for name, filtering in noun.filters.items()} | {"id": record}
    assert listed(anonymous, noun.path, **every) == [record]
    for name, filtering in noun.filters.items():
        assert listed(anonymous, noun.path, **every | {name: filtering.misses}) == [], name


def test_of_a_repeated_filter_any_value_matches(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    for name, filtering in noun.filters.items():
        either = {"id": record, name: [filtering.misses, filtering.finds]}
        if filtering.repeated:
            assert listed(anonymous, noun.path, **either) == [record], name
            assert listed(anonymous, noun.path, **either | {name: [filtering.misses] * 2}) == [], name
        else:
            assert invalid(anonymous.get(noun.path, params=either)) == [name]


def test_ids_filter(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    records = [make(noun) for _ in range(3)]
    assert listed(anonymous, noun.path, id=records[:2]) == sorted(records[:2])
    assert listed(anonymous, noun.path, id=records[2]) == records[2:]


def test_what_was_changed_since(client: httpx.Client, noun: Noun, make: Make) -> None:
    one, other = make(noun), make(noun)
    since = client.patch(f"{noun.path}/{one}", json=noun.edit).json()["updated_at"]
    assert listed(client, noun.path, id=[one, other], updated_since=since) == [one]


def test_sorting(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    for sort, (early, late) in noun.sorts.items():
        # Made out of order, and two alike, which their ids tell apart.
        last, first, middle = make(noun, **late), make(noun, **early), make(noun, **early)
        expected = [*sorted([first, middle]), last]
        lacking = [make(noun, **{sort: None})] if sort in noun.lacking else []
        everyone = [*expected, *lacking]
        assert listed(anonymous, noun.path, id=everyone, sort=sort) == expected + lacking, sort
        assert listed(anonymous, noun.path, id=everyone, sort=f"-{sort}") == expected[::-1] + lacking, sort


def test_sorting_by_id_and_by_change(client: httpx.Client, noun: Noun, make: Make) -> None:
    records = [make(noun) for _ in range(3)]
    client.patch(f"{noun.path}/{records[0]}", json=noun.edit)
    changed = [records[1], records[2], records[0]]
    for sort, expected in (("id", sorted(records)), ("updated_at", changed)):
        assert listed(client, noun.path, id=records, sort=sort) == expected
        assert listed(client, noun.path, id=records, sort=f"-{sort}") == expected[::-1]


LIMITS = ("0", "-1", "201", "abc", "", "1.5", "1e1", "9" * 30, "9" * 5000, "1_0", "+5", " 5", "\u0665")


@on_one_database
def test_the_limit_is_from_1_to_200(anonymous: httpx.Client, noun: Noun) -> None:
    for limit in LIMITS:
        assert invalid(anonymous.get(noun.path, params={"limit": limit})) == ["limit"], limit


def test_limits_within_bounds(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    records = [make(noun) for _ in range(2)]
    for limit in (1, 2, 200):
        page = anonymous.get(noun.path, params={"id": records, "limit": limit}).json()
        assert len(page["items"]) == min(limit, 2)
        assert (page["next_cursor"] is None) == (limit > 1)


def test_counting(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    records = [make(noun) for _ in range(3)]
    query: Body = {"id": records, "limit": 2, "count": "exact"}
    first = anonymous.get(noun.path, params=query).json()
    second = anonymous.get(noun.path, params=query | {"cursor": first["next_cursor"]}).json()
    assert (first["count"], second["count"], len(second["items"])) == (3, 3, 1)
    for name, filtering in noun.filters.items():
        for value, count in ((filtering.finds, 1), (filtering.misses, 0)):
            page = anonymous.get(noun.path, params={"id": records[0], "count": "exact", name: value}).json()
            assert page["count"] == count, name
    for value in ("true", "", "estimated"):
        assert invalid(anonymous.get(noun.path, params={"count": value})) == ["count"]


def test_unknown_parameters_are_named(anonymous: httpx.Client, noun: Noun) -> None:
    for parameter in ("colour", "Limit", "limit ", "offset", "page", "id[]", "status_code", "", "\x00"):
        answer = anonymous.get(noun.path, params={parameter: "1"})
        assert invalid(answer) == [parameter]
        message = answer.json()["errors"][0]["message"]
        assert "; the nearest is " in message or ": as_of, " in message or ", limit, " in message


def test_single_parameters_are_given_once(anonymous: httpx.Client, noun: Noun) -> None:
    for name, one, other in (
        ("limit", "1", "1"),
        ("sort", "id", "-id"),
        ("count", "exact", "exact"),
        ("form", "written", "document"),
        ("cursor", "a", "b"),
    ):
        assert invalid(anonymous.get(noun.path, params={name: [one, other]})) == [name]


@on_one_database
def test_wrong_values_are_named(anonymous: httpx.Client, noun: Noun) -> None:
    for name, filtering in noun.filters.items():
        for value in ("", "\x00", "\ufffe", "x" * 16_001):
            problem = anonymous.get(noun.path, params={name: value})
            assert invalid(problem) == [name], problem.text
        if filtering.repeated:
            many = anonymous.get(noun.path, params={name: [filtering.finds] * 51})
            assert invalid(many) == [name]
        if filtering.finds in {"true", "false"}:
            for value in ("1", "yes", "on", "True"):
                assert invalid(anonymous.get(noun.path, params={name: value})) == [name]
    for sort in ("", "colour", "--id", "+id", "ID", "id,-id"):
        assert invalid(anonymous.get(noun.path, params={"sort": sort})) == ["sort"]


def test_the_tag_of_a_list(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    queries: list[Body] = [{}, {"tag": "visita-2025"}, {"count": "exact"}, {"form": "written"}, {"sort": "-updated_at"}]
    queries = [query | {"id": record} for query in queries]
    tags = [client.get(noun.path, params=query).headers["etag"] for query in queries]
    assert len(set(tags)) == len(tags)
    for query, tag in zip(queries, tags, strict=True):
        held = client.get(noun.path, params=query, headers={"If-None-Match": tag})
        assert (held.status_code, held.content, held.headers["etag"]) == (304, b"", tag)
    renamed = {"kind": "dataset", "title": record}
    writes: tuple[Callable[[], httpx.Response], ...] = (
        lambda: client.patch(f"{noun.path}/{record}", json=noun.edit),
        lambda: client.post(f"{noun.path}/{record}/citations", json={"source": "report-c"}),
        lambda: client.put("/v1/sources/report-c", json=renamed, headers={"If-Match": "*"}),
        lambda: client.delete(f"{noun.path}/{record}"),
    )
    for write in writes:
        tags = [client.get(noun.path, params=query).headers["etag"] for query in queries]
        assert write().is_success
        for query, tag in zip(queries, tags, strict=True):
            assert client.get(noun.path, params=query, headers={"If-None-Match": tag}).status_code == 200


def test_what_changes_nothing_leaves_the_tag(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    tag = client.get(noun.path).headers["etag"]
    client.put(f"{noun.path}/{record}", json=noun.full)
    client.patch(f"{noun.path}/{record}", json={})
    client.post(noun.path, json={"colour": "red"})
    assert client.get(noun.path, headers={"If-None-Match": tag}).status_code == 304
