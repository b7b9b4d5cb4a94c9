"""Commands that share a transaction: each stands or falls by itself, and whoever asked hears what became of it."""

import asyncio
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, select

from app.context import Context, context
from app.db.engines import writing_engine
from app.db.writing.writer import Writer
from app.errors import Conflict, Invalid, Unavailable
from app.tables.ledger.entries import Entry
from app.tables.topics import Topic
from tests.db.conftest import Recorded
from tests.serving import PATIENCE
from tests.writing import Gate, in_one_group, put, transactions, writing

pytestmark = pytest.mark.anyio


def topic(record: str) -> Any:
    """Return the command that writes a topic."""
    return partial(put, collection="topics", record=record, name=record.title())


def refused(connection: Connection) -> None:
    """Write, and then refuse."""
    put(connection, "topics", "refused", name="Refused")
    raise Conflict("on second thoughts")


async def test_waiting_commands_share_a_transaction(writer: Writer, recorded: Recorded) -> None:
    answers = await in_one_group(writer, *(topic(f"topic-{number}") for number in range(60)))
    assert [answer.record for answer in answers] == [f"topic-{number}" for number in range(60)]
    assert recorded() == [answer.record for answer in answers]


async def test_more_than_a_group_takes_several_transactions(writer: Writer, recorded: Recorded) -> None:
    gate = Gate()
    with transactions(writer) as begun:
        asked = [asyncio.create_task(writer(gate))]
        await gate.reached()
        asked += [asyncio.create_task(writer(topic(f"topic-{number}"))) for number in range(150)]
        await asyncio.sleep(0)
        gate.open()
        await asyncio.gather(*asked)
    assert len(begun) == 1 + 3
    assert recorded() == [f"topic-{number}" for number in range(150)]


async def test_a_refused_command_leaves_nothing_and_its_neighbours_commit(writer: Writer, recorded: Recorded) -> None:
    before, refusal, after = await in_one_group(writer, topic("before"), refused, topic("after"))
    assert (before.record, after.record) == ("before", "after")
    assert isinstance(refusal, Conflict)
    assert recorded() == ["before", "after"]
    topics = await writer(lambda connection: connection.scalars(select(Topic.id).order_by(Topic.id)).all())
    assert topics == ["after", "before"]


async def test_a_command_that_the_database_refuses_leaves_nothing(writer: Writer, recorded: Recorded) -> None:
    def breaks_a_constraint(connection: Connection) -> None:
        put(connection, "topics", "half", name="Half")
        connection.execute(Topic.__table__.insert(), [{"id": "half"}])  # type: ignore[attr-defined]

    before, failure, after = await in_one_group(writer, topic("before"), breaks_a_constraint, topic("after"))
    assert (before.record, after.record) == ("before", "after")
    assert type(failure).__name__ == "IntegrityError"
    assert recorded() == ["before", "after"]


@pytest.mark.parametrize(
    "error", [StopIteration, StopAsyncIteration, GeneratorExit, asyncio.CancelledError, SystemExit]
)
async def test_whatever_a_command_raises_is_delivered(
    writer: Writer, recorded: Recorded, error: type[BaseException]
) -> None:
    def raises(connection: Connection) -> None:
        put(connection, "topics", "half", name="Half")
        raise error

    # Alone, and in a savepoint beside others.
    with pytest.raises((RuntimeError, StopAsyncIteration, Unavailable)) as alone:
        await asyncio.wait_for(writer(raises), PATIENCE)
    outcomes = await asyncio.wait_for(in_one_group(writer, topic("before"), raises, topic("after")), PATIENCE)
    assert type(outcomes[1]) is alone.type
    if issubclass(error, Exception):
        assert recorded() == ["before", "after"]
    else:
        # It is meant to end more than a command: the transaction is lost with it, and everybody is told.
        assert [type(outcome) for outcome in outcomes] == [Unavailable] * 3
    assert (await asyncio.wait_for(writer(topic("next")), PATIENCE)).record == "next"


async def test_commands_are_answered_whatever_comes_of_telling_of_their_commit(fresh_database_url: str) -> None:
    def fail() -> None:
        raise StopIteration

    writer = Writer(writing_engine(fresh_database_url), committed=fail)
    writer.start()
    for record in ("first", "second"):
        assert (await asyncio.wait_for(writer(topic(record)), PATIENCE)).record == record
    writer.stop()


async def test_a_command_sees_what_its_neighbours_wrote(writer: Writer) -> None:
    child = partial(put, collection="topics", record="child", name="Child", parent="parent")
    orphan, _parent, adopted = await in_one_group(writer, child, topic("parent"), child)
    assert isinstance(orphan, Invalid)
    assert adopted.created


