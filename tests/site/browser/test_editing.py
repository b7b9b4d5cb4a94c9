"""What people write by forms: by mouse, by keyboard alone, and without JavaScript."""

import itertools
import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.serving import Service
from tests.site.browser.readers import Reader
from tests.site.browser.watching import Watched, watching

pytestmark = pytest.mark.browser

REPORT = "guatemala-us-migration-security-ties"
REFUSED = re.compile("the server responded with a status of (422|412)")
"""What browsers say of a form that comes back: no fault of the page's."""

numbers = itertools.count(1)


@pytest.fixture(scope="module", params=["mouse", "keyboard", "without JavaScript"])
def editing(request: pytest.FixtureRequest, chromium: Browser, served: Service) -> Iterator[tuple[Watched, Reader]]:
    """Return a page of somebody who has signed in with a key."""
    with watching(chromium, served.port, java_script_enabled="JavaScript" not in request.param) as watched:
        watched.page.set_default_timeout(10_000)
        reader = Reader(watched.page, request.param == "keyboard")
        watched.open("/")
        reader.follow(watched.page.locator("header").get_by_role("link", name="Sign in"))
        reader.fill(watched.page.get_by_label("Key"), served.keys["write"])
        reader.follow(button(watched.page, "Sign in"))
        expect(watched.page.locator(".signed-in")).to_contain_text("the write key")
        yield watched, reader


@pytest.fixture
def editor(editing: tuple[Watched, Reader]) -> Iterator[Reader]:
    """Return somebody who is signed in; afterwards nothing may have gone wrong on the way."""
    watched, reader = editing
    yield reader
    watched.errors[:] = [told for told in watched.errors if not REFUSED.search(told)]
    watched.check()


@pytest.fixture
def client(served: Service) -> Iterator[httpx.Client]:
    """Return a program that writes what the journeys begin with."""
    with served.client("write") as client:
        yield client


@pytest.fixture
def pledge(client: httpx.Client) -> str:
    """Return a pledge of the journey's own."""
    name = f"journey-{next(numbers)}"
    parties = [{"participant": "guatemala", "role": "promisor"}, {"participant": "mexico", "role": "promisee"}]
    body = {"title": f"A pledge to write about, {name}", "announced": "2025-02-05", "parties": parties}
    client.put(f"/v1/pledges/{name}", json=body).raise_for_status()
    return name


def button(page: Page, name: str) -> Locator:
    return page.locator("main").get_by_role("button", name=name, exact=True)


def go(reader: Reader, path: str) -> None:
    """Go to an address of the service that the reader is at."""
    reader.page.goto(re.sub(r"^(http://[^/]+).*", r"\1", reader.page.url, flags=re.DOTALL) + path)


def action(reader: Reader, name: str) -> None:
    reader.follow(reader.page.locator("nav.actions").get_by_role("link", name=name))


def test_a_status_is_refused_by_a_guard_and_saved_with_evidence(editor: Reader, pledge: str) -> None:
    page = editor.page
    go(editor, f"/pledges/{pledge}")
    action(editor, "Change the status")
    editor.choose(page.locator("#field-party"), "guatemala")
    editor.choose(page.locator("#field-status"), "fulfilled")
    editor.fill(page.locator("#field-reason"), "It was announced")
    editor.fill(page.locator("#field-source-1"), REPORT)
    editor.choose(page.locator("#field-act-1"), "announcement")
    editor.follow(button(page, "Save the status"))
    expect(page.get_by_role("alert")).to_contain_text("An announcement is not a deed")
    expect(page.locator("#field-reason")).to_have_value("It was announced")
    editor.choose(page.locator("#field-act-1"), "concrete_action")
    editor.follow(button(page, "Check"))
    expect(page.locator(".checked")).to_contain_text("Guatemala: Fulfilled")
    editor.follow(button(page, "Save the status"))
    expect(page.locator(".saved")).to_contain_text("The status was saved.")
    assert page.url.endswith(f"/pledges/{pledge}?saved=status#verdicts")
    expect(page.locator("main")).to_contain_text("Fulfilled")


def test_evidence_is_added_with_a_source_that_is_not_recorded_yet(editor: Reader, pledge: str) -> None:
    page = editor.page
    go(editor, f"/pledges/{pledge}")
    action(editor, "Add evidence")
    editor.fill(page.locator("#field-quote-1"), "word for word")
    editor.unfold("The source is not recorded yet")
    editor.fill(page.locator("#field-title-1"), f"A report on {pledge}")
    editor.follow(button(page, "Save the evidence"))
    expect(page.locator(".saved")).to_contain_text("The evidence was saved.")
    expect(page.locator("main")).to_contain_text(f"A report on {pledge}")
    expect(page.locator("main")).to_contain_text("word for word")


def test_whom_it_is_owed_to_answers(editor: Reader, pledge: str) -> None:
    page = editor.page
    go(editor, f"/pledges/{pledge}")
    action(editor, "Record an answer")
    expect(page.locator("#field-participant")).to_have_value("mexico")
    editor.choose(page.locator("#field-position"), "rejects")
    editor.follow(button(page, "Save the answer"))
    expect(page.locator(".saved")).to_contain_text("The answer was saved.")
    expect(page.locator("#positions + ul")).to_contain_text("Mexico: Rejects")


