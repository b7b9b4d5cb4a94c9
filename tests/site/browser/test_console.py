"""The console in a real browser: no other host, no error, and a newcomer who moves a pledge's status."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect

from app.site.description import TAGS
from tests.serving import Service
from tests.site.browser.watching import DESK, PATIENCE, PHONE, Watched, too_wide, watching

pytestmark = pytest.mark.browser

PLEDGE = "guatemala-deportation-flights"


@pytest.fixture(scope="module")
def watched(chromium: Browser, served: Service) -> Iterator[Watched]:
    """Return a page that lets nothing through to other hosts."""
    with watching(chromium, served.port) as watched:
        yield watched


@pytest.fixture(scope="module")
def console(watched: Watched) -> Watched:
    """Return the console, opened once: most of its time goes into drawing the page."""
    watched.open("/docs")
    expect(watched.page.locator(".opblock-tag")).to_have_count(len(TAGS), timeout=PATIENCE)
    return watched


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


def test_it_opens_without_the_internet(console: Watched) -> None:
    shown = [tag.get_attribute("data-tag") for tag in console.page.locator(".opblock-tag").all()]
    assert shown == [tag["name"] for tag in TAGS]
    assert console.page.title() == "Console | Pacta"
    for index in range(3):
        expect(console.page.locator("header li > a:first-child").nth(index)).to_be_in_viewport()
    expect(console.page.get_by_label("Search operations")).to_be_in_viewport()
    expect(console.page.locator("footer")).to_contain_text("Apache License 2.0")
    console.check()


SEARCHES = {
    "Pledges": "pledges",
    "MERGE": "merge",
    "  undo   the merge ": "unmerge",
    "post /status-changes": "status-changes",
}
"""What is searched for, and what everything that is found shows."""


@pytest.mark.parametrize("question", SEARCHES)
def test_operations_are_found_by_tag_summary_method_and_path(console: Watched, question: str) -> None:
    wanted = SEARCHES[question]
    console.page.get_by_label("Search operations").fill(question)
    # What is sent to webhooks is shown apart, whatever is searched for.
    found = console.page.locator(".opblock-tag-section .opblock")
    expect(found.first).to_be_visible()
    count = console.page.locator("output").inner_text()
    assert count == f"{found.count()} operations have all of these words"
    # Paths are shown with places where they may be broken.
    shown = [
        text.replace("\u200b", "").lower()
        for text in console.page.locator(".opblock-tag-section .opblock-summary").all_inner_texts()
    ]
    assert len(shown) > 3
    assert all(wanted in text for text in shown)
    console.page.get_by_label("Search operations").fill("")
    expect(found).to_have_count(0)
    expect(console.page.locator(".opblock-tag")).to_have_count(len(TAGS))
    console.check()


def test_a_search_that_finds_nothing_says_so(console: Watched) -> None:
    console.page.get_by_label("Search operations").fill("merge nonsense")
    expect(console.page.locator("output")).to_have_text("No operations have all of these words")
    expect(console.page.locator(".opblock-tag")).to_have_count(0)
    console.page.get_by_label("Search operations").fill("")
    console.check()


@pytest.mark.parametrize("name", ["Read a pledge", "See where two reports differ", "Its revisions"])
def test_what_is_to_be_tried_works(console: Watched, name: str) -> None:
    console.page.get_by_label("Search operations").fill("statistics")
    link = console.page.locator("header li").get_by_role("link", name=name)
    link.click()
    tag, operation = (link.get_attribute("href") or "").removeprefix("#/").split("/")
    block = console.page.locator(f"#operations-{tag}-{operation}")
    expect(block).to_be_in_viewport(timeout=PATIENCE)
    status, shown = executed(block)
    assert status == str(httpx.codes.OK), shown
    block.locator(".opblock-summary-control").click()
    console.check()


def test_it_is_dark_where_the_reader_likes_it_dark(console: Watched) -> None:
    def backgrounds() -> list[int]:
        colours = console.page.evaluate(
            "['html', '.swagger-ui'].map(name => getComputedStyle(document.querySelector(name)).backgroundColor)"
        )
        return [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours]

    assert max(backgrounds()) == 3 * 255
    console.page.emulate_media(color_scheme="dark")
    assert max(backgrounds()) < 3 * 64
    console.page.emulate_media(color_scheme="light")
    console.check()


def test_a_record_is_read_as_the_fields_are_filled_in(console: Watched) -> None:
    status, shown = executed(opened(console.page, "pledges", "getPledge"))
    assert status == str(httpx.codes.OK)
    assert PLEDGE in shown
    console.check()


def test_a_list_is_read_with_nothing_filled_in(console: Watched) -> None:
    status, shown = executed(opened(console.page, "meetings", "listMeetings"))
    assert status == str(httpx.codes.OK)
    assert "rubio-arevalo-2025-02-05" in shown, "a filter was sent that nobody chose"
    console.check()


def test_schemas_are_shown_with_what_they_refer_to(console: Watched) -> None:
    block = opened(console.page, "statements", "createStatement")
    block.locator(".opblock-section-request-body [data-name=model]").click()
    schema = block.locator(".opblock-section-request-body .json-schema-2020-12").first
    expect(schema).to_contain_text("What was said", timeout=PATIENCE)
    schema.get_by_role("button", name="citations").first.click()
    schema.get_by_role("button", name="Items").first.click()
    expect(schema).to_contain_text("Where a source speaks of the record")
    console.check()


def test_refusals_lead_to_their_pages(console: Watched) -> None:
    block = opened(console.page, "status", "recordStatusChanges")
    with console.page.expect_popup() as opening:
        block.get_by_role("link", name="Nothing of the batch was recorded").click()
    expect(opening.value.locator("h1")).to_have_text("Nothing of the batch was recorded", timeout=PATIENCE)
    opening.value.close()
    console.check()


def test_a_newcomer_moves_a_pledge(console: Watched, served: Service) -> None:
    authorize(console.page, served.keys["write"])
    status, shown = executed(opened(console.page, "status", "recordStatusChange"))
    assert status == str(httpx.codes.CREATED), shown
    with served.client() as client:
        moved = client.get(f"/v1/pledges/{PLEDGE}/status").json()["status"]
        change = client.get(f"/v1/pledges/{PLEDGE}/status-changes/{moved['change']}").json()
    assert (moved["status"], change["actor"]) == ("no_verified_progress", "the write key")
    console.check()

    console.page.reload()
    status, shown = executed(opened(console.page, "pledges", "updatePledge"))
    assert status == str(httpx.codes.OK), "the key is to be kept"
    assert "to-review" in shown
    console.check()


def test_it_works_under_a_prefix(chromium: Browser, served: Service) -> None:
    page = chromium.new_page(viewport=DESK)
    page.set_default_timeout(PATIENCE)
    asked: list[str] = []

    def on_request(route: Route, request: Request) -> None:
        """Hand on what is asked below the prefix, as a proxy does."""
        asked.append(request.url)
        route.fulfill(response=route.fetch(url=request.url.replace(f"{served.url}/registers/pacta/", f"{served.url}/")))

    page.route(f"{served.url}/registers/pacta/**", on_request)
    page.goto(f"{served.url}/registers/pacta/docs")
    status, shown = executed(opened(page, "pledges", "getPledge"))
    assert status == str(httpx.codes.OK), shown
    assert f"{served.url}/registers/pacta/v1/pledges/{PLEDGE}" in "\n".join(asked)
    page.close()


def test_the_console_fits_on_a_phone(console: Watched) -> None:
    console.page.set_viewport_size(PHONE)
    assert too_wide(console.page) == []
    console.page.set_viewport_size(DESK)


@pytest.mark.parametrize("path", ["/glossary", "/problems", "/problems/guard-refused"])
def test_pages_fit_on_a_phone(chromium: Browser, served: Service, path: str) -> None:
    page = chromium.new_page(viewport=PHONE)
    failed: list[str] = []
    page.on("console", lambda message: failed.append(message.text))
    page.goto(served.url + path)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).lineHeight") != "normal", "without its style"
    assert too_wide(page) == []
    assert failed == []
    page.close()
