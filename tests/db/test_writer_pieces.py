"""What the writer does beside commands: in pieces, when it is idle, when somebody waits, for a share of its time."""

import asyncio
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection

from app.db.engines import writing_engine
from app.db.writing import writer as writing_module
from app.db.writing.timekeeper import GAP, MOST, SHARE, Timekeeper
from app.db.writing.writer import Writer
from app.errors import Unavailable
from tests.serving import PATIENCE
from tests.writing import Gate, in_one_group

pytestmark = pytest.mark.anyio

PIECE = 0.1


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    def spend(self, seconds: float) -> None:
        self.now += seconds


class Chore:
    """Work that takes time by the clock, and has so many pieces."""

    def __init__(self, clock: Clock, seconds: float = PIECE, pieces: int = 10**9) -> None:
        self.clock, self.seconds, self.left = clock, seconds, pieces
        self.done = 0
        self.finished = threading.Event()

    def __call__(self, _connection: Connection) -> bool:
        if self.left:
            self.clock.spend(self.seconds)
            self.left -= 1
            self.done += 1
        if not self.left:
            self.finished.set()
        return self.left > 0


@contextmanager
def busy(url: str, clock: Clock, between: Callable[[Connection], bool] | None) -> Iterator[Writer]:
    """Let a writer run that is never idle, however long the next command takes to come."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(writing_module, "PAUSE", PATIENCE)
        writer = Writer(writing_engine(url), between, timekeeper=Timekeeper(clock))
        writer.start()
        try:
            yield writer
        finally:
            writer.stop()


async def stream(writer: Writer, clock: Clock, commands: int, seconds: float, at_once: int = 1) -> float:
    """Have commands run one after the other, some of them at once; return the longest that one took by the clock."""
    longest = 0.0

    async def ask() -> None:
        nonlocal longest
        begun = clock()
        await writer(lambda _connection: clock.spend(seconds))
        longest = max(longest, clock() - begun)

    for _ in range(commands // at_once):
        await asyncio.gather(*(ask() for _ in range(at_once)))
    return longest


@pytest.mark.parametrize(("seconds", "at_once"), [(0.001, 1), (0.01, 1), (0.1, 1), (0.01, 10), (0.01, 64)], ids=str)
async def test_while_commands_keep_coming_other_work_gets_a_fifth(
    fresh_database_url: str, seconds: float, at_once: int
) -> None:
    clock = Clock()
    chore = Chore(clock)
    with busy(fresh_database_url, clock, chore) as writer:
        longest = await stream(writer, clock, 640, seconds, at_once)
    # Only now: the last command is answered before the piece that comes after it is over.
    spent = writer.time.commands + writer.time.pieces
    assert writer.time.pieces == pytest.approx(chore.done * PIECE)
    assert writer.time.pieces / spent == pytest.approx(SHARE, abs=max(0.01, 2 * PIECE / spent))
    # Other commands that came at once, in one group or two, and what other work may be owed.
    assert longest <= 2 * seconds * at_once + MOST + PIECE + 1e-6


async def test_a_slow_piece_is_paid_for_by_a_longer_pause(fresh_database_url: str) -> None:
    clock = Clock()
    chore = Chore(clock, seconds=3.0)
    with busy(fresh_database_url, clock, chore) as writer:
        await stream(writer, clock, 1_000, 0.1)
    assert chore.done == pytest.approx(1_000 * 0.1 / (4 * 3.0), abs=1.1)


async def test_what_has_nothing_to_do_takes_nothing(fresh_database_url: str) -> None:
    clock = Clock()
    chore = Chore(clock, pieces=3)
    with busy(fresh_database_url, clock, chore) as writer:
        await stream(writer, clock, 500, 0.01)
        assert chore.done == 3
        assert writer.time.pieces == pytest.approx(3 * PIECE)
        # Nor does it save time up: when there is more to do, commands wait for a piece as ever.
        chore.left = 1_000
        assert await stream(writer, clock, 10, 0.01) <= PIECE + 0.01 + 1e-6
        assert chore.done == 4


async def test_who_is_idle_goes_on_until_all_is_done(fresh_database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # A pause a piece would take longer than anybody waits.
    monkeypatch.setattr(writing_module, "PAUSE", 1.0)
    clock = Clock()
    chore = Chore(clock, seconds=0.01, pieces=200)
    writer = Writer(writing_engine(fresh_database_url), chore, timekeeper=Timekeeper(clock))
    writer.start()
    assert await asyncio.to_thread(chore.finished.wait, PATIENCE)
    # What was done meanwhile is not held against it.
    chore.left = 1
    await stream(writer, clock, 12, 0.01)
    assert writer.time.commands < 1
    writer.stop()


async def test_who_is_idle_looks_again_from_time_to_time(
    fresh_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing_module, "LOOK", 0.01)
    chore = Chore(Clock(), pieces=1)
    writer = Writer(writing_engine(fresh_database_url), chore)
    writer.start()
    assert await asyncio.to_thread(chore.finished.wait, PATIENCE)
    # What comes to be done although nobody writes.
    chore.finished.clear()
    chore.left = 1
    assert await asyncio.to_thread(chore.finished.wait, PATIENCE)
    writer.stop()


class TestSomebodyWaits:
    async def test_it_is_done_although_commands_keep_coming(self, fresh_database_url: str) -> None:
        clock = Clock()
        with busy(fresh_database_url, clock, None) as writer:
            stopped = False

            async def write_on() -> int:
                written = 0
                while not stopped:
                    await writer(lambda _connection: None)
                    written += 1
                return written

            writing = [asyncio.create_task(write_on()) for _ in range(8)]
            chore = Chore(clock, pieces=20)
            more = True
            while more:
                more = await asyncio.wait_for(writer.piece("chore", chore), PATIENCE)
            stopped = True
            assert chore.done == 20
            # Commands were run between the pieces, too.
            assert sum(await asyncio.gather(*writing)) >= 20

    async def test_an_idle_writer_begins_at_once(self, fresh_database_url: str) -> None:
        clock = Clock()
        with busy(fresh_database_url, clock, None) as writer:
            assert not await asyncio.wait_for(writer.piece("chore", Chore(clock, pieces=1)), PATIENCE / 2)

    async def test_all_who_wait_for_the_same_share_a_piece_and_names_take_turns(self, fresh_database_url: str) -> None:
        clock = Clock()
        order: list[str] = []

        def noting(name: str) -> Callable[[Connection], bool]:
            def work(_connection: Connection) -> bool:
                order.append(name)
                return name == "first"

            return work

        with busy(fresh_database_url, clock, None) as writer:
            gate = Gate()
            held = asyncio.create_task(writer(gate))
            await gate.reached()
            asked = [
                asyncio.create_task(writer.piece(name, noting(name)))
                for name in ("first", "second", "first", "third", "second")
            ]
            await asyncio.sleep(0)
            command = asyncio.create_task(writer(lambda _connection: order.append("command")))
            await asyncio.sleep(0)
            gate.open()
            await asyncio.gather(held, command)
            assert await asyncio.gather(*asked) == [True, False, True, False, False]
        assert order == ["first", "command", "second", "third"]

    @pytest.mark.parametrize("asked", [True, False])
    async def test_between_pieces_there_is_time_for_another_process(
        self, fresh_database_url: str, *, asked: bool
    ) -> None:
        spans: list[tuple[float, float]] = []

        def chore(_connection: Connection) -> bool:
            begun = time.monotonic()
            time.sleep(0.05)
            spans.append((begun, time.monotonic()))
            return len(spans) < 6

        writer = Writer(writing_engine(fresh_database_url), None if asked else chore)
        writer.start()
        if asked:
            # Two who ask by turns: as soon as one is answered, the other waits already.
            await asyncio.gather(*(self.ask_until_done(writer, name, chore) for name in ("first", "second")))
        else:
            while len(spans) < 6:  # noqa: ASYNC110 - the other side is a thread
                await asyncio.sleep(0.01)
        writer.stop()
        gaps = [after[0] - before[1] for before, after in itertools.pairwise(spans)]
        assert min(gaps) >= 0.05 * GAP

    async def ask_until_done(self, writer: Writer, name: str, chore: Callable[[Connection], bool]) -> None:
        while await asyncio.wait_for(writer.piece(name, chore), PATIENCE):
            pass

    async def test_a_command_is_run_between_them_at_once(
        self, fresh_database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        writer = Writer(writing_engine(fresh_database_url))
        writer.start()
        # As if the last piece had been very long.
        await writer.piece("first", lambda _connection: False)
        monkeypatch.setattr(writer, "_rested", time.monotonic() + PATIENCE)
        piece = asyncio.create_task(writer.piece("second", lambda _connection: False))
        await asyncio.sleep(0)
        assert await asyncio.wait_for(writer(lambda _connection: 1), PATIENCE / 2) == 1
        monkeypatch.setattr(writer, "_rested", 0.0)
        await asyncio.wait_for(writer(lambda _connection: None), PATIENCE / 2)
        await asyncio.wait_for(piece, PATIENCE / 2)
        writer.stop()

    async def test_nothing_is_done_for_those_who_left(self, fresh_database_url: str) -> None:
        clock = Clock()
        chore, other = Chore(clock), Chore(clock, pieces=1)
        with busy(fresh_database_url, clock, None) as writer:
            gate = Gate()
            held = asyncio.create_task(writer(gate))
            await gate.reached()
            leaves = [asyncio.create_task(writer.piece("chore", chore)) for _ in range(3)]
            stays = asyncio.create_task(writer.piece("other", other))
            await asyncio.sleep(0)
            for one in leaves:
                one.cancel()
            await asyncio.sleep(0)
            gate.open()
            await asyncio.gather(held, stays)
        assert (chore.done, other.done) == (0, 1)

    @pytest.mark.parametrize(
        ("error", "told"), [(KeyError, KeyError), (StopIteration, RuntimeError), (SystemExit, Unavailable)]
    )
    async def test_whatever_it_raises_is_delivered_to_all(
        self, fresh_database_url: str, error: type[BaseException], told: type[Exception]
    ) -> None:
        clock = Clock()

        def raises(_connection: Connection) -> bool:
            raise error

        with busy(fresh_database_url, clock, None) as writer:
            asked = [writer.piece("raises", raises) for _ in range(2)]
            outcomes = await asyncio.wait_for(asyncio.gather(*asked, return_exceptions=True), PATIENCE)
            assert [type(outcome) for outcome in outcomes] == [told, told]
            assert await in_one_group(writer, lambda _connection: 1) == [1]

    async def test_what_the_database_fails_at_is_told_as_that(self, fresh_database_url: str) -> None:
        def fails(connection: Connection) -> bool:
            connection.exec_driver_sql("SELECT nothing FROM nowhere")
            return False

        with busy(fresh_database_url, Clock(), None) as writer, pytest.raises(Exception, match=r"nowhere|Try again"):
            await asyncio.wait_for(writer.piece("fails", fails), PATIENCE)

    async def test_stopping_refuses_what_has_not_begun(self, fresh_database_url: str) -> None:
        clock = Clock()
        writer = Writer(writing_engine(fresh_database_url), timekeeper=Timekeeper(clock))
        writer.start()
        gate = Gate()
        held = asyncio.create_task(writer(gate))
        await gate.reached()
        asked = [asyncio.create_task(writer.piece(name, Chore(clock))) for name in ("first", "second", "third")]
        await asyncio.sleep(0)
        stopping = asyncio.create_task(asyncio.to_thread(writer.stop))
        while not writer._closed:  # noqa: ASYNC110 - the other side is a thread
            await asyncio.sleep(0.001)
        with pytest.raises(Unavailable):
            await writer.piece("late", Chore(clock))
        gate.open()
        outcomes = await asyncio.wait_for(asyncio.gather(stopping, *asked, return_exceptions=True), PATIENCE)
        assert [type(outcome) for outcome in outcomes[1:]] == [bool, Unavailable, Unavailable]
        await held
