"""Whatever was done: what is kept of what follows from citations is what follows from what entries are folded to."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select

from app.ledger.entries.history import Moment, states_at, with_parts_of
from app.ledger.model.citations import attestation, disputed
from app.ledger.model.record_state import State
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.head import head
from app.tables.history import ATTESTATIONS, DISPUTES
from tests.ledger.histories import (
    IDS,
    WORLD,
    Step,
    accounts,
    add,
    add_to_list,
    change_in_list,
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
    strike,
    support,
    take_back,
    unmerge,
    withdraw,
)
from tests.ledger.worlds import engine_with, live_through

DAYS = ["2025-01-01", "2025-03-01", "2025-03-02", "2025-04-09", "2025-04-30", "2025-05-05", "2099-01-01"]

pledge = st.sampled_from([("pledges", record) for record in IDS["pledges"]])
cited = st.sampled_from([(name, record, "citations") for name in ("pledges", "meetings") for record in IDS[name]])
spoken = {"citations": st.lists(accounts, min_size=1, max_size=2)}
part_types = st.sampled_from(["assessments", "milestones", "positions"])


def also(body: st.SearchStrategy[dict[str, object]]) -> st.SearchStrategy[dict[str, object]]:
    """Return bodies in which sources speak of fields."""
    return st.builds(lambda one, more: one | more, body, st.fixed_dictionaries(spoken))


patches = st.fixed_dictionaries(
    {},
    optional=spoken
    | {
        "title": st.sampled_from(["One", "Two"]),
        "topics": st.lists(some("topics"), unique=True, max_size=2),
        "due": st.sampled_from(["2025-03", "2025-04-01"]),
        "parties": promisors,
    },
)
pledges = some("pledges")
taken_steps = st.one_of(
    step(add_to_list, place=cited, body=accounts),
    step(change_in_list, place=cited, index=places, patch=accounts),
    step(strike, place=cited, index=places),
    step(edit, address=pledge, patch=patches),
    *[step(judge, pledge=pledges, change=also(changes) | changes)] * 3,
    step(support, pledge=pledges, place=places, citation=accounts),
    step(withdraw, pledge=pledges, place=places),
    part_types.flatmap(lambda name: step(add, pledge=pledges, part_type=st.just(name), body=also(parts[name]))),
    part_types.flatmap(lambda name: step(take_back, pledge=pledges, part_type=st.just(name), place=places)),
    step(erase, address=st.just(("pledges", "new"))),
    st.sampled_from(["pledges", "sources", "participants"]).flatmap(
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


def kept(connection: Connection, number: int, day: str) -> set[tuple[str, str]]:
    """Return the records that were disputed, as is kept."""
    rows = DISPUTES.c
    statement = (
        select(rows.collection, rows.record)
        .where(rows.from_entry <= number, rows.to_entry > number)
        .where(rows.from_day <= day, rows.to_day > day)
    )
    return {(row.collection, row.record) for row in connection.execute(statement)}


def attested(connection: Connection, number: int) -> dict[tuple[str, str], str | None]:
    """Return the best voice of each record, as is kept."""
    rows = ATTESTATIONS.c
    statement = select(ATTESTATIONS).where(rows.from_entry <= number, rows.to_entry > number)
    return {(row.collection, row.record): row.attestation for row in connection.execute(statement)}


def folded(connection: Connection, number: int) -> dict[tuple[str, str], State]:
    """Return what pledges and meetings were after an entry."""
    return {
        (name, record): state
        for name in ("pledges", "meetings")
        for record, state in states_at(connection, record_type_of(name), IDS[name], Moment(number)).items()
    }


def differ(key: tuple[str, str], state: State, day: str) -> bool:
    """Return whether accounts conflict, by the parts that had taken effect on a day."""
    return disputed(with_parts_of(record_type_of(key[0]), state, day))


@settings(max_examples=12)
@given(taken=st.lists(taken_steps, min_size=10, max_size=25), gone=st.lists(st.integers(1, 40), max_size=2))
def test_what_is_kept_of_citations_is_what_was_folded(
    engine: Engine, taken: Sequence[Step], gone: Sequence[int]
) -> None:
    with engine.connect() as connection:
        live_through(connection, taken, gone)
        for number in range(len(WORLD), head(connection).number + 1):
            states = folded(connection, number)
            best = {key: attestation(state.written["citations"]) for key, state in states.items()}
            held = attested(connection, number)
            assert {key: voice for key, voice in held.items() if key[0] in {"pledges", "meetings"}} == best, number
            for day in DAYS:
                found = {key for key, state in states.items() if differ(key, state, day)}
                assert kept(connection, number, day) == found, (number, day)
        connection.rollback()
