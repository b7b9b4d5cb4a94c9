"""Pages with forms by axe-core's rules: opened, checked and refused, in both languages, light and dark."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from app.site.pages.languages import LANGUAGES
from tests.serving import Service
from tests.site.browser.addresses import SEEDED, SORTS
from tests.site.browser.filling import fill_for_forms
from tests.site.browser.test_accessibility import AXE, find_barriers
from tests.site.browser.watching import PHONE, Watched, too_wide, watching

pytestmark = pytest.mark.browser

PREFIXES = [language.prefix for language in LANGUAGES.values()]
REFUSED = re.compile("the server responded with a status of (401|403|422)")


@pytest.fixture(scope="module")
def editing(chromium: Browser, served: Service) -> Iterator[Watched]:
    """Return a page of somebody who is signed in, with axe-core in it."""
    fill_for_forms(served)
    with watching(chromium, served.port) as watched:
        watched.page.context.add_init_script(AXE)
        watched.open("/sign-in")
        watched.page.get_by_label("Key").fill(served.keys["write"])
        watched.page.locator("main").get_by_role("button", name="Sign in").click()
        yield watched


def look(editing: Watched) -> None:
    editing.page.wait_for_load_state()
    find_barriers(editing.page)
    editing.page.set_viewport_size(PHONE)
    assert too_wide(editing.page) == []
    editing.errors[:] = [told for told in editing.errors if not REFUSED.search(told)]
    editing.check()


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("path", [*SORTS.values(), f"/pledges/{SEEDED}?saved=status"])
def test_a_form_has_no_barriers(editing: Watched, prefix: str, path: str) -> None:
    assert editing.open(prefix + path) == 200
    assert editing.page.locator(".signed-in").count() == 1
    look(editing)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_form_that_was_refused_checked_or_unfolded_has_no_barriers(editing: Watched, prefix: str) -> None:
    page = editing.page
    editing.open(f"{prefix}/pledges/{SEEDED}/change-status")
    page.locator("#field-status").select_option("fulfilled")
    page.locator("#field-reason").fill("It was announced")
    page.locator("button[value=save]").click()
    expect(page.get_by_role("alert")).to_have_count(1)
    look(editing)
    page.locator("#field-source-1").fill("Guatemala and")
    page.locator("button[value=check]").click()
    expect(page.locator("fieldset.offered input").first).to_be_visible()
    look(editing)
    page.locator("#field-status").select_option("not_started")
    page.locator("#field-source-1").fill("landau-arevalo-talks")
    page.locator("button[value=check]").click()
    expect(page.get_by_role("status")).to_have_count(1)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    look(editing)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_signing_in_and_having_been_signed_out_has_no_barriers(
    chromium: Browser, served: Service, editing: Watched, prefix: str
) -> None:
    with watching(chromium, served.port) as watched:
        watched.page.context.add_init_script(AXE)
        watched.open(f"{prefix}/sign-in")
        look(watched)
        watched.page.locator("#field-key").fill("wrong")
        watched.page.locator("main form button").click()
        expect(watched.page.get_by_role("alert")).to_have_count(1)
        look(watched)
    editing.open(f"{prefix}/pledges/{SEEDED}/change-status")
    editing.page.locator("#field-reason").fill("Typed for nothing")
    kept = editing.page.context.cookies()
    editing.page.context.clear_cookies()
    editing.page.locator("button[value=check]").click()
    expect(editing.page.get_by_role("alert")).to_have_count(1)
    look(editing)
    editing.page.context.add_cookies([dict(one) for one in kept])  # type: ignore[misc] # as they were
    editing.page.locator("main form button").click()
    expect(editing.page.locator("#field-reason")).to_have_value("Typed for nothing")
