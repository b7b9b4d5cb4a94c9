"""Whatever was done: the positions that are kept of pledges are those that entries are folded to."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select

from app.ledger.entries.history import Moment, states_at
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.head import head
from app.records.positions.position_standing import PART_TYPE
from app.tables.history import PLEDGE_POSITIONS
from app.values.sort_keys import day_of_part
from tests.ledger.histories import (
    IDS,
    WORLD,
    Step,
    add,
    changes,
    edit,
    erase,
    judge,
    merge,
    parts,
    places,
    promisors,
    some,
    step,
    take_back,
    unmerge,
)
from tests.ledger.worlds import engine_with, live_through

pledges = some("pledges")
taken_steps = st.one_of(
    *[step(add, pledge=pledges, part_type=st.just(PART_TYPE), body=parts[PART_TYPE])] * 4,
    *[step(take_back, pledge=pledges, part_type=st.just(PART_TYPE), place=places)] * 2,
    step(judge, pledge=pledges, change=changes),
    step(
        edit,
        address=st.sampled_from([("pledges", record) for record in IDS["pledges"]]),
        patch=st.fixed_dictionaries({"parties": promisors}),
    ),
    step(erase, address=st.just(("pledges", "new"))),
    st.sampled_from(["pledges", "participants"]).flatmap(
        lambda name: step(
            merge, collection=st.just(name), pair=st.permutations(IDS[name]).map(lambda ids: (ids[0], ids[1]))
        )
    ),
    step(unmerge, place=places),
)


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on a database that holds the world."""
    with engine_with(database_url, WORLD) as engine:
        yield engine


def kept(connection: Connection, number: int) -> set[tuple[Any, ...]]:
    """Return the positions after an entry, as they are kept."""
    rows = PLEDGE_POSITIONS.c
    shown = (rows.pledge_id, rows.id, rows.participant, rows.position, rows.about, rows.taken_last_day, rows.withdrawn)
    statement = select(*shown).where(rows.from_entry <= number, rows.to_entry > number)
    return {tuple(row) for row in connection.execute(statement)}


def folded(connection: Connection, number: int) -> set[tuple[Any, ...]]:
    """Return the same as it follows from entries."""
    states = states_at(connection, record_type_of("pledges"), IDS["pledges"], Moment(number))
    return {
        (
            pledge,
            part.id,
            part.written["participant"],
            part.written["position"],
            part.written["about"],
            day_of_part(part.written["on"], part.recorded_at),
            part.withdrawn is not None,
        )
        for pledge, state in states.items()
        for part in state.parts.get(PART_TYPE, {}).values()
    }


@settings(max_examples=8)
@given(taken=st.lists(taken_steps, min_size=8, max_size=20), gone=st.lists(st.integers(1, 40), max_size=2))
def test_what_is_kept_of_positions_is_what_was_folded(
    engine: Engine, taken: Sequence[Step], gone: Sequence[int]
) -> None:
    with engine.connect() as connection:
        live_through(connection, taken, gone)
        for number in range(len(WORLD), head(connection).number + 1):
            assert kept(connection, number) == folded(connection, number), number
        connection.rollback()
