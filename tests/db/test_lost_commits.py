"""PostgreSQL's reply to COMMIT is lost: whoever asked is told what really became of it, or that nobody knows."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection

from app.db.engines import writing_engine
from app.db.writing.writer import Writer
from app.errors import OutcomeUnknown, Unavailable
from app.write_result import WriteResult
from tests.db.conftest import Recorded, on_postgresql
from tests.lossy_proxy import Loss, LossyProxy, lossy_proxy
from tests.serving import PATIENCE
from tests.writing import Gate, put

pytestmark = [pytest.mark.anyio, on_postgresql]

GROUP = ("first", "second", "third")


@pytest.fixture
def proxy(fresh_database_url: str) -> Iterator[LossyProxy]:
    """Return a proxy to an empty database."""
    with lossy_proxy(fresh_database_url) as proxy:
        yield proxy


@contextmanager
def writing_through(proxy: LossyProxy, settling: float) -> Iterator[Writer]:
    """Let a writer behind the proxy run that looks into a lost COMMIT for so many seconds."""
    writer = Writer(writing_engine(proxy.url), settling=settling)
    writer.start()
    try:
        yield writer
    finally:
        writer.stop()


@pytest.fixture
def writer(proxy: LossyProxy) -> Iterator[Writer]:
    """Return a writer behind the proxy that looks into a lost COMMIT until it knows."""
    with writing_through(proxy, PATIENCE) as writer:
        yield writer


def topic(record: str) -> Callable[[Connection], WriteResult]:
    """Return the command that writes a topic."""
    return partial(put, collection="topics", record=record, name=record)


async def written_together(writer: Writer, proxy: LossyProxy, loss: Loss) -> list[Any]:
    """Let commands share a transaction whose COMMIT is lost; return what each is told."""
    gate = Gate()
    held = asyncio.create_task(writer(gate))
    await gate.reached()
    # The gate has a transaction of its own, which is not to be lost.
    losing = asyncio.create_task(writer(lambda _connection: setattr(proxy, "loses", loss)))
    asked = [asyncio.create_task(writer(topic(record))) for record in GROUP]
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(held, losing, return_exceptions=True)
    return await asyncio.gather(*asked, return_exceptions=True)


async def test_what_was_committed_is_answered_as_if_nothing_had_been_lost(
    writer: Writer, proxy: LossyProxy, recorded: Recorded
) -> None:
    answers = await written_together(writer, proxy, Loss.REPLY)
    assert [answer.record for answer in answers] == list(GROUP)
    assert recorded() == list(GROUP)
    assert (await writer(topic("next"))).created


async def test_what_was_not_committed_is_refused_and_can_be_sent_again(
    writer: Writer, proxy: LossyProxy, recorded: Recorded
) -> None:
    refusals = await written_together(writer, proxy, Loss.REQUEST)
    assert [type(refusal) for refusal in refusals] == [Unavailable] * len(GROUP)
    assert recorded() == []
    assert (await writer(topic("first"))).created


@pytest.mark.parametrize(("loss", "written"), [(Loss.REPLY, list(GROUP)), (Loss.REQUEST, [])])
async def test_while_the_server_is_out_of_reach_nobody_says_that_nothing_was_written(
    proxy: LossyProxy, recorded: Recorded, loss: Loss, written: list[str]
) -> None:
    proxy.stays_down = True
    with writing_through(proxy, settling=0.5) as writer:
        refusals = await written_together(writer, proxy, loss)
        assert [type(refusal) for refusal in refusals] == [OutcomeUnknown] * len(GROUP)
        assert "nothing was written" not in refusals[0].detail.lower()
        assert recorded() == written
        proxy.recover()
        assert (await writer(topic("next"))).created
    assert recorded() == [*written, "next"]


async def test_a_command_without_entries_is_settled_too(writer: Writer, proxy: LossyProxy) -> None:
    def lose(_connection: Connection, loss: Loss) -> str:
        proxy.loses = loss
        return "done"

    assert await writer(lose, Loss.REPLY) == "done"
    with pytest.raises(Unavailable):
        await writer(lose, Loss.REQUEST)
