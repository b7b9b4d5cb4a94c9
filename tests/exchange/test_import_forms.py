"""Forms by which files come in, as they should not be: nothing of them is lost or guessed."""

from collections.abc import Iterator

import httpx
import pytest

from tests.conftest import Serve, Unique
from tests.refusals import places, refused
from tests.serving import Service

PATH = "/v1/imports"
TOPIC = "topics:\n- id: {}\n  name: A topic\n"
END = b"--B--\r\n"


@pytest.fixture(scope="module")
def service(database_url: str, serving: Serve) -> Iterator[Service]:
    with serving(database_url) as service:
        yield service


def part(name: bytes, content: bytes, file_name: bytes | None = None) -> bytes:
    told = b"" if file_name is None else b'; filename="%s"' % file_name
    return b'--B\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (name, told, content)


def post(client: httpx.Client, body: bytes, more: str = "") -> httpx.Response:
    return client.post(PATH, content=body, headers={"Content-Type": f"multipart/form-data; boundary=B{more}"})


def test_a_file_that_comes_twice_is_refused(client: httpx.Client, unique: Unique) -> None:
    one, other = (part(b"file", TOPIC.format(unique(text)).encode(), b"topics.yaml") for text in ("one", "other"))
    assert places(refused(post(client, one + other + END), 422, "invalid-content")) == ["/file"]


def test_texts_that_come_twice_are_refused(client: httpx.Client) -> None:
    twice = part(b"mapping", b"scores") + part(b"mapping", b"others")
    assert set(places(refused(post(client, twice + END), 422, "invalid-content"))) == {"/mapping", "/file"}


@pytest.mark.parametrize("name", [b"a\0.yaml", b"a\x1b[31m.yaml", b"a\xe2\x80\xae.yaml", b"a" * 300 + b".yaml"])
def test_names_of_files_are_one_line_of_text(client: httpx.Client, unique: Unique, name: bytes) -> None:
    body = part(b"file", TOPIC.format(unique("named")).encode(), name) + END
    problem = refused(post(client, body), 422, "invalid-content")
    assert problem["errors"][0]["pointer"] == "/file"
    assert "its name" in problem["errors"][0]["message"]


@pytest.mark.parametrize("charset", ["unicode_escape", "punycode", "utf-16"])
def test_forms_are_utf_8(client: httpx.Client, unique: Unique, charset: str) -> None:
    body = part(b"mapping", b"\\ud800") + part(b"file", TOPIC.format(unique("coded")).encode(), b"\\ud800.yaml") + END
    refused(post(client, body, f"; charset={charset}"), 415, "unsupported-media-type")


def test_a_form_in_declared_utf_8_is_taken(client: httpx.Client, unique: Unique) -> None:
    body = part(b"file", TOPIC.format(unique("declared")).encode(), "häfen.yaml".encode()) + END
    taken = post(client, body, "; charset=UTF-8")
    assert (taken.status_code, taken.json()["file_name"]) == (201, "häfen.yaml")


@pytest.mark.parametrize("end", [b"", b"--B", b"--B\r\n"])
def test_a_form_that_breaks_off_is_refused(client: httpx.Client, unique: Unique, end: bytes) -> None:
    file = part(b"file", TOPIC.format(unique("broken")).encode(), b"topics.yaml")
    problem = refused(post(client, file + end), 400, "bad-request")
    assert "last boundary" in problem["detail"]
