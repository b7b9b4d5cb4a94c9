"""Every statistic is what one would count by hand in the lists, by the same filters and at the same moments."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from app.records.base.lists.text_filter import OFTEN
from app.records.pledges.derived.deadlines import ENDED_WORDS
from app.records.pledges.queries import COLLECTION
from tests.refusals import invalid
from tests.sampling import sampled
from tests.serving import Service

Body = dict[str, Any]
FILTERS: list[Body] = [
    {},
    {"status": "in_progress"},
    {"topic": ["migration", "border-security"]},
    {"under": "guatemala", "strength": "firm"},
    {"promisor": "guatemala", "overdue": "false"},
    {"announced_from": "2025-02-06"},
    {"rollup": "all"},
    {"rollup": "wholes", "under": "guatemala"},
]
EVERY_FILTER: dict[str, Body] = {
    "id": {"id": ["guatemala-border-task-force", "guatemala-deportation-flights"]},
    "status": {"status": ["planned", "not_assessed"]},
    "basis": {"basis": "whole"},
    "kind": {"kind": ["policy", "operational"]},
    "kind_is_null": {"kind": "null"},
    "kind_or_null": {"kind": ["null", "policy"]},
    "origin": {"origin": "declared"},
    "origin_is_null": {"origin": "null"},
    "origin_or_null": {"origin": ["declared", "null"]},
    "strength": {"strength": "firm"},
    "strength_is_null": {"strength": "null"},
    "strength_or_null": {"strength": ["firm", "null"]},
    "precision": {"precision": "general"},
    "precision_is_null": {"precision": "null"},
    "precision_or_null": {"precision": ["general", "null"]},
    "legal_nature": {"legal_nature": "not_legally_binding"},
    "legal_nature_is_null": {"legal_nature": "null"},
    "legal_nature_or_null": {"legal_nature": ["legally_binding", "null"]},
    "trackability": {"trackability": "incomplete"},
    "trackability_missing": {"trackability_missing": ["deadline", "wording"]},
    "instrument": {"instrument": "declared"},
    "due_moved": {"due_moved": "true"},
    "not_due_moved": {"due_moved": "false"},
    "conditional": {"conditional": "true"},
    "not_conditional": {"conditional": "false"},
    "topic": {"topic": "migration"},
    "meeting": {"meeting": "rubio-arevalo-2025-02-05"},
    "meeting_role": {"meeting_role": ["made_at", "deliverable"]},
    "promisor": {"promisor": "guatemala"},
    "promisor_under": {"promisor_under": "guatemala"},
    "implementer": {"implementer": "guatemala-armed-forces"},
    "rollup": {"rollup": "wholes"},
    "components": {"components": "true", "rollup": "all"},
    "not_components": {"components": "false"},
    "part_of": {"part_of": "us-reinstate-security-assistance"},
    "promisee": {"promisee": "united-states"},
    "participant": {"participant": ["mexico", "united-states"]},
    "under": {"under": "guatemala"},
    "announced_from": {"announced_from": "2025-02-05"},
    "announced_to": {"announced_to": "2025-02-05"},
    "due_before": {"due_before": "2030-01-01"},
    "due_after": {"due_after": "2020-01-01"},
    "review_before": {"review_before": "2025-03-01"},
    "review_after": {"review_after": "2025-01-15"},
    "overdue": {"overdue": "true"},
    "not_overdue": {"overdue": "false"},
    "due_soon": {"due_soon": "true", "as_of": "2024-04-15"},
    "not_due_soon": {"due_soon": "false"},
    "newer_evidence": {"newer_evidence": "true"},
    "not_newer_evidence": {"newer_evidence": "false"},
    "review_due": {"review_due": "true"},
    "not_review_due": {"review_due": "false"},
    "fulfilled_late": {"fulfilled_late": "true"},
    "not_fulfilled_late": {"fulfilled_late": "false"},
    "is_reversal": {"is_reversal": "true"},
    "not_is_reversal": {"is_reversal": "false"},
    "overridden": {"overridden": "true"},
    "not_overridden": {"overridden": "false"},
    "criteria_after_verdict": {"criteria_after_verdict": "true"},
    "not_criteria_after_verdict": {"criteria_after_verdict": "false"},
    "unknown_because": {"unknown_because": "withheld"},
    "unknown_because_is_null": {"unknown_because": "null"},
    "unknown_because_or_null": {"unknown_because": ["null", "withheld"]},
    "status_conflict": {"status_conflict": "true"},
    "not_status_conflict": {"status_conflict": "false"},
    "voice": {"voice": ["on_record", "anonymous"]},
    "voice_is_null": {"voice": "null"},
    "voice_or_null": {"voice": ["null", "on_record"]},
    "attestation": {"attestation": "on_record"},
    "attestation_is_null": {"attestation": "null"},
    "attestation_or_null": {"attestation": ["anonymous", "null"]},
    "disputed": {"disputed": "true"},
    "not_disputed": {"disputed": "false"},
    "tag": {"tag": "two-reports"},
    "classification": {"classification": "sdg-target:10.7"},
    "external_id": {"external_id": ["ogp:GT0031", "ogp:GT0032"]},
    "source": {"source": "us-guatemala-strategic-cooperation"},
    "updated_since": {"updated_since": "2026-01-01T00:00:00Z"},
    "q": {"q": "guatemala"},
}
NAMING = {
    "instrument",
    "promisor_under",
    "implementer",
    "part_of",
    "id",
    "topic",
    "meeting",
    "promisor",
    "promisee",
    "participant",
    "under",
    "source",
}
"""The filters that name records."""

DAYS = ["2025-02-05", "2025-06-30", "2026-06-01"]


@pytest.fixture(scope="module")
def anonymous(seeded: Service) -> Any:
    """Return a client without a key, on the seeds with some more statuses."""
    with seeded.client("write") as client:
        changes = [
            ("guatemala-border-task-force", {"status": "planned", "effective_on": "2025-03-01"}),
            ("guatemala-border-task-force", {"status": "in_progress", "effective_on": "2025-05"}),
            ("guatemala-deportation-flights", {"status": "stalled", "effective_on": "2025-09-30"}),
            ("guatemala-delegation-to-washington", {"status": "fulfilled", "effective_on": "2025-03-10"}),
        ]
        parties = [("guatemala", "promisor"), ("united-states", "promisor"), ("mexico", "implementer")]
        for pledge, review_on in (("kept-late", None), ("undone", "2025-02")):
            made: Body = {
                "title": pledge,
                "due": "2025-01-31",
                "review_on": review_on,
                "parties": [{"participant": participant, "role": role} for participant, role in parties],
            }
            client.put(f"/v1/pledges/{pledge}", json=made).raise_for_status()
        changes += [
            ("kept-late", {"status": "fulfilled", "effective_on": "2025-02-01"}),
            ("kept-late", {"status": "planned", "effective_on": "2025-02-01", "party": "guatemala"}),
            ("undone", {"status": "fulfilled", "effective_on": "2025-01-31"}),
            ("undone", {"status": "not_assessable", "effective_on": "2025-03-01", "unknown_because": "withheld"}),
        ]
        for pledge, change in changes:
            guards = ["citation", "concrete_action", "target_met", "reversal_evidence"]
            override = {"guards": guards, "reason": "a test"}
            body = change | {"reason": "seen", "override": override}
            client.post(f"/v1/pledges/{pledge}/status-changes", json=body).raise_for_status()
        amendment = {"effective_on": "2025-05", "changes": {"due": "2031"}, "reason": "agreed"}
        client.post("/v1/pledges/guatemala-delegation-to-washington/amendments", json=amendment).raise_for_status()
        patch(client, "guatemala-border-task-force", origin="declared", legal_nature="not_legally_binding")
        unknown = {"strength": None, "origin": None, "precision": None}
        patch(client, "guatemala-deportation-flights", external_ids={"ogp": "GT0031"}, **unknown)
        patch(client, "guatemala-border-task-force", classifications={"sdg-target": "10.7"})
        client.put("/v1/instruments/declared", json={"kind": "declaration", "title": "Declared"}).raise_for_status()
        known = {"conditions": [{"text": "if it is paid for"}], "instrument": "declared"}
        patch(client, "guatemala-border-task-force", **known)
        amendment = {"changes": {"due": "2027"}, "effective_on": "2025-09-01", "reason": "a test"}
        cited = {"citations": [{"source": "us-guatemala-strategic-cooperation"}]}
        client.post("/v1/pledges/guatemala-deportation-flights/amendments", json=amendment | cited).raise_for_status()
        # Written after it was judged.
        patch(client, "guatemala-delegation-to-washington", criteria={"fulfilled": "They came."})
        later = {"kind": "other", "title": "Later", "happened": "2025-06-01"}
        about = {"about": [{"pledge": "undone", "relation": "possibly_related"}]}
        client.put("/v1/actions/later", json=later | about).raise_for_status()
        patch(client, "guatemala-fight-corruption", citations=[{"source": "gt-news-arevalo-mayorkas"}])
    with seeded.client() as client:
        yield client


def patch(client: httpx.Client, pledge: str, **fields: Any) -> None:
    tag = client.get(f"/v1/pledges/{pledge}").headers["ETag"]
    client.patch(f"/v1/pledges/{pledge}", json=fields, headers={"If-Match": tag}).raise_for_status()


def every(client: httpx.Client, path: str, query: Body) -> list[Body]:
    """Return all items of a list: of pledges, those that statistics begin with."""
    query = {"rollup": "leaves"} | query if path == "/v1/pledges" else query
    items: list[Body] = []
    cursor: Body = {}
    while True:
        page = client.get(path, params=query | cursor | {"limit": 200})
        assert page.status_code == httpx.codes.OK, page.text
        items += page.json()["items"]
        if page.json()["next_cursor"] is None:
            return items
        cursor = {"cursor": page.json()["next_cursor"]}


OUTCOMES = {
    "kept": {"fulfilled"},
    "partly_kept": {"partially_fulfilled"},
    "broken": {"not_fulfilled", "abandoned"},
    "unfinished": {"not_started", "planned", "in_progress", "stalled", "suspended"},
    "let_off": {"waived", "superseded", "not_assessable"},
    "unknown": {"not_assessed", "no_verified_progress"},
}


UNSAID = {"not_published": 0, "withheld": 0}


def is_due(pledge: Body, day: str) -> bool:
    last = pledge["due"] and pledge["due"]["to"]
    return last is not None and last < day and not pledge["conditional"]


def with_due(pledges: list[Body], day: str | None) -> Body:
    """Return what is counted of pledges, and of those that are due on a day, or today."""
    day = day or datetime.now(UTC).date().isoformat()
    due = Counter(pledge["status"]["status"] for pledge in pledges if is_due(pledge, day))
    outcomes = {outcome: sum(due[one] for one in statuses) for outcome, statuses in OUTCOMES.items()}
    return {
        **totals(pledges),
        "due": {"total": due.total(), **outcomes, "unknown_because": UNSAID, "statuses": dict(due)},
    }


def totals(pledges: list[Body]) -> Body:
    """Return what is counted of pledges."""
    statuses = Counter(pledge["status"]["status"] for pledge in pledges)
    without = statuses["not_assessed"]
    assessed = len(pledges) - without
    return {"total": len(pledges), "assessed": assessed, "not_assessed": without, "statuses": dict(statuses)}


DATED_TOTALS = (*totals([]), "due")


def moments() -> list[Body]:
    now = datetime.now(UTC).isoformat()
    return [{}, {"known_at": now}, *({"as_of": day} for day in DAYS), {"known_at": now, "as_of": DAYS[1]}]


def asked() -> list[Body]:
    return [filters | moment for filters in FILTERS for moment in (moments() if filters in FILTERS[:2] else [{}])]


def test_overview(anonymous: httpx.Client) -> None:
    for query in asked():
        pledges = every(anonymous, "/v1/pledges", query)
        found = anonymous.get("/v1/stats/overview", params=query).json()
        day = query.get("as_of")
        assert {name: found[name] for name in with_due([], day)} == with_due(pledges, day), query
        for by in ("kind", "origin", "strength", "precision"):
            assert {row[by] for row in found[f"by_{by}"]} >= {None, *(one[by] for one in pledges)}
            for row in found[f"by_{by}"]:
                assert row == {by: row[by], **with_due([one for one in pledges if one[by] == row[by]], day)}, query
        assert {row["topic"]["id"] for row in found["by_topic"]} == {
            topic["id"] for pledge in pledges for topic in pledge["topics"]
        }
        for row in found["by_topic"]:
            expected = with_due([one for one in pledges if row["topic"] in one["topics"]], day)
            assert row == {"topic": row["topic"], **expected}, query


def test_only_the_fields_that_are_asked_for_are_counted(anonymous: httpx.Client) -> None:
    for query in ({}, {"promisor": "guatemala"}, {"as_of": DAYS[0]}, {"unit": "party"}):
        whole = anonymous.get("/v1/stats/overview", params=query).json()
        for fields in (
            "total,due",
            "flags",
            "flags, assessed,not_assessed",
            "by_kind,by_strength",
            "by_topic,statuses",
        ):
            found = anonymous.get("/v1/stats/overview", params=query | {"fields": fields}).json()
            assert found == {name: whole[name] for name in fields.replace(" ", "").split(",")}, (query, fields)
    unknown = anonymous.get("/v1/stats/overview", params={"fields": "total,by_topics"})
    assert invalid(unknown) == ["fields"]
    assert unknown.json()["errors"][0]["message"] == "unknown field; the nearest is by_topic"


def test_the_table_of_an_overview_has_all_rows_and_the_columns_that_are_asked_for(anonymous: httpx.Client) -> None:
    whole = anonymous.get("/v1/stats/overview.csv").text.splitlines()
    found = anonymous.get("/v1/stats/overview.csv", params={"fields": "by,total"}).text.splitlines()
    assert found[0] == "by,total"
    assert len(found) == len(whole) > 10


def test_flags(anonymous: httpx.Client) -> None:
    flags = sorted(name for name in COLLECTION.filters if f"not_{name}" in COLLECTION.filters)
    found = set()
    for query in (
        {},
        {"under": "guatemala"},
        {"overdue": "false"},
        {"rollup": "all"},
        *({"as_of": day} for day in DAYS),
    ):
        counts = anonymous.get("/v1/stats/overview", params=query).json()["flags"]
        assert sorted(counts) == flags
        for flag in flags:
            # Of those that do not have it, none has it.
            listed = [] if flag in query else every(anonymous, "/v1/pledges", query | {flag: "true"})
            assert counts[flag] == len(listed), (flag, query)
        found |= {flag for flag, number in counts.items() if number}
    assert found == {*flags} - {"due_soon"}


def test_every_filter(anonymous: httpx.Client, backend: str) -> None:
    assert EVERY_FILTER.keys() == COLLECTION.filters.keys() - {OFTEN}
    ends: tuple[Body, ...] = ({}, {"as_of": DAYS[1]}, {"known_at": datetime.now(UTC).isoformat()})
    found: dict[str, set[int]] = {}
    for name, query in EVERY_FILTER.items():
        for moment in sampled(backend, ends[: 2 if name == "q" else None]):
            pledges = every(anonymous, "/v1/pledges", query | moment)
            answer = anonymous.get("/v1/stats/overview", params=query | moment).json()
            assert {one: answer[one] for one in totals([])} == totals(pledges), (query, moment)
            found.setdefault(name, set()).add(len(pledges))
    assert [name for name, numbers in found.items() if numbers == {0}] == []


def test_matrix(anonymous: httpx.Client) -> None:
    for query in asked():
        # Filters by status are about the promisor of each pair, which is told beside its role.
        of_promisors = {name: query[name] for name in query if name in {"status", "overdue"}}
        pledges = every(anonymous, "/v1/pledges", {name: query[name] for name in query.keys() - of_promisors})
        owed: dict[tuple[str, str], list[Body]] = {}
        for pledge in pledges:
            named = {role: [one for one in pledge["parties"] if one["role"] == role]
                     for role in ("promisor", "promisee")}  # fmt: skip
            for promisor in named["promisor"]:
                own = pledge | {"status": promisor["status"]}
                if all(meets(own, name, value) for name, value in of_promisors.items()):
                    for promisee in [one["participant"]["id"] for one in named["promisee"]] or [""]:
                        owed.setdefault((promisor["participant"]["id"], promisee), []).append(own)
        rows = every(anonymous, "/v1/stats/matrix", query)
        pairs = [(row["promisor"]["id"], (row["promisee"] or {"id": ""})["id"]) for row in rows]
        assert pairs == sorted(owed), query
        for pair, row in zip(pairs, rows, strict=True):
            expected = with_due(owed[pair], query.get("as_of"))
            assert {name: row[name] for name in expected} == expected, (query, pair)


def meets(pledge: Body, name: str, value: str) -> bool:
    """Return whether a status is the one that is asked for, or does not let the pledge be overdue."""
    if name == "status":
        return bool(pledge["status"]["status"] == value)
    is_over = pledge["due"] is not None and pledge["due"]["to"] < datetime.now(UTC).date().isoformat()
    return value == str(is_over and not pledge["conditional"] and pledge["status"]["status"] not in ENDED_WORDS).lower()


def test_matrix_leads_to_its_pledges_and_pages(anonymous: httpx.Client) -> None:
    for query in ({}, {"strength": "firm", "as_of": "2025-06-30"}, {"status": "in_progress"}, {"overdue": "false"}):
        for row in every(anonymous, "/v1/stats/matrix", query):
            if row["promisee"] is not None:
                assert len(anonymous.get(row["pledges"] + "&limit=200").json()["items"]) == row["total"]
    whole = every(anonymous, "/v1/stats/matrix", {})
    page = anonymous.get("/v1/stats/matrix", params={"limit": 1})
    following = anonymous.get("/v1/stats/matrix", params={"limit": 1, "cursor": page.json()["next_cursor"]})
    assert page.json()["items"] + following.json()["items"] == whole[:2]
    assert 'rel="next"' in page.headers["link"]
    other = {"cursor": page.json()["next_cursor"], "strength": "firm"}
    assert anonymous.get("/v1/stats/matrix", params=other).status_code == httpx.codes.BAD_REQUEST


def test_matrix_of_those_with_most(anonymous: httpx.Client) -> None:
    whole = every(anonymous, "/v1/stats/matrix", {})
    for top in (1, 2, 50):
        most = {}
        for side in ("promisor", "promisee"):
            sums: Counter[str] = Counter()
            for row in whole:
                if row[side] is not None:
                    sums[row[side]["id"]] += row["total"]
            most[side] = sorted(sums, key=lambda one: (-sums[one], one))[:top]
        expected = [
            row
            for row in whole
            if row["promisor"]["id"] in most["promisor"]
            and (row["promisee"] is None or row["promisee"]["id"] in most["promisee"])
        ]
        assert every(anonymous, "/v1/stats/matrix", {"top": str(top)}) == expected
    assert anonymous.get("/v1/stats/matrix", params={"top": 51}).status_code == httpx.codes.UNPROCESSABLE_ENTITY


def test_timeline_is_the_overview_as_of_each_end(anonymous: httpx.Client) -> None:
    ends = {"2025-02": "2025-02-28", "2025-03": "2025-03-31", "2025-05": "2025-05-31", "2026-01": "2026-01-31"}
    for query in ({}, {"under": "guatemala"}, {"as_of": "2026-06-01"}):
        rows = {row["period"]: row for row in anonymous.get("/v1/stats/timeline", params=query).json()["items"]}
        for period, end in ends.items():
            overview = anonymous.get("/v1/stats/overview", params=query | {"as_of": end}).json()
            assert rows[period] == {"period": period, **{name: overview[name] for name in DATED_TOTALS}}, (
                query,
                period,
            )
    # A status changes on that very day.
    for query in ({"as_of": "2025-03-01"}, {"as_of": "2025-09-30"}):
        overview = anonymous.get("/v1/stats/overview", params=query).json()
        last = anonymous.get("/v1/stats/timeline", params=query).json()["items"][-1]
        assert last == {"period": query["as_of"][:7], **{name: overview[name] for name in DATED_TOTALS}}
    quarters = anonymous.get("/v1/stats/timeline", params={"interval": "quarter"}).json()["items"]
    years = anonymous.get("/v1/stats/timeline", params={"interval": "year", "as_of": "2026-06-01"}).json()["items"]
    months = {row["period"]: row for row in anonymous.get("/v1/stats/timeline").json()["items"]}
    assert {row["period"]: row for row in quarters}["2025-33"] == months["2025-03"] | {"period": "2025-33"}
    assert [row["period"] for row in years] == ["2022", "2023", "2024", "2025", "2026"]
    assert years[3] == months["2025-12"] | {"period": "2025"}


def test_a_status_that_ended_before_the_announcement_was_never_counted(client: httpx.Client) -> None:
    client.put("/v1/participants/guatemala", json={"kind": "state", "name": "Guatemala"}).raise_for_status()
    body = {"title": "A pledge", "kind": "policy", "strength": "firm", "announced": "2025-06-15"}
    parties = {"parties": [{"participant": "guatemala", "role": "promisor"}]}
    client.put("/v1/pledges/announced-late", json=body | parties).raise_for_status()
    for status, day in (("planned", "2025-02-01"), ("in_progress", "2025-04-01"), ("stalled", "2025-08-01")):
        change = {"status": status, "effective_on": day, "reason": "seen"}
        override = {"override": {"guards": ["citation"], "reason": "a test"}}
        client.post("/v1/pledges/announced-late/status-changes", json=change | override).raise_for_status()
    rows = client.get("/v1/stats/timeline", params={"as_of": "2025-09-01"}).json()["items"]
    assert [(row["period"], row["statuses"]) for row in rows] == [
        ("2025-06", {"in_progress": 1}),
        ("2025-07", {"in_progress": 1}),
        ("2025-08", {"stalled": 1}),
        ("2025-09", {"stalled": 1}),
    ]
    assert {row["total"] for row in rows} == {1}


def test_not_modified_until_something_is_written(anonymous: httpx.Client, seeded: Service) -> None:
    for path in ("overview", "matrix", "timeline", "compliance"):
        first = anonymous.get(f"/v1/stats/{path}")
        again = anonymous.get(f"/v1/stats/{path}", headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == httpx.codes.NOT_MODIFIED


def test_where_nothing_is(fresh_service: Service, backend: str) -> None:
    with fresh_service.client() as client:
        for name, query in sampled(backend, EVERY_FILTER.items()):
            for path in ("overview", "matrix", "timeline", "compliance"):
                answer = client.get(f"/v1/stats/{path}", params=query)
                if name in NAMING:
                    # Nothing was recorded, so nothing can be named.
                    assert set(invalid(answer)) == {name}
                    continue
                assert answer.status_code == httpx.codes.OK, (path, query, answer.text)
                found = answer.json()
                assert found.get("total", found.get("overall", {}).get("total", 0)) == 0
                assert all(row["total"] == 0 for row in found.get("items", ()))
