"""The console's page and files: all of them Pacta's own."""

import httpx
import pytest

from tests.site.conftest import Schema
from tests.site.test_document import operations
from tests.site.test_problems import Reader

PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: what is tested here does not know which is behind it."""
    return "sqlite"


def addresses(anonymous: httpx.Client) -> list[str]:
    """Return what the console's page loads."""
    shown = Reader(anonymous.get("/docs", headers=PAGE).text)
    loading = [attributes for name, attributes in shown.elements if name in {"script", "link"}]
    return [str(attributes.get("src", attributes.get("href"))) for attributes in loading]


def test_the_root_is_a_page_that_leads_to_the_console(anonymous: httpx.Client) -> None:
    answer = anonymous.get("/", headers=PAGE)
    assert answer.status_code == httpx.codes.OK
    assert 'href="docs"' in answer.text


def test_the_page_may_load_nothing_from_elsewhere(anonymous: httpx.Client) -> None:
    answer = anonymous.get("/docs", headers=PAGE)
    rules = dict(rule.split(maxsplit=1) for rule in answer.headers["content-security-policy"].split("; "))
    assert rules == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    scripts = [attributes for name, attributes in Reader(answer.text).elements if name == "script"]
    assert scripts
    assert all("src" in attributes for attributes in scripts), "an inline script would not run"


def linked(anonymous: httpx.Client) -> list[str]:
    """Return where the console's page leads to."""
    shown = Reader(anonymous.get("/docs", headers=PAGE).text)
    return [str(attributes.get("href")) for name, attributes in shown.elements if name == "a"]


def test_what_is_to_be_tried_is_there(anonymous: httpx.Client, document: Schema) -> None:
    tried = {address.removeprefix("#/") for address in linked(anonymous) if address.startswith("#/")}
    assert len(tried) > 3
    assert tried <= {"/".join([*operation["tags"], operation["operationId"]]) for _, operation in operations(document)}


def test_the_glossary_explains_the_words(anonymous: httpx.Client) -> None:
    assert "glossary" in linked(anonymous)
    answer = anonymous.get("/glossary", headers=PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for word in ("record", "part", "citation", "account", "status", "assessment", "entry", "version", "revision"):
        assert f"<dt>{word}</dt>" in answer.text


def test_what_the_page_loads_is_served(anonymous: httpx.Client) -> None:
    found = addresses(anonymous)
    assert {"static/swagger-ui-bundle.js", "static/swagger-ui.css", "static/console.js", "favicon.ico"} <= set(found)
    for address in found:
        answer = anonymous.get(f"/{address}")
        assert answer.is_success, address
        assert len(answer.content) > 200, address
        assert answer.headers["x-content-type-options"] == "nosniff"
        again = anonymous.get(f"/{address}", headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (httpx.codes.NOT_MODIFIED, b"")


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/static/console.js", "text/javascript"),
        ("/static/console.css", "text/css"),
        ("/static/style.css", "text/css"),
        ("/favicon.ico", "image/svg+xml"),
    ],
)
def test_files_are_what_they_are_declared_as(anonymous: httpx.Client, address: str, media_type: str) -> None:
    assert anonymous.get(address).headers["content-type"].startswith(media_type)
    assert anonymous.get(address, headers={"Accept": media_type}).is_success
    assert anonymous.get(address, headers={"Accept": "application/json"}).status_code == httpx.codes.NOT_ACCEPTABLE


def test_the_licence_of_what_draws_the_console_is_shown(anonymous: httpx.Client) -> None:
    page = Reader(anonymous.get("/docs", headers=PAGE).text)
    assert "Apache License 2.0" in page.text
    assert ("a", {"href": "static/licences.txt"}) in page.elements
    licences = anonymous.get("/static/licences.txt").text
    assert "Copyright 2020-2021 SmartBear Software Inc." in licences
    assert "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION" in licences


def test_head_answers_as_get_without_the_body(anonymous: httpx.Client) -> None:
    answer = anonymous.head("/docs", headers=PAGE)
    assert (answer.status_code, answer.content) == (httpx.codes.OK, b"")
    assert answer.headers["content-length"] == str(len(anonymous.get("/docs", headers=PAGE).content))
