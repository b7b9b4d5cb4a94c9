"""Who judges whom: recorded, never edited, superseded or withdrawn; and what the pledge shows of it."""

import httpx
import pytest

from tests.answers import document as written
from tests.assessments.conftest import Assess, ask, read, saying, withdraw
from tests.pledges.conftest import Track, pledge
from tests.pledges.tracked import Body, Tracked, found
from tests.refusals import invalid, places, refused

FULL: Body = {
    "party": "guatemala",
    "score": -1,
    "axis": "outcome",
    "period": "2024-06/2025-05",
    "assessor": "the-union",
    "assessor_kind": "promisee",
    "methodology": "by the manual",
    "methodology_version": "4.2",
    "rationale": "It had no effect.",
    "citations": [{"id": "undated", "source": "undated", "relation": "supports"}],
    "as_published": {"scale": "Four steps", "value": "No effect"},
    "supersedes": None,
}


def party_summary(tracked: Tracked, party: str = "guatemala", axis: str = "completion") -> Body:
    entry = next(one for one in tracked.read()["parties"] if one["participant"]["id"] == party)
    summary: Body = entry["assessments"][axis]
    return summary


def test_everything_that_was_said_is_read(client: httpx.Client, track: Track) -> None:
    tracked = track()
    answer = ask(tracked, FULL)
    assert answer.status_code == 201, answer.text
    document = written(answer)
    assert document["id"] == "the-union-guatemala-2024-06-2025-05-outcome"
    assert answer.headers["location"] == f"{tracked.path}/assessments/{document['id']}"
    assert answer.headers["etag"].startswith('"2-')
    expected = FULL | {
        "id": document["id"],
        "pledge": {"id": tracked.id, "title": "A pledge"},
        "version": 2,
        "recorded_at": tracked.read()["updated_at"],
        "actor": "the write key",
        "party": {"id": "guatemala", "name": "Guatemala"},
        "assessor": {"id": "the-union", "name": "The Union"},
        "period": {
            "edtf": "2024-06/2025-05", "from": "2024-06-01", "to": "2025-05-31",
            "approximate": False, "uncertain": False,
        },
        "attestation": None,
        "withdrawn": None,
        "superseded_by": None,
        "stands": True,
        "disputed": False,
    }  # fmt: skip
    cited = document.pop("citations")
    expected.pop("citations")
    assert document == expected
    assert [(one["id"], one["source"]["title"], one["relation"]) for one in cited] == [
        ("undated", "Undated", "supports")
    ]
    for path in (f"{tracked.path}/assessments/{document['id']}", f"{tracked.path}/assessments"):
        read_again = found(client.get(path))
        item = read_again["items"][0] if "items" in read_again else read_again
        assert item == document | {"citations": cited}
    assert tracked.read()["counts"]["assessments"] == 1
    # A sole promisor need not be named, and completion is meant where nothing is said.
    answer = ask(tracked, saying(1))
    assert (answer.json()["id"], answer.json()["axis"]) == ("the-union-guatemala-2024", "completion")


def test_implementers_are_judged_as_well(track: Track) -> None:
    tracked = track()
    written_now = found(tracked.client.get(tracked.path, params={"form": "written"}))
    parties = [*written_now["parties"], {"participant": "mexico", "role": "implementer"}]
    found(tracked.client.patch(tracked.path, json={"parties": parties}, headers={"If-Match": "*"}))
    assert party_summary(tracked, "mexico")["number"] == 0
    assert ask(tracked, saying(1, party="mexico")).status_code == httpx.codes.CREATED
    assert (party_summary(tracked, "mexico")["mean"], party_summary(tracked)["number"]) == (1, 0)
    # Who was judged stays a party; a sole promisor is meant where nobody is named.
    answer = tracked.client.patch(tracked.path, json={"parties": parties[:1]}, headers={"If-Match": "*"})
    assert refused(answer, 409, "conflict")["parties"] == ["mexico"]
    assert ask(tracked, saying(0)).json()["party"]["id"] == "guatemala"


def test_what_is_wrong_is_refused(track: Track) -> None:
    tracked, joint = track(), track("guatemala", "mexico")
    for wrong, place in (
        ({"score": 2}, "/score"),
        ({"score": True}, "/score"),
        ({"score": "1"}, "/score"),
        ({"score": 0.5}, "/score"),
        ({"axis": "effort"}, "/axis"),
        ({"period": "2024/.."}, "/period"),
        ({"period": "9998"}, "/period"),
        ({"party": "mexico"}, "/party"),
        ({"party": "the-union"}, "/party"),
        ({"assessor": "nobody-known"}, "/assessor"),
        ({"assessor_kind": "friend"}, "/assessor_kind"),
        ({"supersedes": "nothing"}, "/supersedes"),
        ({"citations": [{"source": "nowhere"}]}, "/citations/0/source"),
        ({"citations": [{"id": "x", "source": "undated"}] * 2}, "/citations/1/id"),
        ({"stands": True}, "/stands"),
        ({"as_published": {"scale": "Four steps"}}, "/as_published/value"),
        # A score rests on something that was published, or on reasons.
        ({"rationale": None}, "/citations"),
        ({"rationale": None, "citations": [{"source": "undated", "relation": "contradicts"}]}, "/citations"),
    ):
        assert invalid(ask(tracked, saying(0) | wrong)) == [place], wrong
    # Of several promisors one is to be named.
    assert invalid(ask(joint, saying(0))) == ["/party"]
    assert invalid(ask(tracked, {})) == ["/score", "/period", "/assessor", "/assessor_kind", "/citations"]
    context = [{"source": "undated", "relation": "context"}]
    assert ask(track(), saying(0, rationale=None, citations=context)).status_code == httpx.codes.CREATED
    assert (tracked.read()["version"], joint.read()["version"]) == (1, 1)
    refused(ask(Tracked(tracked.client, "no-such-pledge"), saying(0)), 404, "not-found")


