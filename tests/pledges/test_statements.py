"""How many statements it takes to change a status and to read where pledges stand: always the same few."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import Engine, event

from tests.conftest import Unique
from tests.counting import counted
from tests.pledges.conftest import Track, pledge
from tests.pledges.tracked import Body, Tracked, found, recorded, saying
from tests.serving import Service

MOST = 10
"""What a status change may cost, with what begins and what commits its transaction.

What it reads first (the head of the ledger, the pledge, what is cited and what that is called) is one statement, and so
is all of the pledge's parts: its neighbours, what else guards look at, accounts of fields.
"""

FRAMED = 2
"""What begins a transaction and what commits it; or a savepoint and its release, where several share one."""

OVERRIDDEN = 1
"""What is added where guards are set aside, as they are by all that is recorded here: those are rows of their own."""

SIZED = 1
"""What a batch adds: how large all is that it would read."""

REVERSED = "giving up a final status in the past"
"""A change that makes the one that holds a reversal: where its party stands says so, in a row of its own."""

SOME = 50
MANY = [f"promisor-{number}" for number in range(SOME)]

CHANGES: dict[str, tuple[Body, bool, tuple[int, int]]] = {
    # Of a promisor: that it is referred to.
    "claiming nothing": ({"status": "not_assessable", "effective_on": "2025-06-05"}, False, (6, 7)),
    "with evidence": ({"status": "fulfilled", "effective_on": "2025-06-05"}, True, (7, 7)),
    "leaving a final status": ({"status": "stalled", "effective_on": "2025-06-05"}, True, (8, 8)),
    "backdated": ({"status": "planned", "effective_on": "2025-06-03"}, True, (8, 8)),
    REVERSED: ({"status": "abandoned", "effective_on": "2025-06-03"}, True, (9, 9)),
}
"""Changes between or after two of the status fulfilled, whether they cite a new source, and what they cost.

The cost is that of a change of the whole of a small pledge, and that of a promisor of a large one.
"""

Cost = Callable[..., list[str]]
"""`cost(client.post, path, json=body)`: the statements that the request's command sends."""


@pytest.fixture
def cost(service: Service) -> Cost:
    """Return what makes a request and returns the statements that its command sent."""

    def cost(request: Callable[..., httpx.Response], *arguments: Any, **options: Any) -> list[str]:
        with counted(service.database) as statements:
            response = request(*arguments, **options)
        assert response.is_success, response.text
        assert not [frame for frame in statements.frames if "SAVEPOINT" in frame], "nobody shares the transaction"
        return statements.writes

    return cost


@pytest.fixture(scope="module")
def promisors(client: httpx.Client, world: None) -> None:
    """Make participants enough."""
    for record in MANY:
        client.put(f"/v1/participants/{record}", json={"kind": "state", "name": record})


@pytest.fixture(scope="module")
def large(client: httpx.Client, unique: Unique, promisors: None) -> Tracked:
    """Make a pledge of many promisors, with many citations and many changes, which cite much."""
    made = Tracked(client, unique("large"))
    body = pledge("guatemala", *MANY, citations=[{"source": "undated"}] * SOME)
    assert client.put(made.path, json=body).status_code == 201
    cited = [{"source": "undated", "page": str(number)} for number in range(SOME)]
    changes = [saying("planned", f"2025-01-{day:02}", citations=cited[:day]) for day in range(1, 26)]
    changes += [saying("planned", party=promisor) for promisor in MANY[:25]]
    items = [{"pledge": made.id, **change} for change in changes]
    assert found(client.post("/v1/status-changes", json={"items": items}))["recorded"] == SOME
    return made


@pytest.fixture
def source(client: httpx.Client, unique: Unique) -> str:
    """Make a source that nothing cites."""
    record = unique("source")
    assert client.put(f"/v1/sources/{record}", json={"kind": "other", "title": record}).status_code == 201
    return record


@pytest.fixture
def parties() -> Iterator[str]:
    """Return promisors of the large pledge that no other test judges."""
    return _parties


_parties = iter(MANY[25:])


def evidence(source: str) -> Body:
    return {"source": source, "speaker": "minister", "quote": {"exact": "we will not do it"}, "act": "concrete_action"}


def fulfilled_twice(tracked: Tracked, party: str | None) -> str | None:
    """Give the pledge, or its promisor, two changes and return the promisor."""
    tracked.judge("fulfilled", "2025-06-02", party=party)
    tracked.judge("fulfilled", "2025-06-04", party=party)
    return party


@contextmanager
def given_to_the_driver(engine: Engine) -> Iterator[list[str]]:
    """Gather all that the writer's driver is told to do while the context lasts."""
    given: list[str] = []

    def note(*executed: Any) -> None:
        given.append(executed[2])

    with pytest.MonkeyPatch.context() as patch:
        if engine.dialect.name == "postgresql":
            for name in ("execute", "executemany"):
                patch.setattr(psycopg.Cursor, name, _noting(getattr(psycopg.Cursor, name), given))
        else:
            event.listen(engine, "before_cursor_execute", note)
        event.listen(engine, "commit", note_commit := lambda _connection: given.append("COMMIT"))
        yield given
        event.remove(engine, "commit", note_commit)
        if engine.dialect.name != "postgresql":
            event.remove(engine, "before_cursor_execute", note)


def _noting(method: Callable[..., Any], given: list[str]) -> Callable[..., Any]:
    def noting(cursor: object, text: object, *arguments: object, **options: object) -> Any:
        given.append(str(text))
        return method(cursor, text, *arguments, **options)

    return noting


