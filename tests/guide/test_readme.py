"""The README says what is so: its tour is run line by line, its table of settings compared with the settings."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from tests.serving import Service

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
BLOCK = re.compile(r"```(sh|json)\n(.*?)```", re.DOTALL)
ADDRESS = "export PACTA_URL=http://127.0.0.1:8000"
ANYTHING = "…"
ALL = re.compile("")


# What a newcomer runs: the answers of PostgreSQL are compared with these in other tests.
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_tour_can_be_made_twice_and_leaves_nothing_behind(fresh_seeded: Service, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    assert README.count("127.0.0.1:8000/") == 0, "an example works on port 8000 alone"
    before = sorted(tmp_path.rglob("*"))
    tour(fresh_seeded, tmp_path)
    # What only reads is not tried again.
    tour(fresh_seeded, tmp_path, only=re.compile(r"PACTA_KEY|PACTA_URL=|examples/"))
    assert sorted(tmp_path.rglob("*")) == before


def tour(service: Service, folder: Path, only: re.Pattern[str] = ALL) -> None:
    environment = os.environ | {
        "PACTA_KEY": service.keys["write"],
        "PACTA_DATABASE_URL": service.database_url,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    answers = 0
    printed: str | None = None
    for language, text in BLOCK.findall(_section("A tour")):
        if language == "json":
            if printed is not None:
                assert _agrees(json.loads(text), json.loads(printed)), f"{text}\n is not what was answered:\n{printed}"
                answers += 1
            continue
        if not only.search(text):
            printed = None
            continue
        # One shell after the other; each knows what those before it exported.
        script = f"[ ! -e exported ] || . ./exported\n{text}\nexport -p > exported"
        script = re.sub(r"export PACTA_KEY=.*", "", script).replace(ADDRESS, f"export PACTA_URL={service.url}")
        script = re.sub(r"(?m)^pacta ", f"{sys.executable} -m app.cli ", script)
        run = subprocess.run(
            ["/bin/bash", "-euc", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr + run.stdout
        printed = run.stdout
        # One is refused on purpose.
        assert '"/problems/' not in printed.replace("/problems/guard-refused", ""), f"{text}\n was refused:\n{printed}"
    assert answers > 0
    (folder / "exported").unlink()


def test_settings() -> None:
    rows = dict(re.findall(r"^\| `PACTA_(\w+)` \| (?:`(.*?)`)? ?\|", README, re.MULTILINE))
    meanings = dict(re.findall(r"^\| `PACTA_(\w+)` \| .*?\| (.*) \|$", README, re.MULTILINE))
    fields = Settings.model_fields
    assert set(rows) == {name.upper() for name in fields}
    for name, field in fields.items():
        default = "" if field.default is None else str(field.default)
        assert rows[name.upper()].lower() == default.lower(), name
        assert meanings[name.upper()] == field.description, name


def _section(title: str) -> str:
    start = README.index(f"## {title}")
    return README[start : README.index("\n## ", start)]


def _agrees(expected: Any, found: Any) -> bool:
    """Return whether an answer is as shown, where the three dots stand for anything, or for the rest."""
    if isinstance(expected, str) and ANYTHING in expected:
        pattern = ".*".join(re.escape(part) for part in expected.split(ANYTHING))
        return expected == ANYTHING or (isinstance(found, str) and re.fullmatch(pattern, found, re.DOTALL) is not None)
    if isinstance(expected, dict):
        shown = {name: value for name, value in expected.items() if name != ANYTHING}
        open_ended = ANYTHING in expected
        return (
            isinstance(found, dict)
            and (open_ended or shown.keys() == found.keys())
            and all(name in found and _agrees(value, found[name]) for name, value in shown.items())
        )
    if isinstance(expected, list):
        shown_items = [item for item in expected if item != ANYTHING]
        same_length = len(shown_items) == len(found)
        return (same_length or ANYTHING in expected) and all(
            _agrees(item, other) for item, other in zip(shown_items, found, strict=False)
        )
    return bool(expected == found)
