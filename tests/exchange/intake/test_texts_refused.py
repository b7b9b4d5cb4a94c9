"""What cannot be read is refused, with the reason."""

import httpx
import pytest

from tests.exchange.intake.conftest import PATH
from tests.refusals import places, refused


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/text"),
        ({"text": ""}, "/text"),
        ({"text": "   \n "}, "/text"),
        ({"text": 7}, "/text"),
        ({"text": "Rain.", "language": "fr"}, "/language"),
        ({"text": "Rain.", "source": {"url": "file:///etc/passwd"}}, "/source/url"),
        ({"text": "Rain.", "source": {"published": "2999"}}, "/source/published"),
        ({"text": "Rain.", "colour": "grey"}, "/colour"),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_body_is_told_by_its_place(
    client: httpx.Client, body: dict[str, object], pointer: str
) -> None:
    assert places(refused(client.post(PATH, json=body), 422, "invalid-content")) == [pointer]


def test_other_media_types_are_refused(client: httpx.Client) -> None:
    for media_type in ("application/zip", "image/png", ""):
        answer = client.post(PATH, content=b"x", headers={"Content-Type": media_type})
        refused(answer, 415, "unsupported-media-type")


def test_what_is_no_json_or_too_large_is_refused(client: httpx.Client) -> None:
    json = {"Content-Type": "application/json"}
    refused(client.post(PATH, content=b"{", headers=json), 400, "malformed-json")
    refused(client.post(PATH, content=b" " * (16 * 1024 * 1024 + 1), headers=json), 413, "content-too-large")
    refused(client.post(PATH, params={"colour": "grey"}, json={"text": "Rain."}), 422, "invalid-content")


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("text/plain", b"\xff\x00\xff"),
        ("application/pdf", b"%PDF-1.7 and nothing else"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04 broken"),
        ("text/html", b"<html></html>"),
    ],
    ids=str,
)
def test_files_that_hold_no_text_are_refused(client: httpx.Client, media_type: str, content: bytes) -> None:
    answer = client.post(PATH, content=content, headers={"Content-Type": media_type})
    assert refused(answer, 422, "invalid-content")["errors"][0]["message"]
