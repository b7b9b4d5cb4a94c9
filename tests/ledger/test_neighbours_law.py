"""Whatever is done to a pledge: what a write takes over from what was kept is what rendering all of it gives.

And its histories, brought up write by write, are what all entries at once make of them.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from app.errors import PactaError
from app.ledger.checking.comparison import Folded, piece_faults
from app.ledger.checking.verification import verify
from app.ledger.model.rows.state_rows import load_states
from app.ledger.projections.projections import forget
from app.records.base.history.projection import HISTORY
from app.records.pledges.commands import record_batch
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status.schemas import Batch
from tests.laws import examples
from tests.ledger.histories import (
    EVIDENCE_SET_ASIDE,
    Step,
    add,
    add_evidence,
    drop_milestone,
    edit,
    judge,
    merge,
    rename,
    step,
    support,
    take_back,
    unmerge,
    withdraw,
    words,
)
from tests.ledger.test_twins_law import histories
from tests.ledger.worlds import catch_up, engine_with
from tests.writing import put

PARTIES = ["guatemala", "ana", "mexico", "chile"]
PLEDGE = "much"
WORLD: list[tuple[str, str, dict[str, Any]]] = [
    ("sources", "report", {"title": "The report", "kind": "readout", "published": "2025-06"}),
    ("sources", "speech", {"title": "The speech", "kind": "speech"}),
    *(("participants", party, {"name": party.title(), "kind": "state"}) for party in PARTIES),
]
TARGET = {"indicator": "ships", "measure": "count", "direction": "at_least", "value": 40}
BODY = {"title": "Much", "kind": "policy", "strength": "firm", "due": "2025-03-10", "targets": [TARGET]}

parties = st.none() | st.sampled_from(PARTIES)
promisors = st.lists(st.sampled_from(PARTIES), unique=True, min_size=1).map(
    lambda found: [{"participant": party, "role": "promisor"} for party in found]
)
days = st.sampled_from(["2025-03-01", "2025-03-02", "2025-03-09", "2025-03-10", "2025-03-11", "2025-03", "2025-04-02"])
citations = st.fixed_dictionaries({"source": st.sampled_from(["report", "speech"])}) | st.fixed_dictionaries(
    {
        "source": st.sampled_from(["report", "speech"]),
        "relation": st.sampled_from(["supports", "contradicts"]),
    },
    optional={
        "account": st.fixed_dictionaries(
            {
                "field": st.sampled_from(["status", "summary", "reason"]),
                "value": words,
                "conflicts": st.booleans(),
            }
        )
    },
)
changes = st.fixed_dictionaries(
    {
        # Runs of one status matter: of few statuses there are many.
        "status": st.sampled_from(["fulfilled", "fulfilled", "fulfilled", "planned", "abandoned", "not_assessed"]),
        "effective_on": days,
        "reason": words,
        "override": st.just(EVIDENCE_SET_ASIDE | {"guards": [*EVIDENCE_SET_ASIDE["guards"], "target_met"]}),
    },
    optional={"party": parties, "citations": st.lists(citations, max_size=2)},
)
assessed = st.fixed_dictionaries(
    {
        "party": parties,
        "score": st.sampled_from([-1, 1]),
        "assessor": st.sampled_from(PARTIES),
        "assessor_kind": st.sampled_from(["self_report", "independent"]),
        "period": st.sampled_from(["2024", "2025-01"]),
        "rationale": words,
    },
    optional={"citations": st.lists(citations, max_size=1)},
)
measured = st.fixed_dictionaries(
    {
        "target": st.just("target"),
        "party": parties,
        "period": st.sampled_from(["2024", "2025-01"]),
        "value": st.sampled_from([40, "0.25"]),
        "citations": st.just([{"source": "report"}]),
    }
)
kept = st.fixed_dictionaries(
    # Several cite the same: that one is gone does not end what the record refers to.
    {"title": words, "citations": st.lists(citations, min_size=1, max_size=2)},
    optional={"done_on": days, "due": days, "value": st.sampled_from([1, 40])},
).map(lambda body: body | ({"target": "target"} if "value" in body else {}))
bodies: dict[str, st.SearchStrategy[Any]] = {"assessments": assessed, "measurements": measured, "milestones": kept}
patches = st.fixed_dictionaries({}, optional={"summary": words, "citations": st.lists(citations, max_size=2)})
weighty = st.fixed_dictionaries({}, optional={"due": days, "parties": promisors, "title": words})

places, pledge = st.integers(0, 20), st.just(PLEDGE)
part_types = st.sampled_from(list(bodies))


def judge_many(connection: Connection, items: list[dict[str, Any]]) -> None:
    batch = {"items": [{"pledge": PLEDGE, **item} for item in items], "atomic": False}
    record_batch(connection, Batch.model_validate(batch))


steps = st.one_of(
    *[step(judge, pledge=pledge, change=changes)] * 4,
    step(judge_many, items=st.lists(changes, min_size=2, max_size=5)),
    step(withdraw, pledge=pledge, place=places),
    step(withdraw, pledge=pledge, place=places),
    step(support, pledge=pledge, place=places, citation=citations),
    step(edit, address=st.just(("pledges", PLEDGE)), patch=patches),
    step(edit, address=st.just(("pledges", PLEDGE)), patch=weighty),
    step(edit, address=st.just(("pledges", PLEDGE)), patch=st.fixed_dictionaries({"due": days})),
    step(drop_milestone, pledge=pledge, place=places),
    step(rename, address=st.sampled_from([("participants", party) for party in PARTIES]), name=words),
    part_types.flatmap(lambda name: step(add, pledge=pledge, part_type=st.just(name), body=bodies[name])),
    part_types.flatmap(lambda name: step(take_back, pledge=pledge, part_type=st.just(name), place=places)),
    part_types.flatmap(lambda name: step(add_evidence, pledge=pledge, part_type=st.just(name), place=places)),
    step(
        merge,
        collection=st.just("participants"),
        pair=st.permutations(PARTIES).map(lambda found: (found[0], found[1])),
    ),
    step(unmerge, place=places),
)


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on a database that holds the world."""
    with engine_with(database_url, WORLD) as engine:
        yield engine


def hold(engine: Engine, promisors: list[dict[str, str]], taken: list[Step]) -> None:
    with engine.connect() as connection:
        put(connection, "pledges", PLEDGE, **BODY, parties=promisors)
        for number, one in enumerate(taken):
            try:
                with connection.begin_nested():
                    one(connection)
            except PactaError:
                continue
            state = load_states(connection, PLEDGES, [PLEDGE])[PLEDGE]
            assert list(piece_faults(connection, PLEDGES, [Folded(PLEDGE, state, exists=True)])) == [], (number, one)
            if number % 4:
                # A change alone reads of the histories the days until the next; several read all that follow.
                catch_up(connection)
        assert verify(connection) == []
        catch_up(connection)
        kept = histories(connection)
        forget(connection, HISTORY)
        catch_up(connection)
        assert histories(connection) == kept
        connection.rollback()


def test_what_is_taken_over_is_what_all_of_it_gives(engine: Engine, backend: str) -> None:
    @examples(backend, 40)
    @given(promisors=promisors, taken=st.lists(steps, min_size=10, max_size=30))
    def law(**drawn: Any) -> None:
        hold(engine, **drawn)

    law()
