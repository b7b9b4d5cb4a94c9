"""Cursors: the pages together are exactly the list, whatever is written between them."""

import base64
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.batches import Change
from app.ledger.writing.append import append
from app.records.sources.schemas import Source
from app.vocabulary import Operation, SourceKind
from tests.api.conftest import Make, listed
from tests.conftest import Unique
from tests.nouns import Body, Noun
from tests.refusals import refused
from tests.serving import Service


def test_links_lead_through_the_list(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    records = sorted(make(noun) for _ in range(5))
    query: Body = {"id": records, "limit": 2, "sort": "-id", "count": "exact", "form": "written"}
    answer = anonymous.get(noun.path, params=query)
    found = [item["id"] for item in answer.json()["items"]]
    while "next" in answer.links:
        address = answer.links["next"]["url"]
        assert address.startswith(f"{noun.path}?")
        cursor = answer.json()["next_cursor"]
        assert httpx.URL(address).params.multi_items() == [*httpx.QueryParams(query).multi_items(), ("cursor", cursor)]
        answer = anonymous.get(address)
        assert answer.json()["count"] == len(records)
        found += [item["id"] for item in answer.json()["items"]]
    assert answer.json()["next_cursor"] is None
    assert found == records[::-1]


def test_a_page_that_is_the_whole_list_counts_itself(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    records = sorted(make(noun) for _ in range(3))
    for moment in ({}, {"known_at": datetime.now(UTC).isoformat()}):
        for limit in (2, 3, 200):
            query: Body = {"id": records, "limit": limit, "count": "exact"} | moment
            assert anonymous.get(noun.path, params=query).json()["count"] == len(records), query


def test_every_sort_pages_with_ties_and_what_lacks_it(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    for sort, (early, late) in noun.sorts.items():
        lack = [{sort: None}] * 3 if sort in noun.lacking else []
        records = [make(noun, **changes) for changes in (late, early, late, early, late, *lack)]
        for order in (sort, f"-{sort}"):
            whole = listed(anonymous, noun.path, id=records, sort=order)
            assert sorted(whole) == sorted(records)
            for limit in (1, 3):
                assert listed(anonymous, noun.path, id=records, sort=order, limit=limit) == whole, (order, limit)


class Row(NamedTuple):
    """A source as far as its place in the list goes."""

    id: str
    title: str
    published: str | None


def write(connection: Connection, put: Sequence[Row], delete: Sequence[str], tag: str) -> None:
    """Write and delete sources in one batch."""
    record_type = record_type_of("sources")
    changes = []
    for row in put:
        source = Source(kind=SourceKind.OTHER, title=row.title, published=row.published, tags=[tag])
        body = {name: value for name, value in source.values().items() if name != "id"}
        changes.append(Change(record_type, row.id, Operation.PUT, body))
    changes += [Change(record_type, record_id, Operation.DELETE, None) for record_id in delete]
    append(connection, changes)


DAYS = st.sampled_from([None, None, "2024", "2024-01-01", "2025-02", "2025-02-05", "../2025", "2025-02-01/.."])
TITLES = st.sampled_from(["Alpha", "álpha", "beta", "Gamma"])
ROWS = st.lists(st.tuples(TITLES, DAYS), min_size=0, max_size=14)
BETWEEN = st.lists(
    st.tuples(st.lists(st.tuples(TITLES, DAYS), max_size=2), st.lists(st.integers(0, 30), max_size=2)), max_size=12
)
SORTS = st.sampled_from(["id", "-id", "title", "-title", "published", "-published", "updated_at", "-updated_at"])


@given(rows=ROWS, between=BETWEEN, sort=SORTS, limit=st.integers(1, 5), data=st.data())
@settings(max_examples=30)
def test_the_pages_together_are_exactly_the_list(
    service: Service,
    anonymous: httpx.Client,
    unique: Unique,
    rows: list[tuple[str, str | None]],
    between: list[tuple[list[tuple[str, str | None]], list[int]]],
    sort: str,
    limit: int,
    data: st.DataObject,
) -> None:
    tag = unique("walk")
    ids = data.draw(st.permutations([f"{number:02}" for number in range(len(rows) + 2 * len(between))]))
    free = iter([f"{tag}-{number}" for number in ids])
    there = [Row(next(free), *row) for row in rows]
    service.write(write, there, [], tag)
    present = {row.id for row in there}
    throughout, ever = set(present), set(present)
    found: list[str] = []
    for page in _pages(anonymous, {"tag": tag, "sort": sort, "limit": limit}, between):
        if isinstance(page, list):
            assert len(page) <= limit
            found += page
            continue
        new, gone = page
        made = [Row(next(free), *row) for row in new]
        deleted = list(dict.fromkeys(sorted(present)[index % len(present)] for index in gone if present))
        if made or deleted:
            service.write(write, made, deleted, tag)
        present = (present | {row.id for row in made}) - set(deleted)
        throughout -= set(deleted)
        ever |= present
    assert len(found) == len(set(found)), "seen twice"
    assert throughout <= set(found) <= ever
    again = [item for item in listed(anonymous, "/v1/sources", tag=tag, sort=sort) if item in throughout]
    assert [item for item in found if item in throughout] == again


def _pages(client: httpx.Client, query: dict[str, Any], between: list[Any]) -> Iterator[Any]:
    """Yield the ids of each page, and after each what is to be written before the next."""
    writes = iter(between)
    while True:
        page = client.get("/v1/sources", params=query).json()
        yield [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            return
        query["cursor"] = page["next_cursor"]
        yield next(writes, ([], []))


def _cursor(content: Any) -> str:
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


@pytest.fixture(scope="module")
def cursor(client: httpx.Client, world: None) -> str:
    """Return a cursor of the list of sources by title."""
    page = client.get("/v1/sources", params={"sort": "title", "limit": 1}).json()
    found: str = page["next_cursor"]
    return found


def test_a_cursor_is_for_its_own_list(anonymous: httpx.Client, cursor: str) -> None:
    assert anonymous.get("/v1/sources", params={"sort": "title", "cursor": cursor}).status_code == 200
    # How long a page is does not change which list it is of.
    assert anonymous.get("/v1/sources", params={"sort": "title", "cursor": cursor, "limit": 7}).status_code == 200
    for query in (
        {},
        {"sort": "-title"},
        {"sort": "published"},
        {"sort": "title", "kind": "other"},
        {"sort": "title", "form": "written"},
    ):
        refused(anonymous.get("/v1/sources", params=query | {"cursor": cursor}), 400, "bad-cursor")
    refused(anonymous.get("/v1/topics", params={"sort": "name", "cursor": cursor}), 400, "bad-cursor")


def test_a_cursor_may_outlive_its_record(client: httpx.Client, noun: Noun, make: Make) -> None:
    records = sorted(make(noun) for _ in range(3))
    query: Body = {"id": records, "limit": 1}
    cursor = client.get(noun.path, params=query).json()["next_cursor"]
    client.delete(f"{noun.path}/{records[0]}")
    assert listed(client, noun.path, **query, cursor=cursor) == records[1:]


def _forged(cursor: str) -> list[str]:
    own, value, key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    contents: list[Any] = [
        None, 7, "text", {}, [], [own], [own, value], [own, value, key, key], [own, value, 7], [own, value, None],
        [own, 7, key], [own, True, key], [own, [value], key], [own, {"$ne": 1}, key], [None, value, key],
        [7, value, key], ["00000000", value, key], [own, value, "nul\x00"], [own, "nul\x00", key],
        [own, value, 2**63], [own, 1.5, key], b"not json", b"\xff\xfe", b'["\\ud800",null,"x"]', b"[" * 500,
        b'[NaN,null,"x"]', b"[1e999,null,2]",
    ]  # fmt: skip
    return [_cursor(content) for content in contents] + [
        "", "=", "====", "a", "!!!!", cursor[:-1], cursor[:-4], cursor[1:], cursor + "A", cursor + "AAAA",
        cursor + "====", cursor.swapcase(), " " + cursor, cursor + "\x00", "é", "日本", "%", "x" * 2000,
    ]  # fmt: skip


def test_forged_cursors_are_refused(anonymous: httpx.Client, cursor: str) -> None:
    for forged in _forged(cursor):
        answer = anonymous.get("/v1/sources", params={"sort": "title", "cursor": forged})
        problem = refused(answer, 400, "bad-cursor")
        assert len(forged) < 8 or forged not in json.dumps(problem)
    assert anonymous.get("/v1/sources", params={"cursor": "x" * 2001}).status_code == 422


def test_a_forged_value_only_moves_the_page(anonymous: httpx.Client, cursor: str) -> None:
    own, _value, key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    for value in ("' OR 1=1 --", "\ufffe", "x" * 900, "\U0010ffff", "%"):
        answer = anonymous.get("/v1/sources", params={"sort": "title", "cursor": _cursor([own, value, key])})
        assert answer.status_code in {200, 400}


@pytest.mark.parametrize("sort", ["published", "-published", "updated_at", "-updated_at"])
def test_a_forged_day_or_instant_is_refused_alike(anonymous: httpx.Client, world: None, make: Make, sort: str) -> None:
    page = anonymous.get("/v1/sources", params={"sort": sort, "limit": 1}).json()
    own, _value, key = json.loads(base64.urlsafe_b64decode(page["next_cursor"] + "=="))
    for value in (
        "yesterday",
        "",
        "2025-02-30",
        "0000-01-01",
        "99999-01-01",
        "2025-02-05T00:00:00Z",
        "x" * 900,
        "-infinity",
    ):
        forged = anonymous.get("/v1/sources", params={"sort": sort, "cursor": _cursor([own, value, key])})
        refused(forged, 400, "bad-cursor")
