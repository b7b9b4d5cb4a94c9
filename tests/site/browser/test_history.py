"""Going back to what answered a form: browsers show it again to who is signed in, and to nobody after that."""

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.serving import Service
from tests.site.browser.test_recording import PRESIDENTS, PROMISES, press

pytestmark = pytest.mark.browser

FORM = "/pledges/guatemala-border-task-force/change-status"
TYPED = "Typed by hand"


def signed_in(chromium: Browser, served: Service) -> tuple[Page, str]:
    """Return a page of who is signed in, and where the service is. Nothing listens in: that would keep pages itself."""
    page, address = chromium.new_context().new_page(), served.url
    page.set_default_timeout(20_000)
    page.goto(f"{address}/sign-in")
    page.locator("#field-key").fill(served.keys["write"])
    with page.expect_navigation():
        page.locator("main button.main").click()
    return page, address


def test_back_and_forward_lead_through_the_recording_of_a_communique(chromium: Browser, served: Service) -> None:
    page, address = signed_in(chromium, served)
    page.goto(f"{address}/intake")
    page.locator("#field-text").fill(f"{PRESIDENTS['en']}\n\n{PROMISES['en']}\n")
    page.locator("#field-source-title").fill("There and back")
    press(page, "read")
    press(page, "review")
    assert page.locator("button[value='record']").count()
    page.go_back()
    assert page.locator("#field-candidate-1-title").count()
    page.go_forward()
    assert page.locator("button[value='record']").count()
    page.goto(f"{address}/about")
    with page.expect_navigation():
        page.locator(".signed-in button").click()
    page.go_back()
    assert not page.locator(".signed-in").count()
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        page.go_back()
    page.context.close()


def test_back_leads_to_a_form_with_what_is_wrong_in_it(chromium: Browser, served: Service) -> None:
    page, address = signed_in(chromium, served)
    page.goto(address + FORM)
    page.locator("#field-reason").fill(TYPED)
    press(page, "save")
    assert page.locator("#faults").count()
    page.goto(f"{address}/about")
    page.go_back()
    assert page.locator("#faults").count()
    assert page.locator("#field-reason").input_value() == TYPED
    page.context.close()
