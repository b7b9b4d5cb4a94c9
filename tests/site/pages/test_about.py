"""What Pacta says of itself: who it is, how it judges, and which pages there are."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import httpx
import pytest

from app.site.pages.languages import LANGUAGES
from app.site.pages.routes import PAGES
from app.site.pages.wording.sentences.rules import rule_words
from app.vocabulary import Status
from tests.conftest import Serve
from tests.databases import Databases
from tests.serving import Service
from tests.site.pages.conftest import BROWSER
from tests.site.test_problems import Reader

RECORD = {"record": "pledges/guatemala-border-task-force", "version": "1"}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: pages do not know which is behind the API."""
    return "sqlite"


def told(page: httpx.Response) -> str:
    assert page.status_code == 200, page.text
    return re.sub(r"\s+", " ", Reader(page.text).text)


def parsed(page: httpx.Response) -> ET.Element:
    assert page.status_code == 200, page.text
    return ET.fromstring(page.text)  # noqa: S314 - our own


def links(page: httpx.Response) -> set[str]:
    return {attributes.get("href") or "" for name, attributes in Reader(page.text).elements if name == "a"}


@pytest.fixture(scope="module")
def of_an_operator(serving: Serve, databases: Databases) -> Iterator[httpx.Client]:
    """Return a client of a service whose operator says who publishes it, and to whom one writes."""
    url = databases.create("sqlite")
    named = {"publisher": "A university", "data_license": "ODbL-1.0", "contact": "errors@pacta.example"}
    with serving(url, **named, public_url="https://pacta.example/at") as service, service.client() as client:
        client.headers["Accept"] = BROWSER
        yield client
    databases.drop(url)


def test_it_says_who_publishes_it_under_which_licence(of_an_operator: httpx.Client) -> None:
    page = of_an_operator.get("/about")
    for said in ("published by A university", "ODbL-1.0", "Apache-2.0", "no numbered release yet"):
        assert said in told(page)
    assert "https://spdx.org/licenses/ODbL-1.0.html" in links(page)


def test_an_error_is_reported_to_the_operator_with_the_version(of_an_operator: httpx.Client) -> None:
    page = of_an_operator.get("/about", params=RECORD)
    address = "https://pacta.example/at/v1/pledges/guatemala-border-task-force/revisions/1"
    assert address in told(page)
    (letter,) = (link for link in links(page) if link.startswith("mailto:"))
    assert letter.startswith("mailto:errors@pacta.example?subject=Pacta%3A%20https%3A%2F%2Fpacta.example%2Fat%2Fv1")
    for wrong in ("pledges", "pledges/../x", "https://elsewhere.example/x", 'pledges/"><b>'):
        page = of_an_operator.get("/about", params={"record": wrong})
        assert "both stand at the end of its page" in told(page)


def test_where_the_operator_names_nobody_that_is_said(browser: httpx.Client) -> None:
    assert "the operator of this service has not said" in told(browser.get("/about"))
    assert "El operador de este servicio no ha dicho" in told(browser.get("/es/about"))


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_the_method_names_every_status_and_rule_at_its_anchor(browser: httpx.Client, prefix: str) -> None:
    page = browser.get(f"{prefix}/method")
    language = prefix.strip("/") or "en"
    vocabulary = browser.get(f"/v1/vocabulary?language={language}", headers={"Accept": "application/json"}).json()
    labels = [word["label"][language] for word in vocabulary["status"]["words"]]
    assert len(labels) == len(Status)
    rules = [guard["asks"] for guard in vocabulary["status"]["guards"]]
    text = told(page)
    meanings = [word["meaning"] for word in vocabulary["status"]["words"]]
    for said in (*labels, *meanings, *rules, vocabulary["judgements"]["attestation"]):
        assert rule_words(LANGUAGES[language], said) in text
    anchors = [attributes["id"] for _name, attributes in Reader(page.text).elements if attributes.get("id")]
    assert len(anchors) == len(set(anchors))
    assert {"status", "voice", "attestation", "strength", "precision", "trackability", "position", "scales"} <= set(
        anchors
    )


def test_the_rules_are_in_the_language_of_the_page_but_for_the_scales_of_others(browser: httpx.Client) -> None:
    page = browser.get("/es/method").text
    rules, _heading, scales = page.partition('id="scales"')
    assert 'lang="en"' not in rules[rules.index("<main") :]
    assert 'lang="en"' in scales


