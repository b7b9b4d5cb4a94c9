"""How many statements it takes to change a status and to read where pledges stand: always the same few."""

from collections.abc import Callable

import httpx
import pytest

from tests.conftest import Unique
from tests.counting import counted
from tests.pledges.conftest import pledge
from tests.pledges.tracked import Body, Tracked, found, recorded, saying
from tests.serving import Service

MOST = 12
"""What a status change may cost: the statements of its command, its savepoint and the release of that included."""

SOME = 50
MANY = [f"promisor-{number}" for number in range(SOME)]
QUOTED: Body = {"source": "of-2025-07", "speaker": "minister", "quote": {"exact": "we will not do it"}}
ACTED: Body = {"source": "of-2025-07", "act": "concrete_action"}

CHANGES: dict[str, tuple[Body, int]] = {
    "claiming nothing": ({"status": "not_assessable", "effective_on": "2025-06-05"}, 9),
    "with evidence": ({"status": "in_progress", "effective_on": "2025-06-05", "citations": [ACTED]}, 11),
    "leaving a final status": ({"status": "stalled", "effective_on": "2025-06-05", "citations": [ACTED]}, 11),
    "backdated": ({"status": "planned", "effective_on": "2024-06-01", "citations": [ACTED]}, 12),
    "giving up a final status in the past": (
        {"status": "abandoned", "effective_on": "2025-06-03", "citations": [QUOTED]},
        12,
    ),
}
"""What a change costs that cites a source which its pledge did not name yet."""

Cost = Callable[[Callable[[], httpx.Response]], list[str]]


@pytest.fixture
def cost(service: Service) -> Cost:
    """Return what makes a request and returns the statements that its command sent."""

    def cost(request: Callable[[], httpx.Response]) -> list[str]:
        with counted(service.database) as statements:
            response = request()
        assert response.is_success, response.text
        savepoint, release = (frame for frame in statements.frames if "SAVEPOINT" in frame)
        return [savepoint, *statements.writes, release]

    return cost


@pytest.fixture(scope="module")
def promisors(client: httpx.Client, world: None) -> None:
    """Make participants enough."""
    for record in MANY:
        client.put(f"/v1/participants/{record}", json={"kind": "state", "name": record})


@pytest.fixture
def small(client: httpx.Client, unique: Unique, promisors: None) -> Tracked:
    """Make a pledge with two changes."""
    return make_small(client, unique("small"))


@pytest.fixture
def large(client: httpx.Client, unique: Unique, promisors: None) -> Tracked:
    """Make a pledge of many promisors, with many citations and many changes, which cite much."""
    return make_large(client, unique("large"))


@pytest.fixture(scope="module")
def both(client: httpx.Client, unique: Unique, promisors: None) -> list[Tracked]:
    """Make one of each, to be read."""
    return [make_small(client, unique("small")), make_large(client, unique("large"))]


def make_small(client: httpx.Client, record: str) -> Tracked:
    made = Tracked(client, record)
    assert client.put(made.path, json=pledge()).status_code == 201
    return _final(made)


def make_large(client: httpx.Client, record: str) -> Tracked:
    made = Tracked(client, record)
    body = pledge("guatemala", *MANY, citations=[{"source": "undated"}] * SOME)
    assert client.put(made.path, json=body).status_code == 201
    cited = [{"source": "undated", "page": str(number)} for number in range(SOME)]
    changes = [saying("planned", f"2025-01-{day:02}", citations=cited[:day]) for day in range(1, 26)]
    changes += [saying("planned", party=promisor) for promisor in MANY[:25]]
    items = [{"pledge": made.id, **change} for change in changes]
    assert found(client.post("/v1/status-changes", json={"items": items}))["recorded"] == SOME
    return _final(made)


def _final(tracked: Tracked) -> Tracked:
    tracked.judge("fulfilled", "2025-06-02")
    tracked.judge("fulfilled", "2025-06-04")
    return tracked