def test_a_second_one_is_refused_while_the_first_stands(track: Track, assess: Assess) -> None:
    tracked = track("guatemala", "mexico")
    first = assess(tracked, 0, party="guatemala")
    # The same time in other words.
    for period in ("2024", "2024-01-01/2024-12-31", "2024~"):
        problem = refused(ask(tracked, saying(1, party="guatemala", period=period)), 409, "conflict")
        assert problem["standing"] == first["id"]
        assert "supersede or withdraw it" in problem["detail"]
    for other in ({"party": "mexico"}, {"axis": "outcome"}, {"period": "2023"}, {"assessor": "mexico"}):
        assess(tracked, 1, **{"party": "guatemala"} | other)
    found(withdraw(tracked, first["id"]))
    assert assess(tracked, 1, party="guatemala")["id"] == f"{first['id']}-2"
    assert invalid(ask(tracked, saying(1, party="guatemala", period="2022", id=first["id"]))) == ["/id"]
    refused(withdraw(tracked, first["id"]), 409, "conflict")
    refused(withdraw(tracked, "nothing"), 404, "not-found")


def test_a_correction_supersedes(track: Track, assess: Assess) -> None:
    tracked = track("guatemala", "mexico")
    first = assess(tracked, -1, party="guatemala")["id"]
    other = assess(tracked, 1, "mexico", party="guatemala")["id"]
    for wrong in ({"party": "mexico"}, {"axis": "outcome"}, {"assessor": "mexico"}, {"supersedes": other}):
        body = saying(0, party="guatemala", supersedes=first) | wrong
        assert invalid(ask(tracked, body)) == ["/supersedes"]
    second = assess(tracked, 1, party="guatemala", supersedes=first)["id"]
    third = assess(tracked, 0, party="guatemala", supersedes=second, period="2023")["id"]

    def places_of_all() -> list[tuple[str | None, bool, bool]]:
        documents = [read(tracked, one) for one in (first, second, third)]
        return [(one["superseded_by"], one["stands"], one["withdrawn"] is None) for one in documents]

    assert places_of_all() == [(second, False, True), (third, False, True), (None, True, True)]
    assert invalid(ask(tracked, saying(0, party="guatemala", supersedes=first))) == ["/supersedes"]
    # One that was withdrawn is passed over: what it corrected is corrected by what corrected it.
    found(withdraw(tracked, second))
    assert places_of_all() == [(third, False, True), (third, False, False), (None, True, True)]
    # While nothing of 2024 stands another may say something of it; then the first cannot come back beside that.
    again = assess(tracked, 1, party="guatemala")["id"]
    assert refused(withdraw(tracked, third), 409, "conflict")["standing"] in {first, again}
    found(withdraw(tracked, again))
    found(withdraw(tracked, third))
    assert places_of_all() == [(None, True, True), (None, False, False), (None, False, False)]
    assert tracked.read()["counts"]["assessments"] == 2


def test_several_are_kept_and_their_disagreement_is_shown(track: Track, assess: Assess) -> None:
    tracked = track("guatemala", "mexico")
    own = assess(tracked, 1, "guatemala", party="guatemala", assessor_kind="self_report")["id"]
    old = assess(tracked, -1, party="guatemala", period="2023")["id"]
    assert (read(tracked, own)["disputed"], read(tracked, old)["disputed"]) == (True, True)
    new = assess(tracked, 0, party="guatemala", period="2024")["id"]
    assert [read(tracked, one)["disputed"] for one in (own, old, new)] == [True, True, True]
    assert party_summary(tracked) == {
        "number": 3,
        "mean": 0.5,
        "disputed": True,
        "without_self_report": {"number": 2, "mean": 0, "disputed": False},
    }
    panama = assess(tracked, 1, "panama", party="guatemala")["id"]
    figures = party_summary(tracked)
    assert (figures["number"], figures["mean"]) == (4, 0.6667)
    assert figures["without_self_report"] == {"number": 3, "mean": 0.5, "disputed": True}
    # Who agrees with all others is disputed by nobody.
    found(withdraw(tracked, new))
    found(withdraw(tracked, old))
    assert [read(tracked, one)["disputed"] for one in (own, old, new, panama)] == [False, False, False, False]
    assert party_summary(tracked)["disputed"] is False
    assert party_summary(tracked, "mexico")["mean"] is None
    assert party_summary(tracked, axis="outcome")["number"] == 0
    roles = {party["role"]: party["assessments"] for party in tracked.read()["parties"]}
    assert roles["promisee"] is None


