"""How many statements the service sends to its database, and which."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import event
from typing_extensions import override

from app.db.database import Database
from app.db.reader import HotReader
from app.db.statements import Query

FRAME = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")
"""What every command costs, whatever it does: its transaction, and its savepoint where several share that."""


@dataclass
class Statements:
    """The statements sent, in order: by the writer, by long reads and by hot reads.

    A statement for many rows (executemany) counts once. `frames` are those that only frame a command or a read.
    """

    writes: list[str] = field(default_factory=list)
    long_reads: list[str] = field(default_factory=list)
    hot_reads: list[str] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many there were without the frames."""
        return len(self.writes) + len(self.long_reads) + len(self.hot_reads)


class _CountedReader(HotReader):
    def __init__(self, reader: HotReader, sent: list[str]) -> None:
        self._reader = reader
        self._sent = sent

    @override
    async def start(self) -> None:
        await self._reader.start()

    @override
    async def stop(self) -> None:
        await self._reader.stop()

    @override
    async def __call__(self, query: Query, parameters: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
        self._sent.append(query.compiled("sqlite").text)
        return await self._reader(query, parameters)


@contextmanager
def counted(database: Database) -> Iterator[Statements]:
    """Count what is sent while the context lasts."""
    statements = Statements()
    reader, between = database.hot, database.write.between
    # What the writer does while nobody waits is nobody's request.
    database.write.between = None

    def counting(sent: list[str], *, commanded: bool) -> Any:
        def count(_connection: object, _cursor: object, text: str, *_rest: object) -> None:
            nonlocal commanded
            if text.upper().startswith(FRAME):
                statements.frames.append(text)
                commanded = True
            elif commanded:
                sent.append(text)

        return count

    listeners = [
        # No command is under way yet: before one, the writer sends what begins its transaction.
        (database.write.engine, counting(statements.writes, commanded=False)),
        (database.read.engine, counting(statements.long_reads, commanded=True)),
    ]
    for engine, listener in listeners:
        event.listen(engine, "before_cursor_execute", listener)
    begin = partial(listeners[0][1], None, None, "BEGIN")
    if postgresql := database.write.engine.dialect.name == "postgresql":
        # The driver gets that without SQLAlchemy.
        event.listen(database.write.engine, "begin", begin)
    database.hot = _CountedReader(reader, statements.hot_reads)
    try:
        yield statements
    finally:
        database.hot, database.write.between = reader, between
        if postgresql:
            event.remove(database.write.engine, "begin", begin)
        for engine, listener in listeners:
            event.remove(engine, "before_cursor_execute", listener)
