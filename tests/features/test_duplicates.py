"""Records that are likely there twice are suggested, and no others."""

from itertools import pairwise
from typing import Any

import httpx
import pytest

from app.features.duplicates import comparison
from app.features.duplicates.comparison import NEXT, Candidate, duplicates, duplicates_of
from tests.refusals import invalid, places, refused
from tests.serving import Service

Body = dict[str, Any]
POLICE = "Policía Nacional Civil"


def put(client: httpx.Client, collection: str, record: str, **body: Any) -> None:
    response = client.put(f"/v1/{collection}/{record}", json=body)
    assert response.status_code == httpx.codes.CREATED, response.text


@pytest.fixture(scope="module")
def known(client: httpx.Client) -> None:
    """Make records, some of them twice."""
    body = {"kind": "government_body", "country": "gt"}
    put(client, "participants", "national-police", name="National Civil Police of Guatemala", **body)
    put(client, "participants", "guatemalan-police", name="Guatemala: national CIVIL police", **body)
    put(client, "participants", "policia", name=POLICE, **body)
    put(client, "participants", "pnc", name="PNC", other_names=[{"name": "Policia nacional civil"}], **body)
    put(client, "participants", "salvadoran-police", name=POLICE, kind="government_body", country="sv")
    put(client, "participants", "arevalo", name="Bernardo Arévalo", kind="person")
    put(client, "participants", "arevalo-again", name="Arevalo, Bernardo", kind="person")
    put(client, "participants", "arevalo-state", name="Bernardo Arévalo", kind="state")
    put(client, "participants", "one", name="Quite one thing", kind="organization", wikidata_id="Q774")
    put(client, "participants", "other", name="And another", kind="organization", wikidata_id="Q774")
    put(client, "sources", "report", kind="news_report", title="A report", url="https://example.org/a")
    put(client, "sources", "article", kind="news_report", title="The article", url="https://example.org/a")
    put(client, "topics", "guatemala", name="Guatemala")
    put(client, "topics", "guatemla", name="Guatemla", parent="guatemala")
    put(client, "meetings", "talks", title="Talks in Guatemala", kind="bilateral", status="held", starts="2025-02-05")
    put(client, "meetings", "later", title="Talks in Guatemala", kind="bilateral", status="held", starts="2025-06-05")
    put(client, "meetings", "again", title="Talks in Guatemala", kind="call", status="held", starts="2025-02-05")


def found(client: httpx.Client, **parameters: Any) -> dict[tuple[str, str], Body]:
    response = client.get("/v1/duplicates", params=parameters)
    assert response.status_code == httpx.codes.OK, response.text
    items = response.json()["items"]
    assert all(one["score"] >= two["score"] for one, two in pairwise(items))
    return {(item["records"][0]["id"], item["records"][1]["id"]): item for item in items}


def test_names_are_compared_by_their_words(client: httpx.Client, known: None) -> None:
    pairs = found(client, type="participants", threshold=0.9)
    assert set(pairs) == {
        ("guatemalan-police", "national-police"), ("pnc", "policia"), ("arevalo", "arevalo-again"), ("one", "other"),
    }  # fmt: skip
    police = pairs["guatemalan-police", "national-police"]
    assert police["score"] == 1
    assert police["why"] == ["names alike: 1.00", "same country", "same kind"]
    assert police["records"][0] == {
        "id": "guatemalan-police", "label": "Guatemala: national CIVIL police", "referring": 0,
    }  # fmt: skip
    # What another register calls alike is one, whatever its names.
    assert pairs["one", "other"]["score"] == 1
    assert "same Wikidata id" in pairs["one", "other"]["why"]
    # Another country speaks against it, and a person is no state.
    more = found(client, type="participants", threshold=0.8)
    assert "other country" in more["policia", "salvadoran-police"]["why"]
    assert ("arevalo", "arevalo-state") not in more
    assert set(found(client, type="participants", id="pnc", threshold=0.9)) == {("pnc", "policia")}


