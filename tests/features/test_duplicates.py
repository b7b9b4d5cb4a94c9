"""Records that are likely there twice are suggested, and no others."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Event
from time import monotonic
from typing import Any

import httpx
import pytest

from app.features.duplicates import comparison, suggestion_cache
from app.features.duplicates.comparison import NEXT, Candidate, duplicates, duplicates_of
from tests.conftest import Serve
from tests.counting import counted
from tests.refusals import invalid, places, refused
from tests.serving import PATIENCE, Service

Body = dict[str, Any]
ANY = {"If-Match": "*"}
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
    put(client, "meetings", "talks", title="Talks in Guatemala", form="meeting", status="held", starts="2025-02-05")
    put(client, "meetings", "later", title="Talks in Guatemala", form="call", status="held", starts="2025-06-05")
    put(client, "meetings", "again", title="Talks in Guatemala", form="meeting", status="held", starts="2025-02-05")


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
    meetings = found(client, type="meetings", threshold=0.7)
    assert set(meetings) == {("again", "later"), ("again", "talks"), ("later", "talks")}
    assert meetings["again", "talks"]["why"] == ["names alike: 1.00", "same day", "same form"]
    assert {"other day", "other form"} <= set(meetings["later", "talks"]["why"])
    asked: dict[str, Any] = {"type": "meetings", "limit": 1, "threshold": 0.7}
    assert len(found(client, **asked)) == 1
    assert client.get("/v1/duplicates", params=asked).json()["found"] == 3
    assert found(client, type="pledges") == {}


def test_what_was_found_to_be_different_is_asked_for(client: httpx.Client) -> None:
    for name in ("ports", "sports", "passports"):
        put(client, "actions", f"of-{name}", kind="other", title=f"Harbours and their {name}")
    pairs = {("of-ports", "of-sports"), ("of-passports", "of-ports"), ("of-passports", "of-sports")}
    asked: Body = {"type": "actions", "threshold": 0.8}
    assert set(found(client, **asked)) == pairs
    assert all(one["different"] is None for one in found(client, **asked).values())
    said = [{"action": "of-sports", "reason": "Ships, and games"}]
    client.patch("/v1/actions/of-ports", json={"different_from": said}, headers=ANY).raise_for_status()
    assert set(found(client, **asked)) == pairs - {("of-ports", "of-sports")}
    # Of the one that says it, and of the other.
    for record, other in (("of-ports", "of-sports"), ("of-sports", "of-ports")):
        assert set(found(client, **asked, id=record)) == {("of-passports", record)}
        assert set(found(client, **asked, id=record, different="true")) == {("of-ports", "of-sports")}, other
    assert found(client, **asked, id="of-passports", different="true") == {}
    different = found(client, **asked, different="true")
    assert different["of-ports", "of-sports"]["different"] == {"said_by": "of-ports", "reason": "Ships, and games"}
    assert found(client, type="actions", threshold=0.99, different="true") == {}
    merge = client.post("/v1/actions/of-sports/merge", json={"into": "of-ports", "reason": "One"})
    assert places(refused(merge, 422, "invalid-content")) == ["/into"]
    merge = client.post("/v1/actions/of-ports/merge", json={"into": "of-sports", "reason": "One"})
    assert places(refused(merge, 422, "invalid-content")) == ["/into"]
    itself = client.patch(
        "/v1/actions/of-ports", json={"different_from": [{"action": "of-ports", "reason": "x"}]}, headers=ANY
    )
    assert places(refused(itself, 422, "invalid-content")) == ["/different_from/0/action"]
    # What is said of a record that is merged is said of its survivor, once, and never of itself.
    said.append({"action": "of-passports", "reason": "Papers"})
    client.patch("/v1/actions/of-ports", json={"different_from": said}, headers=ANY).raise_for_status()
    client.post("/v1/actions/of-passports/merge", json={"into": "of-sports", "reason": "One"}).raise_for_status()
    now = client.get("/v1/actions/of-ports").json()["different_from"]
    assert now == [{"action": {"id": "of-sports", "title": "Harbours and their sports"}, "reason": "Ships, and games"}]
    client.patch("/v1/actions/of-ports", json={"different_from": []}, headers=ANY).raise_for_status()
    assert set(found(client, **asked)) == {("of-ports", "of-sports")}


def test_a_new_record_that_names_its_look_alike_is_not_warned_of(client: httpx.Client) -> None:
    body: Body = {"kind": "group", "name": "The contact group"}
    client.post("/v1/participants", json=body | {"id": "one-group"}).raise_for_status()
    told = client.post("/v1/participants", params={"dry_run": "true"}, json=body).json()["warnings"]
    assert [warning["other"] for warning in told] == ["/v1/participants/one-group"]
    other = body | {"different_from": [{"participant": "one-group", "reason": "Of another war"}]}
    created = client.post("/v1/participants", params={"unless_duplicate": "true"}, json=other)
    assert (created.status_code, created.json()["warnings"]) == (201, [])


def pledged(id: str, title: str, promisor: str, **fields: Any) -> Body:
    return {"id": id, "title": title, "parties": [{"participant": promisor, "role": "promisor"}]} | fields


def test_drafts_are_compared_with_the_pledges_of_their_promisors(client: httpx.Client, service: Service) -> None:
    for who in ("haiti", "cuba"):
        put(client, "participants", who, name=who, kind="state")
    title = "Open two border crossings by the end of 2027"
    put(client, "pledges", "two-crossings", **pledged("two-crossings", title, "haiti", kind="infrastructure"))
    put(client, "pledges", "of-cuba", **pledged("of-cuba", title, "cuba"))
    number = client.get("/v1/ledger").json()["number"]

    def like(*drafts: Body, **fields: Any) -> list[Body]:
        answer = client.post("/v1/duplicates", json={"pledges": drafts} | fields)
        assert answer.status_code == httpx.codes.OK, answer.text
        items: list[Body] = answer.json()["items"]
        return items

    near = pledged("crossings", "Open two new border crossings by the end of 2027", "haiti", kind="infrastructure")
    far = pledged("patrol", "Patrol the river together", "haiti")
    (found_one,) = like(far, near)
    assert (found_one["index"], found_one["record"]) == (
        1, {"id": "two-crossings", "label": title, "referring": 0},
    )  # fmt: skip
    assert found_one["score"] >= 0.9
    assert "same kind" in found_one["why"]
    assert like(near | {"id": "two-crossings"}) == []
    assert like(near | {"different_from": [{"pledge": "two-crossings", "reason": "Elsewhere"}]}) == []
    assert like(near, threshold=1) == []
    assert [one["record"]["id"] for one in like(near | {"id": None})] == ["two-crossings"]
    sent_for = []
    for drafts in ([near], [near | {"id": f"draft-{number}"} for number in range(30)]):
        with counted(service.database) as sent:
            like(*drafts)
        sent_for.append(sent.total)
    assert sent_for[0] == sent_for[1] <= 10, sent_for
    assert client.get("/v1/ledger").json()["number"] == number
    assert invalid(client.post("/v1/duplicates", json={"pledges": [{"title": "x"}]})) == ["/pledges/0/parties"]


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
            Candidate("one", "Border task force", facts={name: frozenset(one[name]) for name in one}),
            Candidate("other", "Border task group", facts={name: frozenset(other[name]) for name in other}),
        ]
        likely = duplicates(candidates, threshold)
        assert likely == duplicates_of(candidates[0], candidates, threshold)
        return likely.pairs[0].score if likely.pairs else None

    here, there = {"country": ["gt"]}, {"country": ["sv"]}
    names = score({}, {})
    assert names is not None
    assert 0.5 < names < 0.9
    # A fact that they share makes up for three tenths of what is missing, each; one in which they differ takes away.
    assert score(here, here) == pytest.approx(1 - (1 - names) * 0.7, abs=0.001)
    both = here | {"kind": ["group"]}
    assert score(both, both) == pytest.approx(1 - (1 - names) * 0.7**2, abs=0.001)
    assert score(here, there) == pytest.approx(names * 0.85, abs=0.001)
    # Of a fact of which there may be several, one in common is enough.
    assert score(here, {"country": ["sv", "gt"]}) == score(here, here)
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
    pairs = duplicates(candidates, 0.99).pairs
    assert [(pair.first.id, pair.second.id) for pair in pairs] == [("m-0001", "twin")]
    assert compared < 4 * NEXT * len(candidates)


WORDS = "Ratify the Optional Protocol on the abolition of the death penalty"


def promised(*promisors: str, to: Sequence[str] = (), title: str = WORDS) -> Body:
    parties = [{"participant": one, "role": "promisor"} for one in promisors]
    parties += [{"participant": one, "role": "promisee"} for one in to]
    return {"title": title, "kind": "treaty_action", "strength": "firm", "parties": parties}


def test_pledges_of_others_are_others(client: httpx.Client) -> None:
    for state in ("state-a", "state-b", "state-c", "state-d"):
        put(client, "participants", state, kind="state", name=state)
    for record, body in {
        "of-a": promised("state-a", to=["state-b"]),
        "of-c": promised("state-c", to=["state-b"]),
        "of-a-to-c": promised("state-a", to=["state-c"]),
        "of-d": promised("state-d"),
        "of-d-too": promised("state-d", "state-c", to=["state-a"]),
    }.items():
        put(client, "pledges", record, **body)
    # Who is on one side only says something, but rules nothing out.
    several = ("of-d", "of-d-too")
    pairs = found(client, type="pledges")
    assert set(pairs) == {several}
    assert pairs[several]["score"] == 0.85
    assert "other parties" in pairs[several]["why"]
    put(client, "pledges", "of-a-again", **promised("state-a", to=["state-b"], title=WORDS.lower()))
    pairs = found(client, type="pledges")
    assert set(pairs) == {("of-a", "of-a-again"), several}
    assert pairs["of-a", "of-a-again"]["score"] == 1
    assert "same parties" in pairs["of-a", "of-a-again"]["why"]
    assert set(found(client, type="pledges", id="of-a")) == {("of-a", "of-a-again")}


def test_pledges_in_the_same_words_are_found_by_who_made_them() -> None:
    def pledge(record: str, promisor: int) -> Candidate:
        return Candidate(record, WORDS, parties={"promisor": frozenset({f"state-{promisor:03}"})})

    candidates = [pledge(f"a-{number:03}", number) for number in range(300)]
    candidates += [pledge(f"z-{number:03}", number) for number in range(0, 300, 50)]
    likely = duplicates(candidates, 0.85)
    assert [(pair.first.id, pair.second.id) for pair in likely.pairs] == [
        (f"a-{number:03}", f"z-{number:03}") for number in range(0, 300, 50)
    ]
    assert likely.found == 6
    assert duplicates(candidates, 0.85, most=2).pairs == likely.pairs[:2]


class Comparing:
    """Counts how often records are compared, and lets that take as long as is wanted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times, self.go = 0, Event()
        self.go.set()
        monkeypatch.setattr(suggestion_cache, "duplicates", self)
        # Who asks often is answered at once, however slow the machine.
        monkeypatch.setattr(suggestion_cache, "REST", 0)

    def __call__(self, *arguments: Any) -> comparison.Likely:
        self.times += 1
        assert self.go.wait(PATIENCE)
        return duplicates(*arguments)


