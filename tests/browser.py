"""A real browser for the tests: Chromium as the machine has it, driven over its debugging protocol.

`PACTA_TEST_BROWSER` says which one:

    unset       the first of `chromium`, `chromium-headless-shell`, `google-chrome` that is found; without one, the
                tests that need a browser are left out, and the first lines of the run say so
    `required`  the same, but the run ends with an error where none is found: what the continuous integration wants
    a path      this one
    `off`       none: what `make test` and `make quick` want, since `make browser` runs these tests
"""

import os
import shutil

import pytest

SETTING = "PACTA_TEST_BROWSER"
NAMES = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "google-chrome-stable")
REMEDY = "install one (Debian: apt install chromium-headless-shell), or give its path in PACTA_TEST_BROWSER"

# It may run as root in a container, and asks nobody about itself.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str | None:
    """Return the path of the browser to use, None for none."""
    wanted = os.environ.get(SETTING, "")
    if wanted == "off":
        return None
    if wanted not in {"", "required"}:
        return wanted
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known; refuse to start where a browser is required and there is none."""
    config.addinivalue_line("markers", "browser: needs Chromium, see tests/browser.py")
    if os.environ.get(SETTING) == "required" and executable() is None:
        message = f"{SETTING} requires a browser, and none was found: {REMEDY}"
        raise pytest.UsageError(message)


def pytest_report_header() -> str:
    """Say which browser is used, or that its tests are left out."""
    if os.environ.get(SETTING) == "off":
        return "browser: not here; `make browser` runs the tests that need one"
    return f"browser: {executable() or f'NONE, so the tests that need one are left out; {REMEDY}'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a browser where there is none."""
    if executable() is not None:
        return
    without = [item for item in items if item.get_closest_marker("browser")]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in without]


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Count it as no failure where all tests were left out for want of a browser."""
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and executable() is None:
        session.exitstatus = pytest.ExitCode.OK
