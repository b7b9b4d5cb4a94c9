"""`pacta quotes check`: folders, files and stored texts; the exit code tells whether any quotation is missing."""

from pathlib import Path

import pytest

from app.db.engines import writing_engine
from app.records.sources.commands import store_text
from tests.cli.conftest import Pacta
from tests.sources.texts import REPORT
from tests.writing import put


@pytest.fixture
def quoted(fresh_database_url: str) -> str:
    """Return a database in which two sources are quoted."""
    engine = writing_engine(fresh_database_url)
    with engine.begin() as connection:
        for source, *words in (("report-a", "before the rains", "The other's staff"), ("report-b", "after the rains")):
            put(connection, "sources", source, kind="other", title=source)
            citations = [{"id": str(n), "source": source, "quote": {"exact": one}} for n, one in enumerate(words)]
            put(connection, "topics", f"on-{source}", name="Ports", citations=citations)
        put(connection, "sources", "not-quoted", kind="other", title="Not quoted")
    engine.dispose()
    return fresh_database_url


def test_a_folder_of_texts(pacta: Pacta, folder: Path, quoted: str) -> None:
    (folder / "report-a.txt").write_text(REPORT, encoding="utf-8-sig")
    (folder / "unknown.md").write_text("Nothing")
    (folder / "report-b.pdf").write_bytes(b"\xff")
    checked = pacta("quotes", "check", ".", PACTA_DATABASE_URL=quoted)
    assert checked.code == 0
    lines = [line.split() for line in checked.out.splitlines()]
    assert lines[:2] == [["source", "quotations", "exact", "edited", "missing"], ["report-a", "2", "1", "1", "0"]]
    place = str(REPORT.index("The other"))
    assert lines[-1] == ["The", "other's", "staff", "topics/on-report-a/citations/1", "edited", "100%", place]
    assert checked.err.splitlines() == [
        "unknown is not the id of a source: its text was not checked.",
        "Not checked, since no text is given: not-quoted, report-b.",
    ]
    (folder / "report-b.md").write_text(REPORT)
    missing = pacta("quotes", "check", ".", "--json", PACTA_DATABASE_URL=quoted)
    assert (missing.code, missing.err) == (1, "Missing: 1 quotation.\n")
    outcomes = {source: [one["outcome"] for one in found] for source, found in missing.json.items()}
    assert outcomes == {"report-a": ["exact", "edited"], "report-b": ["missing"]}
    assert pacta("quotes", "check", ".", "--source", "report-a", PACTA_DATABASE_URL=quoted).err == ""


def test_a_file_and_what_is_stored(pacta: Pacta, folder: Path, quoted: str) -> None:
    (folder / "copy.txt").write_text("They came back after the rains.")
    assert pacta("quotes", "check", "copy.txt", "--source", "report-b", PACTA_DATABASE_URL=quoted).code == 0
    want = "There is no text of a source to check: name files by the ids of sources, or give --source.\n"
    for arguments in (("copy.txt",), ("copy.txt", "--source", "nothing-here"), (), (".", "--source", "report-a")):
        nothing = pacta("quotes", "check", *arguments, PACTA_DATABASE_URL=quoted)
        assert (nothing.code, nothing.out, nothing.err) == (1, "", want)
    engine = writing_engine(quoted)
    with engine.begin() as connection:
        store_text(connection, "report-a", REPORT)
    engine.dispose()
    stored = pacta("quotes", "check", PACTA_DATABASE_URL=quoted)
    assert (stored.code, stored.out.splitlines()[1].split()) == (0, ["report-a", "2", "1", "1", "0"])
    (folder / "latin.txt").write_bytes(b"\xe9")
    (folder / "empty.txt").write_text("")
    for path, told in (
        ("latin.txt", "latin.txt is not UTF-8."),
        ("empty.txt", "empty.txt: Write at least one visible character."),
        ("nowhere", "nowhere is neither a file nor a folder."),
    ):
        assert pacta("quotes", "check", path, PACTA_DATABASE_URL=quoted).err == f"{told}\n"