def test_other_collections(client: httpx.Client, known: None) -> None:
    assert set(found(client, type="sources")) == {("article", "report")}
    topics = found(client, type="topics", threshold=0.9)
    assert set(topics) == {("guatemala", "guatemla")}
    assert [one["referring"] for one in topics["guatemala", "guatemla"]["records"]] == [1, 0]
    assert set(found(client, type="meetings", threshold=0.9)) == {("again", "talks")}
    assert set(found(client, type="meetings")) == {("again", "later"), ("again", "talks"), ("later", "talks")}
    assert len(found(client, type="meetings", limit=1)) == 1
    assert client.get("/v1/duplicates", params={"type": "meetings", "limit": 1}).json()["found"] == 3
    assert found(client, type="pledges") == {}


def test_what_is_asked_wrongly(client: httpx.Client, known: None) -> None:
    assert invalid(client.get("/v1/duplicates")) == ["type"]
    assert invalid(client.get("/v1/duplicates", params={"type": "statements"})) == ["type"]
    for threshold in ("0.4", "1.1", "nan", "x"):
        assert invalid(client.get("/v1/duplicates", params={"type": "topics", "threshold": threshold})) == ["threshold"]
    unknown = client.get("/v1/duplicates", params={"type": "topics", "id": "is-not-there"})
    assert places(refused(unknown, 422, "invalid-content")) == ["id"]


def test_the_answer_holds_until_something_is_written(client: httpx.Client, known: None, service: Service) -> None:
    query = {"type": "topics", "threshold": "0.9"}
    tag = client.get("/v1/duplicates", params=query).headers["etag"]
    same = {"If-None-Match": tag}
    assert client.get("/v1/duplicates", params=query, headers=same).status_code == httpx.codes.NOT_MODIFIED
    report = client.post("/v1/topics/guatemla/merge", json={"into": "guatemala", "reason": "misspelt"})
    # Its own place under the other one went with it.
    assert report.json()["moved"] == []
    assert client.get("/v1/duplicates", params=query, headers=same).json()["items"] == []


def test_facts_move_the_score() -> None:
    def score(one: Body, other: Body, threshold: float = 0.5) -> float | None:
        candidates = [
            Candidate("one", "Border task force", facts=one),
            Candidate("other", "Border task group", facts=other),
        ]
        pairs = duplicates(candidates, threshold)
        assert pairs == duplicates_of(candidates[0], candidates, threshold)
        return pairs[0].score if pairs else None

    here, there = {"country": "gt"}, {"country": "sv"}
    names = score({}, {})
    assert names is not None
    assert 0.5 < names < 0.9
    # A fact that they share makes up for three tenths of what is missing, each; one in which they differ takes away.
    assert score(here, here) == pytest.approx(1 - (1 - names) * 0.7, abs=0.001)
    both = here | {"kind": "group"}
    assert score(both, both) == pytest.approx(1 - (1 - names) * 0.7**2, abs=0.001)
    assert score(here, there) == pytest.approx(names * 0.85, abs=0.001)
    # What one of them does not say speaks neither for nor against.
    assert score(here, {}) == names
    # Names that do not reach the threshold by themselves do with the facts.
    assert score({}, {}, threshold=names + 0.01) is None
    assert score(both, both, threshold=names + 0.01) is not None


def test_no_word_makes_comparing_quadratic(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    within = comparison._within

    def counted(block: Any, small: int) -> Any:
        nonlocal compared
        for first, others in within(block, small):
            compared += len(others)
            yield first, others

    monkeypatch.setattr(comparison, "_within", counted)
    candidates = [Candidate(f"m-{number:04}", f"Ministry of the {number * 7919}") for number in range(1000)]
    candidates.append(Candidate("twin", "Ministry of the 7919"))
    pairs = duplicates(candidates, 0.99)
    assert [(pair.first.id, pair.second.id) for pair in pairs] == [("m-0001", "twin")]
    assert compared < 4 * NEXT * len(candidates)
