"""What pytest has to know before it runs anything: which fixtures there are, and in which order files begin."""

import os
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest

from tests.postgresql import SETTING

if TYPE_CHECKING:
    from tests.serving import Service

pytest_plugins = ["tests.browser"]

MINUTE = 60
DAY = 24 * 60 * MINUTE
"""Seconds."""

LONGEST_NAME = 60

BACKENDS = ["sqlite"] if os.environ.get(SETTING) == "off" else ["sqlite", "postgresql"]

Serve = Callable[..., AbstractContextManager["Service"]]
"""`serve(database_url, **settings)`: a service of the test's own while the context lasts."""

Unique = Callable[[str], str]
"""`unique("word")`: an id that begins with the word and that no other test uses."""


def pytest_sessionstart(session: pytest.Session) -> None:
    """Take in the fixtures, and the program with them; but where tests are only handed out to other processes."""
    plugins = session.config.pluginmanager
    if not plugins.hasplugin("dsession"):
        plugins.import_plugin("tests.laws")
        plugins.import_plugin("tests.fixtures")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Call long bytes by their argument: of what each process makes anew, all processes must have the same names."""
    return argname if isinstance(val, bytes) and len(val) > LONGEST_NAME else None


def pytest_runtest_setup() -> None:
    """Begin no test in the last minute of a day (UTC): whatever goes by today is compared on one day."""
    left = DAY - time.time() % DAY
    if left < MINUTE:
        time.sleep(left + 0.1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that have many lines a test: theirs take longest, and what is short fills the end evenly."""
    counts = Counter(item.path for item in items)
    lines = {path: path.read_bytes().count(b"\n") for path in counts}
    items.sort(key=lambda item: counts[item.path] / lines[item.path])