def test_a_score_is_never_edited_and_what_is_said_for_it_is_corrected(
    client: httpx.Client, track: Track, assess: Assess
) -> None:
    tracked = track()
    path = f"{tracked.path}/assessments/{assess(tracked, 1)['id']}"
    for method in ("PUT", "DELETE", "POST"):
        answer = client.request(method, path, json={"score": 0})
        refused(answer, 405, "method-not-allowed")
        assert answer.headers["allow"] == "GET, HEAD, PATCH"
    before = found(client.get(path))
    assert invalid(client.patch(path, json={"score": 0, "rationale": "Read again."})) == ["/score"]
    said = {"rationale": "Read again.", "as_published": {"scale": "Marks", "value": "B"}}
    assert found(client.patch(path, json=said)) == before | said
    assert found(client.patch(path, json=said))["version"] == before["version"]
    assert invalid(client.patch(path, json={"rationale": None})) == ["/citations"]
    assert tracked.read()["version"] == before["version"] + 1
    cited = client.post(f"{path}/citations", json={"source": "undated"})
    assert (cited.status_code, cited.json()["id"]) == (201, "undated")
    assert cited.headers["location"] == f"{path}/citations/undated"
    assert [one["id"] for one in found(client.get(f"{path}/citations"))["items"]] == ["undated"]
    assert invalid(client.post(f"{path}/citations", json={"source": "nowhere"})) == ["/source"]
    found(client.post(f"{path}/withdraw", json={"reason": "x"}))
    assert found(client.get(path))["withdrawn"]["reason"] == "x"
    parts = [(one["operation"], one["part"]) for one in found(client.get(f"{tracked.path}/revisions"))["items"]]
    name = f"assessments/{path.rpartition('/')[2]}"
    assert parts == [
        ("put", None),
        ("put", name),
        ("correct", name),
        ("put", f"{name}/citations/undated"),
        ("withdraw", name),
    ]


def test_a_judged_promisor_stays(client: httpx.Client, track: Track, assess: Assess) -> None:
    tracked = track("guatemala", "mexico")
    known = assess(tracked, 1, party="mexico")["id"]
    alone = {"parties": pledge("guatemala")["parties"]}
    assert refused(tracked.patch(alone), 409, "conflict")["parties"] == ["mexico"]
    found(withdraw(tracked, known))
    found(tracked.patch(alone))
    # Whoever assesses is held, and called by the name of now.
    made = tracked.read()["id"] + "-lab"
    client.put(f"/v1/participants/{made}", json={"kind": "organization", "name": "The lab"})
    known = assess(tracked, 1, made)["id"]
    refused(client.delete(f"/v1/participants/{made}"), 409, "conflict")
    client.patch(f"/v1/participants/{made}", json={"name": "The laboratory"})
    assert read(tracked, known)["assessor"]["name"] == "The laboratory"
    assert tracked.read()["version"] == 5


def test_it_goes_by_versions_and_keys(
    client: httpx.Client, anonymous: httpx.Client, reader: httpx.Client, track: Track
) -> None:
    tracked = track()
    tag = client.get(tracked.path).headers["etag"]
    key = {"If-Match": tag, "Idempotency-Key": tracked.id}
    first, again = (ask(tracked, saying(1), **key) for _ in range(2))
    assert (first.status_code, first.content) == (201, again.content)
    assert again.headers["idempotency-replayed"] == "true"
    stale = refused(ask(tracked, saying(0, period="2023"), **{"If-Match": tag}), 412, "precondition-failed")
    assert stale["current_version"] == 2
    path = f"{tracked.path}/assessments"
    for address, body in ((path, saying(1)), (f"{path}/x/withdraw", {"reason": "x"})):
        refused(anonymous.post(address, json=body), 401, "unauthenticated")
        refused(reader.post(address, json=body), 403, "forbidden")
    for address in (f"{path}/nothing", f"{path}/nothing/citations", "/v1/pledges/no-such-pledge/assessments"):
        refused(anonymous.get(address), 404, "not-found")
    told = client.get(f"{path}/the-union-guatemala-2024")
    unchanged = client.get(f"{path}/the-union-guatemala-2024", headers={"If-None-Match": told.headers["etag"]})
    assert unchanged.status_code == 304


@pytest.mark.parametrize("name", ["stands", "superseded_by", "disputed"])
def test_what_follows_is_not_written(track: Track, name: str) -> None:
    problem = refused(ask(track(), saying(1) | {name: None}), 422, "invalid-content")
    assert places(problem) == [f"/{name}"]
    assert "follows from" in problem["errors"][0]["message"]
