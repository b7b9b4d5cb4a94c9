"""The parts of all records at a moment are those of each record then, whichever of them were written to since."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select

from app.errors import PactaError
from app.ledger.entries.history import Moment
from app.ledger.model.rows.head import head
from app.ledger.projections.projections import advance
from app.records.assessments.queries import COLLECTION as ASSESSMENTS
from app.records.base.history.projection import HISTORY
from app.records.base.parts import past_parts
from app.records.base.parts.pages import read_part_page
from app.records.base.parts.part_collections import PartCollection
from app.records.base.parts.past_parts import Parts
from app.records.instruments.participation.queries import COLLECTION as PARTICIPATION
from app.records.pledges.status.queries import STATUS_CHANGES
from app.tables.ledger.entries import Entry
from tests.ledger.histories import (
    EVIDENCE_SET_ASIDE,
    WORLD,
    Chronicle,
    Step,
    acts,
    add,
    changes,
    correct,
    corrections,
    edit,
    erase,
    judge,
    merge,
    participate,
    parts,
    places,
    some,
    step,
    take_act_back,
    take_back,
    unmerge,
    withdraw,
)
from tests.ledger.worlds import engine_with

PLEDGES = some("pledges")
PAIRS = st.permutations(["old", "new"]).map(lambda ids: (ids[0], ids[1]))
ANNOUNCED = st.sampled_from(["2025-03-15", "2024", None]).map(lambda day: {"announced": day})
STEPS = st.one_of(
    *[step(judge, pledge=PLEDGES, change=changes)] * 4,
    *[step(add, pledge=PLEDGES, part_type=st.just("assessments"), body=parts["assessments"])] * 6,
    *[step(participate, instrument=some("instruments"), act=acts)] * 2,
    step(take_act_back, instrument=some("instruments"), place=places),
    step(take_back, pledge=PLEDGES, part_type=st.just("assessments"), place=places),
    step(withdraw, pledge=PLEDGES, place=places),
    step(correct, pledge=PLEDGES, place=places, patch=corrections),
    step(edit, address=PLEDGES.map(lambda pledge: ("pledges", pledge)), patch=ANNOUNCED),
    step(erase, address=PLEDGES.map(lambda pledge: ("pledges", pledge))),
    step(merge, collection=st.just("pledges"), pair=PAIRS),
    step(merge, collection=st.just("participants"), pair=st.just(("mexico", "guatemala"))),
    step(unmerge, place=places),
)
"""What is done to parts, and to the records that they are of."""

DAYS = ["2024-12-31", "2025-03-01", "2025-06-30"]
ASKED: Sequence[tuple[PartCollection, Sequence[dict[str, Any]]]] = (
    (
        STATUS_CHANGES,
        (
            {},
            {"sort": "-effective_on", "withdrawn": False},
            {"withdrawn": True},
            {"scheduled": True},
            {"is_reversal": True},
            {"party": ["guatemala"]},
            {"source": ["speech"], "status": ["in_progress", "planned"]},
        ),
    ),
    (
        ASSESSMENTS,
        (
            {"sort": "-period"},
            {"superseded": False},
            {"superseded": True},
            {"disputed": True},
            {"withdrawn": False, "assessor": ["guatemala"]},
        ),
    ),
    (PARTICIPATION, ({"sort": "on"}, {"participant": ["ana"]})),
)


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on a database that holds the world."""
    with engine_with(database_url, WORLD) as engine:
        yield engine


def pages(connection: Connection, then: Parts) -> list[bytes]:
    """Return all items of a list, page by page; the first one must tell how many there are."""
    page = read_part_page(connection, then, None)
    items, count = [*page.items], page.count
    # Counting is most of the work, and does not look at where a page begins.
    uncounted = replace(then, query=then.query.model_copy(update={"count": None}))
    while page.last is not None:
        page = read_part_page(connection, uncounted, page.last)
        items += page.items
    assert count == len(items), then
    return items


def of_each(connection: Connection, then: Parts) -> list[bytes]:
    """Return the same of each record that ever was, one by one: their parts are folded whole."""
    noun, collection = then.record_type.noun, then.record_type.collection
    found: list[bytes] = []
    for record in connection.scalars(select(Entry.record).where(Entry.collection == collection).distinct()):
        # That was not there then.
        with suppress(PactaError):
            found += pages(connection, replace(then, active={**then.active, noun: [record]}, record=record))
    return found


EARLY = {"status": "planned", "effective_on": "2025-03-01", "reason": "One", "override": EVIDENCE_SET_ASIDE}
EARLIER_THAN_ITS_PLEDGE = [
    partial(edit, address=("pledges", "old"), patch={"announced": "2025-03-15"}),
    partial(judge, pledge="old", change=EARLY),
]


@settings(max_examples=6)
@example(taken=EARLIER_THAN_ITS_PLEDGE, day="2025-03-10")
@given(taken=st.lists(STEPS, min_size=16, max_size=20), day=st.dates().map(str))
def test_parts_of_all_are_those_of_each(engine: Engine, taken: list[Step], day: str) -> None:
    with engine.connect() as connection:
        chronicle = Chronicle(connection)
        chronicle.look()
        numbers = [head(connection).number]
        for step in taken:
            chronicle.take(step)
            numbers.append(head(connection).number)
        while advance(connection, HISTORY):
            pass
        moments = [Moment(number) for number in numbers[::4]]
        halves = numbers[-1], numbers[len(numbers) // 2]
        moments += [Moment(number, last_day) for number in halves for last_day in (*DAYS, day)]
        for collection, asked in ASKED:
            assert collection.query_of_all is not None
            for query in asked:
                model = collection.query_of_all.model_validate(query | {"limit": 3, "count": "exact"})
                active = collection.list_definition.active(model)
                listed = collection.record_type, collection.part_type, collection.list_definition, active, model
                for moment in moments:
                    then = Parts(*listed, moment)
                    folded = sorted(of_each(connection, then))
                    for few in (past_parts.FEW, 0):
                        with pytest.MonkeyPatch.context() as patched:
                            patched.setattr(past_parts, "FEW", few)
                            assert sorted(pages(connection, then)) == folded, (query, moment, few)
