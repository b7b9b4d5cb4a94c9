"""Rows that speak of one record, what the loader then refuses with its place, and previews."""

from pathlib import Path
from textwrap import dedent

import pytest

from app.db.engines import writing_engine
from app.exchange.formats.faults import BadBundle
from app.exchange.imports.mapping.imported_file import ImportedFile, preview
from app.exchange.imports.mapping.mapping_file import mapping_of
from app.exchange.loading.loader import load_bundle
from app.exchange.loading.part_plan import Loading
from tests.exchange.mapping.conftest import HEAD, GoThrough

STATUSES = """\
    records: {participants: [{id: guatemala, kind: state, name: Guatemala}]}
    cites: {source: scores, section: {join: [{use: sheet}, ":", {use: line}]}}
    sheets:
      - gives:
          - collection: pledges
            id: {column: id, id: true}
            repeated: merge
            record:
              title: {column: title}
              due: {column: due}
              parties: [{participant: guatemala, role: promisor}]
              status_changes:
                - status: {column: status}
                  effective_on: {column: on}
                  reason: As published.
    """
TABLE = (
    "id,title,due,status,on\np1,One,,in_progress,2025-01-01\np2,Two,,planned,2025-01-01\np1,,2026,{status},2025-02-01\n"
)


def test_rows_of_one_id_are_one_record_and_each_part_cites_its_row(go_through: GoThrough) -> None:
    gone = go_through(TABLE.format(status="stalled"), STATUSES)
    assert gone.faults == []
    pledge = gone.records["pledges", "p1"]
    assert (pledge["title"], pledge["due"], len(pledge["parties"])) == ("One", "2026", 1)
    assert [one["section"] for one in pledge["citations"]] == ["table.csv:2"]
    assert [(one["status"], one["citations"][0]["section"]) for one in gone.parts["pledges", "p1"]] == [
        ("in_progress", "table.csv:2"),
        ("stalled", "table.csv:4"),
    ]


def test_rows_of_one_id_that_contradict_each_other_are_a_fault_or_the_first_is_right(go_through: GoThrough) -> None:
    table = "id,title,due,status,on\np1,One,2026,,\np1,Two,2026,,\n"
    assert go_through(table, STATUSES).faults == [
        "table.csv:3: column 'title': title differs from what table.csv:2 says of the same record"
    ]
    first = go_through(table, STATUSES.replace("repeated: merge", "repeated: first"))
    assert first.records["pledges", "p1"]["title"] == "One"
    assert first.notes == ["table.csv: title of pledges differs from what an earlier row says, which is kept (1)"]


def test_what_the_loader_refuses_is_told_with_sheet_line_and_column(tmp_path: Path, fresh_database_url: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLE.format(status="fulfilled"))
    with path.open("rb") as opened:
        bundle = ImportedFile(opened, "table.csv", mapping_of((HEAD + dedent(STATUSES)).encode())).bundle()
    engine = writing_engine(fresh_database_url)
    with pytest.raises(BadBundle) as refused:
        load_bundle(engine, bundle, Loading("scores"))
    engine.dispose()
    (fault,) = refused.value.faults
    assert (fault.file, fault.line, fault.field) == ("table.csv", 4, "status_changes[1].citations")
    assert "guard concrete_action" in fault.message


def test_a_preview_shows_what_the_first_rows_become(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLE.format(status="stalled") + "".join(f"p{one},Title,,,\n" for one in range(3, 100)))
    with path.open("rb") as opened:
        reports = preview(opened, "table.csv", mapping_of((HEAD + dedent(STATUSES)).encode()), 2)
    assert [(one.line, one.cells, [(given[0], given[1]) for given in one.given]) for one in reports] == [
        (2, ["p1", "One", "", "in_progress", "2025-01-01"], [("pledges", "p1")]),
        (3, ["p2", "Two", "", "planned", "2025-01-01"], [("pledges", "p2")]),
    ]
