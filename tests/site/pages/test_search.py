"""The page of the search: what was found and where the words are, or how to look otherwise."""

import re
from html import unescape

import httpx
import pytest

from tests.conftest import Unique
from tests.serving import Service
from tests.site.test_problems import Reader

PREFIXES = ["", "/es"]


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: pages do not know which is behind the API."""
    return "sqlite"


@pytest.mark.parametrize("prefix", PREFIXES)
def test_hits_are_shown_in_the_order_of_the_api_with_the_words_marked(browser: httpx.Client, prefix: str) -> None:
    page = browser.get(f"{prefix}/search", params={"q": "border"})
    found = browser.get("/v1/search?q=border&count=exact").json()
    assert page.status_code == 200
    assert f'id="found">{found["count"]} ' in page.text or f"{found['count']} reg" in page.text
    results = page.text.partition('id="found"')[2]
    linked = re.findall(r'<li class="hit">.*?href="([^"]+)"', results, re.DOTALL)
    assert [link.rpartition("/")[2] for link in linked] == [hit["id"] for hit in found["items"]]
    assert re.search(r"<mark>\s*border\s*</mark>", results, re.IGNORECASE)


def test_a_hit_can_be_looked_for_in_one_collection_and_page_by_page(browser: httpx.Client) -> None:
    page = browser.get("/search", params={"q": "border", "type": "pledges"})
    kinds = set(re.findall(r'<li class="hit">.*?<span class="flag">(\w+)', page.text, re.DOTALL))
    assert kinds == {"Pledge"}
    first = browser.get("/v1/search?q=guatemala&limit=20").json()
    following = re.search(r'rel="next" href="([^"]+)"', browser.get("/search", params={"q": "guatemala"}).text)
    assert (following is not None) == (first["next_cursor"] is not None)
    if following:
        assert browser.get("/" + unescape(following[1])).status_code == 200
    assert browser.get("/search", params={"q": "border", "cursor": "x"}).status_code == 400


@pytest.mark.parametrize("prefix", PREFIXES)
def test_where_nothing_is_found_the_page_says_how_words_are_read(browser: httpx.Client, prefix: str) -> None:
    for asked in ({"q": "zzyzx"}, {}):
        text = re.sub(r"\s+", " ", Reader(browser.get(f"{prefix}/search", params=asked).text).text)
        assert ("Los acentos y las mayúsculas no importan" if prefix else "Accents and capital letters") in text
    refused = browser.get(f"{prefix}/search", params={"q": "-border"})
    assert (refused.status_code, 'aria-invalid="true"' in refused.text) == (422, True)


def test_an_id_leads_straight_to_its_record(browser: httpx.Client) -> None:
    led = browser.get("/es/search", params={"q": "guatemala-border-task-force", "as_of": "2025-06-01"})
    assert led.status_code == 303
    assert led.url.join(led.headers["location"]).raw_path == (
        b"/es/pledges/guatemala-border-task-force?as_of=2025-06-01"
    )
    word = browser.get("/search", params={"q": "guatemala"})
    assert word.status_code == 200
    assert 'href="participants/guatemala"' in word.text.partition('class="finding"')[2].partition("</p>")[0]


def test_the_id_of_another_register_leads_to_its_record_and_texts_are_never_markup(
    fresh_seeded: Service, unique: Unique
) -> None:
    name, code = unique("archive"), unique("q")
    with fresh_seeded.client("write") as client:
        body = {"name": f"{name} <script>alert(1)</script>", "external_ids": {"wikidata": code}}
        assert client.put(f"/v1/topics/{name}", json=body).status_code == 201
        client.headers["Accept"] = "text/html"
        led = client.get("/search", params={"q": f"wikidata:{code}"})
        assert led.headers["location"] == f"topics/{name}"
        found = client.get("/search", params={"q": f'"{name.replace("-", " ")}"'}).text
        assert "<script>" not in found
        assert "&lt;script&gt;" in found
        assert "<script>" not in client.get("/topics", params={"q": f"{name} <script>"}).text
