"""The mappings that come with Pacta, on small samples of our own making with the defects of the real files."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from app.db.engines import writing_engine
from app.exchange.formats.bundle import Bundle
from app.exchange.imports.mapping.imported_file import ImportedFile
from app.exchange.imports.mapping.mapping_file import ready_mapping
from app.exchange.loading.loader import load_bundle
from app.exchange.loading.part_plan import Loading
from app.tables.pledges import Pledge
from tests.exchange.uploads.conftest import packed


@pytest.fixture
def engine(fresh_database_url: str) -> Iterator[Engine]:
    engine = writing_engine(fresh_database_url)
    yield engine
    engine.dispose()


def table(*rows: dict[str, str]) -> str:
    """Return rows as CSV."""
    made = io.StringIO()
    writer = csv.DictWriter(made, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


def read(folder: Path, name: str, files: dict[str, str | bytes]) -> tuple[ImportedFile, Bundle]:
    """Return a package of files as a ready mapping reads it."""
    path = folder / "set.zip"
    path.write_bytes(packed(files))
    with path.open("rb") as opened:
        imported = ImportedFile(opened, "set.zip", ready_mapping(name))
        return imported, imported.bundle()


def promise(title: str, **other: Any) -> dict[str, Any]:
    return {
        "title": title,
        "description": "",
        "url": f"https://example.org/{len(title)}/",
        "status": "Broken",
        "status_info": "",
        "category": "Economy",
        "tags": ["Contract with the American Voter - 100 Day Plan", "Taxes"],
        "comments": [],
        "sources": ["https://example.org/a?t=1", "https://example.org/" + "long" * 40],
        **other,
    }


def change(title: str, day: str, before: str, after: str, info: str = "") -> dict[str, str]:
    return {"title": title, "date": day, "commit": "0", "old_status": before, "new_status": after, "status_info": info}


LONG = "A promise that goes on " + "and on " * 50
REWORDED = "He has pledged to repeal the Affordable Care Act."
NOW = "Repeal the Affordable Care Act."


def test_trumptracker_brings_every_change_of_status_with_its_reversals(tmp_path: Path, engine: Engine) -> None:
    history = [
        change("Cut taxes", "2017-02-03T23:33:41-05:00", "", "Not started"),
        change("Cut taxes", "2017-03-03T08:33:41-05:00", "Not started", "Achieved", "Signed."),
        change("Cut taxes", "2017-05-14T01:29:53+02:00", "Achieved", "Compromised", "Withdrawn in part."),
        change(REWORDED, "2017-02-03T08:33:41-05:00", "", "Not started"),
        change(NOW, "2017-02-19T21:32:17-05:00", "", "In progress"),
        change(NOW, "2018-08-28T07:36:46+08:00", "In progress", "Broken"),
        change("Gone since.", "2017-02-03T08:33:41-05:00", "", "Broken"),
        change("Gone since", "2017-02-03T08:33:41-05:00", "", "Broken"),
    ]
    promises = [promise("Cut taxes"), promise(NOW), promise(LONG, sources=[])]
    files: dict[str, str | bytes] = {
        "data.json": json.dumps({"promises": promises}),
        "status_history.csv": b"\xef\xbb\xbf" + table(*history).encode(),
        "data.yaml": "not: [read",
    }
    imported, bundle = read(tmp_path, "trumptracker", files)
    assert bundle.faults == []
    assert dict(imported.rows) == {"data.json": 3, "status_history.csv": 8}
    pledges = {record.id: record for record in bundle.records if record.record_type.collection == "pledges"}
    assert len(pledges) == 4
    cut = pledges["trumptracker-cut-taxes"]
    assert [(one.values["effective_on"], one.values["status"]) for one in cut.items] == [
        ("2017-02-04", "not_started"),
        ("2017-03-03", "fulfilled"),
        ("2017-05-13", "partially_fulfilled"),
    ]
    assert [(one.values["override"] or {}).get("guards") for one in cut.items] == [
        None,
        ["concrete_action"],
        ["reversal_evidence"],
    ]
    assert cut.items[1].values["as_published"] == {"scale": "TrumpTracker", "value": "Achieved"}
    assert cut.items[1].values["citations"][0]["section"] == "status_history.csv, 3"
    assert cut.values["tags"] == ["contract with the american voter", "taxes"]
    assert cut.values["external_ids"] == {"trumptracker": "https://example.org/9/"}
    # A reworded title is the same promise, and so is one that differs in a dot alone.
    assert [one.values["status"] for one in pledges["trumptracker-repeal-the-affordable-care-act"].items] == [
        "not_started",
        "in_progress",
        "not_fulfilled",
    ]
    assert len(pledges["trumptracker-gone-since"].items[0].values["citations"]) == 2
    first = load_bundle(engine, bundle, Loading("trumptracker"))
    assert (first.collections["pledges"].created, first.collections["status_changes"].created) == (4, 7)
    assert load_bundle(engine, bundle, Loading("trumptracker")).changed == 0


def commitment(id: str, **other: Any) -> str:
    return json.dumps(
        {
            "promise_id": id,
            "id": f"upstream-{id}",
            "concise_title": f"Title of {id}",
            "description": "What it is.",
            "text": "Build a corridor \\u2013 soon.",
            "date_issued": "2025-04-19",
            "appears_in": "Both",
            "reporting_lead_title": "Minister of Finance",
            "all_other_ministers_involved": "Minister of Industry; Minister of Finance; nan",
            "implied_action_type": "legislative",
            "bc_promise_rank": "weak",
            "status": "active",
            **other,
        }
    )


def test_build_canada_brings_five_files_together(tmp_path: Path, engine: Engine) -> None:
    scored = {"progress_summary": "No evidence.", "last_scored_at": "2025-06-09T11:43:23.534076+00:00"}
    lines = [
        commitment("LPC-001", progress_score=1, **scored),
        commitment("LPC-002", progress_score=0, **{**scored, "last_scored_at": {"_seconds": 1749469491}}),
        commitment("LPC-004", progress_score=None),
        commitment("LPC-005", progress_score=5, **scored),
        commitment("LPC-003", status="deleted", progress_score=10, **scored),
    ]
    consolidated = [
        {
            "commitment_id": id,
            "canonical_commitment_text": "Build a corridor \\u2013 soon.",
            "appears_in": "SFT Only",
            "reporting_lead_title": "Minister of Finance",
            "all_other_ministers_involved": "nan",
            "notes_and_differences": "",
        }
        for id in ("LPC-001", "LPC-003", "LPC-900")
    ]
    platform = [
        {
            "ID": "LPC-900",
            "Commitment": "Otherwise",
            "Reporting Lead": "N/A",
            "Reporting Lead Name": "",
            "All ministers": "",
        }
    ]
    mandate = [
        {
            "MLC ID": "100",
            "Commitment": "Ensure health.",
            "Reporting Lead": "Minister of Health",
            "All ministers": "Minister of Health; Ministre of Foreign Affairs; Minister\N{NO-BREAK SPACE}of Transport",
        }
    ]
    letters = [
        {
            "Department": department,
            "Responsible Minister": "A. Person",
            "Date of Mandate Letter": day,
            "Mandate Letter URL": f"https://example.org/{number}",
        }
        for number, (department, day) in enumerate(
            [("Minister of Health", "December 16,2021"), ("Minister of Sport", "November 10, 2023")]
        )
    ]
    files: dict[str, str | bytes] = {
        "canada_promises_2024.jsonl": "\n".join(lines),
        "consolidated_2025_LPC_promises_final.csv": table(*consolidated),
        "2025-LPC-platform.csv": table(*platform),
        "2021-mandate-commitments.csv": table(*mandate),
        "2021MandateLetters.csv": table(*letters),
    }
    imported, bundle = read(tmp_path, "buildcanada", files)
    assert bundle.faults == []
    assert dict(imported.skipped) == {"canada_promises_2024.jsonl": 1, "consolidated_2025_LPC_promises_final.csv": 1}
    records = {record.key: record for record in bundle.records}
    pledges = {id: record for (collection, id), record in records.items() if collection == "pledges"}
    assert list(pledges) == [
        "canada-2021-100",
        "canada-2025-lpc-001",
        "canada-2025-lpc-002",
        "canada-2025-lpc-004",
        "canada-2025-lpc-005",
        "canada-2025-lpc-900",
    ]
    statuses = {id: [one.values["status"] for one in record.items] for id, record in pledges.items()}
    # A score of 0 is one, a blank is none.
    assert list(statuses.values()) == [
        [], ["no_verified_progress"], ["no_verified_progress"], [], ["fulfilled"], [],
    ]  # fmt: skip
    first = pledges["canada-2025-lpc-001"]
    assert first.values["wording"]["text"] == "Build a corridor \N{EN DASH} soon."
    assert first.items[0].values["sources_reviewed_up_to"] == "2025-06-09"
    assert [party["participant"] for party in first.values["parties"]] == [
        "liberal-party-of-canada",
        "canada-minister-of-finance",
        "canada-minister-of-industry",
    ]
    person = records["participants", "a-person"].values
    assert [office["body"] for office in person["offices"]] == ["canada-minister-of-health", "canada-minister-of-sport"]
    assert ("participants", "canada-minister-of-transport") in records
    assert ("participants", "canada-minister-of-foreign-affairs") in records
    published = [record.values["published"] for key, record in records.items() if key[1].startswith("https")]
    assert published == ["2021-12-16", "2023-11-10"]
    load_bundle(engine, bundle, Loading("buildcanada"))
    with engine.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(Pledge)) == 6
