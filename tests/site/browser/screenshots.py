"""Takes pictures of all pages and forms: `make screenshots`, or `python -m tests.site.browser.screenshots [words]`.

Of each page in both languages, on a desk and a phone, light and dark, as `screenshots/desk-light/pledges…png`. With
words, only of pages whose addresses hold one of them. They show what the browser tests look at.
"""

import sys
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from app.db import database
from tests.browser import ARGUMENTS, REMEDY, executable
from tests.contract import served_contract
from tests.databases import Databases
from tests.engines import ENGINES
from tests.postgresql import PostgresqlServer
from tests.serving import serve
from tests.site.browser.addresses import ALL, OF_FORMS
from tests.site.browser.filling import fill, fill_for_forms
from tests.site.browser.watching import DESK, PHONE

FOLDER = Path(__file__).parents[3] / "screenshots"


def name_of(path: str) -> str:
    """Return the name of a page's picture."""
    return path.strip("/").translate(str.maketrans("/?&=", "_---")) or "front"


def take(url: str, folder: Path, paths: list[str], key: str | None = None) -> None:
    """Take pictures of the pages at paths below an address; with a key, as they are for who is signed in with it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        for device, size in (("desk", DESK), ("phone", PHONE)):
            page = browser.new_page(viewport=size)
            if key is not None:
                page.goto(f"{url}/sign-in")
                page.locator("#field-key").fill(key)
                page.locator("main button.main").click()
                page.wait_for_load_state()
            for path in paths:
                page.goto(url + path)
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                    page.screenshot(path=folder / f"{device}-{scheme}" / f"{name_of(path)}.png", full_page=True)
            page.close()
        browser.close()


def main(words: list[str]) -> None:
    """Serve what the browser tests look at, and take pictures of it."""
    if executable() is None:
        sys.exit(f"No browser was found: {REMEDY}")
    paths, forms = (
        [path for path in all_ if not words or any(word in path for word in words)] for all_ in (ALL, OF_FORMS)
    )
    with tempfile.TemporaryDirectory(prefix="pacta-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "writing_engine", ENGINES.writing_engine)
        patch.setattr(database, "reading_engine", ENGINES.reading_engine)
        databases = Databases(Path(folder), _no_postgresql)
        with serve(databases.create("sqlite", seeded=True), served_contract()) as service:
            fill(service)
            take(service.url, FOLDER, paths)
            fill_for_forms(service)
            take(service.url, FOLDER, forms, service.keys["write"])
    print(f"{4 * len([*paths, *forms])} pictures are in {FOLDER}")  # noqa: T201 - a program: it says where to look


def _no_postgresql() -> PostgresqlServer:
    """Pages do not know which database there is."""
    raise NotImplementedError


if __name__ == "__main__":
    main(sys.argv[1:])
