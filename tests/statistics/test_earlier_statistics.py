"""What statistics say as of a day they once said: later writes add to what is known, and change nothing of it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from app.db.engines import writing_engine
from app.features.statistics.counts.overview import overview
from app.features.statistics.memory.twins import Twins
from app.features.statistics.request import Asked, Selection
from app.ledger.entries.history import Moment
from app.ledger.entries.redaction import redact
from app.ledger.model.rows.head import head
from app.ledger.projections import projections
from app.records.base.history.projection import HISTORY
from app.tables.ledger.entries import Entry
from tests.sampling import sampled
from tests.serving import PATIENCE, Service
from tests.statistics.test_counting import every, totals, with_due

Body = dict[str, Any]
DAYS = ["0001-01-01", "1989-12-31", "1990-01-01", "2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01", "2025-12-31",
        "2026-06-01"]  # fmt: skip
ANY = {"If-Match": "*"}
STATISTICS = [
    ("overview", {}),
    ("matrix", {}),
    ("timeline", {}),
    *(("trackability", {"by": by}) for by in ("participant", "topic")),
    *(("compliance", {"by": by}) for by in ("participant", "topic", "meeting", "year")),
]


def pledge(announced: str | None, *promisors: str, **fields: Any) -> Body:
    parties = [*((one, "promisor") for one in promisors), ("mexico", "promisee")]
    return {
        "title": "A pledge",
        "kind": "policy",
        "strength": "firm",
        "announced": announced,
        "topics": ["trade"],
        "meetings": [{"meeting": "summit", "role": "made_at"}, {"meeting": "summit", "role": "discussed_at"}],
        "parties": [{"participant": one, "role": role} for one, role in parties],
    } | fields


def write(client: httpx.Client) -> list[Callable[[], httpx.Response]]:
    """Return writes, one after the other, that change what is counted in every way."""
    calls: list[Callable[[], httpx.Response]] = []

    def put(path: str, body: Body, **headers: str) -> None:
        calls.append(lambda: client.put(f"/v1/{path}", json=body, headers=headers))

    def post(path: str, body: Body) -> None:
        calls.append(lambda: client.post(f"/v1/pledges/{path}", json=body))

    def change(of: str, status: str, day: str) -> None:
        override = {"guards": ["citation", "concrete_action", "target_met"], "reason": "a test"}
        post(f"{of}/status-changes", {"status": status, "effective_on": day, "reason": "seen", "override": override})

    def assess(of: str, party: str, score: int, period: str, assessor: str, kind: str = "independent") -> None:
        body = {"party": party, "score": score, "period": period, "assessor": assessor, "assessor_kind": kind}
        post(f"{of}/assessments", body | {"axis": "completion", "citations": [{"source": "report"}]})

    put("sources/report", {"kind": "dataset", "title": "Report"})
    put("meetings/summit", {"title": "Summit", "form": "meeting", "rank": "leaders", "status": "held"})
    for topic in ("trade", "travel"):
        put(f"topics/{topic}", {"name": topic})
    for state in ("france", "japan", "mexico"):
        put(f"participants/{state}", {"kind": "state", "name": state})
    put("pledges/ancient", pledge("1989-12-31", "france"))
    put("pledges/undated", pledge(None, "japan", kind="financial", topics=["trade", "travel"]))
    put("pledges/leap", pledge("2024-02-29", "france", "japan", meetings=[]))
    change("ancient", "in_progress", "1990-01-01")
    change("ancient", "fulfilled", "2023-12-31")
    change("undated", "stalled", "2024-01-01")
    # Of before its announcement, and on a day in the middle of the others.
    change("leap", "planned", "2024-02-01")
    change("ancient", "stalled", "2022-05")
    assess("ancient", "france", 1, "2023", "japan")
    assess("ancient", "france", -1, "2024-01-01", "mexico")
    assess("ancient", "france", 0, "2024-02", "japan")
    assess("leap", "japan", -1, "2024", "mexico")
    assess("leap", "france", 1, "2024", "france", "self_report")
    put("pledges/leap", pledge("2024-03-01", "france", "japan", topics=["travel"], strength="exploratory"), **ANY)
    calls.append(lambda: client.delete("/v1/pledges/undated", headers=ANY))
    put("pledges/undated", pledge("2025", "france", "japan"))
    return calls


def answered(client: httpx.Client, path: str, query: Body) -> Body:
    """Return a statistic without the addresses in it, which repeat the query."""
    answer = client.get(f"/v1/stats/{path}", params=query)
    assert answer.status_code == httpx.codes.OK, answer.text
    found: Body = answer.json()
    for row in found.get("items", ()):
        row.pop("pledges", None)
    return found


def test_as_known_is_what_was_answered_then(fresh_service: Service, backend: str) -> None:
    with fresh_service.client("write") as client:
        answers: dict[str, list[Body]] = {}
        days: list[Body] = [{}, {"as_of": "2024-01-01"}, {"as_of": "2024-02-29"}]
        calls = write(client)
        looks = sampled(backend, range(0, len(calls), 5))
        for number, call in enumerate(calls):
            call().raise_for_status()
            if number in looks:
                then = datetime.now(UTC).isoformat()
                answers[then] = [answered(client, path, query | day) for path, query in STATISTICS for day in days]
        assert client.get("/v1/stats/overview").json()["total"] == 3
        assert len({str(answer) for answer in answers.values()}) > len(answers) // 2
        for then, expected in answers.items():
            found = [
                answered(client, path, query | day | {"known_at": then}) for path, query in STATISTICS for day in days
            ]
            assert found == expected, then


def test_each_day_is_what_one_counts_in_the_list_of_it(fresh_service: Service, backend: str) -> None:
    with fresh_service.client("write") as client:
        for number, call in enumerate(write(client)):
            call().raise_for_status()
            for day in sampled(backend, DAYS[number % 5 :: 5]):
                pledges = every(client, "/v1/pledges", {"as_of": day})
                found = answered(client, "overview", {"as_of": day})
                assert {name: found[name] for name in totals([])} == totals(pledges), (number, day)
                assert found["due"] == with_due(pledges, day)["due"], (number, day)
                for row in found["by_topic"]:
                    own = [one for one in pledges if row["topic"] in one["topics"]]
                    assert row == {"topic": row["topic"], **with_due(own, day)}, (number, day)


def test_what_others_made_anew_is_read_again(fresh_service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projections, "PIECE", 3)
    with fresh_service.client("write") as client:
        for call in (calls := write(client))[:-4]:
            call().raise_for_status()
        then = datetime.now(UTC).isoformat()
        now: Body = {}
        before = {"known_at": then}
        assert answered(client, "overview", before)["total"] == answered(client, "overview", now)["total"] == 3
        for call in calls[-4:]:
            call().raise_for_status()
        # Made anew before the service has read what was written last: earlier pieces hold that already.
        engine = writing_engine(fresh_service.database_url)
        with engine.begin() as connection:
            projections.forget(connection, HISTORY)
        projections.advance_all(engine)
        expected = answered(client, "overview", now)
        assert {name: expected[name] for name in totals([])} == totals(every(client, "/v1/pledges", now))
        assert {row["strength"]: row["total"] for row in expected["by_strength"]}["exploratory"] == 1
        with engine.connect() as connection, closing(Twins(PATIENCE)) as twins:
            number = head(connection).number
            fresh = overview(connection, twins, Asked(Selection(), {}, Moment(number), number))
        assert [row["total"] for row in fresh["by_topic"]] == [row["total"] for row in expected["by_topic"]]
        with engine.begin() as connection:
            first = select(func.min(Entry.number)).where(Entry.collection == "pledges", Entry.record == "leap")
            redact(connection, [connection.scalar(first) or 0], "a test")
        engine.dispose()
        # Nothing was written since the moment that is asked about, but what is redacted must have gone.
        assert answered(client, "overview", before)["total"] == 2
        assert len(every(client, "/v1/pledges", before)) == 2
        assert answered(client, "overview", now) == expected


def judged(of: str, status: str, day: str, party: str | None = None) -> tuple[str, Body]:
    override = {"guards": ["citation", "concrete_action", "target_met"], "reason": "a test"}
    change = {"status": status, "effective_on": day, "party": party, "reason": "seen", "override": override}
    return f"/v1/pledges/{of}/status-changes", change


@pytest.fixture
def two_promisors(fresh_service: Service) -> Iterator[httpx.Client]:
    """Return a client of a service with one pledge of France and Japan, announced in March: France fulfilled it."""
    with fresh_service.client("write") as client:
        for call in write(client)[:7]:
            call().raise_for_status()
        pledged = pledge("2024-03-01", "france", "japan", due="2024-06-30")
        client.put("/v1/pledges/both", json=pledged).raise_for_status()
        for path, change in (
            judged("both", "planned", "2024-01-05"),
            judged("both", "stalled", "2024-02-10"),
            judged("both", "fulfilled", "2024-04-01", "france"),
        ):
            client.post(path, json=change).raise_for_status()
        yield client


def test_wherever_a_promisor_is_named_its_own_status_counts(two_promisors: httpx.Client) -> None:
    def of_each(path: str, query: Body) -> Body:
        name = "promisor" if path == "matrix" else "participant"
        rows = answered(two_promisors, path, query)["items"]
        return {row[name]["id"]: row.get("statuses", row["total"]) for row in rows}

    assert of_each("matrix", {}) == {"france": {"fulfilled": 1}, "japan": {"not_assessed": 1}}
    assert of_each("matrix", {"status": "fulfilled"}) == {"france": {"fulfilled": 1}}
    assert of_each("matrix", {"status": "not_assessed"}) == {"japan": {"not_assessed": 1}}
    assert of_each("matrix", {"status": "stalled"}) == {}
    assert of_each("matrix", {"overdue": "true"}) == {"japan": {"not_assessed": 1}}
    assert of_each("matrix", {"promisor": "france", "overdue": "true"}) == {}
    assert of_each("matrix", {"promisor": "japan", "overdue": "true"}) == {"japan": {"not_assessed": 1}}
    assert of_each("compliance", {"status": "fulfilled"}) == {"france": 1}
    assert of_each("compliance", {"overdue": "true"}) == {"japan": 1}
    # Of the pledge itself: as it was judged as a whole.
    assert answered(two_promisors, "overview", {})["statuses"] == {"stalled": 1}
    for status, total in (("fulfilled", 1), ("stalled", 0), ("not_assessed", 0)):
        query = {"promisor": "france", "status": status}
        assert answered(two_promisors, "overview", query)["total"] == total
        assert sum(row["total"] for row in answered(two_promisors, "timeline", query)["items"][-1:]) == total
        assert answered(two_promisors, "compliance", query | {"by": "year"})["overall"]["total"] == 2 * total


def test_a_timeline_leaves_out_what_ended_before_the_announcement(two_promisors: httpx.Client) -> None:
    rows = answered(two_promisors, "timeline", {"as_of": "2024-05-01"})["items"]
    told = [(row["period"], row["statuses"]) for row in rows]
    assert told == [(period, {"stalled": 1}) for period in ("2024-03", "2024-04", "2024-05")]
