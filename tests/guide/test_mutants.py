"""`make mutants` breaks what there is, runs tests that there are, and counts what it finds."""

import json
import tomllib
from pathlib import Path

import pytest

from tests import mutants
from tests.mutants import figures, main

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"]


def test_what_is_named_exists() -> None:
    for pattern in (*SETTINGS["only_mutate"], *SETTINGS["also_copy"], *SETTINGS["pytest_add_cli_args_test_selection"]):
        assert list(ROOT.glob(pattern)), pattern


@pytest.mark.parametrize(("survivors", "outcome"), [(15, 0), (16, 1)])
def test_it_counts_what_was_killed(
    survivors: int, outcome: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = [0] * (survivors - 2) + [33, None] + [1] * (98 - survivors) + [36, -24]
    for name, own in (("app/http/paging.py", codes), ("app/errors.py", [])):
        file = tmp_path / f"{name}.meta"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"exit_code_by_key": dict(enumerate(own))}))
    assert list(figures(tmp_path)) == [("app/http/paging.py", 100, 100 - survivors)]
    monkeypatch.setattr(mutants.figures, "__defaults__", (tmp_path,))
    assert main() == outcome
    assert f"{100 - survivors}.0%" in capsys.readouterr().out
    monkeypatch.setattr(mutants.figures, "__defaults__", (tmp_path / "none",))
    assert main() == 1
