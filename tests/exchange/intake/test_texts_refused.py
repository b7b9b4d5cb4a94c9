"""What cannot be read is refused, with the reason."""

import httpx
import pytest

from tests.exchange.intake.conftest import PATH
from tests.refusals import places, refused


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: it plays no part in what is refused."""
    return "sqlite"


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
    refused(client.post(PATH, content=b" " * (9 * 1024 * 1024 + 1), headers=json), 413, "content-too-large")
    refused(client.post(PATH, content=b" " * (16 * 1024 * 1024 + 1)), 415, "unsupported-media-type")
    plain = {"Content-Type": "text/plain"}
    refused(client.post(PATH, content=b" " * (16 * 1024 * 1024 + 1), headers=plain), 413, "content-too-large")
    refused(client.post(PATH, params={"colour": "grey"}, json={"text": "Rain."}), 422, "invalid-content")


def test_a_body_of_thousands_of_fields_is_refused_before_it_is_decoded(client: httpx.Client) -> None:
    content = b'{"text":"Rain.",' + b",".join(b'"k%d\\\\":1' % number for number in range(10_000))
    # It is no JSON either, which nobody looks for.
    answer = client.post(PATH, content=content, headers={"Content-Type": "application/json"})
    assert places(refused(answer, 422, "invalid-content")) == [""]


def test_a_body_of_many_values_is_refused_before_it_is_decoded(client: httpx.Client) -> None:
    json = {"Content-Type": "application/json"}
    for content in (b'{"text":"Rain.","x":[' + b"[]," * 30_000, b'{"text":"Rain."}' + b" " * 70_000):
        assert places(refused(client.post(PATH, content=content, headers=json), 422, "invalid-content")) == [""]


def test_a_text_may_hold_any_number_of_commas_and_brackets(client: httpx.Client) -> None:
    assert client.post(PATH, json={"text": "Norway, [sic], will fund it: {so}. " * 5_000}).status_code == 200


def test_a_text_may_hold_any_number_of_quotation_marks(client: httpx.Client) -> None:
    assert client.post(PATH, json={"text": '"Norway will fund it \\", he said. ' * 10_000}).status_code == 200


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
