"""What tests of bundles share: files to write them to, and databases to load them into."""

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from sqlalchemy import Engine

from app.db.engines import writing_engine

Write = Callable[..., Path]
"""`write("a.yaml", text)`: a file in the bundle's folder; the folder is returned."""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Return what writes files into a folder, `bundle` below the working directory."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "bundle"

    def write(name: str, content: str | bytes) -> Path:
        folder.mkdir(exist_ok=True)
        octets = content if isinstance(content, bytes) else dedent(content).encode()
        (folder / name).write_bytes(octets)
        return folder

    return write


@pytest.fixture
def engine(fresh_database_url: str) -> Iterator[Engine]:
    """Return the engine of an empty database of the test's own."""
    engine = writing_engine(fresh_database_url)
    yield engine
    engine.dispose()