@pytest.fixture
def comparing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Comparing]:
    comparing = Comparing(monkeypatch)
    yield comparing
    comparing.go.set()


def test_they_are_kept_until_what_is_compared_changes(client: httpx.Client, known: None, comparing: Comparing) -> None:
    put(client, "topics", "nothing-like-it", name="Nothing like it")
    before = found(client, type="topics", threshold=0.77)
    for limit in (1, 200):
        found(client, type="topics", threshold=0.77, limit=limit)
    assert comparing.times == 1
    # They are a part of what was found at the least threshold.
    for threshold in (0.5, 0.77001, 0.9, 1):
        found(client, type="topics", threshold=threshold)
    assert comparing.times == 1
    put(client, "topics", "honduras", name="Honduras")
    after = found(client, type="topics", threshold=0.77)
    assert comparing.times == 2
    # What is written elsewhere, or of what is not compared, changes nothing.
    put(client, "meetings", "another", title="Another", form="call", status="held")
    assert client.patch("/v1/topics/honduras", json={"tags": ["a-tag"]}).is_success
    assert found(client, type="topics", threshold=0.77) == after == before
    assert comparing.times == 2
    assert client.patch("/v1/topics/honduras", json={"name": "Guatemale"}).is_success
    assert found(client, type="topics", threshold=0.77) != after
    assert comparing.times == 3


