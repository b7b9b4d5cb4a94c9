"""Paths and queries that break parsers and databases: the same answer from every database, and never a 500."""

import json
from urllib.parse import quote

import pytest

from tests.api.everywhere import Everywhere, problem_of
from tests.nouns import NOUNS, Noun
from tests.raw import exchange, request

NO_IDS = [
    b"%00", b"x%00", b"%ff%fe", b"%c0%80", b"%ed%a0%80", b"\xff\xfe", b"\xc3\xa9\xc3\xa9", b"%", b"%zz", b"%2",
    b"..%2f",
    b"x%0d%0aSet-Cookie:%20a=b", b"%E2%80%AEabc", b"%E2%80%8B", b"%EF%BB%BFab", b"%F0%9F%92%A9", b"a%20b", b"a+b",
    b"x" * 81, b"x" * 60_000, b"%27%20OR%201=1--", b"A" * 20, b"NaN", b"%D9%A1%D9%A1", b"..", b"...", b"-1", b"ab%0A",
]  # fmt: skip


VARIED = [noun for noun in NOUNS if noun.collection in {"sources", "pledges"}]
"""Collections that have every type of parameter between them, and all routes that there are."""


@pytest.mark.parametrize("record", NO_IDS, ids=lambda octets: ascii(octets[:20])[2:-1])
def test_what_is_no_id(everywhere: Everywhere, record: bytes) -> None:
    before = everywhere.heads()
    for noun in VARIED:
        target = f"{noun.path}/".encode() + record
        for method in ("GET", "PUT", "PATCH", "DELETE"):
            body = None if method in {"GET", "DELETE"} else json.dumps(noun.minimal).encode()
            answer = everywhere.request(method, target, body=body)
            assert answer.status in {400, 404, 405, 414, 422}, answer
            assert len(answer.body) < 2000
        for rest in (b"/revisions", b"/revisions/1", b"/citations", b"/citations/x"):
            assert everywhere.request("GET", target + rest).status in {400, 404, 414, 422}
    assert everywhere.heads() == before


@pytest.mark.parametrize("part", NO_IDS, ids=lambda octets: ascii(octets[:20])[2:-1])
def test_what_is_no_part(everywhere: Everywhere, part: bytes) -> None:
    for target in (
        b"/v1/sources/report-a/citations/",
        b"/v1/meetings/the-tour/attendance/",
        b"/v1/pledges/the-pledge/status-changes/",
        b"/v1/sources/report-a/revisions/",
    ):
        assert everywhere.request("GET", target + part).status in {400, 404, 414, 422}
        assert everywhere.request("DELETE", target + part).status in {400, 404, 405, 414, 422}


VALUES = [
    b"%00", b"x%00", b"%ff%fe", b"%c0%80", b"%ed%a0%80", b"\xff\xfe", b"%", b"%zz", b"%F0%9F%92%A9", b"%E2%80%8B",
    b"%E2%80%AEabc", b"%27%20OR%201=1--", b"%25", b"_", b"NaN", b"Infinity", b"1e999", str(2**70).encode(), b"-1",
    b"9" * 5000, b"0000-01-01", b"10000-01-01", b"2025-02-30", b"0001-01-01", b"9999-12-31", b"0001-01-01T00:00:00Z",
    b"9999-12-31T23:59:59.999999Z", b"0001-01-01T00:00:00%2B14:00", b"9999-12-31T23:59:59-12:00", b"x" * 300,
    b"%C3%84%CC%88", b"%EF%BF%BE", b"%0d%0a", b"true", b"null", b"[]", b"gt", b"report-a",
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda octets: ascii(octets[:20])[2:-1])
def test_values_of_filters(everywhere: Everywhere, value: bytes) -> None:
    names = {name: noun for noun in VARIED for name in noun.filters}
    names |= dict.fromkeys(("id", "limit", "cursor", "count", "form", "sort"), VARIED[0])
    for name, noun in names.items():
        target = f"{noun.path}?{name}=".encode() + value
        answer = everywhere.request("GET", target)
        assert answer.status in {200, 400, 422}, (name, answer)
        if answer.status == 200:
            alike(everywhere, target)


def alike(everywhere: Everywhere, target: bytes) -> None:
    """Assert that all databases list the same records."""
    found = []
    for service in everywhere.services:
        items = json.loads(request(service, "GET", target).body)["items"]
        found.append([item["id"] for item in items])
    assert all(ids == found[0] for ids in found), found