class TestChanging:
    @pytest.mark.parametrize("name", CHANGES)
    def test_takes_few_statements_whatever_the_size(
        self, cost: Cost, small: Tracked, large: Tracked, name: str
    ) -> None:
        change, expected = CHANGES[name]
        guards = {"override": {"guards": ["reversal_evidence"], "reason": "x"}} if not change.get("citations") else {}
        body = {"reason": "x", **change, **guards}
        few, many = cost(lambda: small.ask(body)), cost(lambda: large.ask(body))
        assert len(few) == len(many) == expected <= MOST, "\n".join(many)

    def test_much_at_once_does_too(self, cost: Cost, small: Tracked) -> None:
        citations = [ACTED | {"page": str(number)} for number in range(SOME)]
        assert len(cost(lambda: small.ask(saying("planned", citations=citations)))) <= MOST

    def test_withdrawing_and_citing_do_too(self, cost: Cost, small: Tracked, large: Tracked) -> None:
        for tracked in (small, large):
            change = f"{tracked.changes}/2025-06-02-fulfilled"
            for path, body in (("citations", ACTED), ("withdraw", {"reason": "x"})):
                assert len(cost(lambda: tracked.client.post(f"{change}/{path}", json=body))) <= MOST  # noqa: B023

    def test_a_key_adds_four(self, service: Service, small: Tracked) -> None:
        with counted(service.database) as statements:
            recorded(small.ask(saying("planned"), **{"Idempotency-Key": small.id}))
        framed = [frame for frame in statements.frames if "SAVEPOINT" in frame]
        assert len(statements.writes) + len(framed) <= MOST + 4


class TestBatch:
    @pytest.mark.usefixtures("world")
    def test_of_a_hundred_takes_as_many_as_one(self, client: httpx.Client, unique: Unique, cost: Cost) -> None:
        pledges = [Tracked(client, unique("of-many")) for _ in range(25)]
        for tracked in pledges:
            assert client.put(tracked.path, json=pledge("guatemala", "mexico")).status_code == 201
        parties = [None, "guatemala", "mexico"]
        statuses = ["planned", "fulfilled", "superseded", "abandoned"]
        items = [
            {
                "pledge": tracked.id,
                **saying(status, party=parties[index % 3], citations=[QUOTED]),
            }
            for index, tracked in enumerate(pledges)
            for status in statuses
        ]
        assert len(items) == 100
        (first, *others) = items
        alone = cost(lambda: client.post("/v1/status-changes", json={"items": [first]}))
        together = cost(lambda: client.post("/v1/status-changes", json={"items": others}))
        assert len(together) == len(alone) <= MOST
        again = cost(lambda: client.post("/v1/status-changes", json={"items": items}))
        assert len(again) == 5, "the savepoint, pledges, changes, names, and the release"

    def test_on_one_pledge_takes_as_many_as_one(self, client: httpx.Client, cost: Cost, small: Tracked) -> None:
        changes = [
            saying(("planned", "fulfilled")[day % 2], f"2025-05-{day:02}", citations=[ACTED]) for day in range(1, 32)
        ]
        items = [{"pledge": small.id, **change} for change in changes]
        assert len(cost(lambda: client.post("/v1/status-changes", json={"items": items}))) <= MOST

    def test_dry_takes_no_more_than_judging(self, client: httpx.Client, cost: Cost, large: Tracked) -> None:
        items = [{"pledge": large.id, **saying("planned", f"2025-05-{day:02}")} for day in range(1, 32)]
        body = {"items": items, "dry_run": True}
        assert len(cost(lambda: client.post("/v1/status-changes", json=body))) == 5


class TestReading:
    @pytest.mark.parametrize(
        "path",
        [
            "/v1/pledges/{id}",
            "/v1/pledges/{id}/status",
            "/v1/pledges/{id}/status-changes",
            "/v1/pledges/{id}/status-changes/2025-06-02-fulfilled",
            "/v1/pledges/{id}/status-changes/2025-06-02-fulfilled/citations",
            "/v1/pledges",
            "/v1/pledges?status=fulfilled",
            "/v1/pledges?id={id}",
            "/v1/status-changes",
            "/v1/status-changes?pledge={id}",
            "/v1/status-changes?sort=-effective_on&guard=quotation",
        ],
    )
    def test_takes_few_statements_whatever_the_size(
        self, service: Service, anonymous: httpx.Client, both: list[Tracked], path: str
    ) -> None:
        for tracked in both:
            with counted(service.database) as statements:
                found(anonymous.get(path.format(id=tracked.id)))
            assert 1 <= statements.total <= 2, statements
