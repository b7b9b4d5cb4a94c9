"""What a page must not do in a browser: ask another host, break its policy, report an error."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, ViewportSize

HOST = "pacta.example"
"""Not the machine's own name: some tools behave there as they would not elsewhere."""

PATIENCE = 60_000
DESK, PHONE = ViewportSize(width=1280, height=1000), ViewportSize(width=360, height=740)

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

    def open(self, path: str) -> int:
        """Go to an address of the service; return the status of the answer."""
        answer = self.page.goto(self.url + path)
        assert answer is not None, path
        return answer.status

    def check(self) -> None:
        """Raise AssertionError where the page asked another host, broke its policy or reported an error."""
        # Without scripts nobody listens for breaches.
        found = [*self.foreign, *self.page.evaluate("window.violations ?? []"), *self.errors]
        self.foreign.clear()
        self.errors.clear()
        assert found == [], found


@contextmanager
def watching(browser: Browser, port: int, **options: Any) -> Iterator[Watched]:
    """Yield a page that lets nothing through to other hosts, in a context of its own."""
    context = browser.new_context(**{"viewport": DESK} | options)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(VIOLATIONS)
    watched = Watched(context.new_page(), f"http://{HOST}:{port}")

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
    try:
        yield watched
    finally:
        context.close()


WIDER = """
    document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
        [...document.querySelectorAll('body *')]
            .filter(one => !one.closest('.wide'))
            .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map(one => one.outerHTML.slice(0, 120))
            .concat(['the page'])
"""


def too_wide(page: Page) -> list[str]:
    """Return what makes that a page has to be scrolled sideways; nothing where it need not be."""
    found: list[str] = page.evaluate(WIDER)
    return found