@pytest.mark.parametrize("value", VALUES, ids=lambda octets: ascii(octets[:20])[2:-1])
def test_values_of_status_filters(everywhere: Everywhere, value: bytes) -> None:
    parameters = everywhere.services[0].contract.document["paths"]["/v1/status-changes"]["get"]["parameters"]
    names = [everywhere.services[0].contract.resolve(parameter)["name"] for parameter in parameters]
    for name in names:
        answer = everywhere.request("GET", f"/v1/status-changes?{name}=".encode() + value)
        assert answer.status in {200, 400, 422}, (name, answer)


QUERIES = {
    b"?": 200, b"?&": 200, b"?&&&": 200, b"?=": 422, b"?limit": 422, b"?limit=": 422, b"?%": 422, b"?=x": 422,
    b"?%00=1": 422, b"?%ff=1": 422, b"?\xff=1": 400, b"?li%6dit=1": 200, b"?limit=1&limit": 422,
    b"?limit=1;limit=2": 422,
    b"?limit=1&amp;sort=id": 422, b"?id[]=x": 422, b"?id=%": 422, b"?limit=1#x": 200, b"??limit=1": 422,
    b"?ECHOED=1&" + b"&".join(b"a%d=1" % number for number in range(2000)): 422,
    b"?" + b"&".join(b"id=a%d" % number for number in range(51)): 422,
    b"?" + b"&".join(b"id=ab-%d" % number for number in range(50)): 422,
    b"?" + b"x" * 15_000: 422, b"?" + b"x" * 60_000: 414,
}  # fmt: skip


@pytest.mark.parametrize(("query", "status"), QUERIES.items(), ids=lambda value: ascii(value)[:24])
def test_queries(everywhere: Everywhere, query: bytes, status: int) -> None:
    for noun in NOUNS:
        services = everywhere.services
        answers = [request(service, "GET", noun.path.encode() + query) for service in services]
        assert [answer.status for answer in answers] == [status] * len(services), answers


def test_a_thousand_faults_are_not_all_told(everywhere: Everywhere) -> None:
    query = "&".join(f"{quote('ü' * 300)}{number}=1" for number in range(8))
    problem = problem_of(everywhere.request("GET", f"/v1/sources?{query}"), 422, "invalid-content")
    assert all(len(fault["parameter"]) <= 200 for fault in problem["errors"])
    many = json.dumps({"kind": "other", "title": "x"} | {f"{'u' * 300}{number}": 1 for number in range(1000)})
    problem = problem_of(everywhere.request("POST", "/v1/sources", body=many.encode()), 422, "invalid-content")
    assert len(problem["errors"]) == 100
    assert all(len(fault["pointer"]) <= 200 for fault in problem["errors"])


TARGETS = {
    b"http://example.org/v1/sources": {200, 400},
    b"http://example.org/v1/sources?ECHOED=1": {400, 422},
    b"//v1/sources": {400, 404},
    b"/v1/sources/../topics": {404},
    b"/v1/%73ources": {200},
    b"/v1/sources%3flimit=1": {404},
    b"/v1/sources%23": {404},
    b"/v1\\sources": {400, 404},
    b"/v1/sources\\x": {400, 404},
    b"*": {400, 404},
    b"v1/sources": {400, 404},
    b"/" + b"v1/" * 5_000: {404},
    b"/" + b"v1/" * 10_000: {414},
    b"/problems/%00": {404, 422},
    b"/problems/..%2f..%2fetc%2fpasswd": {404, 422},
    b"/static/..%2f..%2fmain.py": {404},
    b"/static/../../main.py": {404},
    b"/static/%00": {404, 422},
    b"/v1/sources/%2e%2e%2fkeys": {404, 405, 422},
}


@pytest.mark.parametrize(("target", "statuses"), TARGETS.items(), ids=lambda value: ascii(value)[:30])
def test_targets(everywhere: Everywhere, target: bytes, statuses: set[int]) -> None:
    for service in everywhere.services:
        answer = exchange(service, b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert answer.status in statuses, answer
        if answer.status != 200:
            service.contract.check_problem(answer)


@pytest.mark.parametrize("noun", NOUNS, ids=repr)
def test_long_ids_exist_alike(everywhere: Everywhere, noun: Noun) -> None:
    longest = "x" * 80
    for service in everywhere.services:
        body = json.dumps(noun.minimal).encode()
        assert request(service, "PUT", f"{noun.path}/{longest}".encode(), body=body).status == 201
    assert everywhere.request("GET", f"{noun.path}/{longest}").status == 200
