"""The files about the project agree with each other: version, licence, notes, decisions, hooks."""

import re
import tomllib
from datetime import date
from pathlib import Path

import yaml

from app import VERSION

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text())
SECTIONS = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)


def test_one_version_is_told_everywhere() -> None:
    assert PROJECT["version"] == VERSION
    assert CITATION["version"] == VERSION
    assert SECTIONS[1].partition(" - ")[0] == VERSION


def test_each_version_in_the_changelog_has_its_date_newest_first() -> None:
    assert SECTIONS[0] == "Unreleased"
    days = [date.fromisoformat(section.partition(" - ")[2]) for section in SECTIONS[1:]]
    assert days == sorted(days, reverse=True)
    assert CITATION["date-released"] == days[0].isoformat()


def test_the_licence_is_the_one_that_is_declared() -> None:
    assert PROJECT["license"] == CITATION["license"] == "Apache-2.0"
    assert PROJECT["license-files"] == ["LICENSE"]
    text = (ROOT / "LICENSE").read_text()
    assert text.split()[:4] == ["Apache", "License", "Version", "2.0,"]
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_citation_file_names_who_made_it() -> None:
    # What the schema of CFF 1.2.0 requires, and how it wants names of groups.
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["message"]
    assert CITATION["title"]
    assert CITATION["type"] == "software"
    assert CITATION["authors"] == PROJECT["authors"] == [{"name": "The Pacta authors"}]


def test_every_decision_is_numbered_and_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    files = sorted(file for file in folder.glob("*.md") if file.name != "README.md")
    heads = [file.read_text().partition("\n")[0] for file in files]
    assert [head.partition(". ")[0] for head in heads] == [f"# {number}" for number in range(1, len(files) + 1)]
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    rows = re.findall(r"^(\d+)\. \[(.+)\]\((.+)\): ", (folder / "README.md").read_text(), re.MULTILINE)
    assert [(f"# {number}. {title}", name) for number, title, name in rows] == [
        (head, file.name) for head, file in zip(heads, files, strict=True)
    ]


def test_hooks_run_targets_of_the_makefile_and_fetch_nothing() -> None:
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert repository["repo"] == "local"
    makefile = (ROOT / "Makefile").read_text()
    for hook in repository["hooks"]:
        assert hook["language"] == "system"
        assert re.search(rf"^{hook['entry'].removeprefix('make ')}: .*##", makefile, re.MULTILINE)


def test_links_between_documents_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert pages
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
