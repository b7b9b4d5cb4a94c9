"""Tables in memory are made when they are first asked for, by whichever of several threads comes first."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table

from app.features.statistics.memory.twin_rows import twin_in_memory

THREADS = 8


@pytest.fixture
def hurried() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("hurried")
def test_many_threads_that_ask_at_once_get_one_table() -> None:
    together = Barrier(THREADS)

    def ask(twin: Table) -> Table:
        together.wait()
        return twin_in_memory(twin)

    with ThreadPoolExecutor(THREADS) as threads:
        for number in range(50):
            key, entry = Column("made_up_id", String), Column("to_entry", Integer)
            twin = Table(f"made_up_{number}_history", MetaData(), key, entry)
            assert len({id(table) for table in threads.map(ask, [twin] * THREADS)}) == 1