def test_who_cannot_wait_finds_them_later(
    database_url: str, serving: Serve, known: None, comparing: Comparing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestion_cache, "MOST_PATIENCE", 0.2)
    comparing.go.clear()
    query: dict[str, Any] = {"type": "topics", "threshold": 0.76}
    with serving(database_url) as hurried, hurried.client("write") as client:
        for _ in range(2):
            problem = client.get("/v1/duplicates", params=query)
            refused(problem, 503, "not-ready")
            assert problem.headers["retry-after"] == "1"
        # Nor is anything else compared meanwhile.
        refused(client.get("/v1/duplicates", params={"type": "meetings", "threshold": 0.76}), 503, "not-ready")
        assert comparing.times == 1
        comparing.go.set()
        wait_for(lambda: client.get("/v1/duplicates", params=query).is_success)
        first = found(client, **query)
        assert comparing.times == 1
        # Where records change all the time, what was found a moment ago is an answer.
        comparing.go.clear()
        put(client, "topics", "nicaragua", name="Nicaragua")
        assert found(client, **query) == first
        held = {"If-None-Match": client.get("/v1/duplicates", params=query).headers["etag"]}
        assert client.get("/v1/duplicates", params=query, headers=held).status_code == httpx.codes.NOT_MODIFIED
        comparing.go.set()
        # Made of what is there now, it has a tag of its own.
        wait_for(lambda: client.get("/v1/duplicates", params=query, headers=held).status_code == httpx.codes.OK)


def test_who_waits_for_them_holds_no_thread(
    database_url: str, serving: Serve, known: None, comparing: Comparing
) -> None:
    comparing.go.clear()
    with (
        serving(database_url, slow_read_threads=1) as narrow,
        narrow.client() as client,
        ThreadPoolExecutor(4) as askers,
    ):
        asked = [askers.submit(client.get, "/v1/duplicates?type=topics") for _ in range(4)]
        wait_for(lambda: comparing.times == 1)
        assert client.get("/v1/stats/compliance").is_success
        assert not any(one.done() for one in asked)
        comparing.go.set()
        assert {one.result().status_code for one in asked} == {httpx.codes.OK}
        assert comparing.times == 1


def test_what_changes_all_the_time_is_not_compared_all_the_time(
    database_url: str, serving: Serve, known: None, comparing: Comparing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestion_cache, "REST", 1_000_000)
    with serving(database_url) as service, service.client("write") as client:
        first = found(client, type="topics")
        put(client, "topics", "guatemola", name="Guatemola")
        assert found(client, type="topics") == first
        assert comparing.times == 1


def wait_for(holds: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < end
