"""Milestones: written, changed as the work goes on, deleted; their entries keep what they were."""

import httpx

from tests.answers import document as written
from tests.pledges.conftest import Track
from tests.pledges.tracked import Body, Tracked, found
from tests.refusals import invalid, refused

FULL: Body = {
    "title": "Half of the way",
    "due": "2024-06",
    "done_on": "2024-07-01",
    "citations": [{"id": "undated", "source": "undated"}],
}


def add(tracked: Tracked, **fields: object) -> httpx.Response:
    return tracked.client.post(f"{tracked.path}/milestones", json={"title": "Half of the way"} | fields)


def counts(tracked: Tracked) -> tuple[int, int]:
    report = found(tracked.client.get(f"{tracked.path}/progress"))["milestones"]
    shown = tracked.read()["counts"]
    assert (shown["milestones"], shown["milestones_done"]) == (report["total"], report["done"])
    return report["total"], report["done"]


def test_they_are_written_and_changed(client: httpx.Client, track: Track) -> None:
    tracked = track()
    answer = add(tracked, due="2024-06")
    document = written(answer)
    path = f"{tracked.path}/milestones/2024-06"
    assert (answer.status_code, answer.headers["location"]) == (201, path)
    assert (document["due"]["to"], document["done_on"], document["version"]) == ("2024-06-30", None, 2)
    assert "withdrawn" not in document
    assert counts(tracked) == (1, 0)
    same = client.patch(path, json={"due": "2024-06"})
    assert (found(same), same.headers["etag"][:3]) == (document, '"2-')
    changed = found(client.patch(path, json={"done_on": "2024-07-01", "citations": FULL["citations"]}))
    assert (changed["done_on"]["edtf"], changed["version"], changed["title"]) == ("2024-07-01", 3, "Half of the way")
    assert found(client.get(path)) == changed
    assert counts(tracked) == (1, 1)
    assert add(tracked, due="2024-06").json()["id"] == "2024-06-2"
    assert [add(tracked).json()["id"] for _ in range(2)] == ["milestone", "milestone-2"]
    tag = client.get(tracked.path).headers["etag"]
    refused(
        client.patch(path, json={"due": None}, headers={"If-Match": '"1-0123456789abcdef"'}), 412, "precondition-failed"
    )
    assert found(client.patch(path, json={"due": None}, headers={"If-Match": tag}))["due"] is None
    gone = client.delete(path, headers={"If-Match": "*"})
    assert (gone.status_code, gone.headers["pacta-version"]) == (204, "8")
    for request in (client.get(path), client.patch(path, json={}), client.delete(path)):
        refused(request, 404, "not-found")
    assert counts(tracked) == (3, 0)
    # Its id may be used again, and its entries tell what it was.
    assert add(tracked, due="2024-06").json()["id"] == "2024-06"
    operations = [one["operation"] for one in found(client.get(f"{tracked.path}/revisions"))["items"]]
    assert operations == [*["put"] * 7, "delete", "put"]
    assert found(client.get(f"{tracked.path}/revisions/3"))["counts"]["milestones_done"] == 1


def test_they_are_listed(client: httpx.Client, track: Track) -> None:
    tracked = track()
    made: dict[str, Body] = {"a": {"due": "2024-06"}, "b": FULL | {"due": "2023"}, "c": {"due": "2024-05~"}, "d": {}}
    for name, fields in made.items():
        assert add(tracked, **fields | {"title": name, "id": name}).status_code == 201
    client.patch(f"{tracked.path}/milestones/a", json={"title": "the last that was written"})
    for query, expected in (
        ({}, "bcda"),
        ({"sort": "due"}, "bcad"),
        ({"sort": "-due", "limit": "3"}, "acb"),
        ({"done": "true"}, "b"),
        ({"done": "false"}, "cda"),
        ({"due_before": "2024-06-30"}, "bc"),
        ({"due_after": "2024-05-30"}, "ca"),
        ({"source": "undated"}, "b"),
    ):
        page = found(client.get(f"{tracked.path}/milestones", params=query))
        assert "".join(one["id"] for one in page["items"]) == expected, query
    assert invalid(client.get(f"{tracked.path}/milestones", params={"withdrawn": "true"})) == ["withdrawn"]
    refused(client.get("/v1/pledges/no-such-pledge/milestones"), 404, "not-found")


def test_what_is_wrong_is_refused(client: httpx.Client, anonymous: httpx.Client, track: Track) -> None:
    tracked = track()
    for wrong, place in (
        ({"title": ""}, "/title"),
        ({"due": "soon"}, "/due"),
        ({"done_on": "9998"}, "/done_on"),
        ({"done_on": "2024/.."}, "/done_on"),
        ({"citations": [{"source": "nowhere"}]}, "/citations/0/source"),
        ({"done": True}, "/done"),
    ):
        assert invalid(add(tracked, **wrong)) == [place], wrong
    path = f"{tracked.path}/milestones/{add(tracked).json()['id']}"
    assert invalid(client.patch(path, json={"done_on": "9998"})) == ["/done_on"]
    assert invalid(client.patch(path, json={"title": None})) == ["/title"]
    assert invalid(client.patch(path, json={"id": "another"})) == ["/id"]
    refused(anonymous.patch(path, json={}), 401, "unauthenticated")
    refused(client.post(f"{path}/withdraw", json={"reason": "x"}), 404, "not-found")
    assert tracked.read()["version"] == 2
