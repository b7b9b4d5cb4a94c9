"""Answers compressed for who accepts it: the same content, a tag of its own, once for what is kept."""

import gzip
import json

import pytest

from app.http.middleware import compression
from app.http.middleware.compression import SMALLEST, accepts_gzip
from app.http.responses import KeptBody
from tests.api.conftest import on_one_database
from tests.serving import Service

GZIP = {"Accept-Encoding": "gzip"}
PLEDGES = "/v1/pledges?limit=20"


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("x-gzip", True),
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("*", True),
        ("gzip;q=0.5, identity;q=0.5", True),
        ("gzip;q=0.001", True),
        ("", False),
        ("identity", False),
        ("br, deflate", False),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("*;q=0", False),
        ("gzip;q=0.5, identity", False),
    ],
)
def test_whether_gzip_is_accepted(header: str, accepted: bool) -> None:  # noqa: FBT001
    assert accepts_gzip(header.encode()) is accepted


def test_a_page_is_the_same_compressed(seeded: Service) -> None:
    with seeded.client() as client:
        plain, packed = client.get(PLEDGES), client.get(PLEDGES, headers=GZIP)
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < len(plain.content) / 3
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept, Accept-Encoding, Authorization"


def test_each_form_has_its_tag_and_either_is_held(seeded: Service) -> None:
    with seeded.client() as client:
        for path in (PLEDGES, "/v1/pledges/guatemala-deportation-flights", "/static/swagger-ui.css"):
            plain, packed = (client.get(path, headers=headers).headers["etag"] for headers in ({}, GZIP))
            assert packed == f'{plain[:-1]}-gzip"'
            for sent in ({}, GZIP):
                for held in (plain, packed, f"W/{packed}", f'"another", {packed}'):
                    answer = client.get(path, headers=sent | {"If-None-Match": held})
                    assert (answer.status_code, answer.content) == (304, b"")
                    assert answer.headers["etag"] in held
                    assert "content-encoding" not in answer.headers


def test_head_tells_the_length_of_what_get_sends(seeded: Service) -> None:
    with seeded.client() as client:
        got, headed = client.get(PLEDGES, headers=GZIP), client.head(PLEDGES, headers=GZIP)
    for name in ("content-length", "content-encoding", "etag"):
        assert headed.headers[name] == got.headers[name]


def test_the_tag_of_compressed_bytes_allows_a_write(fresh_seeded: Service) -> None:
    with fresh_seeded.client("write") as client:
        path = "/v1/pledges/guatemala-deportation-flights"
        tag = client.get(path, headers=GZIP).headers["etag"]
        assert tag.endswith('-gzip"')
        changed = client.patch(path, json={"tags": ["changed"]}, headers=GZIP | {"If-Match": tag})
        assert changed.status_code == 200, changed.text
        # What a write answers has the tag that reading it has, in either form.
        assert changed.headers["etag"] == client.get(path, headers=GZIP).headers["etag"] != tag
        assert client.patch(path, json={"tags": ["again"]}, headers={"If-Match": tag}).status_code == 412


@on_one_database
def test_what_is_small_or_refused_is_sent_as_it_is(seeded: Service) -> None:
    with seeded.client() as client:
        small = client.get("/v1/ledger", headers=GZIP)
        assert int(small.headers["content-length"]) < SMALLEST
        refused = client.get("/v1/pledges?" + "&".join(f"unknown-{number}=x" for number in range(60)), headers=GZIP)
        assert refused.status_code == 422
        assert int(refused.headers["content-length"]) > SMALLEST
    for answer in (small, refused):
        assert "content-encoding" not in answer.headers


@on_one_database
def test_a_kept_page_is_compressed_once(fresh_seeded: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    compressed = []

    async def counted(body: bytes) -> bytes:
        compressed.append(len(body))
        return gzip.compress(body)

    monkeypatch.setattr(compression, "_compress", counted)
    with fresh_seeded.client("write") as client:
        answers = [client.get(PLEDGES, headers=GZIP) for _time in range(3)]
        assert compressed == [len(answers[0].content)]
        # A write makes it unknown.
        client.patch("/v1/pledges/guatemala-deportation-flights", json={"tags": ["changed"]}).raise_for_status()
        changed = client.get(PLEDGES, headers=GZIP)
    assert len(compressed) == 2
    assert changed.content != answers[0].content == answers[2].content


@on_one_database
def test_large_answers_are_compressed_beside_the_loop(seeded: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "ON_THE_LOOP", SMALLEST)
    with seeded.client() as client:
        plain = client.get("/v1/vocabulary")
        assert client.get("/v1/vocabulary", headers=GZIP).json() == plain.json()


def test_a_kept_body_is_the_bytes_it_was_made_of() -> None:
    content = json.dumps([1, 2]).encode()
    assert KeptBody(content) == content
    assert KeptBody(content).compressed is None
