"""Writers of the tests' own: commands held back so that they meet, and processes that write side by side."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, event

from app.context import Context, context
from app.db.engines import writing_engine
from app.db.writing.writer import Writer
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.batches import load_batch
from app.ledger.writing import record_commands
from app.preconditions import Condition
from app.write_result import WriteResult
from tests.serving import PATIENCE

Command = Callable[[Connection], Any]
WHATEVER = Condition(versions="*")
"""Replace whatever is there."""


@contextmanager
def writing(database_url: str) -> Iterator[Writer]:
    """Let a writer run while the context lasts."""
    writer = Writer(writing_engine(database_url))
    writer.start()
    try:
        yield writer
    finally:
        writer.stop()


def put(connection: Connection, collection: str, record: str, **body: Any) -> WriteResult:
    """Create or replace a record."""
    record_type = record_type_of(collection)
    written = record_type.written.model_validate(body)
    known = load_batch(connection, record_type, [record])[collection, record].after
    condition = WHATEVER if known else Condition()
    return record_commands.put(
        connection, record_type, record, written, condition, lambda _connection, document: document
    )


class Gate:
    """A command that holds the writer until the gate opens."""

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._opened = threading.Event()

    def __call__(self, _connection: Connection) -> None:
        self._reached.set()
        assert self._opened.wait(PATIENCE), "nobody opened the gate"

    async def reached(self) -> None:
        """Wait until the command runs."""
        assert await asyncio.to_thread(self._reached.wait, PATIENCE), "the gate was never reached"

    def open(self) -> None:
        self._opened.set()


@contextmanager
def transactions(writer: Writer) -> Iterator[list[Connection]]:
    """Gather the transactions that a writer begins while the context lasts."""
    begun: list[Connection] = []
    begin = begun.append
    event.listen(writer.engine, "begin", begin)
    try:
        yield begun
    finally:
        event.remove(writer.engine, "begin", begin)


async def in_one_group(writer: Writer, *group: Command) -> list[Any]:
    """Hand commands to the writer so that they share a transaction; return what became of each, refusals too."""
    gate = Gate()
    held = asyncio.create_task(writer(gate))
    await gate.reached()
    with transactions(writer) as begun:
        asked = [asyncio.create_task(writer(command)) for command in group]
        await asyncio.sleep(0)  # each runs up to where it waits for the writer
        gate.open()
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert len(begun) == 1, "the commands did not share a transaction"
    await held
    return outcomes


def write_many(database_url: str, name: str, count: int) -> None:
    """Write topics as fast as it goes, eight at a time: what a process does beside others."""

    async def write(writer: Writer, share: range) -> None:
        context.set(Context(actor=name, request=f"{name}-{share.start}"))
        for number in share:
            await writer(partial(put, collection="topics", record=f"{name}-{number}", name=f"{name} {number}"))

    async def write_all(writer: Writer) -> None:
        await asyncio.gather(*(write(writer, range(start, count, 8)) for start in range(8)))

    with writing(database_url) as writer:
        asyncio.run(write_all(writer))
