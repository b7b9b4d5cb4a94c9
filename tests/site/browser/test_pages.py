"""Each page in a browser: without errors and other hosts, as wide as the screen, legible and printed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.serving import Service
from tests.site.browser.addresses import ALL, REFUSED, SEEDED
from tests.site.browser.watching import DESK, Watched, too_wide, watching

pytestmark = pytest.mark.browser

LARGER = "document.documentElement.style.fontSize = '200%'"
# WCAG 2.2, 1.4.12: at these distances nothing may be lost.
SPACED = """
    for (const one of document.querySelectorAll('body *')) {
        one.style.setProperty('line-height', '1.5', 'important');
        one.style.setProperty('letter-spacing', '0.12em', 'important');
        one.style.setProperty('word-spacing', '0.16em', 'important');
    }
"""
CUT = """
    [...document.querySelectorAll('main *, header *, footer *')]
        .filter(one => !one.closest('.unseen, svg, .skip, .wide, select, input'))
        .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible')
        .map(one => one.outerHTML.slice(0, 120))
"""
# WCAG 2.2, 2.5.8: links in a sentence are excepted, and so is what is hidden.
SMALL = """
    [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
        .filter(one => one.checkVisibility() && !one.matches('.skip') && !one.closest('.unseen'))
        .filter(one => !one.closest('p, td, th, dd') && one.textContent.trim() === one.parentElement.textContent.trim())
        .map(one => [one, one.getBoundingClientRect()])
        .filter(([one, box]) => box.height < 24)
        .map(([one, box]) => `${box.height}: ${one.outerHTML.slice(0, 120)}`)
"""
MARKED = """
    (() => {
        const style = getComputedStyle(document.activeElement);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    })()
"""


@pytest.fixture(scope="module")
def watched(chromium: Browser, served: Service) -> Iterator[Watched]:
    """Return a page that is looked at."""
    with watching(chromium, served.port) as watched:
        yield watched


@pytest.mark.parametrize("path", ALL)
def test_a_page_asks_nobody_else_and_fits(watched: Watched, path: str) -> None:
    page = watched.page
    page.set_viewport_size(DESK)
    refused = path.removeprefix("/es") in REFUSED
    # A browser reports a refused page as an error of its own; that one is none of the page's.
    assert (watched.open(path) in {404, 410}) == refused
    watched.errors = [error for error in watched.errors if not (refused and "Failed to load resource" in error)]
    watched.check()
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.styleSheets.length") >= 1
    assert page.locator("script:not([type='application/ld+json'])").count() == 0
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert too_wide(page) == [], width
    assert page.evaluate(SMALL) == []
    page.evaluate(LARGER)
    page.set_viewport_size(DESK)
    assert too_wide(page) == [], "with text twice as large"
    page.evaluate(SPACED)
    assert too_wide(page) == [], "with text set wide"
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("path", ["/", f"/es/pledges/{SEEDED}"])
def test_whatever_has_the_focus_shows_it(watched: Watched, path: str) -> None:
    watched.open(path)
    page = watched.page
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(MARKED), page.evaluate("document.activeElement.outerHTML")


def test_the_first_key_leads_to_the_content(watched: Watched) -> None:
    watched.open("/")
    watched.page.keyboard.press("Tab")
    watched.page.keyboard.press("Enter")
    assert watched.page.url.endswith("#content")


@pytest.mark.parametrize("path", ["/", f"/pledges/{SEEDED}"])
def test_a_page_is_printed_without_what_only_screens_use(watched: Watched, path: str) -> None:
    watched.open(path)
    page: Page = watched.page
    page.emulate_media(media="print", color_scheme="dark")
    try:
        assert not page.locator("header form, .languages, footer form").evaluate_all(
            "all => all.some(one => one.checkVisibility())"
        )
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        page.set_viewport_size({"width": 718, "height": 1000})
        assert too_wide(page) == [], "wider than a sheet"
    finally:
        page.emulate_media(media="screen", color_scheme="light")
