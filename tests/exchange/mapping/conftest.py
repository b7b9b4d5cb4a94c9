"""What tests of mappings share: a file and a mapping, gone through."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from app.exchange.imports.mapping.imported_file import ImportedFile
from app.exchange.imports.mapping.mapping_file import mapping_of


@dataclass
class Gone:
    """A file that was gone through."""

    imported: ImportedFile
    records: dict[tuple[str, str], dict[str, Any]]
    parts: dict[tuple[str, str], list[dict[str, Any]]]

    @property
    def faults(self) -> list[str]:
        return [str(fault) for fault in self.imported.faults]

    @property
    def notes(self) -> list[str]:
        return [f"{note.sheet}: {note.message} ({note.times})" for note in self.imported.notes]


GoThrough = Callable[..., Gone]
HEAD = "pacta_mapping: 1\ntitle: Scores\ndata_set: scores\n"


@pytest.fixture
def go_through(tmp_path: Path) -> GoThrough:
    """Return what goes through a file, given as text or bytes, with a mapping whose head is made."""

    def go_through(content: str | bytes, mapping: str, name: str = "table.csv") -> Gone:
        path = tmp_path / "upload"
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
        with path.open("rb") as opened:
            imported = ImportedFile(opened, name, mapping_of((HEAD + dedent(mapping)).encode()))
            records = list(imported)
        return Gone(
            imported,
            {record.key: record.values for record in records},
            {record.key: [item.values for item in record.items] for record in records},
        )

    return go_through