async def test_an_answer_comes_after_the_commit(writer: Writer, recorded: Recorded) -> None:
    gate = Gate()

    def slow(connection: Connection) -> None:
        put(connection, "topics", "slow", name="Slow")
        gate(connection)

    first = asyncio.create_task(writer(slow))
    await gate.reached()
    assert recorded() == []
    assert not first.done()
    gate.open()
    await first
    assert recorded() == ["slow"]


async def test_who_asks_and_in_which_request_arrives_in_the_thread(writer: Writer) -> None:
    async def ask(name: str) -> None:
        context.set(Context(actor=f"the key of {name}", request=f"request-{name}"))
        await writer(topic(name))

    gate = Gate()
    held = asyncio.create_task(writer(gate))
    await gate.reached()
    asked = [asyncio.create_task(ask(name)) for name in ("ana", "ben", "eva")]
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(held, *asked)
    said = await writer(lambda connection: connection.execute(select(Entry.record, Entry.actor, Entry.request)).all())
    assert [tuple(row) for row in said] == [
        (name, f"the key of {name}", f"request-{name}") for name in ("ana", "ben", "eva")
    ]


async def test_a_client_that_left_before_its_turn_is_not_served(writer: Writer, recorded: Recorded) -> None:
    gate = Gate()
    held = asyncio.create_task(writer(gate))
    await gate.reached()
    leaves, stays = asyncio.create_task(writer(topic("leaves"))), asyncio.create_task(writer(topic("stays")))
    await asyncio.sleep(0)
    leaves.cancel()
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(held, stays)
    assert leaves.cancelled()
    assert recorded() == ["stays"]


async def test_a_client_that_left_while_its_group_runs_is_not_served(writer: Writer, recorded: Recorded) -> None:
    first, second = Gate(), Gate()
    asked = [asyncio.create_task(writer(first))]
    await first.reached()
    # These three share the next transaction.
    asked += [asyncio.create_task(writer(second)), asyncio.create_task(writer(topic("stays")))]
    leaves = asyncio.create_task(writer(topic("leaves")))
    await asyncio.sleep(0)
    first.open()
    await second.reached()
    leaves.cancel()
    await asyncio.sleep(0)
    second.open()
    await asyncio.gather(*asked)
    assert recorded() == ["stays"]


async def test_a_client_that_left_while_another_process_writes_is_not_served(
    writer: Writer, recorded: Recorded
) -> None:
    other = writing_engine(writer.engine.url.render_as_string(hide_password=False))
    with other.begin():
        leaves = asyncio.create_task(writer(topic("leaves")))
        # Long enough for the writer to wait for the other's transaction.
        await asyncio.sleep(0.1)
        leaves.cancel()
        await asyncio.sleep(0)
    other.dispose()
    await writer(topic("stays"))
    assert recorded() == ["stays"]


async def test_a_client_that_left_while_its_command_runs_harms_nobody(writer: Writer, recorded: Recorded) -> None:
    gate = Gate()

    def slow(connection: Connection) -> None:
        put(connection, "topics", "left", name="Left")
        gate(connection)

    leaves = asyncio.create_task(writer(slow))
    await gate.reached()
    leaves.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaves
    gate.open()
    assert (await writer(topic("next"))).record == "next"
    # What had begun was finished: nobody can take back what a thread does.
    assert recorded() == ["left", "next"]


def test_a_client_whose_loop_has_ended_harms_nobody(fresh_database_url: str, recorded: Recorded) -> None:
    with writing(fresh_database_url) as writer:
        gate = Gate()

        async def leave() -> None:
            asyncio.get_running_loop().create_task(writer(gate), name="abandoned")
            await gate.reached()

        asyncio.run(leave())
        gate.open()
        assert asyncio.run(writer(topic("next"))).record == "next"
    assert recorded() == ["next"]


async def test_stopping_finishes_what_waits_and_refuses_what_comes(writer: Writer, recorded: Recorded) -> None:
    gate = Gate()
    asked = [asyncio.create_task(writer(gate))]
    await gate.reached()
    asked += [asyncio.create_task(writer(topic(f"topic-{number}"))) for number in range(100)]
    await asyncio.sleep(0)
    stopping = asyncio.create_task(asyncio.to_thread(writer.stop))
    while not writer._closed:  # noqa: ASYNC110 - the other side is a thread
        await asyncio.sleep(0.001)
    with pytest.raises(Unavailable) as late:
        await writer(topic("too-late"))
    assert late.value.status == 503
    assert late.value.headers["Retry-After"] == "1"
    gate.open()
    await asyncio.gather(stopping, *asked)
    assert recorded() == [f"topic-{number}" for number in range(100)]
