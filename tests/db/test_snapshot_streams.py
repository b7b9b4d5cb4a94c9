"""Streams end when nobody waits for them any more, and where a piece takes too long."""

import asyncio
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from app.db import snapshot_streams
from app.db.snapshot_streams import SnapshotStreams
from app.errors import Unavailable
from tests.serving import PATIENCE

AGES = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(600)",
}
SOON = PATIENCE / 2


def make(connection: Connection) -> tuple[str, Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        yield b"at once"
        connection.exec_driver_sql(AGES[connection.dialect.name])
        yield b"never"

    return connection.dialect.name, pieces()


@pytest.fixture
def streams(database_url: str) -> Iterator[SnapshotStreams]:
    streams = SnapshotStreams(database_url, at_once=1)
    yield streams
    streams.stop()


def test_what_is_read_for_nobody_is_ended_at_once(streams: SnapshotStreams, backend: str) -> None:
    async def read() -> float:
        stream = await streams.open(make)
        assert stream.first == backend
        assert await anext(stream) == b"at once"
        with pytest.raises(Unavailable):
            await streams.open(make)
        await asyncio.sleep(0.1)
        begun = time.monotonic()
        await stream.close()
        return time.monotonic() - begun

    assert asyncio.run(read()) < SOON
    # The place of the one that was closed is free.
    assert asyncio.run(read()) < SOON
    assert streams.open_now == 0


def test_a_piece_that_takes_too_long_is_unavailable(streams: SnapshotStreams, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot_streams, "SECONDS", 0.2)

    async def read() -> None:
        stream = await streams.open(make)
        try:
            async with asyncio.timeout(SOON):
                async for piece in stream:
                    assert piece == b"at once"
        finally:
            await stream.close()

    with pytest.raises(Unavailable):
        asyncio.run(read())
    assert streams.open_now == 0
