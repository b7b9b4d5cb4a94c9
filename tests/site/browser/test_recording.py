"""A communiqué is recorded in a browser, by keyboard alone, with and without JavaScript, in both languages."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.site.pages.languages import LANGUAGES
from tests.serving import Service
from tests.site.browser.readers import Reader
from tests.site.browser.test_accessibility import AXE, OF_THE_LOOK, TAGS, VIOLATIONS
from tests.site.browser.watching import DESK, PHONE, Watched, too_wide, watching

pytestmark = pytest.mark.browser

PRESIDENTS = {
    "en": "On 5 May 2026 President Bernardo Arévalo of Guatemala met the President of Honduras in Copán.",
    "es": "El 5 de mayo de 2026 el presidente de Guatemala, Bernardo Arévalo, se reunió con el de Honduras en Copán.",
}
PROMISES = {
    "en": "Guatemala will build a new bridge by the end of 2028. Honduras to send its engineers.",
    "es": "Guatemala construirá un nuevo puente antes de fines de 2028. Honduras a enviar a sus ingenieros.",
}
ADDED = {"en": "Honduras to send its engineers", "es": "Honduras a enviar a sus ingenieros"}
TITLES = {"en": "Send its engineers", "es": "Enviar a sus ingenieros"}


def sign_in(watched: Watched, key: str, reader: Reader, language: str) -> None:
    prefix = LANGUAGES[language].prefix
    watched.open(f"{prefix}/sign-in")
    page = reader.page
    reader.fill(page.locator("#field-key"), key)
    reader.follow(page.locator("main button.main"))
    reader.follow(page.locator(".signed-in a[href$='intake']"))


def press(page: Page, button: str, *, last: bool = False) -> None:
    found = page.locator(f"main button[value='{button}']")
    with page.expect_navigation():
        (found.last if last else found.first).click()


def mark_by_keyboard(page: Page, words: str) -> None:
    """Mark words in the text that is read-only, by Shift and the arrow keys."""
    text = page.locator("#field-text")
    text.focus()
    start = text.input_value().index(words)
    page.keyboard.press("Control+Home")
    for _ in range(start):
        page.keyboard.press("ArrowRight")
    for _ in words:
        page.keyboard.press("Shift+ArrowRight")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("has_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_communique_is_recorded_by_keyboard_alone(
    chromium: Browser, served: Service, language: str, *, has_script: bool
) -> None:
    with watching(chromium, served.port, java_script_enabled=has_script) as watched:
        page = watched.page
        page.set_default_timeout(30_000)
        reader = Reader(page, by_keyboard=True)
        sign_in(watched, served.keys["write"], reader, language)
        title = f"{'Communiqué' if language == 'en' else 'Comunicado'} {language} {has_script}"
        reader.fill(page.locator("#field-text"), f"{PRESIDENTS[language]}\n\n{PROMISES[language]}\n")
        reader.fill(page.locator("#field-source-title"), title)
        reader.follow(page.locator("button[value='read']"))
        expect(page.locator("#field-candidate-1-promisor")).to_have_value("Guatemala")
        count = page.locator("fieldset.candidate").count()
        if has_script:
            mark_by_keyboard(page, ADDED[language])
        else:
            reader.fill(page.locator("#field-marked"), ADDED[language])
        reader.follow(page.locator("#add-marked"))
        added = f"candidate-{count + 1}"
        expect(page.locator(f"#field-{added}-quote")).to_have_value(ADDED[language])
        reader.fill(page.locator(f"#field-{added}-title"), TITLES[language])
        reader.fill(page.locator(f"#field-{added}-promisor"), "Honduras")
        reader.follow(page.locator("button[value='review']").last)
        expect(page.locator("main")).to_contain_text(TITLES[language])
        reader.follow(page.locator("button[value='record']").first)
        expect(page.locator(".saved")).to_be_visible()
        assert "/meetings/" in page.url
        expect(page.locator("main")).to_contain_text(TITLES[language])
        watched.check()


def test_nothing_that_is_marked_is_told_and_nothing_is_sent(chromium: Browser, served: Service) -> None:
    with watching(chromium, served.port) as watched:
        page = watched.page
        sign_in(watched, served.keys["write"], Reader(page, by_keyboard=False), "en")
        page.locator("#field-text").fill(f"{PRESIDENTS['en']}\n\n{PROMISES['en']}")
        press(page, "read")
        count = page.locator("fieldset.candidate").count()
        page.locator("#add-marked").click()
        expect(page.locator("#nothing-marked")).to_be_visible()
        assert page.locator("fieldset.candidate").count() == count
        page.locator("#field-text").focus()
        page.keyboard.type("Nothing is written here. ")
        assert page.locator("#field-text").input_value().startswith(PRESIDENTS["en"])
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        # Enter in a field checks: it neither adds nor saves.
        page.locator("#field-candidate-1-title").press("Enter")
        expect(page.locator("button[value='record']").first).to_be_visible()
        page.go_back()
        expect(page.locator("#field-candidate-1-title")).to_have_value(re.compile("."))
        watched.check()


@pytest.fixture(scope="module")
def examined(chromium: Browser, served: Service) -> Iterator[Watched]:
    with watching(chromium, served.port) as watched:
        watched.page.context.add_init_script(AXE)
        yield watched


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_pages_have_no_barriers(examined: Watched, served: Service, language: str) -> None:
    page = examined.page
    sign_in(examined, served.keys["write"], Reader(page, by_keyboard=False), language)
    _look(page)
    page.locator("#field-text").fill(f"{PRESIDENTS[language]}\n\n{PROMISES[language]}")
    press(page, "read")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    _look(page)
    page.locator("#field-candidate-1-promisor").fill("")
    page.locator("main input[name='candidate-1-promisor']").last.fill("")
    press(page, "review")
    expect(page.locator("[role=alert]")).to_be_visible()
    _look(page)
    page.locator("#field-candidate-1-promisor").fill("Guatemala")
    press(page, "review")
    expect(page.locator("button[value='record']").first).to_be_visible()
    _look(page)
    examined.errors.clear()
    examined.page.context.clear_cookies()


def _look(page: Page) -> None:
    everything = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
    of_the_look = {"runOnly": {"type": "rule", "values": OF_THE_LOOK}}
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    assert page.evaluate(VIOLATIONS, everything) == []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            assert page.evaluate(VIOLATIONS, of_the_look) == [], (size, scheme)
        assert too_wide(page) == []
    page.set_viewport_size(DESK)
