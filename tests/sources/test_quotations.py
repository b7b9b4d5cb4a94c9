"""Quotations are looked for in the text of their source, wherever they stand; a text is kept only if asked."""

from typing import Any

import httpx
import pytest

from tests.conftest import Unique
from tests.refusals import refused
from tests.sources.texts import EDITED, REPORT

Body = dict[str, Any]
PLACES = ("statements", "meetings", "pledges")


@pytest.fixture(scope="module")
def party(client: httpx.Client) -> str:
    client.put("/v1/participants/guatemala", json={"kind": "state", "name": "Guatemala"})
    return "guatemala"


@pytest.fixture
def source(client: httpx.Client, unique: Unique) -> str:
    """Return the id of a new source."""
    record = unique("report")
    client.put(f"/v1/sources/{record}", json={"kind": "news_report", "title": "A report"})
    return record


def check(client: httpx.Client, source: str, text: str, **fields: object) -> Body:
    answer = client.post(f"/v1/sources/{source}/quotations/check", json={"text": text} | fields)
    assert answer.status_code == httpx.codes.OK, answer.text
    report: Body = answer.json()
    return report


def quote(client: httpx.Client, source: str, *exact: str) -> None:
    """Let a topic cite the source."""
    citations = [{"source": source, "quote": {"exact": one}} for one in exact]
    body = {"name": "Ports", "citations": citations}
    assert client.put(f"/v1/topics/on-{source}", json=body).status_code == httpx.codes.CREATED


def test_each_outcome_and_its_place(client: httpx.Client, source: str) -> None:
    quote(client, source, "before the rains", *(exact for exact, _expected in EDITED))
    report = check(client, source, REPORT.replace("\n", "\r\n"))
    assert report["counts"] == {"exact": 1, "edited": 6, "missing": 2, "unchecked": 0}
    assert report["text"]["characters"] == len(REPORT)
    exact, *edited = report["quotations"]
    assert (exact["outcome"], exact["found"], exact["part"]) == ("exact", None, None)
    assert REPORT[exact["start"] : exact["end"]] == "before the rains"
    assert [(one["outcome"], one["found"], one["similarity"]) for one in edited] == [found for _exact, found in EDITED]
    for one in edited:
        assert one["found"] == (None if one["start"] is None else REPORT[one["start"] : one["end"]])


def test_quotations_are_found_on_every_record_and_part(client: httpx.Client, source: str, party: str) -> None:
    def citing(word: str) -> Body:
        return {"citations": [{"source": source, "quote": {"exact": word}, "section": "one", "act": "concrete_action"}]}

    parties = [{"participant": party, "role": "promisor"}]
    bodies: dict[str, Body] = {
        "sources": {"kind": "other", "title": "Another"},
        "participants": {"kind": "group", "name": "A group"},
        "topics": {"name": "Ports"},
        "meetings": {"title": "Talks", "form": "call", "status": "held"},
        "pledges": {"title": "A pledge", "kind": "policy", "strength": "firm", "parties": parties},
        "statements": {"kind": "claim", "summary": "Said"},
    }
    for collection, body in bodies.items():
        answer = client.put(f"/v1/{collection}/in-{source}", json=body | citing(collection))
        assert answer.status_code == httpx.codes.CREATED, answer.text
    change = {"status": "in_progress", "effective_on": "2025-06-01", "reason": "Seen"} | citing("works")
    client.post(f"/v1/pledges/in-{source}/status-changes", json=change)
    report = client.get(f"/v1/sources/{source}/quotations").json()
    assert (report["text"], report["complete"]) == (None, True)
    assert report["counts"]["unchecked"] == 7
    found = [(one["collection"], one["record"], one["part"], one["quote"]["exact"]) for one in report["quotations"]]
    whole = [(collection, f"in-{source}", None, collection) for collection in bodies]
    part = ("pledges", f"in-{source}", "status_changes/2025-06-01-in-progress", "works")
    assert sorted(found, key=str) == sorted([*whole, part], key=str)
    for one in report["quotations"]:
        owner = f"/v1/{one['collection']}/{one['record']}"
        parts = "" if one["part"] is None else f"/{one['part'].replace('_', '-')}"
        cited = client.get(f"{owner}{parts}/citations").json()["items"]
        assert one["citation"] in [citation["id"] for citation in cited]


