"""`make quick` chooses the tests of what changed, and says what it leaves out."""

import os
import time
from pathlib import Path

import pytest

from tests.quick import CORE, FLOOR, ROOT, TESTS, UNTIL, choose, left_out, pytest_runtest_setup, select


@pytest.mark.parametrize(
    ("path", "tests"),
    [
        ("app/records/pledges/guards.py", ["tests/pledges"]),
        ("app/cli/administration/keys.py", ["tests/cli"]),
        ("app/values/times/dates.py", ["tests/values"]),
        ("app/records/topics/schemas.py", ["tests/api", "tests/test_contract.py"]),
        ("app/access/keys.py", ["tests/access", "tests/api/test_access.py", "tests/api/test_idempotency.py"]),
        ("app/ledger/chain.py", ["tests/ledger", *CORE]),
        ("app/tables/topics.py", ["tests/migrations", "tests/guide/test_architecture.py", *CORE]),
        ("app/errors.py", list(CORE)),
        ("tests/search/test_lists.py", ["tests/search/test_lists.py"]),
        ("tests/search/conftest.py", ["tests/search"]),
        ("tests/test_dockerfile.py", ["tests/test_dockerfile.py"]),
        ("tests/serving.py", list(CORE)),
        ("docs/decisions/README.md", ["tests/guide"]),
        ("README.md", ["tests/guide"]),
        ("requirements.lock", []),
    ],
)
def test_a_path_leads_to_its_tests(path: str, tests: list[str]) -> None:
    assert select(path) == tests


def test_each_test_is_chosen_once_and_only_if_it_exists() -> None:
    changed = ["app/ledger/chain.py", "tests/ledger/test_verifying.py", "tests/ledger/test_removed.py", "app/errors.py"]
    assert choose(changed) == list(CORE)
    assert choose(["LICENSE"]) == []


def test_every_module_has_tests() -> None:
    for file in (ROOT / "app").rglob("*.py"):
        path = file.relative_to(ROOT).as_posix()
        assert choose([path]), f"tests/quick.py knows no tests of {path}"


def test_what_is_named_exists() -> None:
    for path in [*TESTS, *FLOOR, *CORE, *(test for tests in TESTS.values() for test in tests)]:
        assert (ROOT / path).exists(), path


def test_what_is_left_out_is_said() -> None:
    left = left_out(["tests/ledger", "tests/api/test_lists.py"])
    assert "tests/ledger" not in left
    assert "tests/api (in part)" in left
    assert {"tests/pledges", "tests/test_dockerfile.py"} <= set(left)
    every = {file.relative_to(ROOT).parts[1] for file in (ROOT / "tests").rglob("test_*.py")}
    assert {Path(name.partition(" ")[0]).name for name in left} | {"ledger"} == every


def test_no_test_begins_after_the_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(UNTIL, raising=False)
    pytest_runtest_setup()
    monkeypatch.setitem(os.environ, UNTIL, str(time.time() + 60))
    pytest_runtest_setup()
    monkeypatch.setitem(os.environ, UNTIL, str(time.time() - 1))
    with pytest.raises(pytest.skip.Exception, match="left out"):
        pytest_runtest_setup()
