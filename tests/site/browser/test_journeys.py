"""What readers come for, found from the front page: by mouse, by keyboard alone, and without JavaScript."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.serving import Service
from tests.site.browser.addresses import SEEDED
from tests.site.browser.readers import Reader
from tests.site.browser.watching import Watched, watching

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["mouse", "keyboard", "without JavaScript"])
def visited(request: pytest.FixtureRequest, chromium: Browser, served: Service) -> Iterator[tuple[Watched, Reader]]:
    """Return a page, and one reader after the other."""
    with watching(chromium, served.port, java_script_enabled="JavaScript" not in request.param) as watched:
        watched.page.set_default_timeout(10_000)
        yield watched, Reader(watched.page, request.param == "keyboard")


@pytest.fixture
def reader(visited: tuple[Watched, Reader]) -> Iterator[Reader]:
    """Return a reader at the front page; afterwards nothing may have gone wrong on the way."""
    watched, reader = visited
    watched.open("/")
    yield reader
    watched.check()


def link_to(page: Page) -> Callable[[str], Locator]:
    """Return what finds the first link to an address that holds some words."""
    return lambda words: page.locator(f"main a[href*='{words}']").first


def test_what_came_of_the_meeting_of_rubio_and_arevalo(reader: Reader) -> None:
    page = reader.page
    reader.fill(page.get_by_role("searchbox"), "Rubio Arévalo")
    reader.follow(page.get_by_role("button", name="Search"))
    reader.follow(link_to(page)("meetings/rubio-arevalo-2025-02-05"))
    expect(page.locator("main")).to_contain_text("nobody can say what came of it")
    reader.follow(link_to(page)(f"pledges/{SEEDED}"))
    expect(page.locator("h1")).to_have_text("Increase deportation flights by 40 %")
    expect(page.locator("main")).to_contain_text("Guatemala promised this to the United States")


def test_an_overdue_promise_and_its_evidence(reader: Reader) -> None:
    page = reader.page
    reader.follow(page.locator("header").get_by_role("link", name="Due"))
    reader.follow(link_to(page)("pledges/patrol-the-strait"))
    expect(page.locator("main blockquote").first).to_be_visible()
    reader.follow(page.locator("main blockquote footer a[href*='sources/']").first)
    assert page.url.endswith("/sources/landau-arevalo-talks")


def test_the_state_of_last_year_and_back(reader: Reader) -> None:
    page = reader.page
    promised = page.locator("h1").inner_text()
    reader.fill(page.get_by_label("See this on"), "2024-12-31")
    reader.follow(page.get_by_role("button", name="Show"))
    expect(page.locator("aside.moment")).to_contain_text("The state on 31 December 2024")
    assert page.locator("h1").inner_text() != promised
    reader.follow(page.get_by_role("link", name="See the present"))
    expect(page.locator("h1")).to_have_text(promised)
    expect(page.locator("aside.moment")).to_have_count(0)


def test_how_a_version_is_cited(reader: Reader) -> None:
    page = reader.page
    page.goto(page.url + f"pledges/{SEEDED}")
    reader.follow(page.get_by_role("link", name="Cite").first)
    expect(page.locator("main")).to_contain_text("@")
    expect(page.locator("main")).to_contain_text(f"/pledges/{SEEDED}")


def test_the_same_record_in_spanish(reader: Reader) -> None:
    page = reader.page
    page.goto(page.url + f"pledges/{SEEDED}")
    reader.follow(page.locator("header").get_by_role("link", name="Español"))
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert page.url.endswith(f"/es/pledges/{SEEDED}")
    reader.follow(page.locator("header").get_by_role("link", name="English"))
    assert page.url.endswith(f"/pledges/{SEEDED}")
    assert "/es/" not in page.url
