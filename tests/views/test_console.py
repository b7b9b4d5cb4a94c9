"""The console in a real browser: no other host, no error, and a newcomer who moves a pledge's status."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Route, expect, sync_playwright

from app.views.description import TAGS
from tests.browser import ARGUMENTS, executable
from tests.serving import Service

pytestmark = pytest.mark.browser

HOST = "pacta.example"
"""Not the machine's own name: some tools behave there as they would not elsewhere."""

PATIENCE = 60_000
PLEDGE = "guatemala-deportation-flights"
VIOLATIONS = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation", event => window.violations.push(event.blockedURI));
"""


@dataclass
class Watched:
    """A page, and all that it should not have done."""

    page: Page
    url: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.url + path)

    def check(self) -> None:
        """Raise AssertionError where the page asked another host, broke its policy or reported an error."""
        assert self.foreign == []
        assert self.page.evaluate("window.violations") == []
        assert self.errors == []


@pytest.fixture(scope="module")
def backend() -> str:
    """The console does not know which database is behind it."""
    return "sqlite"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        resolving = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
        browser = playwright.chromium.launch(executable_path=executable(), args=[*ARGUMENTS, resolving])
        yield browser
        browser.close()


@pytest.fixture
def watched(browser: Browser, seeded: Service) -> Iterator[Watched]:
    """Return a page that lets nothing through to other hosts."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(VIOLATIONS)
    watched = Watched(context.new_page(), f"http://{HOST}:{seeded.port}")

    def on_request(route: Route, request: Request) -> None:
        if request.url.startswith((f"{watched.url}/", "data:")):
            route.continue_()
        else:
            watched.foreign.append(request.url)
            route.abort()

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            watched.errors.append(message.text)

    context.route("**/*", on_request)
    watched.page.on("console", on_console)
    watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
    yield watched
    context.close()


def opened(page: Page, tag: str, operation: str) -> Locator:
    """Unfold an operation of the console and return it."""
    block = page.locator(f"#operations-{tag}-{operation}")
    if not block.is_visible():
        page.locator(f"#operations-tag-{tag}").click()
    block.locator(".opblock-summary-control").click()
    expect(block.locator(".execute")).to_be_visible(timeout=PATIENCE)
    return block


def executed(block: Locator) -> tuple[str, str]:
    """Execute an operation as it is filled in; return the status and the body that the console shows."""
    block.locator(".execute").click()
    answer = block.locator(".live-responses-table .response").first
    expect(answer).to_be_visible(timeout=PATIENCE)
    return answer.locator(".response-col_status").inner_text().split()[0], answer.inner_text()


def authorize(page: Page, key: str) -> None:
    page.locator(".btn.authorize").click()
    page.locator(".auth-container input").fill(key)
    page.locator(".auth-container .btn.authorize").click()
    page.locator(".auth-container .btn-done").click()


def test_it_opens_without_the_internet(watched: Watched) -> None:
    watched.open("/")
    expect(watched.page.locator(".opblock-tag")).to_have_count(len(TAGS), timeout=PATIENCE)
    shown = [tag.get_attribute("data-tag") for tag in watched.page.locator(".opblock-tag").all()]
    assert shown == [tag["name"] for tag in TAGS]
    assert watched.page.title() == "Console | Pacta"
    expect(watched.page.locator("footer")).to_contain_text("Apache License 2.0")
    watched.check()


def test_a_record_is_read_as_the_fields_are_filled_in(watched: Watched) -> None:
    watched.open("/docs")
    status, shown = executed(opened(watched.page, "pledges", "getPledge"))
    assert status == str(httpx.codes.OK)
    assert PLEDGE in shown
    watched.check()


def test_a_list_is_read_with_nothing_filled_in(watched: Watched) -> None:
    watched.open("/docs")
    status, shown = executed(opened(watched.page, "meetings", "listMeetings"))
    assert status == str(httpx.codes.OK)
    assert "rubio-arevalo-2025-02-05" in shown, "a filter was sent that nobody chose"
    watched.check()


def test_a_newcomer_moves_a_pledge(watched: Watched, seeded: Service) -> None:
    watched.open("/docs")
    authorize(watched.page, seeded.keys["write"])
    status, shown = executed(opened(watched.page, "status", "recordStatusChange"))
    assert status == str(httpx.codes.CREATED), shown
    with seeded.client() as client:
        moved = client.get(f"/v1/pledges/{PLEDGE}/status").json()["status"]
        change = client.get(f"/v1/pledges/{PLEDGE}/status-changes/{moved['change']}").json()
    assert (moved["status"], change["actor"]) == ("no_verified_progress", "the write key")
    watched.check()

    watched.page.reload()
    status, shown = executed(opened(watched.page, "pledges", "updatePledge"))
    assert status == str(httpx.codes.OK), "the key is to be kept"
    assert "to-review" in shown
    watched.check()


def test_refusals_lead_to_their_pages(watched: Watched) -> None:
    watched.open("/docs")
    block = opened(watched.page, "status", "recordStatusChange")
    with watched.page.expect_popup() as opening:
        block.get_by_role("link", name="A guard refuses the status change").click()
    expect(opening.value.locator("h1")).to_have_text("A guard refuses the status change", timeout=PATIENCE)
    watched.check()


@pytest.mark.parametrize("path", ["/problems", "/problems/guard-refused", "/docs"])
def test_pages_fit_on_a_phone(watched: Watched, path: str) -> None:
    watched.page.set_viewport_size({"width": 360, "height": 740})
    watched.open(path)
    expect(watched.page.locator("h1, h2.title").first).to_be_visible(timeout=PATIENCE)
    widths = watched.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1], "it has to be scrolled sideways"
    watched.check()