def test_an_assessment_is_recorded_and_stands_beside_another(editor: Reader, client: httpx.Client, pledge: str) -> None:
    page = editor.page
    body = {"score": 1, "assessor": "mexico", "assessor_kind": "promisee", "period": "2025", "rationale": "All of it"}
    client.post(f"/v1/pledges/{pledge}/assessments", json=body).raise_for_status()
    go(editor, f"/pledges/{pledge}")
    action(editor, "Record an assessment")
    editor.fill(page.locator("#field-assessor"), "United States")
    editor.choose(page.locator("#field-assessor_kind"), "independent")
    editor.fill(page.locator("#field-period"), "2025")
    editor.choose(page.locator("#field-score"), "-1")
    editor.follow(button(page, "Save the assessment"))
    expect(page.get_by_role("alert")).to_contain_text("Reasons")
    editor.fill(page.locator("#field-rationale"), "None of it came")
    editor.follow(button(page, "Check"))
    expect(page.get_by_role("status")).to_contain_text("Another assessor judges it differently.")
    editor.follow(button(page, "Save the assessment"))
    expect(page.locator(".saved")).to_contain_text("The assessment was saved.")
    editor.follow(page.get_by_role("link", name="All promises that assessors judge differently"))
    expect(page.locator("main")).to_contain_text("None of it came")


def test_a_verdict_is_withdrawn(editor: Reader, client: httpx.Client, pledge: str) -> None:
    page = editor.page
    body = {"status": "not_assessed", "effective_on": "2025-03-01", "reason": "Of another pledge"}
    client.post(f"/v1/pledges/{pledge}/status-changes", json=body).raise_for_status()
    go(editor, f"/pledges/{pledge}")
    editor.unfold("Write about each verdict")
    editor.follow(page.get_by_role("link", name="Withdraw it"))
    editor.fill(page.locator("#field-reason"), "Recorded by mistake")
    editor.follow(button(page, "Withdraw it"))
    expect(page.locator(".saved")).to_contain_text("It was withdrawn.")


def test_a_duplicate_is_resolved_and_told_apart_again(editor: Reader, client: httpx.Client) -> None:
    page, name = editor.page, f"harbour-{next(numbers)}"
    for one in ("a", "b"):
        body = {"kind": "organization", "name": f"The {name} authority" + " of the port" * (one == "b")}
        client.put(f"/v1/participants/{name}-{one}", json=body).raise_for_status()
    go(editor, f"/participants/{name}-a")
    action(editor, "Likely duplicates")
    editor.follow(page.locator(f"a[href*='{name}-a/{name}-b']"))
    expect(page.locator("main")).to_contain_text("of the port")
    editor.choose(page.locator("#field-into"), "-different")
    editor.fill(page.locator("#field-reason"), "One of the sea, one of the river")
    editor.follow(button(page, "Save the decision"))
    expect(page.locator(".saved")).to_contain_text("They are recorded as different")
    expect(page.locator("main")).to_contain_text("One of the sea, one of the river")
    editor.follow(button(page, "Remove this finding"))
    expect(page.locator(".saved")).to_contain_text("It is no longer said that they are different.")
    editor.choose(page.locator("#field-into"), f"{name}-a")
    editor.fill(page.locator("#field-reason"), "One and the same")
    editor.follow(button(page, "Save the decision"))
    expect(page.locator(".saved")).to_contain_text("The two records were merged.")
    editor.follow(page.locator(".signed-in").get_by_role("link", name="Likely duplicates"))
    editor.follow(page.locator(f"a[href*='{name}-b/undo-merge']"))
    editor.fill(page.locator("#field-reason"), "Two after all")
    editor.follow(button(page, "Undo the merge"))
    expect(page.locator(".saved")).to_contain_text("The merge was undone.")
    assert f"/participants/{name}-b" in page.url


def test_who_signs_out_finds_no_forms(chromium: Browser, served: Service, pledge: str) -> None:
    with watching(chromium, served.port) as watched:
        page = watched.page
        watched.open(f"/pledges/{pledge}/change-status")
        page.get_by_label("Key").fill("not the key")
        page.locator("main").get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_contain_text("This key is not known here")
        page.get_by_label("Key").fill(served.keys["write"])
        page.locator("main").get_by_role("button", name="Sign in").click()
        expect(page.locator("h1")).to_have_text("Change the status")
        page.get_by_role("button", name="Sign out").click()
        expect(page.locator("header").get_by_role("link", name="Sign in")).to_be_visible()
        page.go_back()
        expect(page.locator(".signed-in")).to_have_count(0)
        watched.errors[:] = [told for told in watched.errors if not REFUSED.search(told)]
        watched.check()


def test_another_site_makes_nobody_write(chromium: Browser, served: Service, pledge: str) -> None:
    with watching(chromium, served.port) as watched:
        page = watched.page
        watched.open("/sign-in")
        page.get_by_label("Key").fill(served.keys["write"])
        page.locator("main").get_by_role("button", name="Sign in").click()
        form = (
            f'<form method="post" action="{watched.url}/pledges/{pledge}/change-status">'
            '<input name="status" value="not_assessed"><input name="do" value="save"><button>Go</button></form>'
        )
        page.context.unroute_all()
        page.context.route("http://evil.example/*", lambda route: route.fulfill(body=form, content_type="text/html"))
        page.goto("http://evil.example/")
        with page.expect_navigation() as navigation:
            page.get_by_role("button").click()
        answer = navigation.value
        assert answer is not None
        assert answer.status == 403
        expect(page.locator("main")).to_contain_text("Nothing was done")
