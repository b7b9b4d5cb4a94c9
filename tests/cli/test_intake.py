"""`pacta intake`: a text is read, and shown, or printed for an import."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Pacta

READOUT = str(ROOT / "examples" / "readout.txt")


@pytest.fixture(scope="module")
def backend() -> str:
    """Commands speak HTTP: which database answers plays no part."""
    return "sqlite"


def test_it_shows_who_pledged_what(here: Pacta) -> None:
    shown = here("intake", READOUT)
    lines = shown.out.splitlines()
    assert lines[0].split() == ["kind", "who", "what", "sure", "rule"]
    assert any(line.startswith("pledge") and "norway" in line and "en-will" in line for line in lines)
    assert any(line.startswith("denial") and "efua-mensah" in line for line in lines)
    assert lines[-1].endswith("passed over: --json says why.")


def test_its_bundle_can_be_imported(here: Pacta, tmp_path: Path) -> None:
    bundle = here("intake", READOUT, "--bundle").json
    assert {one["id"] for one in bundle["participants"]} >= {"ghana", "norway"}
    file = tmp_path / "readout.json"
    file.write_text(json.dumps(bundle), encoding="utf-8")
    assert here("import", str(file), "--dry-run").code == 0


def test_all_of_the_proposal_is_there_for_scripts(here: Pacta) -> None:
    proposal = here("intake", READOUT, "--json", "--language", "en").json
    assert proposal["language"] == "en"
    assert len(proposal["candidates"]) >= 6


def test_what_is_no_text_is_refused(here: Pacta, tmp_path: Path) -> None:
    picture, missing = tmp_path / "a.png", tmp_path / "a.txt"
    picture.write_bytes(b"x")
    assert here("intake", str(picture)).code == 1
    assert here("intake", str(missing)).code == 1
    missing.write_text(" ", encoding="utf-8")
    assert "holds no text" in here("intake", str(missing)).err
