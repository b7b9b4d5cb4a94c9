"""The pages about the architecture are true: what they name exists, what exists is named, the diagram is as drawn."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Column, ForeignKey, MetaData, String, Table

from app.tables.base import Base
from docs import entities

ROOT = Path(__file__).parents[2]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text()
NAMED = set(re.findall(r"\bapp(?:/\w+)*(?:\.py)?", ARCHITECTURE))
PACKAGES = sorted(file.parent.relative_to(ROOT).as_posix() for file in (ROOT / "app").rglob("__init__.py"))


@pytest.mark.parametrize("path", sorted(NAMED))
def test_what_is_named_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_part_is_named() -> None:
    modules = {file.relative_to(ROOT).as_posix() for file in (ROOT / "app").glob("*.py") if file.stem != "__init__"}
    folders = {path for path in PACKAGES if path.count("/") == 1}
    rooms = {path for path in PACKAGES if path.startswith(("app/ledger/", "app/records/base/"))}
    assert {*modules, *folders, *rooms} - NAMED == set()


def test_the_diagram_is_as_the_tables_are() -> None:
    assert entities.PAGE.read_text() == entities.page(), "docs/entities.md is stale: `make diagram` draws it anew"


def test_every_table_is_drawn() -> None:
    drawn = set(re.findall(r"^    (\w+) \{$", entities.page(), re.MULTILINE))
    assert drawn == set(Base.metadata.tables)


def test_references_are_drawn_from_one_to_many() -> None:
    metadata = MetaData()
    Table("meetings", metadata, Column("id", String, primary_key=True))
    held = Table(
        "visits",
        metadata,
        Column("meeting_id", ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True),
        Column("follows", ForeignKey("meetings.id"), nullable=True),
    )
    assert list(entities._lines(held)) == [
        'meetings ||--o{ visits : "meeting_id"',
        'meetings |o--o{ visits : "follows"',
    ]
    assert [entities._column(column) for column in held.columns] == [
        "string meeting_id PK, FK",
        'string follows FK "or null"',
    ]
