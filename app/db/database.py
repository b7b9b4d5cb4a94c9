"""A database as the service uses it: one writer, hot reads, long reads."""

from collections.abc import Callable

from sqlalchemy import Connection

from app.db.engines import reading_engine, writing_engine
from app.db.reader import LongReader, hot_reader
from app.db.writing.commit_notifier import CommitNotifier
from app.db.writing.writer import Writer
from app.settings import Settings


class Database:
    """The writer and the two readers of a database, opened and closed together. `committed` is notified of commits."""

    def __init__(self, settings: Settings, between: Callable[[Connection], bool] | None = None) -> None:
        """Make the writer, which calls `between` while nobody waits, and the readers; `start` connects them."""
        address = settings.database_url
        threads = settings.slow_read_threads
        self.committed = CommitNotifier()
        self.write = Writer(writing_engine(address, synchronous=settings.synchronous), between, self.committed.notify)
        self.hot = hot_reader(address, connections=settings.read_connections)
        seconds = settings.slow_read_seconds
        engine = reading_engine(address, connections=threads, seconds=seconds)
        self.read = LongReader(engine, threads=threads, seconds=seconds)

    async def start(self) -> None:
        """Connect. SQLite's file is opened by the writer first, which makes it if it is not there."""
        self.write.start()
        await self.write(lambda connection: connection.exec_driver_sql("SELECT 1").scalar())
        await self.hot.start()

    async def stop(self) -> None:
        """Finish the waiting writes, then disconnect."""
        self.committed.close()
        self.write.stop()
        await self.hot.stop()
        self.read.stop()
