"""Compliance is the mean that one would compute by hand from the assessments that stand."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import httpx
import pytest

from tests.serving import Service
from tests.statistics.test_counting import every

Body = dict[str, Any]
PROMISORS = ("france", "japan", "mexico")
STRENGTHS = {"pledge-a": "firm", "pledge-b": "exploratory", "pledge-c": "intention"}
ROLES = {"pledge-a": "reaffirmed_at", "pledge-b": "made_at", "pledge-c": "discussed_at"}
ASSESSED = [
    # pledge, party, score, period, assessor, kind, axis
    ("pledge-a", "france", -1, "2025", "the-group", "independent", "completion"),
    # Of an earlier period, though it was told later.
    ("pledge-a", "france", 1, "2024", "the-group", "independent", "completion"),
    ("pledge-a", "france", 1, "2025", "the-press", "media", "completion"),
    ("pledge-a", "japan", 1, "2025", "the-group", "independent", "completion"),
    ("pledge-a", "japan", -1, "2025", "japan", "self_report", "completion"),
    ("pledge-b", "japan", 0, "2025", "the-group", "independent", "completion"),
    ("pledge-b", "mexico", -1, "2025", "the-group", "independent", "outcome"),
    ("pledge-b", "france", -1, "2025", "the-group", "independent", "completion"),
]


@pytest.fixture(scope="module")
def assessed(service: Service) -> Iterator[httpx.Client]:
    """Return a client of a service that knows three pledges of three promisors, and who judged them."""
    with service.client("write") as client:
        puts: list[tuple[str, Body]] = [(f"participants/{one}", {"kind": "state", "name": one}) for one in PROMISORS]
        puts += [(f"participants/{one}", {"kind": "organization", "name": one}) for one in ("the-group", "the-press")]
        puts += [("topics/trade", {"name": "Trade"}), ("sources/report", {"kind": "dataset", "title": "Report"})]
        puts += [("meetings/summit", {"title": "Summit", "form": "meeting", "rank": "leaders", "status": "held"})]
        puts += [
            (
                f"pledges/{pledge}",
                {
                    "title": pledge,
                    "kind": "policy",
                    "strength": strength,
                    "announced": "2023-05-01" if pledge == "pledge-a" else "2024-02",
                    "topics": ["trade"] if pledge != "pledge-c" else [],
                    "meetings": [{"meeting": "summit", "role": ROLES[pledge]}],
                    "parties": [{"participant": one, "role": "promisor"} for one in PROMISORS],
                },
            )
            for pledge, strength in STRENGTHS.items()
        ]
        for path, body in puts:
            client.put(f"/v1/{path}", json=body).raise_for_status()
        for pledge, party, score, period, assessor, kind, axis in ASSESSED:
            body = {"party": party, "score": score, "period": period, "assessor": assessor, "assessor_kind": kind,
                    "axis": axis, "citations": [{"source": "report"}]}  # fmt: skip
            client.post(f"/v1/pledges/{pledge}/assessments", json=body).raise_for_status()
        yield client


def report(client: httpx.Client, **query: Any) -> Body:
    answer = client.get("/v1/stats/compliance", params=query)
    assert answer.status_code == httpx.codes.OK, answer.text
    body: Body = answer.json()
    return body


def summed(
    points: list[Fraction], total: int, disputed: int = 0, weights: list[int] | None = None, unweighted: int = 0
) -> Body:
    weights = weights or [1] * len(points)
    mean = None
    if points:
        mean = sum((weight * one for weight, one in zip(weights, points, strict=True)), Fraction()) / sum(weights)
    return {
        "mean": None if mean is None else float(mean),
        "percent": None if mean is None else float((mean + 1) * 50),
        "scored": len(points),
        "unweighted": unweighted,
        "due": 0,
        "total": total,
        "disputed": disputed,
    }


def rows(found: Body, by: str) -> dict[str, Body]:
    names = ("mean", "percent", "scored", "unweighted", "due", "total", "disputed")
    return {
        row[by]["id"] if isinstance(row[by], dict) else row[by]: {name: row[name] for name in names}
        for row in found["items"]
    }


A_FRANCE, A_JAPAN, B_JAPAN, B_FRANCE = Fraction(0), Fraction(1), Fraction(0), Fraction(-1)


def test_by_everything(assessed: httpx.Client) -> None:
    by_participant = report(assessed)
    assert by_participant["overall"] == summed([A_FRANCE, A_JAPAN, B_JAPAN, B_FRANCE], 9, 1)
    assert rows(by_participant, "participant") == {
        "france": summed([A_FRANCE, B_FRANCE], 3, 1),
        "japan": summed([A_JAPAN, B_JAPAN], 3),
        "mexico": summed([], 3),
    }
    assert rows(report(assessed, by="topic"), "topic") == {
        "trade": summed([A_FRANCE, A_JAPAN, B_JAPAN, B_FRANCE], 6, 1)
    }
    assert rows(report(assessed, by="meeting"), "meeting") == {"summit": summed([B_JAPAN, B_FRANCE], 3)}
    reaffirmed = report(assessed, by="meeting", meeting_role="reaffirmed_at")
    assert rows(reaffirmed, "meeting") == {"summit": summed([A_FRANCE, A_JAPAN], 3, 1)}
    assert rows(report(assessed, by="year"), "year") == {
        "2023": summed([A_FRANCE, A_JAPAN], 3, 1),
        "2024": summed([B_JAPAN, B_FRANCE], 6),
    }


def test_counts_that_are_kept_are_those_of_now(assessed: httpx.Client) -> None:
    # Of the present without a filter counts are kept; of a moment everything is counted.
    now = assessed.get("/v1/ledger").json()["at"]
    for path in ("overview", "matrix", "timeline", "compliance?by=participant", "compliance?by=topic",
                 "compliance?by=meeting", "compliance?by=year"):  # fmt: skip
        counted = assessed.get(f"/v1/stats/{path}{'&' if '?' in path else '?'}known_at={now}").json()
        kept = assessed.get(f"/v1/stats/{path}").json()
        # A cursor belongs to its query.
        assert {name: kept[name] for name in kept if name != "next_cursor"} == {
            name: counted[name] for name in counted if name != "next_cursor"
        }, path


def test_which_assessments_count(assessed: httpx.Client) -> None:
    assert report(assessed, assessor_kind="self_report")["overall"] == summed([Fraction(-1)], 9)
    assert report(assessed, assessor_kind=["self_report", "independent", "media"])["overall"] == summed(
        [A_FRANCE, Fraction(0), B_JAPAN, B_FRANCE], 9, 2
    )
    assert report(assessed, assessor="the-press")["overall"] == summed([Fraction(1)], 9)
    assert report(assessed, axis="outcome")["overall"] == summed([Fraction(-1)], 9)
    assert report(assessed, period="2024")["overall"] == summed([Fraction(1)], 9)
    assert report(assessed, as_of="2024-12-31")["overall"] == summed([Fraction(1)], 9)
    assert report(assessed, as_of="2023-12-31")["overall"] == summed([], 3)
    assert report(assessed, strength="exploratory")["overall"] == summed([B_JAPAN, B_FRANCE], 3)
    assert report(assessed, weight="strength")["overall"] == summed(
        [A_FRANCE, A_JAPAN, B_JAPAN, B_FRANCE], 9, 1, [4, 4, 1, 1]
    )


def test_whose_strength_nobody_judged_weighs_in_nothing(assessed: httpx.Client) -> None:
    def strength(judged: str | None) -> None:
        tag = {"If-Match": assessed.get("/v1/pledges/pledge-b").headers["ETag"]}
        assessed.patch("/v1/pledges/pledge-b", json={"strength": judged}, headers=tag).raise_for_status()

    strength(None)
    found = report(assessed, weight="strength")
    assert found["overall"] == summed([A_FRANCE, A_JAPAN], 9, 1, [4, 4], unweighted=2)
    assert rows(found, "participant")["france"] == summed([A_FRANCE], 3, 1, [4], unweighted=1)
    assert report(assessed)["overall"] == summed([A_FRANCE, A_JAPAN, B_JAPAN, B_FRANCE], 9, 1)
    strength(STRENGTHS["pledge-b"])


def test_pages(assessed: httpx.Client) -> None:
    found = every(assessed, "/v1/stats/compliance", {})
    first = report(assessed, limit=2)
    rest = report(assessed, limit=2, cursor=first["next_cursor"])
    assert first["items"] + rest["items"] == found
    assert rest["next_cursor"] is None


def test_what_no_longer_stands_counts_only_then(assessed: httpx.Client) -> None:
    items = assessed.get("/v1/assessments", params={"assessor": "the-press"}).json()["items"]
    before = assessed.get("/v1/ledger").json()["at"]
    path = f"/v1/pledges/pledge-a/assessments/{items[0]['id']}"
    body = {"party": "france", "score": -1, "period": "2025", "assessor": "the-press", "assessor_kind": "media",
            "supersedes": items[0]["id"], "citations": [{"source": "report"}]}  # fmt: skip
    correction = assessed.post("/v1/pledges/pledge-a/assessments", json=body)
    correction.raise_for_status()
    assert rows(report(assessed), "participant")["france"] == summed([Fraction(-1), B_FRANCE], 3)
    assert rows(report(assessed, known_at=before), "participant")["france"] == summed([A_FRANCE, B_FRANCE], 3, 1)
    again = assessed.post(
        f"/v1/pledges/pledge-a/assessments/{correction.json()['id']}/withdraw", json={"reason": "a mistake"}
    )
    again.raise_for_status()
    assert rows(report(assessed), "participant")["france"] == summed([A_FRANCE, B_FRANCE], 3, 1)
    for pledge in STRENGTHS:
        test_counts_that_are_kept_are_those_of_now(assessed)
        if pledge != "pledge-a":
            assessed.delete(f"/v1/pledges/{pledge}").raise_for_status()
    test_counts_that_are_kept_are_those_of_now(assessed)
    assert assessed.get(path).json()["stands"]
