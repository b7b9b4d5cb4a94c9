"""One browser and one service for all tests in here: starting them takes longer than most of what is tried."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import ARGUMENTS, executable
from tests.conftest import Serve
from tests.databases import Databases
from tests.serving import Service
from tests.site.browser.filling import fill
from tests.site.browser.watching import HOST
from tests.soundness import holding_the_seeds


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the browser."""
    with sync_playwright() as playwright:
        resolving = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
        browser = playwright.chromium.launch(executable_path=executable(), args=[*ARGUMENTS, resolving])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(databases: Databases, serving: Serve) -> Iterator[Service]:
    """Return a service that holds the seeds and more, on one database: pages and console do not know which that is."""
    with holding_the_seeds(databases, "sqlite", serving) as service:
        fill(service)
        yield service