def test_a_text_is_kept_only_if_asked(
    client: httpx.Client, anonymous: httpx.Client, reader: httpx.Client, source: str
) -> None:
    quote(client, source, "before the rains", "after the rains")
    path = f"/v1/sources/{source}"
    ledger, document = client.get("/v1/ledger").json(), client.get(path).text
    assert check(client, source, REPORT)["text"]["stored_at"] is None
    refused(client.get(f"{path}/text"), 404, "not-found")
    refused(client.delete(f"{path}/text"), 404, "not-found")
    stored = check(client, source, f"\ufeff{REPORT}\x0c", store=True)
    assert stored["counts"]["missing"] == 1
    assert stored["text"]["stored_by"]
    read = client.get(f"{path}/text")
    assert read.json()["text"] == f"\ufeff{REPORT} "
    assert {name: read.json()[name] for name in stored["text"]} == stored["text"]
    answer = anonymous.get(f"{path}/quotations")
    assert answer.json() == stored
    again = anonymous.get(f"{path}/quotations", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == httpx.codes.NOT_MODIFIED
    refused(anonymous.get(f"{path}/text"), 401, "unauthenticated")
    refused(reader.get(f"{path}/text"), 403, "forbidden")
    # Another text takes its place; a text that is only checked does not.
    check(client, source, "They met after the rains.", store=True)
    check(client, source, REPORT)
    assert [one["outcome"] for one in anonymous.get(f"{path}/quotations").json()["quotations"]] == ["missing", "exact"]
    assert client.delete(f"{path}/text").status_code == httpx.codes.NO_CONTENT
    refused(client.get(f"{path}/text"), 404, "not-found")
    assert client.get("/v1/ledger").json() == ledger
    assert client.get(path).text == document


def test_a_text_goes_with_its_source(client: httpx.Client, source: str) -> None:
    check(client, source, REPORT, store=True)
    assert client.delete(f"/v1/sources/{source}").status_code == httpx.codes.NO_CONTENT
    refused(client.get(f"/v1/sources/{source}/text"), 404, "not-found")
    client.put(f"/v1/sources/{source}", json={"kind": "news_report", "title": "A report"})
    refused(client.get(f"/v1/sources/{source}/text"), 404, "not-found")


def test_a_merged_source_leads_on_and_takes_no_text(client: httpx.Client, source: str, unique: Unique) -> None:
    survivor = unique("survivor")
    client.put(f"/v1/sources/{survivor}", json={"kind": "news_report", "title": "The same report"})
    merged = client.post(f"/v1/sources/{source}/merge", json={"into": survivor, "reason": "the same"})
    assert merged.is_success, merged.text
    answer = client.get(f"/v1/sources/{source}/quotations", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, f"/v1/sources/{survivor}/quotations")
    for store in (False, True):
        path = f"/v1/sources/{source}/quotations/check"
        refused(client.post(path, json={"text": REPORT, "store": store}), 409, "conflict")
    refused(client.delete(f"/v1/sources/{source}/text"), 409, "conflict")


def test_what_is_no_text_is_refused(client: httpx.Client, source: str) -> None:
    path = f"/v1/sources/{source}/quotations/check"
    for body, place in (
        ({}, "/text"), ({"text": ""}, "/text"), ({"text": " \u00ad\n\x00"}, "/text"), ({"text": 7}, "/text"),
        ({"text": "e" + "\u0301" * 31}, "/text"), ({"text": "\ufffe"}, "/text"), ({"text": "x" * 1_000_001}, "/text"),
        ({"text": "x", "store": "yes"}, "/store"), ({"text": "x", "keep": True}, "/keep"),
    ):  # fmt: skip
        problem = refused(client.post(path, json=body), 422, "invalid-content")
        assert [fault["pointer"] for fault in problem["errors"]] == [place]
    refused(client.post("/v1/sources/nothing-here/quotations/check", json={"text": "x"}), 404, "not-found")
    refused(
        client.post("/v1/sources/nothing-here/quotations/check", json={"text": "x", "store": True}), 404, "not-found"
    )
    refused(client.get("/v1/sources/nothing-here/quotations"), 404, "not-found")


def test_much_is_compared_as_far_as_time_allows(
    client: httpx.Client, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.records.sources.texts.quotations.MAX_COMPARED", 2 * len(REPORT))
    monkeypatch.setattr("app.records.sources.texts.quotations.MAX_QUOTATIONS", 4)
    quote(client, source, "one that is nowhere", "nor is the second", "let alone a third", "the rains", "a fifth")
    report = check(client, source, REPORT)
    outcomes = [one["outcome"] for one in report["quotations"]]
    assert (outcomes, report["complete"]) == (["missing", "missing", "unchecked", "exact"], False)
