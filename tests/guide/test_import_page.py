"""docs/import.md: its mapping reads its table and gives what the page says."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from app.exchange.formats.strict_yaml import parse
from app.exchange.imports.mapping.imported_file import ImportedFile
from app.exchange.imports.mapping.mapping_file import READY, mapping_of, ready_mappings
from docs.openapi import MAPPING, mapping_schema
from tests.guide.tour import ROOT

PAGE = (ROOT / "docs" / "import.md").read_text()
BLOCKS = re.findall(r"^```([a-z]+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
TABLE, FIRST, TOLD = (next(text for language, text in BLOCKS if language == one) for one in ("csv", "yaml", "text"))


def test_the_first_mapping_gives_what_the_page_says(tmp_path: Path) -> None:
    path = tmp_path / "commitments.csv"
    path.write_text(TABLE)
    with path.open("rb") as opened:
        imported = ImportedFile(opened, path.name, mapping_of(FIRST.encode()))
        bundle = imported.bundle()
    assert bundle.faults == []
    assert dict(imported.given) == {"pledges": 3, "participants": 2, "sources": 1}
    records = {record.id: record for record in bundle.records}
    assert records["border-commission"].values["caveats"] == TOLD.strip().splitlines()
    statuses = [[item.values["status"] for item in records[f"border-commission-{one}"].items] for one in (1, 2, 3)]
    assert statuses == [["in_progress"], [], ["fulfilled"]]
    assert [records[f"border-commission-{one}"].values["due"] for one in (1, 2, 3)] == ["2026-12-31", "2027-03", None]


def test_the_schema_is_that_of_the_code_and_finds_ready_mappings_right() -> None:
    assert MAPPING.read_text() == mapping_schema()
    validator = jsonschema.Draft202012Validator(json.loads(MAPPING.read_text()))
    for name in ready_mappings():
        validator.validate(parse((READY / f"{name}.yaml").read_bytes()).plain())
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({"pacta_mapping": 1, "title": "T", "data_set": "t", "sheets": [{"gives": [{"colour": 1}]}]})


def test_the_page_names_every_field_of_a_cell_and_every_ready_mapping() -> None:
    fields = json.loads(MAPPING.read_text())["$defs"]["Cell"]["properties"]
    named = set(re.findall(r"`([a-z_-]+)`", PAGE))
    assert fields.keys() <= named
    assert set(ready_mappings()) <= named
