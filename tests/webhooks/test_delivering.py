"""Delivering from the ledger: at least once, in order for each record, at a receiver's own pace."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import Connection, delete, select, update

from app.context import Context, context
from app.db.database import Database
from app.errors import NotReady
from app.ledger.projections.projections import Projection, up_to_date
from app.settings import Settings
from app.tables.webhooks import Webhook as Table
from app.tables.webhooks import WebhookDelivery, WebhookLease
from app.values.times.instants import format_instant, parse_instant
from app.vocabulary import WebhookState
from app.webhooks import commands
from app.webhooks.delivery import deliverer, interest, lane
from app.webhooks.delivery.deliverer import Deliverer
from app.webhooks.delivery.outcomes import purge
from app.webhooks.delivery.sender import Outcome
from app.webhooks.events import NEXT
from app.webhooks.schemas import Replay, Webhook
from app.webhooks.secrets import SecretBox, new_secret
from tests.engines import ENGINES
from tests.serving import PATIENCE
from tests.webhooks.conftest import BEGIN, OK, HandClock, Sent, until
from tests.writing import put

SECRET_KEY = "5dIfBFdXoqHNhP2kLMOe9WPQvOqJ4kqzeTnGyTQGKx4="
FAILED = Outcome(500)
GONE = Outcome(410)
COUNT = itertools.count()


@dataclass
class World:
    """A database that is written and delivered from."""

    database: Database
    box: SecretBox
    clock: HandClock

    async def topics(self, *names: str, data_set: str | None = None) -> None:
        """Write topics, an entry each."""
        token = context.set(Context("tester", "-", data_set))
        for name in names:
            await self.database.write(partial(put, collection="topics", record=name, name=f"{name} {next(COUNT)}"))
        context.reset(token)

    async def webhook(self, id: str = "newsroom", **fields: Any) -> None:
        given = Webhook(id=id, url=fields.pop("url", f"https://{id}.example/"), **fields)
        secret = new_secret()
        await self.database.write(commands.create, given, secret, self.box.close(secret))

    async def rows(self, column: Any = WebhookDelivery.state) -> dict[int, Any]:
        """Return the log: of each entry, what the column holds."""
        statement = select(WebhookDelivery.number, column).order_by(WebhookDelivery.number)
        return dict(await self.database.write(lambda connection: connection.execute(statement).all()))

    async def states(self) -> list[str]:
        """Return the states in the log, in the order of their entries."""
        return [str(state) for state in (await self.rows()).values()]

    async def health(self) -> tuple[Any, ...]:
        """Return the state of the only webhook, why it is disabled, and since when it fails."""
        statement = select(Table.state, Table.disabled_because, Table.failing_since)
        return tuple(await self.database.write(lambda connection: connection.execute(statement).one()))

    async def settled(self) -> int:
        statement = select(Table.settled)
        return await self.database.write(lambda connection: connection.execute(statement).scalar_one())

    @asynccontextmanager
    async def delivering(self, send: lane.Send, **options: Any) -> AsyncIterator[None]:
        task = asyncio.create_task(Deliverer(self.database, self.box, send, self.clock, **options).run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


Run = Callable[[Callable[[World], Any]], None]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliverer, "LOOK", 0.02)
    monkeypatch.setattr(deliverer, "GAP", 0.0)
    monkeypatch.setattr(lane, "REST", 0.01)


@pytest.fixture
def run(database_url: str) -> Run:
    """Return what runs a scenario on the database of the module, without webhooks of others."""
    settings = Settings(database_url=database_url, secret_key=SecretStr(SECRET_KEY), synchronous="normal")

    def clean(connection: Connection) -> None:
        for table in (WebhookDelivery, Table, WebhookLease):
            connection.execute(delete(table))

    async def running(scenario: Callable[[World], Any]) -> None:
        database = Database(settings)
        await database.start()
        try:
            await database.write(clean)
            async with asyncio.timeout(PATIENCE):
                await scenario(World(database, SecretBox(settings), HandClock()))
        finally:
            await database.stop()
            for used in (database.write, database.read):
                ENGINES.give_back(used.engine)

    return lambda scenario: asyncio.run(running(scenario))


def test_each_entry_once_in_order_from_the_beginning_of_the_webhook(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.topics("before")
        await world.webhook()
        sent = Sent()
        async with world.delivering(sent):
            await world.topics("one", "two", "one")
            await until(lambda: len(sent.events) == 3)
            await world.topics("three")
            await until(lambda: len(sent.events) == 4)
        assert sent.records() == ["one", "two", "one", "three"]
        assert sent.numbers == sorted(set(sent.numbers))
        assert {event["type"] for event in sent.events} == {"topics.put"}
        assert sent.events[0]["address"] == "/v1/topics/one"
        assert set(await world.rows()) == set(sent.numbers)
        assert await world.settled() == sent.numbers[-1]
        # What is settled is not sent by whoever comes next.
        async with world.delivering(sent):
            await world.topics("four")
            await until(lambda: len(sent.events) == 5)
        assert sent.records()[-1] == "four"

    run(scenario)


def test_filters(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.webhook("of-one", records=["topics/one"])
        await world.webhook("of-pledges", collections=["pledges"])
        await world.webhook("of-set", collections=["topics"], data_sets=["register"])
        await world.webhook("of-deletions", operations=["delete"])
        sent = Sent()
        async with world.delivering(sent):
            await world.topics("one", "two")
            await world.topics("three", data_set="register")
            await until(lambda: len(sent.events) == 2)
        found = {(event["url"], event["record"]) for event in sent.events}
        assert found == {("https://of-one.example/", "one"), ("https://of-set.example/", "three")}

    run(scenario)


def test_only_the_record_whose_delivery_failed_waits(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.webhook()
        sent = Sent(lambda event: FAILED if event["record"] == "bad" else Outcome(200))
        async with world.delivering(sent):
            await world.topics("bad", "good", "bad", "good")
            await until(lambda: sent.records().count("good") == 2)
            await until_told(world.states, ["pending", "delivered", "pending", "delivered"])
            assert sent.records().count("bad") == 1
            # Nothing below is open but for its row: the ledger is not read again.
            await until_told(world.settled, max(sent.numbers))
            world.clock.forward(seconds=4)
            await asyncio.sleep(0.02)
            assert sent.records().count("bad") == 1
            sent.answer = lambda _event: Outcome(204)
            world.clock.forward(seconds=3)
            await until(lambda: sent.records().count("bad") == 3)
        first, again, behind = [event["number"] for event in sent.events if event["record"] == "bad"]
        assert first == again < behind
        assert set((await world.rows()).values()) == {"delivered"}
        ids = [headers["webhook-id"] for headers in sent.headers]
        assert len(set(ids)) == len(ids) - 1

    run(scenario)


def test_the_times_of_the_attempts_and_the_dead_letter(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.webhook()
        sent = Sent(lambda _event: FAILED)
        async with world.delivering(sent):
            await world.topics("doomed")
            for attempt, least in enumerate((5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400), start=1):
                await until(partial(sent.has, attempt))
                await until_state(world, attempt)
                (next_at,) = (await world.rows(WebhookDelivery.next_at)).values()
                waits = (parse_instant(next_at) - world.clock.now()).total_seconds()
                assert least <= waits <= least * 1.2
                world.clock.forward(seconds=waits)
            await until(lambda: len(sent.events) == 10)
            await until_state(world, 10)
        assert list((await world.rows()).values()) == ["dead"]
        assert list((await world.rows(WebhookDelivery.status)).values()) == [500]
        # It is delivered where somebody asks for it, and then no longer dead.
        (number,) = await world.rows()
        await world.database.write(commands.replay, "newsroom", Replay(number=number))
        sent.answer = lambda _event: Outcome(200)
        world.clock.at = BEGIN.replace(year=2100)
        async with world.delivering(sent):
            await until(lambda: len(sent.events) == 11)
        assert list((await world.rows()).values()) == ["delivered"]

    run(scenario)


async def until_told(read: Callable[[], Awaitable[Any]], expected: object) -> None:
    """Wait until what is read of the database is what is expected."""
    while await read() != expected:  # noqa: ASYNC110 - a row has no event
        await asyncio.sleep(0.002)


async def until_state(world: World, attempts: int) -> None:
    while attempts not in (await world.rows(WebhookDelivery.attempts)).values():  # noqa: ASYNC110 - a row has no event
        await asyncio.sleep(0.002)


def test_a_slow_receiver_delays_nobody_else(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.webhook("slow")
        await world.webhook("quick")
        slow, quick = Sent(held=asyncio.Event()), Sent()

        async def send(address: str, headers: Any, body: str) -> Outcome:
            return await (slow if "slow" in address else quick)(address, headers, body)

        async with world.delivering(send):
            names = [f"topic-{number}" for number in range(20)]
            await world.topics(*names)
            await until(lambda: len(quick.events) == 20)
            assert len(slow.events) == slow.most == lane.AT_ONCE
            slow.release()
            await until(lambda: len(slow.events) == 20)
        assert slow.most == lane.AT_ONCE

    run(scenario)


@pytest.mark.parametrize(("retry_after", "wait"), [(None, 30), (3600, 3600), (10**9, 86400)])
def test_who_is_too_busy_is_left_alone(run: Run, retry_after: float | None, wait: int) -> None:
    async def scenario(world: World) -> None:
        await world.webhook()
        sent = Sent(lambda _event: Outcome(503, retry_after=retry_after))
        async with world.delivering(sent):
            await world.topics("one")
            await until(lambda: len(sent.events) == 1)
            await until_state(world, 1)
            await world.topics("two", "three", "four")
            world.clock.forward(seconds=wait - 1)
            await asyncio.sleep(0.05)
            assert len(sent.events) == 1
            sent.answer, sent.held = lambda _event: Outcome(200), asyncio.Event()
            world.clock.forward(seconds=2)
            await until(lambda: len(sent.events) == 2)
            await asyncio.sleep(0.02)
            # One attempt alone looks whether it has recovered.
            assert sent.most == 1
            sent.release()
            await until(lambda: len(sent.events) == 5)

    run(scenario)


def test_who_has_gone_is_disabled_and_gets_all_once_resumed(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.webhook()
        sent = Sent(lambda _event: GONE)
        async with world.delivering(sent):
            await world.topics("one")
            await until(lambda: len(sent.events) == 1)
            await until_state(world, 1)
            await world.topics("two")
            await asyncio.sleep(0.05)
            assert len(sent.events) == 1
            state, why, failing = await world.health()
            assert (state, failing) == (WebhookState.DISABLED, format_instant(BEGIN))
            assert why == "its receiver answered that it has gone (410)"
            sent.answer = lambda _event: Outcome(200)
            world.clock.forward(minutes=1)
            await world.database.write(commands.set_state, "newsroom", WebhookState.ACTIVE)
            await until(lambda: sorted(sent.records()) == ["one", "one", "two"])
            await until_state(world, 2)
            assert await world.health() == (WebhookState.ACTIVE, None, None)

    run(scenario)


def test_who_took_nothing_for_days_is_disabled(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.webhook()
        sent = Sent(lambda event: FAILED if event["record"] == "bad" else OK)
        async with world.delivering(sent, patience=timedelta(days=2)):

            async def fail(attempt: int, **later: float) -> tuple[Any, ...]:
                world.clock.forward(**later)
                if attempt == 1:
                    await world.topics("bad")
                await until_state(world, attempt)
                return await world.health()

            assert await fail(1) == (WebhookState.ACTIVE, None, format_instant(BEGIN))
            # Whatever it takes meanwhile says that it is there.
            await world.topics("good")
            while (await world.health())[2] is not None:  # noqa: ASYNC110 - a row has no event
                await asyncio.sleep(0.002)
            begun = format_instant(BEGIN + timedelta(hours=47))
            assert await fail(2, hours=47) == (WebhookState.ACTIVE, None, begun)
            assert (await fail(3, hours=46))[0] == WebhookState.ACTIVE
            found = await fail(4, hours=3)
            assert found == (WebhookState.DISABLED, "its receiver took nothing for 2 days", begun)
            assert set((await world.rows()).values()) == {"pending", "delivered"}

    run(scenario)


def test_while_nobody_delivered_nothing_could_be_taken(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.webhook()
        sent = Sent(lambda _event: FAILED)
        async with world.delivering(sent):
            await world.topics("one")
            await until_state(world, 1)
        world.clock.forward(days=30)
        async with world.delivering(sent):
            await until_state(world, 2)
            assert (await world.health())[0] == WebhookState.ACTIVE
            world.clock.forward(hours=2)
            await until_state(world, 3)
            assert (await world.health())[0] == WebhookState.DISABLED

    run(scenario)


def test_a_pause_keeps_all_for_later(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.webhook()
        sent = Sent()
        await world.database.write(commands.set_state, "newsroom", WebhookState.PAUSED)
        async with world.delivering(sent):
            await world.topics("one", "two")
            await asyncio.sleep(0.05)
            assert sent.events == []
            await world.database.write(commands.set_state, "newsroom", WebhookState.ACTIVE)
            await until(lambda: sent.records() == ["one", "two"])

    run(scenario)


def test_a_replay_delivers_all_again_in_order_open_ones_too(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.webhook()
        sent = Sent(lambda event: FAILED if event["record"] == "two" else Outcome(200))
        async with world.delivering(sent):
            await world.topics("one", "two", "two", "three")
            await until(lambda: len(sent.events) == 3)
            await until_state(world, 1)
            first = min(sent.numbers)
            sent.answer = lambda _event: Outcome(200)
            sent.events.clear()
            await world.database.write(commands.replay, "newsroom", Replay(from_number=first))
            await until(lambda: len(sent.events) == 4)
            assert [number for number in sent.numbers if number in {first + 1, first + 2}] == [first + 1, first + 2]
            await asyncio.sleep(0.05)
            assert len(sent.events) == 4
        assert list((await world.rows()).values()) == ["delivered"] * 4

    run(scenario)


def test_where_much_is_open_the_ledger_keeps_the_rest(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "MOST_HELD", 5)

    async def scenario(world: World) -> None:
        await world.topics("before")
        await world.webhook()
        await world.topics("one", "two")
        sent = Sent(lambda _event: FAILED)
        async with world.delivering(sent):
            for number in range(20):
                await world.topics(f"more-{number}")
                await asyncio.sleep(0.005)
            assert len(sent.events) < 20
            await until_told(world.states, ["pending"] * len(sent.events))
            sent.answer = lambda _event: Outcome(200)
            world.clock.forward(minutes=1)
            await until(lambda: len(set(sent.records())) == 22)

    run(scenario)


def test_two_processes_deliver_one_at_a_time(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.webhook()
        first, second = Sent(), Sent()
        async with world.delivering(first):
            await world.topics("one")
            await until(lambda: len(first.events) == 1)
            async with world.delivering(second):
                await world.topics("two")
                await until_told(world.states, ["delivered"] * 2)
                await asyncio.sleep(0.05)
                assert second.events == []
                # The first one is not heard of any more, and another one takes its place …
                stolen = update(WebhookLease).values(holder="another")
                await world.database.write(lambda connection: connection.execute(stolen).rowcount)
                await world.topics("three")
                await until(lambda: len(first.events) == 3)
                await asyncio.sleep(0.05)
                # … so what the first one sent meanwhile it may not keep.
                assert len(await world.rows()) == 2
                world.clock.forward(seconds=11)
                await until(lambda: len(first.events) + len(second.events) == 4)
                await until_told(world.states, ["delivered"] * 3)
        # Whoever it was: the entry whose delivery nobody kept came again.
        assert (first.records() + second.records()).count("three") == 2

    run(scenario)


def test_who_ends_lets_another_begin_at_once(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.webhook()
        sent = Sent()
        for count, name in enumerate(("one", "two"), start=1):
            async with world.delivering(sent):
                await world.topics(name)
                await until(partial(sent.has, count))
        assert sent.records() == ["one", "two"]

    run(scenario)


def test_what_was_under_way_at_the_end_is_sent_again(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.webhook()
        sent = Sent(held=asyncio.Event())
        async with world.delivering(sent):
            await world.topics("one", "two")
            await until(lambda: len(sent.events) == 2)
        assert await world.rows() == {}
        sent.release()
        async with world.delivering(sent):
            await until(lambda: sent.records() == ["one", "two", "one", "two"])

    run(scenario)


def test_a_secret_of_another_key_is_told_and_loses_nothing(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.webhook()
        world.box = SecretBox(Settings(secret_key=SecretStr(SECRET_KEY.swapcase())))
        sent = Sent()
        async with world.delivering(sent):
            await world.topics("one")
            await until_state(world, 1)
            (error,) = (await world.rows(WebhookDelivery.error)).values()
            assert "rotate it" in error
            secret = new_secret()
            await world.database.write(commands.rotate_secret, "newsroom", secret, world.box.close(secret))
            while not sent.records():
                # Until the change is seen, it is tried with the secret before.
                world.clock.forward(hours=25)
                await asyncio.sleep(0.02)
            assert sent.records() == ["one"]

    run(scenario)


def test_the_log_is_kept_for_a_month(run: Run) -> None:
    async def scenario(world: World) -> None:
        await world.webhook()
        sent = Sent(lambda event: FAILED if event["record"] == "bad" else Outcome(200))
        async with world.delivering(sent):
            await world.topics("good", "bad")
            await until(lambda: len(sent.events) == 2)
            await until_state(world, 1)
        kept = partial(purge, before=world.clock.now())
        assert not await world.database.write(kept)
        assert len(await world.rows()) == 2
        await world.database.write(purge, world.clock.now() + timedelta(seconds=1))
        # What is pending stays, however old.
        assert list((await world.rows()).values()) == ["pending"]

    run(scenario)


def test_what_is_written_while_a_page_is_read_is_not_passed_over(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(world: World) -> None:
        await world.webhook()
        hot = world.database.hot

        async def slow(query: Any, values: Any) -> Any:
            rows = await hot(query, values)
            if query is NEXT:
                await asyncio.sleep(0.01)
            return rows

        sent = Sent()
        with monkeypatch.context() as patch:
            patch.setattr(world.database, "hot", slow)
            patch.setattr(deliverer, "LOOK", 0.001)
            async with world.delivering(sent):
                for number in range(20):
                    await world.topics(f"topic-{number}")
                    await asyncio.sleep(0.003)
                await until(partial(sent.has, 20))

    run(scenario)


def test_entries_wait_until_it_is_known_what_records_have_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(world: World) -> None:
        await world.topics("fish", "trade")
        await world.webhook(topics=["fish"])
        sent, refusals, is_ready = Sent(lambda _event: FAILED), 0, True

        async def gathering(database: Database, projection: Projection) -> int:
            nonlocal refusals
            if not is_ready:
                refusals += 1
                raise NotReady("It is still being gathered.")
            return await up_to_date(database, projection)

        with monkeypatch.context() as patch:
            patch.setattr(interest, "up_to_date", gathering)
            async with world.delivering(sent):
                await world.topics("fish")
                await until_told(world.states, ["pending"])
                is_ready = False
                await world.topics("trade", "fish")
                # It is asked again and again, and meanwhile what is open goes on.
                await until(lambda: refusals > 2)
                sent.answer = lambda _event: OK
                world.clock.forward(seconds=6)
                await until(partial(sent.has, 2))
                await until_told(world.states, ["delivered"])
                assert len(set(sent.numbers)) == 1
                is_ready = True
                await until(partial(sent.has, 3))
                await until_told(world.states, ["delivered", "delivered"])
        assert (sent.records(), sent.numbers[2]) == (["fish"] * 3, sent.numbers[0] + 2)

    run(scenario)
