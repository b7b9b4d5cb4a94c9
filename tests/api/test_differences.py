"""How two revisions differ, where each difference stands, and how a revision is cited."""

import re
from typing import Any

import httpx

from tests.api.conftest import Make
from tests.conftest import Unique
from tests.nouns import Noun
from tests.refusals import invalid, refused

NOTHING = object()


def resolved(written: Any, pointer: str) -> Any:
    """Return what a JSON Pointer leads to."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(written, list):
            written = written[int(name)]
        elif isinstance(written, dict):
            written = written.get(name, NOTHING)
    return written


def told(client: httpx.Client, path: str, version: int, **query: int) -> list[tuple[str, str]]:
    items = client.get(f"{path}/revisions/{version}/differences", params=query).json()["items"]
    return [(item["pointer"], item["label"]) for item in items]


def test_differences_lead_from_one_revision_to_the_other(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    path = f"{noun.path}/{unique('differing')}"
    client.put(path, json=noun.minimal)
    client.put(path, json=noun.full | {"external_ids": {"a": "1/~"}}, headers={"If-Match": "*"})
    client.patch(path, json=noun.edit | {"external_ids": {"a": "2", "b": "3"}})
    client.post(f"{path}/citations", json={"source": "report-c", "id": "added"})
    written = [client.get(f"{path}/revisions/{number}?form=written").json() for number in (1, 2, 3, 4)]
    for earlier, later in ((1, 2), (2, 1), (2, 3), (3, 4), (4, 3), (1, 4), (4, 1)):
        query = {} if earlier == later - 1 else {"from": earlier}
        answer = client.get(f"{path}/revisions/{later}/differences", params=query).json()
        assert [answer[side]["revision"] for side in ("from", "to")] == [earlier, later]
        assert answer["items"], (earlier, later)
        for item in answer["items"]:
            assert item["before"] != item["after"]
            assert re.fullmatch(r"[A-Z].*", item["label"]), item
            gone = item["change"] == "removed"
            shown = resolved(written[(earlier if gone else later) - 1], item["pointer"])
            # A member that another shape has not is none.
            assert shown == item["before" if gone else "after"], item
        fields = {name for name in written[0] if written[earlier - 1][name] != written[later - 1][name]}
        assert {item["pointer"].split("/")[1] for item in answer["items"]} == fields
    assert told(client, path, 3, **{"from": 3}) == []


PLEDGE: dict[str, Any] = {
    "title": "Build a port",
    "kind": "operational",
    "strength": "firm",
    "due": "2025-11",
    "topics": ["migration", "borders"],
    "parties": [{"participant": "guatemala", "role": "promisor"}, {"participant": "elsewhere", "role": "promisee"}],
    "citations": [{"id": "one", "source": "report-a", "page": "3"}, {"id": "two", "source": "report-b"}],
    "targets": [{"id": "built", "indicator": "ports", "measure": "count", "direction": "at_least", "value": 2}],
}


def test_they_are_told_in_words(client: httpx.Client, world: None, unique: Unique) -> None:
    path = f"/v1/pledges/{unique('port')}"
    client.put(path, json=PLEDGE)
    moved = {name: PLEDGE[name][::-1] for name in ("topics", "parties", "citations")}
    client.put(path, json=PLEDGE | moved, headers={"If-Match": "*"})
    # Only the order differs, which is a new version and no difference.
    assert told(client, path, 2) == []
    changed: dict[str, Any] = {
        "title": "Build two ports",
        "due": "2025-12",
        "summary": "Word for word " * 20,
        "topics": ["borders"],
        "parties": [PLEDGE["parties"][0], {"participant": "marco-rubio", "role": "implementer"}],
        "citations": [PLEDGE["citations"][0] | {"page": "7", "note": "Not it"}, {"source": "report-c"}],
        "targets": [PLEDGE["targets"][0] | {"value": 2.5}],
        "tags": ["ports"],
    }
    client.patch(path, json=changed)
    assert told(client, path, 3) == [
        ("/title", "Title changed from “Build a port” to “Build two ports”"),
        ("/summary", f"Summary was set to “{'Word for word ' * 5}Word for…”"),
        ("/due", "Due changed from 2025-11 to 2025-12"),
        ("/topics/1", "Topic “Migration” was removed"),
        ("/parties/0", "Party “Elsewhere” (promisee) was removed"),
        ("/parties/1", "Party “Marco Rubio” (implementer) was added"),
        ("/targets/0/value", "Target “ports” (at least): value changed from 2 to 2.5"),
        ("/tags/0", "Tag “ports” was added"),
        ("/citations/0/page", "Citation “Report A”: page changed from “3” to “7”"),
        ("/citations/0/note", "Citation “Report A”: note was set to “Not it”"),
        ("/citations/0", "Citation “Report B” was removed"),
        ("/citations/1", "Citation “Report C” was added"),
    ]
    seen = {"id": "seen", "status": "planned", "effective_on": "2025-03", "reason": "Said", "party": "guatemala"}
    client.post(f"{path}/status-changes", json=seen | {"citations": [{"source": "report-a"}]})
    client.post(f"{path}/status-changes/seen/citations", json={"source": "report-b"})
    client.post(f"{path}/status-changes/seen/withdraw", json={"reason": "Misread"})
    change = "Status change “Guatemala” (planned)"
    assert told(client, path, 4) == [("/status_changes/seen", f"{change} was recorded")]
    assert told(client, path, 5) == [
        ("/status_changes/seen/citations/1", f"{change}: Citation “Report B” was added"),
    ]
    withdrawn = ("/status_changes/seen/withdrawn", f"{change} was withdrawn: “Misread”")
    assert told(client, path, 6) == [withdrawn]
    assert told(client, path, 6, **{"from": 3}) == [("/status_changes/seen", f"{change} was recorded"), withdrawn]
    client.delete(path)
    assert told(client, path, 1) == [("", "The pledge was created")]
    assert told(client, path, 7) == [("", "The pledge was deleted")]
    assert told(client, path, 7, **{"from": 0}) == []


def test_there_is_nothing_to_compare_with(anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun)}/revisions"
    refused(anonymous.get(f"{path}/2/differences"), 404, "not-found")
    for wrong in ("2", "-1", "x", "1.0"):
        assert invalid(anonymous.get(f"{path}/1/differences", params={"from": wrong})) == ["from"]


def test_a_list_tells_what_each_revision_changed_as_asked_one_by_one(
    client: httpx.Client, noun: Noun, make: Make
) -> None:
    path = f"{noun.path}/{make(noun)}"
    client.patch(path, json=noun.edit)
    client.delete(path)
    client.put(path, json=noun.minimal)
    latest = client.get(f"{path}/revisions", params={"sort": "-revision", "differences": "true"}).json()["items"]
    assert [item["revision"] for item in latest] == [4, 3, 2, 1]
    for item in latest:
        single = client.get(f"{path}/revisions/{item['revision']}/differences").json()
        assert item["differences"] == single["items"]
    plain = client.get(f"{path}/revisions").json()["items"]
    assert [item["revision"] for item in plain] == [1, 2, 3, 4]
    assert all("differences" not in item for item in plain)
    first = client.get(f"{path}/revisions", params={"sort": "-revision", "limit": 2, "before": 4}).json()
    cursor = {"sort": "-revision", "limit": "2", "before": "4", "cursor": first["next_cursor"]}
    rest = client.get(f"{path}/revisions", params=cursor).json()
    assert [item["revision"] for item in first["items"] + rest["items"]] == [3, 2, 1]
    assert rest["next_cursor"] is None
    assert invalid(client.get(f"{path}/revisions", params={"sort": "entry"})) == ["sort"]


def links(answer: httpx.Response) -> dict[str, str]:
    return {str(relation): link["url"] for relation, link in answer.links.items()}


def test_a_revision_has_an_address_to_cite(client: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun)}"
    only = client.get(f"{path}/revisions/1")
    assert links(only) == {"canonical": f"{path}/revisions/1", "latest-version": path}
    assert only.headers["cache-control"] == "no-cache"
    client.patch(path, json=noun.edit)
    client.delete(path)
    client.put(path, json=noun.minimal)
    first, second, last = (client.get(f"{path}/revisions/{number}") for number in (1, 2, 4))
    assert first.headers["etag"] == only.headers["etag"]
    assert "immutable" in first.headers["cache-control"]
    assert "immutable" not in last.headers["cache-control"]
    assert links(first)["successor-version"] == f"{path}/revisions/2"
    # What was deleted cannot be read: its neighbours follow each other.
    assert links(second) == {
        "canonical": f"{path}/revisions/2",
        "latest-version": path,
        "predecessor-version": f"{path}/revisions/1",
        "successor-version": f"{path}/revisions/4",
    }
    assert links(last)["predecessor-version"] == f"{path}/revisions/2"
    citation = client.get(f"{path}/revisions/2/citation")
    address = f"{client.base_url}{path}/revisions/2".replace("//v1", "/v1")
    made = client.get(f"{path}/revisions").json()["items"][1]
    assert citation.headers["content-type"] == "text/plain; charset=utf-8"
    assert citation.text.startswith("“")
    assert citation.text.endswith(
        f"” ({path.split('/')[2].removesuffix('s')}), revision 2, recorded {made['at'][:10]} by the write key. "
        f"Pacta, ledger entry {made['entry']}. {address}"
    )
    for form in ("", ".bib", ".csl.json"):
        refused(client.get(f"{path}/revisions/3/citation{form}"), 404, "not-found")
    client.delete(path)
    assert "latest-version" not in links(client.get(f"{path}/revisions/1"))