class TestChanging:
    @pytest.mark.parametrize("name", CHANGES)
    def test_takes_few_statements_whatever_the_size(
        self, cost: Cost, track: Track, large: Tracked, parties: Iterator[str], source: str, name: str
    ) -> None:
        change, cites, expected = CHANGES[name]
        costs = []
        for tracked, party in ((track(), None), (large, next(parties))):
            fulfilled_twice(tracked, party)
            body = saying(**change, party=party, citations=[evidence(source)] if cites else [])
            costs.append(cost(tracked.ask, body))
        assert tuple(len(statements) - OVERRIDDEN for statements in costs) == expected, "\n".join(costs[1])
        assert max(expected) + FRAMED <= MOST + (name == REVERSED)

    def test_much_at_once_does_too(self, cost: Cost, track: Track, source: str) -> None:
        tracked = track()
        citations = [evidence(source) | {"page": str(number)} for number in range(SOME)]
        assert len(cost(tracked.ask, saying("planned", citations=citations))) <= MOST - FRAMED + OVERRIDDEN

    def test_withdrawing_and_citing_do_too(
        self, cost: Cost, track: Track, large: Tracked, parties: Iterator[str], source: str
    ) -> None:
        for tracked, party in ((track(), None), (large, next(parties))):
            fulfilled_twice(tracked, party)
            change = tracked.changes + "/" + tracked.judge("planned", "2025-06-03", party=party)
            for path, body in (("citations", evidence(source)), ("withdraw", {"reason": "x"})):
                assert len(cost(tracked.client.post, f"{change}/{path}", json=body)) <= MOST - FRAMED

    def test_a_patch_of_the_pledge_takes_six(self, cost: Cost, track: Track, large: Tracked) -> None:
        # What it read first tells what the pledge names is called, and that no account conflicts. The answer takes one.
        for tracked in (track(), large):
            sent = cost(tracked.client.patch, tracked.path, json={"summary": "In other words."})
            assert len(sent) == 6 - FRAMED, "\n".join(sent)

    def test_a_key_adds_four(self, service: Service, track: Track, source: str) -> None:
        tracked = track()
        with counted(service.database) as statements:
            recorded(tracked.ask(saying("planned", citations=[evidence(source)]), **{"Idempotency-Key": source}))
        framed = [frame for frame in statements.frames if "SAVEPOINT" in frame]
        assert len(statements.writes) + len(framed) == MOST - FRAMED + OVERRIDDEN + 4

    def test_one_with_a_citation_is_ten_with_all_that_the_driver_gets(
        self, service: Service, track: Track, source: str
    ) -> None:
        tracked = track()
        change = {"status": "planned", "effective_on": "2025-06-03", "reason": "x", "citations": [{"source": source}]}
        with given_to_the_driver(service.database.write.engine) as given:
            recorded(tracked.ask(change))
        assert 0 < len(given) <= MOST, "\n".join(given)
        assert given[-1] == "COMMIT"


class TestBatch:
    def test_of_a_hundred_takes_as_many_as_one(
        self, client: httpx.Client, cost: Cost, track: Track, source: str
    ) -> None:
        statuses = ["planned", "fulfilled", "superseded", "abandoned"]
        items = [
            {"pledge": tracked.id, **saying(status, party=party, citations=[evidence(source)])}
            for tracked in (track("guatemala", "mexico") for _ in range(10))
            for party in (None, "guatemala")
            for status in (*statuses, "stalled")
        ]
        assert len(items) == 100
        (first, *others) = items
        alone = cost(client.post, "/v1/status-changes", json={"items": [first]})
        together = cost(client.post, "/v1/status-changes", json={"items": others})
        assert len(together) == len(alone) <= MOST - FRAMED + OVERRIDDEN + SIZED
        again = cost(client.post, "/v1/status-changes", json={"items": items})
        assert len(again) == 2 + SIZED, "pledges with names, and changes"

    def test_on_one_pledge_takes_as_many_as_one(
        self, client: httpx.Client, cost: Cost, track: Track, source: str
    ) -> None:
        tracked = track()
        fulfilled_twice(tracked, None)
        items = [
            {"pledge": tracked.id, **saying(status, f"2025-06-{day:02}", citations=[evidence(source)])}
            for day in range(1, 16)
            for status in ("planned", "fulfilled")
        ]
        assert len(cost(client.post, "/v1/status-changes", json={"items": items})) <= MOST - FRAMED + OVERRIDDEN + SIZED

    def test_dry_takes_what_recording_takes(self, client: httpx.Client, cost: Cost, large: Tracked) -> None:
        items = [{"pledge": large.id, **saying("planned", f"2025-05-{day:02}")} for day in range(1, 32)]
        tried = cost(client.post, "/v1/status-changes?dry_run=true", json={"items": items})
        assert len(tried) == len(cost(client.post, "/v1/status-changes", json={"items": items}))


class TestReading:
    @pytest.mark.parametrize(
        "path",
        [
            "/v1/pledges/{id}",
            "/v1/pledges/{id}/status",
            "/v1/pledges/{id}/status-changes",
            "/v1/pledges/{id}/status-changes/2025-01-01-planned",
            "/v1/pledges/{id}/status-changes/2025-01-01-planned/citations",
            "/v1/pledges",
            "/v1/pledges?status=fulfilled",
            "/v1/pledges?id={id}",
            "/v1/status-changes",
            "/v1/status-changes?pledge={id}",
            "/v1/status-changes?sort=-effective_on&guard=quotation",
        ],
    )
    def test_takes_few_statements_whatever_the_size(
        self, service: Service, anonymous: httpx.Client, track: Track, large: Tracked, path: str
    ) -> None:
        small = track()
        small.judge("planned", "2025-01-01")
        for tracked in (small, large):
            with counted(service.database) as statements:
                found(anonymous.get(path.format(id=tracked.id)))
            assert 1 <= statements.total <= 2, statements
