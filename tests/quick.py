"""Lint, types, layers and the tests of what changed, on SQLite, within a minute: what `make quick` runs.

What changed is what `git` names against the last commit, new files too; where nothing is, the last commit itself. A
path leads to the tests of its folder; a path that everything rests on leads to a fixed core. Tests that the minute has
no room for are skipped. The last lines say what was left out.
"""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MINUTE = 60.0
ENDING = 10.0
"""Seconds that the tests need to stop and report."""

UNTIL = "PACTA_TEST_UNTIL"
"""The environment variable that tells each test process when to begin no further test."""

CORE = (
    "tests/ledger",
    "tests/pledges",
    "tests/api/test_lists.py",
    "tests/api/test_patching.py",
    "tests/api/test_replacing.py",
)

FLOOR = ("app/db", "app/ledger", "app/records/base", "app/tables", "migrations", "pyproject.toml")
"""What everything rests on, as on the modules in app/ itself: changing it asks for the core beside its own tests."""

API = ("tests/api", "tests/test_contract.py")
TESTS: dict[str, tuple[str, ...]] = {
    "Dockerfile": ("tests/test_dockerfile.py",),
    "app/access": ("tests/access", "tests/api/test_access.py", "tests/api/test_idempotency.py"),
    "app/features/search": ("tests/search",),
    "app/features/statistics": ("tests/statistics",),
    "app/http": ("tests/http", *API),
    "app/records": API,
    "app/records/base": ("tests/lists",),
    "app/records/assessments": ("tests/assessments",),
    "app/records/measurements": ("tests/measurements",),
    "app/records/milestones": ("tests/milestones",),
    "app/records/pledges": ("tests/pledges",),
    "app/records/sources": ("tests/sources", *API),
    "app/scales.py": ("tests/assessments",),
    "app/spanish": ("tests/site/test_vocabulary.py",),
    "app/tables": ("tests/migrations", "tests/guide/test_architecture.py"),
    "app/vocabulary.py": ("tests/site/test_vocabulary.py",),
    "docs": ("tests/guide",),
    "examples": ("tests/guide",),
    "seeds": ("tests/seeds",),
    "tests/nouns": API,
}
"""The tests of each part, where they are not those of the folder of its name: the longest path counts."""


def select(path: str) -> list[str]:
    """Return the test folders and files that a changed path asks for."""
    parts = Path(path).parts
    heads = ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]
    found = next((TESTS[head] for head in heads if head in TESTS), None)
    if found is None:
        found = _by_name(parts)
    shared = parts[0] in {"app", "tests"} and len(parts) == 2 and not parts[1].startswith("test_")
    return [*found, *(CORE if shared or any(head in FLOOR for head in heads) else ())]


def _by_name(parts: Sequence[str]) -> tuple[str, ...]:
    match parts:
        case ["tests", *_, name] if name.startswith("test_"):
            return ("/".join(parts),)
        case ["tests", folder, _, *_] | ["app", folder, _, *_]:
            return (f"tests/{folder}",)
        case [*_, name] if name.endswith(".md"):
            return ("tests/guide",)
        case _:
            return ()


def choose(changed: Iterable[str]) -> list[str]:
    """Return the test folders and files that changed paths ask for, none within another, those that exist."""
    wanted = dict.fromkeys(test for path in changed for test in select(path) if (ROOT / test).exists())
    return [test for test in wanted if not any(test.startswith(f"{other}/") for other in wanted)]


def left_out(chosen: Sequence[str]) -> list[str]:
    """Return the test folders and files that are not chosen; those of which some are, as in part."""
    everything = [*ROOT.glob("tests/test_*.py"), *(file.parent for file in ROOT.glob("tests/*/test_*.py"))]
    names = sorted({path.relative_to(ROOT).as_posix() for path in everything}.difference(chosen))
    return [f"{name} (in part)" if any(one.startswith(f"{name}/") for one in chosen) else name for name in names]


def changed_paths() -> list[str]:
    """Return what changed since the last commit, new files too; where nothing did, what the last commit changed."""
    edited = _git("diff", "--name-only", "HEAD") + _git("ls-files", "--others", "--exclude-standard")
    return edited or _git("show", "--first-parent", "--name-only", "--format=", "HEAD")


def _git(*arguments: str) -> list[str]:
    command = ["git", "-c", "core.quotePath=off", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()


def _check(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    programs = Path(sys.executable).parent
    return subprocess.run([programs / command[0], *command[1:]], cwd=ROOT, check=False, capture_output=True, text=True)


def main() -> int:
    """Check, test and say what was left out; return 0 where all passed."""
    began = time.time()
    checks = [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], ["lint-imports"]]
    with ThreadPoolExecutor(2) as threads:
        faulty = [
            f"{shlex.join(command)}\n{done.stdout}{done.stderr}"
            for command, done in zip(checks, threads.map(_check, checks), strict=True)
            if done.returncode != 0
        ]
    chosen = choose(changed_paths())
    print(*faulty or ["Style, types and layers are as they should be."], sep="\n")
    print("Tests:", shlex.join(chosen) or "none: nothing changed that has any", flush=True)
    code = 0
    if chosen:
        settings = {"PACTA_TEST_POSTGRESQL": "off", "PACTA_TEST_BROWSER": "off", UNTIL: str(began + MINUTE - ENDING)}
        workers = ["-n", os.environ.get("WORKERS", "auto"), "--maxprocesses", "8", "--dist", "worksteal"]
        tests = [sys.executable, "-m", "pytest", "-q", "-p", "tests.quick", *workers, *chosen]
        code = subprocess.run(tests, cwd=ROOT, env=os.environ | settings, check=False).returncode
    print("Left out: PostgreSQL, the browser, the check of the migrations, and", ", ".join(left_out(chosen)))
    print(f"{time.time() - began:.0f} seconds. `make check` and `make browser` leave nothing out.")
    return 1 if faulty or code else 0


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Begin no test, nor what it needs, once the minute is over."""
    if time.time() > float(os.environ.get(UNTIL, "inf")):
        pytest.skip("left out: the minute was over")


if __name__ == "__main__":
    sys.exit(main())
