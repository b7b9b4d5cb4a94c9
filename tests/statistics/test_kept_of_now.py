"""Whatever was done: what is kept of now says in every statistic what the twins say, and is what would be kept anew."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select

from app.features.statistics.counts.matrix import matrix
from app.features.statistics.counts.overview import overview
from app.features.statistics.counts.panel import panel
from app.features.statistics.counts.timeline import timeline
from app.features.statistics.counts.trackability import trackability
from app.features.statistics.memory import loader
from app.features.statistics.memory.bindings import AtMoment, Now
from app.features.statistics.memory.kept_rows import KEPT
from app.features.statistics.memory.twins import Twins
from app.features.statistics.opinions.agreement import agreement
from app.features.statistics.opinions.compliance import compliance
from app.features.statistics.opinions.positions import positions
from app.features.statistics.opinions.schemas import AgreementQuery, PositionsQuery
from app.features.statistics.request import Asked
from app.features.statistics.schemas import ComplianceQuery, TrackabilityQuery
from app.ledger.entries.history import Moment
from app.ledger.entries.redaction import redact
from app.ledger.model.rows.head import head
from app.tables.ledger.entries import Entry
from app.vocabulary import Unit
from tests.laws import examples
from tests.ledger.histories import PARTIES, WORLD, Chronicle, Step, steps
from tests.ledger.worlds import engine_with
from tests.statistics.test_statistics_law import Body, filters, held, load, question
from tests.writing import put

Statistic = Callable[[Connection, Twins, Asked], Any]
STATISTICS: tuple[Statistic, ...] = (
    *(partial(overview, unit=unit) for unit in Unit),
    *(partial(timeline, interval="month", unit=unit) for unit in Unit),
    partial(panel, interval="year", limit=200, after=None),
    partial(matrix, limit=200, narrowed=[], top=None, after=None),
    *(
        partial(compliance, query=ComplianceQuery.model_validate({"by": by}), after=None)
        for by in ("participant", "topic", "year")
    ),
    *(
        partial(trackability, query=TrackabilityQuery.model_validate({"by": by}), after=None)
        for by in ("participant", "topic")
    ),
    partial(agreement, query=AgreementQuery.model_validate({}), after=None),
    partial(positions, query=PositionsQuery.model_validate({}), after=None),
)


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on a database that holds the world."""
    with engine_with(database_url, WORLD) as engine:
        yield engine


def test_what_is_kept_follows_writes(engine: Engine, backend: str) -> None:
    @examples(backend, 7)
    @given(taken=st.lists(steps, min_size=10, max_size=16), asked=st.lists(filters, min_size=4, max_size=4))
    def law(**drawn: Any) -> None:
        hold(engine, **drawn)

    law()


def hold(engine: Engine, taken: Sequence[Step], asked: Sequence[Body]) -> None:
    with engine.connect() as connection, closing(Twins(60)) as twins, closing(Twins(60)) as anew:
        chronicle, seen = Chronicle(connection), list[int]()
        chronicle.look()
        for number, step in enumerate(taken):
            chronicle.take(step)
            if number % 2 == 0:
                load(twins, connection)
                seen.append(head(connection).number)
        load(twins, connection)
        with pytest.MonkeyPatch.context() as patch:
            # As many rows are inserted, of which there are none here.
            patch.setattr(loader, "FEW", 0)
            load(anew, connection)
        assert held(twins) == held(anew)
        last = head(connection).number
        for turn, query in enumerate(asked):
            # Half of them of the present, the others as it was when memory had come so far.
            moment = Moment(last if turn % 2 else seen[-turn - 1])
            if twins._tell(KEPT, moment.number, last):
                agree(connection, twins, query, moment, last, STATISTICS[turn :: len(asked)])
        connection.rollback()


def test_what_was_redacted_leaves_memory(engine: Engine) -> None:
    with engine.connect() as connection, closing(Twins(60)) as twins, closing(Twins(60)) as anew:
        first = connection.scalar(select(Entry.number).where(Entry.collection == "pledges", Entry.record == "new"))
        assert first is not None
        put(connection, "pledges", "new", title="New", kind="financial", parties=PARTIES)
        load(twins, connection)
        before = held(twins)
        redact(connection, [first], "a test")
        load(twins, connection)
        load(anew, connection)
        assert before != held(twins) == held(anew)
        connection.rollback()


def agree(
    connection: Connection,
    twins: Twins,
    query: Body,
    moment: Moment,
    last: int,
    statistics: Sequence[Statistic],
    bind: type[AtMoment] = Now,
) -> None:
    """See that what is kept, of now unless of what it is said, says in statistics what the twins say of the moment."""
    kept, told = (question(connection, query, moment, last, each) for each in (bind, AtMoment))
    for statistic in statistics:
        assert statistic(connection, twins, kept) == statistic(connection, twins, told), (statistic, moment, query)
