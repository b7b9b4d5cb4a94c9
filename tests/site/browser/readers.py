"""People in front of a browser: by mouse, or by keyboard alone."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page

STEPS = 400
"""Keys after which something counts as out of a keyboard's reach."""


@dataclass(frozen=True)
class Reader:
    """Somebody who follows links and fills in forms: by mouse, or by keyboard alone."""

    page: Page
    by_keyboard: bool

    def follow(self, link: Locator) -> None:
        """Follow a link, press a button."""
        if self.by_keyboard:
            self._go_to(link)
        with self.page.expect_navigation():
            if self.by_keyboard:
                self.page.keyboard.press("Enter")
            else:
                link.click()

    def fill(self, field: Locator, text: str) -> None:
        """Fill in a field; a day as it is typed: month, day, year."""
        if not self.by_keyboard:
            field.fill(text)
            return
        self._go_to(field)
        if field.get_attribute("type") == "date":
            year, month, day = text.split("-")
            text = month + day + year
        self.page.keyboard.type(text)

    def choose(self, field: Locator, value: str) -> None:
        """Choose a word of a list, or one of several buttons of a group."""
        if not self.by_keyboard:
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.locator(f"input[value='{value}']").check()
            return
        if field.evaluate("one => one.tagName") == "SELECT":
            self._go_to(field)
            self._step(lambda: field.input_value() == value)
        else:
            # Of a group of buttons, the one that is chosen is reached, or the first.
            chosen = field.locator("input:checked")
            self._go_to(chosen if chosen.count() else field.locator("input").first)
            self.page.keyboard.press("Space")
            self._step(lambda: field.locator(f"input[value='{value}']").is_checked())

    def unfold(self, words: str) -> None:
        """Open what is folded under some words."""
        summary = self.page.locator("summary", has_text=words)
        if self.by_keyboard:
            self._go_to(summary)
            self.page.keyboard.press("Enter")
        else:
            summary.click()

    def _step(self, is_there: Callable[[], bool]) -> None:
        for _ in range(STEPS):
            if is_there():
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail("no arrow leads there")

    def _go_to(self, wanted: Locator) -> None:
        handle = wanted.element_handle()
        for _ in range(STEPS):
            if self.page.evaluate("one => document.activeElement === one", handle):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"no keyboard reaches {wanted}")
