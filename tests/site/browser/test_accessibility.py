"""Pages by axe-core's rules for WCAG 2.2 AA and for good practice: both languages, light and dark, desk and phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.serving import Service
from tests.site.browser.addresses import ALL
from tests.site.browser.watching import DESK, PHONE, Watched, watching

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_THE_LOOK = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable"]
"""What follows from colours and widths: asked again where these are others. All else is the same in each."""

VIOLATIONS = """
    async chosen => (await axe.run(chosen)).violations.map(
        one => `${one.id}: ${one.help}: ` + one.nodes.slice(0, 3).map(
            node => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')).join(' | '))
"""


def find_barriers(page: Page) -> None:
    """Raise AssertionError where the page that is shown breaks a rule: on a desk or a phone, in light or dark."""
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    everything = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
    of_the_look = {"runOnly": {"type": "rule", "values": OF_THE_LOOK}}
    assert page.evaluate(VIOLATIONS, everything) == []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(VIOLATIONS, of_the_look) == [], (size, "dark")
    page.emulate_media(color_scheme="light")
    assert page.evaluate(VIOLATIONS, of_the_look) == [], (size, "light")


@pytest.fixture(scope="module")
def examined(chromium: Browser, served: Service) -> Iterator[Watched]:
    """Return a page that has axe-core, put there by the browser itself, to which the page's policy does not speak."""
    with watching(chromium, served.port) as watched:
        watched.page.context.add_init_script(AXE)
        yield watched


@pytest.mark.parametrize("path", ALL)
def test_a_page_has_no_barriers(examined: Watched, path: str) -> None:
    examined.open(path)
    find_barriers(examined.page)
