"""What a page cannot show is told in the language of the page."""

import httpx
import pytest

from app.errors import all_errors
from app.site.pages.languages import LANGUAGES
from app.site.pages.wording.sentences.details import OF_TITLES
from tests.site.test_problems import Reader

ADDRESSES = (
    "/?as_of=yesterday",
    "/?known_at=2025",
    "/?known_at=2999-01-01T00:00:00Z",
    "/pledges?as_of=2999-01-01",
    "/pledges/NOT-AN-ID",
    "/embed/pledges/x",
)


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: pages do not know which is behind the API."""
    return "sqlite"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_told_in_the_language_of_the_page(browser: httpx.Client, language: str, address: str) -> None:
    page = browser.get(LANGUAGES[language].prefix + address)
    assert page.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    languages = {attributes["lang"] for name, attributes in Reader(page.text).elements if name == "span" and attributes}
    assert languages == {language}, page.text


def test_every_problem_is_called_by_a_title_that_catalogs_translate() -> None:
    assert set(OF_TITLES) == {error.title for error in all_errors().values()}
    assert {LANGUAGES["es"].gettext(title) for title in OF_TITLES}.isdisjoint(OF_TITLES)


def test_who_follows_a_participant_hears_of_all_that_names_it(browser: httpx.Client) -> None:
    page = browser.get("/participants/guatemala")
    links = {attributes.get("href") or "" for name, attributes in Reader(page.text).elements if name == "a"}
    (address,) = (link for link in links if "changes.atom?participant=" in link)
    feed = browser.get(str(page.url.join(address)))
    # It leads to pages: whoever follows it reads.
    assert f"{page.url.copy_with(raw_path=b'/')!s}pledges/guatemala-border-task-force" in feed.text
    assert "/v1/pledges/" not in feed.text


def test_how_many_are_recorded_leads_to_as_many(browser: httpx.Client) -> None:
    page = browser.get("/")
    links = {attributes.get("href") or "" for name, attributes in Reader(page.text).elements if name == "a"}
    found = browser.get("/v1/pledges", params={"rollup": "leaves", "count": "exact"}).json()["count"]
    assert "pledges?rollup=leaves" in links
    assert f"{found} recorded" in page.text
