"""The change feed by filters: each entry that matches, once, in order, and none of the others read for it."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.audience import PUBLIC
from app.db.engines import writing_engine
from app.ledger.entries import change_feed
from app.ledger.entries.change_pages import RECORDS, EntryFilters, page_query, rarity_query
from app.ledger.entries.redaction import redact
from tests.conftest import Serve
from tests.counting import counted
from tests.databases import Databases
from tests.features.test_changes import follow
from tests.filling import fill_database
from tests.plans import Planner, planner
from tests.refusals import invalid, places, refused
from tests.serving import Service

CHANGES = "/v1/changes"
PARTIES = [{"participant": "guatemala", "role": "promisor"}]


def write_world(client: httpx.Client) -> None:
    """Write entries 1 to 14; each is described where it is."""
    for path, body in (
        ("participants/guatemala", {"name": "Guatemala", "kind": "state"}),  # 1
        ("participants/mexico", {"name": "Mexico", "kind": "state"}),  # 2
        ("topics/security", {"name": "Security"}),  # 3
        ("topics/borders", {"name": "Borders", "parent": "security"}),  # 4
        ("meetings/tour", {"title": "Tour", "form": "tour", "status": "held"}),  # 5
        ("meetings/talks", {"title": "Talks", "form": "meeting", "status": "held", "part_of": "tour"}),  # 6
        ("pledges/force", {"title": "A task force", "topics": ["borders"], "parties": PARTIES}),  # 7
    ):
        client.put(f"/v1/{path}", json=body).raise_for_status()
    patch = {"meetings": [{"meeting": "talks", "role": "made_at"}], "topics": []}
    client.patch("/v1/pledges/force", json=patch).raise_for_status()  # 8
    claim = {"kind": "claim", "summary": "It stands", "about": ["force"]}
    client.put("/v1/statements/claim", json=claim).raise_for_status()  # 9
    position = {"participant": "mexico", "position": "notes"}
    client.post("/v1/pledges/force/positions", json=position).raise_for_status()  # 10
    client.patch("/v1/pledges/force", json={"summary": "Of both armies"}).raise_for_status()  # 11
    client.delete("/v1/statements/claim").raise_for_status()  # 12
    client.put("/v1/topics/trade", json={"name": "Trade"}).raise_for_status()  # 13
    client.patch("/v1/topics/trade", json={"name": "Commerce"}).raise_for_status()  # 14


@pytest.fixture(scope="module")
def world(databases: Databases, backend: str, serving: Serve) -> Iterator[httpx.Client]:
    url = databases.create(backend)
    with serving(url) as service, service.client("write") as client:
        write_world(client)
        yield client
    databases.drop(url)


def numbers(client: httpx.Client, **asked: Any) -> list[int]:
    return [entry["number"] for entry in follow(client, **asked)]


@pytest.mark.parametrize("few", [500, 0])
def test_filters_are_told_together(world: httpx.Client, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    # Where many have named it, the entries are walked: the answer is the same.
    monkeypatch.setattr(change_feed, "FEW", few)
    monkeypatch.setattr(change_feed, "WINDOW", 3)
    for asked, expected in (
        ({"participant": "guatemala"}, [1, 7, 8, 10, 11]),
        ({"participant": "mexico"}, [2, 10, 11]),
        ({"participant": ["guatemala", "mexico"]}, [1, 2, 7, 8, 10, 11]),
        ({"topic": "borders"}, [4, 7, 8, 10, 11]),
        # A wider topic finds what is about a narrower one, as in lists; borders itself names it, too.
        ({"topic": "security"}, [3, 4, 7, 8, 10, 11]),
        ({"meeting": "talks"}, [6, 8, 10, 11]),
        ({"meeting": "tour"}, [5, 6, 8, 10, 11]),
        ({"participant": "mexico", "topic": "borders"}, [10, 11]),
        ({"participant": "guatemala", "collection": "pledges", "operation": "put", "after": 8}, [10, 11]),
        ({"collection": ["topics", "statements"]}, [3, 4, 9, 12, 13, 14]),
        ({"collection": "topics", "record": ["trade", "borders"]}, [4, 13, 14]),
        ({"operation": "delete"}, [12]),
        ({"topic": "trade", "participant": "mexico"}, []),
    ):
        assert numbers(world, **asked) == expected, asked
        assert numbers(world, limit=1, **asked) == expected, asked


def test_from_an_instant_on(world: httpx.Client) -> None:
    entries = list(follow(world))
    for entry in entries:
        later = [one["number"] for one in entries if one["at"] >= entry["at"]]
        assert numbers(world, since=entry["at"]) == later
        assert numbers(world, since=entry["at"], after=12) == [number for number in later if number > 12]
    page = world.get(CHANGES, params={"since": entries[3]["at"], "limit": 2, "participant": "mexico"})
    assert page.links["next"]["url"].endswith("after=11") or page.json()["last"] == page.json()["head"]
    assert numbers(world, since="2999-01-01T00:00:00Z") == []
    assert invalid(world.get(CHANGES, params={"since": "2025-02-05"})) == ["since"]


def test_what_is_unknown_is_refused_with_what_is_near(world: httpx.Client) -> None:
    asked = {"participant": "guatemalla", "topic": ["borders", "bordr"], "meeting": "talk"}
    problem = refused(world.get(CHANGES, params=asked), 422, "invalid-content")
    assert places(problem) == list(asked)
    messages = [fault["message"] for fault in problem["errors"]]
    assert [near in message for near, message in zip(("guatemala", "borders", "talks"), messages, strict=True)] == [
        True
    ] * 3
    record = {"collection": "topics", "record": ["trade", "tradde"]}
    assert invalid(world.get(CHANGES, params=record)) == ["record"]
    for collections in ([], ["topics", "pledges"]):
        assert invalid(world.get(CHANGES, params={"record": "trade", "collection": collections})) == ["collection"]
    assert invalid(world.get(CHANGES, params={"operation": "write"})) == ["operation"]


def test_whoever_follows_reads_what_is_read_later(fresh_service: Service) -> None:
    filters = ({"participant": "guatemala"}, {"topic": "security"}, {"meeting": "talks"}, {"collection": "pledges"})
    seen: list[list[int]] = [[] for _each in filters]
    after = [0 for _each in filters]
    with fresh_service.client("write") as client:
        write_world(client)
        for number in range(14, 0, -1):
            for index, asked in enumerate(filters):
                page = client.get(CHANGES, params={"after": after[index], "limit": 1, **asked}).json()
                seen[index] += [entry["number"] for entry in page["items"]]
                after[index] = page["last"]
            client.patch("/v1/pledges/force", json={"summary": f"Draft {number}"}).raise_for_status()
        for index, asked in enumerate(filters):
            seen[index] += numbers(client, after=after[index], **asked)
            assert seen[index] == numbers(client, **asked)


def test_merged_and_redacted(fresh_service: Service) -> None:
    with fresh_service.client("write") as client:
        write_world(client)
        client.put("/v1/participants/gt", json={"name": "Guatemala again", "kind": "state"})  # 15
        client.put("/v1/topics/gt", json={"name": "Elsewhere"})  # 16
        client.patch("/v1/meetings/talks", json={"attendance": [{"participant": "gt", "role": "host"}]})  # 17
        body = {"into": "guatemala", "reason": "one and the same"}
        client.post("/v1/participants/gt/merge", json=body).raise_for_status()
        later = [number for number in numbers(client) if number > 17]
        own = numbers(client, participant="gt")
        assert own == [1, 7, 8, 10, 11, 15, 17, *later]
        # The meeting names the survivor since it was moved to it; the last entry is that of the one that was merged.
        assert numbers(client, participant="guatemala") == [1, 7, 8, 10, 11, *later[:-1]]
        assert numbers(client, collection="participants", record="gt") == [1, 15, later[-1]]
        # What only the redacted entry said is not told by a filter either.
        client.patch("/v1/meetings/tour", json={"topics": ["trade"]}).raise_for_status()
        named = numbers(client)[-1]
        client.patch("/v1/meetings/tour", json={"topics": []}).raise_for_status()
        assert numbers(client, topic="trade") == [13, 14, named, named + 1]
        engine = writing_engine(fresh_service.database_url)
        with engine.begin() as connection:
            redact(connection, [named], "Not to be known")
        engine.dispose()
        assert numbers(client, topic="trade") == [13, 14]


def test_however_many_records_have_named_it_the_statements_are_as_many(
    databases: Databases, backend: str, serving: Serve
) -> None:
    url = databases.create(backend)
    with serving(url) as service, service.client("write") as client:
        write_world(client)
        asked = {"participant": "guatemala", "topic": "security", "meeting": "tour"}
        client.get(CHANGES, params=asked)
        for number in range(3):
            with counted(service.database) as few:
                client.get(CHANGES, params=asked)
            client.put(f"/v1/pledges/more-{number}", json={"title": f"More {number}", "parties": PARTIES})
            client.get(CHANGES, params=asked)
            with counted(service.database) as more:
                client.get(CHANGES, params=asked)
            assert more.total == few.total <= 8
    databases.drop(url)


@pytest.fixture(scope="module")
def filled(databases: Databases, backend: str, serving: Serve) -> Iterator[str]:
    url = databases.create(backend)
    fill_database(url, pledges=600)
    with serving(url) as service, service.client() as client:
        end = client.get("/v1/ledger").json()["number"]
        for _attempt in range(60):
            if client.get(CHANGES, params={"participant": "party-1", "after": end}).is_success:
                break
    yield url
    databases.drop(url)


SOUGHT = {
    "a rare topic": (EntryFilters(named={"topics": ("topic-7",)}), "topics"),
    "a rare meeting of a collection": (EntryFilters(("meetings",), named={"meetings": ("meeting-3",)}), "meetings"),
    "two records": (EntryFilters(("topics",), ("topic-7", "topic-8")), RECORDS),
}


@pytest.mark.parametrize("name", SOUGHT)
def test_the_rare_is_sought_by_an_index(filled: str, name: str) -> None:
    filters, sought = SOUGHT[name]
    values = {"after": 0, "until": 10**6, "limit": 50, **filters.values}
    with planner(filled) as plan:
        query = page_query(PUBLIC, filters, sought)
        assert not [fault for fault in plan.faults(query, values, whole=False) if scans_the_ledger(fault)]
        names = tuple(filters.named)
        if names:
            counting = rarity_query(names)
            assert not [fault for fault in plan.faults(counting, values, whole=False) if scans_the_ledger(fault)]


def scans_the_ledger(fault: str) -> bool:
    """Return whether a plan reads all entries, or all that was named."""
    sqlite = fault.startswith("SCAN") and any(table in fault for table in ("wanted", "entries", "mentions", "naming"))
    postgresql = (
        "Scan" in fault
        and '"Index Cond": null' in fault
        and any(f'"{table}"' in fault for table in ("entries", "mentions"))
    )
    return sqlite or postgresql


def test_few_steps_lead_to_the_rare(filled: str, backend: str) -> None:
    if backend != "sqlite":
        return
    with planner(filled) as plan:
        assert all(steps(plan, *asked) < 30_000 for asked in SOUGHT.values())


def steps(plan: Planner, filters: EntryFilters, sought: str) -> int:
    values = {"after": 0, "until": 10**6, "limit": 50, **filters.values}
    return plan.steps(page_query(PUBLIC, filters, sought), values)
