"""A release is made in as little memory, however much is recorded."""

import tracemalloc
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.db.engines import reading_engine, writing_engine
from app.exchange.releases.commands import edition_of
from app.exchange.releases.making import make_release
from app.settings import Settings
from tests.databases import Databases
from tests.writing import put

PLEDGES = 100
TEXT = "What was promised, at length. " * 600
AT_HAND = 6_000_000
"""Bytes that may be at hand at once: some pieces of half a megabyte, records as they are read, and what they hold."""


@pytest.fixture
def large(databases: Databases, backend: str) -> str:
    """Return a database that holds far more than may be in memory."""
    url = databases.create(backend)
    engine = writing_engine(url)
    with engine.begin() as connection:
        put(connection, "participants", "guatemala", kind="state", name="Guatemala")
        parties = [{"participant": "guatemala", "role": "promisor"}]
        criteria = dict.fromkeys(("fulfilled", "partially_fulfilled", "not_fulfilled"), TEXT)
        for number in range(PLEDGES):
            told = {"title": f"Promise {number}", "summary": TEXT, "wording": {"text": TEXT, "language": "en"}}
            put(connection, "pledges", f"promise-{number}", **told, criteria=criteria, parties=parties)
    engine.dispose()
    return url


def test_memory_does_not_grow_with_what_is_recorded(large: str, databases: Databases, tmp_path: Path) -> None:
    engine = reading_engine(large, connections=1, seconds=60)
    with engine.begin() as connection:
        edition = edition_of(connection, "1", Settings())
        # What is made once and kept takes memory, too.
        make_release(connection, edition, tmp_path).file.unlink()
        tracemalloc.start()
        try:
            made = make_release(connection, edition, tmp_path)
            _now, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    engine.dispose()
    databases.drop(large)
    with ZipFile(made.file) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    assert unpacked > 3 * AT_HAND
    assert peak < AT_HAND
