"""Bodies that break parsers and databases: the same refusal from every database, which never repeats them."""

import gzip
import json
import socket

import pytest

from tests.api.everywhere import MARK, Everywhere, problem_of
from tests.nouns import NOUNS, Body, Noun
from tests.raw import request

BOM = b"\xef\xbb\xbf"
SOURCE = f'{{"kind": "other", "title": "{MARK}"}}'

NOT_JSON = {
    "lone surrogate": b'"\\ud800"',
    "lone low surrogate": b'"\\udc00x"',
    "surrogates swapped": b'"\\udc00\\ud800"',
    "surrogate in UTF-8": b'"\xed\xa0\x80"',
    "bad UTF-8": b'"ECHOED\xff"',
    "overlong UTF-8": b'"\xc0\x80"',
    "cut UTF-8": b'"\xe2\x82"',
    "NaN": b"NaN",
    "Infinity": b"Infinity",
    "minus Infinity": b"-Infinity",
    "5,000 digits": b"1" * 5000,
    "5,000 digits, negative": b"-" + b"1" * 5000,
    "depth in arrays": b"[" * 10_000 + b"]" * 10_000,
    "depth in objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "depth, not closed": b"[" * 100_000,
    "leading zero": b"01",
    "hexadecimal": b"0x10",
    "no digits": b"1.",
    "plus": b"+1",
    "single quotes": b"'ECHOED'",
    "bad escape": b'"\\xECHOED"',
    "short escape": b'"\\u12"',
    "raw newline": b'"ECHOED\nECHOED"',
    "raw NUL": b'"ECHOED\x00"',
    "unfinished": b'"ECHOED',
    "word": b"undefined",
    "nothing": b"",
    "comma": b'"x",',
    "comment": b'"x" /* ECHOED */',
    "duplicate keys": b'{"ECHOED": 1, "ECHOED": 2}',
    "duplicate keys, escaped": b'{"ECHOED": 1, "ECHOE\\u0044": 2}',
}


@pytest.mark.parametrize("value", NOT_JSON.values(), ids=NOT_JSON.keys())
def test_what_is_not_strict_json(everywhere: Everywhere, value: bytes) -> None:
    before = everywhere.heads()
    for noun in NOUNS[-2:]:
        field = (noun.label or "summary").encode()
        body = b'{"' + field + b'": ' + value + b', "kind": "other"}'
        for method, target in (("POST", noun.path), ("PUT", f"{noun.path}/hostile"), ("PATCH", f"{noun.path}/hostile")):
            problem_of(everywhere.request(method, target, body=body), 400, "malformed-json")
    assert everywhere.heads() == before


BODIES = {
    "BOM": BOM + SOURCE.encode(),
    "UTF-16": SOURCE.encode("utf-16"),
    "UTF-16, little": SOURCE.encode("utf-16-le"),
    "UTF-16, big": SOURCE.encode("utf-16-be"),
    "UTF-32": SOURCE.encode("utf-32"),
    "Latin-1": SOURCE.replace("other", "é").encode("latin-1"),
    "gzip": gzip.compress(SOURCE.encode()),
    "two values": SOURCE.encode() * 2,
    "trailing text": SOURCE.encode() + MARK.encode(),
    "trailing NUL": SOURCE.encode() + b"\x00",
    "a form": b"kind=other&title=ECHOED",
    "white space": b" \n\t",
    "NUL": b"\x00",
    "duplicate keys": b'{"kind": "other", "title": "ECHOED", "title": "ECHOED"}',
    "duplicate keys, deep": b'{"kind": "other", "title": "x", "external_ids": {"a": "ECHOED", "a": "ECHOED"}}',
    "XML": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e 'ECHOED'>]><x>&e;</x>",
    "a surrogate in a key": b'{"kind": "other", "title": "x", "\\ud800": 1}',
    "depth in an unknown field": b'{"kind": "other", "title": "x", "unknown": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_bodies_that_are_not_strict_json(everywhere: Everywhere, body: bytes) -> None:
    before = everywhere.heads()
    for method, target in (
        ("POST", "/v1/sources"),
        ("PUT", "/v1/sources/hostile"),
        ("PATCH", "/v1/sources/report-a"),
        ("POST", "/v1/sources/report-a/citations"),
        ("POST", "/v1/pledges/the-pledge/status-changes"),
        ("POST", "/v1/status-changes"),
    ):
        problem_of(everywhere.request(method, target, body=body), 400, "malformed-json")
    assert everywhere.heads() == before


WRONG_EVERYWHERE = {
    "infinite": "1e999",
    "minus infinite": "-1e999",
    "huge exponent": "1e999999999999999999",
    "tiny": "1e-999999999",
    "2 to the 70": str(2**70),
    "minus 2 to the 70": str(-(2**70)),
    "4,300 digits": "9" * 4300,
    "minus zero": "-0.0",
    "NUL": '"ECHOED\\u0000"',
    "no character": '"\\ufffe"',
    "control character": '"ECHOED\\u0007"',
    "zero width alone": '"\\u200b\\u2060"',
    "fillers alone": '"\\u3164\\u034f"',
    "right to left alone": '"\\u202e"',
    "right to left": '"\\u202eECHOED\\u202c"',
    "accents": '"e' + "\\u0301" * 1000 + '"',
    "long": '"' + MARK * 4000 + '"',
    "too long a list": "[" + ",".join(["{}"] * 600) + "]",
    "true": "true",
    "an object with a long key": '{"' + "x" * 6000 + '": 1}',
    "an object with an empty key": '{"": 1}',
    "depth 150": "[" * 150 + "]" * 150,
}


def holding(body: Body, field: str, value: str) -> bytes:
    """Return the JSON text of a body whose field holds this JSON text."""
    return json.dumps(body | {field: "HERE"}).replace('"HERE"', value).encode()


@pytest.mark.parametrize("value", WRONG_EVERYWHERE.values(), ids=WRONG_EVERYWHERE.keys())
def test_what_is_right_nowhere(everywhere: Everywhere, value: str) -> None:
    before = everywhere.heads()
    # What has the same name and shape is of the same type, whatever the collection.
    fields = {(field, type(content)): noun for noun in NOUNS for field, content in noun.full.items()}
    for (field, _shape), noun in fields.items():
        answer = everywhere.request("POST", noun.path, body=holding(noun.minimal, field, value))
        problem = problem_of(answer, 422, "invalid-content")
        assert all(fault["pointer"].startswith(f"/{field}") for fault in problem["errors"]), (field, problem)
    assert everywhere.heads() == before


@pytest.mark.parametrize("value", WRONG_EVERYWHERE.values(), ids=WRONG_EVERYWHERE.keys())
def test_what_is_right_nowhere_in_status_changes(everywhere: Everywhere, value: str) -> None:
    before = everywhere.heads()
    good = {"status": "planned", "reason": "x", "citations": [{"source": "report-a"}]}
    fields = (
        "status",
        "party",
        "effective_on",
        "reason",
        "citations",
        "sources_reviewed_up_to",
        "successor",
        "override",
        "id",
    )
    for field in fields:
        hostile = holding(good, field, value)
        answer = everywhere.request("POST", "/v1/pledges/the-pledge/status-changes", body=hostile)
        problem_of(answer, 422, "invalid-content")
        batch = holding({}, "items", "[" + holding(good | {"pledge": "the-pledge"}, field, value).decode() + "]")
        problem_of(everywhere.request("POST", "/v1/status-changes", body=batch), 422, "invalid-content")
    for field in ("items", "atomic"):
        if value != "true" or field == "items":
            batch = holding({}, field, value)
            problem_of(everywhere.request("POST", "/v1/status-changes", body=batch), 422, "invalid-content")
    assert everywhere.heads() == before


KEPT = [
    "a\u200bb", "\u202babc\u202c", "אבג", "日本", "a\u200d\u200cb", "👩‍👩‍👧", "\U0010fffd", "ﷺ", "e\u0301" * 100,
    "İstanbul", "' OR 1=1; --", "%s%n{}", "<script>", "\\", '"', "a\u00a0b", "\ufeffx",
]  # fmt: skip


@pytest.mark.parametrize("text", KEPT, ids=ascii)
def test_unusual_text_is_kept_alike(everywhere: Everywhere, text: str) -> None:
    kept = set()
    for service in everywhere.services:
        body = json.dumps({"kind": "other", "title": text, "caveats": [text]}).encode()
        answer = request(service, "POST", b"/v1/sources", body=body)
        assert answer.status == 201, answer
        read = request(service, "GET", answer.headers["location"].encode())
        document = json.loads(read.body)
        kept.add((document["id"], document["title"], document["caveats"][0]))
    assert len(kept) == 1


def test_numbers_keep_every_digit_alike(everywhere: Everywhere) -> None:
    (pledges,) = [noun for noun in NOUNS if noun.collection == "pledges"]
    for given, kept in (
        ("12345678901234567890.0123456789", "12345678901234567890.0123456789"),
        ("99999999999999999999", "99999999999999999999"),
        ("0.1000", "0.1"),
        ("-0", "0"),
        ("1E+2", "100"),
        ("1e-10", "0.0000000001"),
    ):
        target = json.dumps(pledges.full["targets"][0] | {"value": 40}).replace('"value": 40', f'"value": {given}', 1)
        body = json.dumps(pledges.full | {"targets": None}).replace('"targets": null', f'"targets": [{target}]')
        for service in everywhere.services:
            record = request(service, "POST", b"/v1/pledges", body=body.encode()).headers["location"].encode()
            request(service, "POST", record + b"/citations", body=b'{"source": "report-b", "id": "added"}')
            request(service, "PATCH", record, body=b'{"tags": ["patched"]}')
            for version, path in ((3, b""), (1, b"/revisions/1"), (2, b"/revisions/2"), (3, b"?form=written")):
                answer = request(service, "GET", record + path)
                assert f'"value":{kept},'.encode() in answer.body, answer
                assert path == b"?form=written" or json.loads(answer.body)["version"] == version


def test_a_client_that_leaves_leaves_nothing(everywhere: Everywhere) -> None:
    before = everywhere.heads()
    for service in everywhere.services:
        for rest in (b"Content-Length: 500\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n100\r\n", b"Content-Le"):
            with socket.create_connection((service.host, service.port)) as connection:
                key = service.keys["write"].encode()
                connection.sendall(
                    b"POST /v1/sources HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    b"Authorization: Bearer " + key + b"\r\n" + rest + b'{"kind": "other", "title"'
                )
    assert everywhere.heads() == before


@pytest.mark.parametrize("noun", NOUNS, ids=repr)
def test_a_body_of_the_largest_size_is_judged(everywhere: Everywhere, noun: Noun) -> None:
    limit = 1_048_576
    body = json.dumps({"kind": MARK, "tags": ["x" * 80] * 12_000}).encode()
    body += b" " * (limit - len(body))
    problem_of(everywhere.request("POST", noun.path, body=body), 422, "invalid-content")
    problem_of(everywhere.request("POST", noun.path, body=body + b" "), 413, "content-too-large")


FLOODS = {
    "in one object": {f"u{number}": 1 for number in range(70_000)},
    "in many objects": {"items": [{f"u{number}": 1 for number in range(140)} for _ in range(500)]},
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS.keys())
def test_a_flood_of_faults_is_not_looked_at_one_by_one(
    everywhere: Everywhere, flood: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[object] = []
    monkeypatch.setattr("app.http.problems.faults_of", lambda errors, _place: named.extend(errors))
    body = json.dumps(flood, separators=(",", ":")).encode()
    assert len(body) < 1_048_576
    targets = [("POST", "/v1/status-changes")]
    if "items" not in flood:
        targets = [("POST", "/v1/sources"), ("PUT", "/v1/sources/flooded"), ("PATCH", "/v1/sources/report-a")]
    for method, target in targets:
        problem = problem_of(everywhere.request(method, target, body=body), 422, "invalid-content")
        assert [fault["pointer"] for fault in problem["errors"]] == [""]
    assert named == []
