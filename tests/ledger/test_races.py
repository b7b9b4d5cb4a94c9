"""Four races that concurrent writers lose, unless one waits for the other: two writers on one database run them.

Each time one writer is held after it has written and before it commits; the other, which must not judge what is about
to change, is asked meanwhile.
"""

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, select

from app.db.statements import core_table
from app.db.writing.writer import Writer
from app.errors import GuardRefused, Invalid
from app.ledger.model.record_type import record_type_of
from app.preconditions import UNCONDITIONAL
from app.records.pledges.commands import record_status_change
from app.records.pledges.status.schemas import StatusChange
from app.strict_json import decode
from app.write_result import WriteResult
from tests.writing import Command, Gate, put, writing

pytestmark = pytest.mark.anyio

Race = Callable[[Command, Command], Any]
"""`await race(first, second)`: what became of both, where `second` was asked while `first` had not committed."""


@pytest.fixture
def writers(fresh_database_url: str) -> Iterator[tuple[Writer, Writer]]:
    with writing(fresh_database_url) as one, writing(fresh_database_url) as other:
        yield one, other


@pytest.fixture
def race(writers: tuple[Writer, Writer]) -> Race:
    one, other = writers

    async def race(first: Command, second: Command) -> list[Any]:
        gate = Gate()

        def held(connection: Connection) -> Any:
            done = first(connection)
            gate(connection)
            return done

        leading = asyncio.create_task(one(held))
        await gate.reached()
        following = asyncio.create_task(other(second))
        await asyncio.sleep(0.05)
        assert not following.done(), "the second writer did not wait"
        gate.open()
        return list(await asyncio.gather(leading, following, return_exceptions=True))

    return race


def a_participant(record: str, **body: Any) -> Command:
    return partial(put, collection="participants", record=record, **{"kind": "state", "name": record} | body)


def a_topic(record: str, **body: Any) -> Command:
    return partial(put, collection="topics", record=record, **{"name": record} | body)


def a_meeting(record: str, **body: Any) -> Command:
    return partial(
        put, collection="meetings", record=record, **{"title": record, "form": "visit", "status": "held"} | body
    )


def document(connection: Connection, collection: str, record: str) -> dict[str, Any]:
    table = core_table(record_type_of(collection).table)
    stored: dict[str, Any] = decode(connection.scalars(select(table.c.document).where(table.c.id == record)).one())
    return stored


SPEECH = partial(
    put, collection="statements", record="a-speech", kind="claim", summary="Said so", speaker="the-minister"
)
RENAMED = a_participant("the-minister", name="The new name")


@pytest.mark.parametrize(
    ("first", "second"), [(RENAMED, SPEECH), (SPEECH, RENAMED)], ids=["rename first", "rename last"]
)
async def test_no_document_keeps_an_old_name(
    writers: tuple[Writer, Writer], race: Race, first: Command, second: Command
) -> None:
    await writers[0](a_participant("the-minister", name="The old name"))
    await race(first, second)
    speech = await writers[0](document, "statements", "a-speech")
    assert speech["speaker"] == {"id": "the-minister", "name": "The new name"}
    # Renaming is the participant's entry alone: the statement has neither a version nor an entry more.
    assert speech["version"] == 1


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (a_topic, lambda record: {"parent": record}),
        (a_meeting, lambda record: {"part_of": record}),
        (a_participant, lambda record: {"part_of": [{"participant": record}]}),
    ],
    ids=["topics", "meetings", "participants"],
)
async def test_two_links_make_no_circle(
    writers: tuple[Writer, Writer], race: Race, make: Callable[..., Command], field: Callable[[str], dict[str, Any]]
) -> None:
    # Each link is sound by itself; the chain is longer than one step, so that it has to be followed.
    await writers[0](make("upper"))
    await writers[0](make("middle", **field("upper")))
    await writers[0](make("lower"))
    first, second = await race(make("lower", **field("middle")), make("upper", **field("lower")))
    assert isinstance(first, WriteResult)
    assert isinstance(second, Invalid), "the records contain each other"


def a_change(status: str, day: str, **more: Any) -> Command:
    written = StatusChange.model_validate({"status": status, "effective_on": day, "reason": "Seen", **more})
    return lambda connection: record_status_change(connection, "a-pledge", written, UNCONDITIONAL)


EVIDENCE = {"citations": [{"source": "a-report", "act": "concrete_action"}]}
STALLED = a_change("stalled", "2025-03-01", **EVIDENCE)
STALLED_ALL_THE_SAME = a_change(
    "stalled", "2025-03-01", **EVIDENCE, override={"guards": ["reversal_evidence"], "reason": "It was counted wrongly"}
)
FULFILLED = a_change("fulfilled", "2025-02-01", **EVIDENCE)


async def prepare_pledge(writer: Writer) -> None:
    """Make a pledge under way."""
    await writer(partial(put, collection="sources", record="a-report", kind="readout", title="A report"))
    await writer(a_participant("guatemala"))
    parties = [{"participant": "guatemala", "role": "promisor"}]
    pledge: dict[str, Any] = {"title": "A pledge", "kind": "policy", "strength": "firm", "parties": parties}
    await writer(partial(put, collection="pledges", record="a-pledge", **pledge))
    await writer(a_change("in_progress", "2025-01-01", **EVIDENCE))


async def test_a_change_is_judged_on_the_one_that_came_before_it(writers: tuple[Writer, Writer], race: Race) -> None:
    await prepare_pledge(writers[0])
    # From "in progress", where both began, "stalled" needs no reason to come back from.
    _first, second = await race(FULFILLED, STALLED)
    assert isinstance(second, GuardRefused)
    assert second.members["guards"] == ["reversal_evidence"]
    pledge = await writers[0](document, "pledges", "a-pledge")
    assert pledge["status"]["status"] == "fulfilled"


async def test_leaving_fulfilled_is_flagged_whoever_asked_first(writers: tuple[Writer, Writer], race: Race) -> None:
    await prepare_pledge(writers[0])
    _first, second = await race(FULFILLED, STALLED_ALL_THE_SAME)
    change = decode(second.body)
    assert (change["previous"]["status"], change["is_reversal"]) == ("fulfilled", True)


async def test_a_change_that_was_backdated_meanwhile_is_seen(writers: tuple[Writer, Writer], race: Race) -> None:
    await prepare_pledge(writers[0])
    first, _second = await race(STALLED, FULFILLED)
    table = core_table(record_type_of("pledges").part_types["status_changes"].table)
    changed = await writers[0](
        lambda connection: connection.scalar(
            select(table.c.is_reversal).where(table.c.id == first.part.removeprefix("status-changes/"))
        )
    )
    assert changed is True