def test_sitemaps_lead_to_every_page_in_both_languages(browser: httpx.Client) -> None:
    assert f"Sitemap: {str(browser.base_url).rstrip('/')}/sitemap.xml" in browser.get("/robots.txt").text
    index = parsed(browser.get("/sitemap.xml"))
    parts = [place.text or "" for place in index.iter(f"{SITEMAP}loc")]
    found: set[str] = set()
    for part in parts:
        addresses = parsed(browser.get(part))
        for entry in addresses.iter(f"{SITEMAP}url"):
            found.add((entry.findtext(f"{SITEMAP}loc") or "").removeprefix(str(browser.base_url).rstrip("/")))
            assert {link.get("hreflang") for link in entry.iter(f"{XHTML}link")} == {"en", "es", "x-default"}
    for page in PAGES:
        if page.collection:
            listed = browser.get(f"/v1/{page.collection}?limit=200", headers={"Accept": "*/*"}).json()["items"]
            expected = {page.path.format(id=record["id"]) for record in listed}
            assert expected
            assert expected | {f"/es{path}" for path in expected} <= found
        else:
            assert (page.path in found) is not (page.embedded or "{" in page.path)


def test_a_sitemap_goes_on_by_the_cursor_of_its_list(
    browser: httpx.Client, monkeypatch: pytest.MonkeyPatch, seeded: Service
) -> None:
    monkeypatch.setattr("app.site.pages.sitemaps.MAX_PAGE_ITEMS", 5)
    monkeypatch.setattr(seeded.app.state.sitemaps, "found_at", None)
    index = parsed(browser.get("/sitemap.xml"))
    parts = [place.text or "" for place in index.iter(f"{SITEMAP}loc") if "/pledges.xml" in (place.text or "")]
    listed = browser.get("/v1/pledges?limit=200", headers={"Accept": "*/*"}).json()["items"]
    assert len(parts) == -(-len(listed) // 5)
    entries = [len(parsed(browser.get(part))) for part in parts]
    assert sum(entries) == 2 * len(listed)
    monkeypatch.setattr(seeded.app.state.sitemaps, "found_at", None)


@pytest.mark.parametrize(("prefix", "told"), [("", "“Partially fulfilled”"), ("/es", "«Cumplido en parte»")])
def test_rules_are_told_without_codes(browser: httpx.Client, prefix: str, told: str) -> None:
    page = browser.get(f"{prefix}/method").text
    content = page[page.index("<main") : page.index('id="scales"')]
    # Rules are set aside by their names.
    words = re.sub("<[^>]+>", "", re.sub("<code>.*?</code>", "", content))
    assert not re.findall("[a-z]+_[a-z_]+", words)
    assert told in words
    assert ("como máximo, dentro de 30 días" if prefix else "at most 30 days ahead") in words
    if prefix:
        assert not re.findall("fulfilled|abandoned|superseded|increase|ratified|latest", words)


def test_there_is_no_sitemap_of_something_else(browser: httpx.Client) -> None:
    assert browser.get("/sitemaps/people.xml").status_code == 404
    assert browser.get("/sitemaps/pledges.xml?cursor=x").status_code == 400
    for address in ("/sitemaps/people.xml", "/sitemap.xml?x=1", "/robots.txt?x=1"):
        told = browser.get(address)
        # A robot is no reader, even where it says so.
        assert (told.headers["content-type"], told.is_client_error) == ("application/problem+json", True), address
    assert browser.get("/robots.txt").text.startswith("User-agent: *\nDisallow:\n")


def test_a_shared_link_has_a_picture(browser: httpx.Client) -> None:
    elements = Reader(browser.get("/es/").text).elements
    told_of = {
        attributes.get("property"): attributes.get("content") or "" for name, attributes in elements if name == "meta"
    }
    assert told_of["og:image:alt"].startswith("Pacta: una barra")
    picture = browser.get(told_of["og:image"])
    assert (picture.headers["content-type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert len(picture.content) <= 50_000


def test_a_page_holds_its_record_as_linked_data(browser: httpx.Client) -> None:
    page = browser.get("/pledges/guatemala-border-task-force")
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
    expected = browser.get("/v1/pledges/guatemala-border-task-force.jsonld", headers={"Accept": "*/*"})
    assert httpx.Response(200, content=script).json() == expected.json()
    assert "application/ld+json" not in re.sub(
        "<link[^>]*>", "", browser.get("/pledges/guatemala-border-task-force?as_of=2026-01-01").text
    )
