"""The README says what is so: its tour is run line by line, its table of settings compared with the settings."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import Settings
from tests.guide.tour import ROOT, make_tour
from tests.serving import Service

README = (ROOT / "README.md").read_text()


# What a newcomer runs: the answers of PostgreSQL are compared with these in other tests.
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_tour_can_be_made_twice_and_leaves_nothing_behind(fresh_seeded: Service, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    assert README.count("127.0.0.1:8000/") == 0, "an example works on port 8000 alone"
    before = sorted(tmp_path.rglob("*"))
    tour, refused = _section("A tour"), frozenset({"guard-refused"})
    make_tour(tour, fresh_seeded, tmp_path, refused=refused)
    # What only reads is not tried again.
    make_tour(tour, fresh_seeded, tmp_path, only=re.compile(r"PACTA_KEY|PACTA_URL=|examples/"), refused=refused)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_commands_can_be_run_twice(fresh_seeded: Service, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    commands = _section("On the command line")
    make_tour(commands, fresh_seeded, tmp_path)
    make_tour(commands, fresh_seeded, tmp_path, only=re.compile("status (set|apply)|--fields"))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_python_can_be_run_twice(fresh_seeded: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", _section("From Python"), re.DOTALL)
    environment = {"PACTA_URL": fresh_seeded.url, "PACTA_KEY": fresh_seeded.keys["write"], "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", block]
    runs = [
        subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        for _time in range(2)
    ]
    assert runs[0] == runs[1]
    assert "guatemala-deportation-flights not_assessed\n" in runs[0]
    assert "/citations guard concrete_action: " in runs[0]
    with fresh_seeded.client() as client:
        assert client.get("/v1/topics/migration").json()["tags"] == ["people"]


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
