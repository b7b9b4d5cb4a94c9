"""Several writers on one database, as several processes of the service would be: one chain, no number twice."""

import asyncio
import threading
import time
from collections import Counter
from functools import partial

import pytest
from sqlalchemy import Connection, select

from app.db.engines import reading_engine
from app.ledger.checking.verification import verify
from app.ledger.model.rows.head import GENESIS
from app.tables.ledger.entries import Entry
from tests.processes import PROCESSES, START
from tests.serving import PATIENCE
from tests.writing import put, write_many, writing

EACH = 60


def entries(database_url: str) -> list[tuple[int, str, str, str]]:
    """Return number, actor, previous and hash of every entry, and hold the ledger to what `verify` asks."""
    engine = reading_engine(database_url, connections=1, seconds=PATIENCE)
    with engine.begin() as connection:
        statement = select(Entry.number, Entry.actor, Entry.previous, Entry.hash).order_by(Entry.number)
        found = [(number, actor, previous, made) for number, actor, previous, made in connection.execute(statement)]
        assert verify(connection) == []
    engine.dispose()
    return found


def test_processes_take_turns(fresh_database_url: str) -> None:
    processes = [PROCESSES.Process(target=write_many, args=(fresh_database_url, name, EACH)) for name in ("ana", "ben")]
    for process in processes:
        process.start()
    for process in processes:
        process.join(START)
        assert process.exitcode == 0

    found = entries(fresh_database_url)
    assert [number for number, *_rest in found] == list(range(1, 2 * EACH + 1))
    assert Counter(actor for _number, actor, *_rest in found) == {"ana": EACH, "ben": EACH}
    assert [previous for _number, _actor, previous, _hash in found] == [GENESIS, *(made for *_rest, made in found)][:-1]


def test_nobody_who_reads_on_from_a_number_misses_an_entry(fresh_database_url: str) -> None:
    seen: list[int] = []
    stop = threading.Event()

    def follow() -> None:
        """Ask for what is new, over and over, as `/changes` and everything that counts by numbers does."""
        engine = reading_engine(fresh_database_url, connections=1, seconds=PATIENCE)
        last_look = False
        while not last_look:
            last_look = stop.is_set()
            with engine.begin() as connection:
                statement = select(Entry.number).where(Entry.number > max(seen, default=0)).order_by(Entry.number)
                seen.extend(connection.scalars(statement))
            time.sleep(0.001)
        engine.dispose()

    def dawdle(connection: Connection, record: str, seconds: float) -> None:
        """Take a number early and commit late."""
        put(connection, "topics", record, name=record)
        time.sleep(seconds)

    async def write() -> None:
        with writing(fresh_database_url) as first, writing(fresh_database_url) as second:
            for number in range(EACH):
                await asyncio.gather(
                    first(dawdle, f"slow-{number}", 0.004),
                    second(partial(put), "topics", f"fast-{number}", name="fast"),
                )

    follower = threading.Thread(target=follow)
    follower.start()
    try:
        asyncio.run(write())
    finally:
        stop.set()
        follower.join(PATIENCE)
    assert seen == [number for number, *_rest in entries(fresh_database_url)] == list(range(1, 2 * EACH + 1))


@pytest.mark.anyio
async def test_a_writer_waits_for_another_to_commit(fresh_database_url: str) -> None:
    order: list[str] = []

    def take(connection: Connection, name: str, wait: threading.Event) -> None:
        order.append(f"{name} begins")
        put(connection, "topics", name, name=name)
        wait.wait(PATIENCE)
        order.append(f"{name} ends")

    held, free = threading.Event(), threading.Event()
    free.set()
    with writing(fresh_database_url) as first, writing(fresh_database_url) as second:
        slow = asyncio.create_task(first(take, "slow", held))
        while not order:  # noqa: ASYNC110 - the other side is a thread
            await asyncio.sleep(0.001)
        fast = asyncio.create_task(second(take, "fast", free))
        await asyncio.sleep(0.1)
        assert order == ["slow begins"]
        held.set()
        await asyncio.gather(slow, fast)
    assert order == ["slow begins", "slow ends", "fast begins", "fast ends"]
