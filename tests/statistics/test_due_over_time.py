"""What had come of those due at the end of each period of a timeline is what the overview counts as of its last day."""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from app.errors import PactaError
from app.features.statistics.counts.overview import overview
from app.features.statistics.counts.timeline import timeline
from app.features.statistics.memory.twins import Twins
from app.features.statistics.request import Asked, Selection
from app.features.statistics.schemas import StatisticsQuery
from app.ledger.entries.history import Moment
from app.ledger.model.rows.head import head
from app.records.base.lists.list_queries import Walk
from app.records.pledges.queries import COLLECTION
from app.vocabulary import Unit
from tests.ledger.histories import EVIDENCE_SET_ASIDE, Step, add, judge, write
from tests.ledger.worlds import catch_up, engine_with

Body = dict[str, Any]
PROMISORS = ("ana", "ben")
WORLD: tuple[tuple[str, str, Body], ...] = (
    ("sources", "report", {"title": "The report", "kind": "readout"}),
    *(("participants", name, {"name": name, "kind": "person"}) for name in PROMISORS),
)
PLEDGES = [f"pledge-{number}" for number in range(40)]
AWAITED = PLEDGES[:4]
"""Those that others wait for, and that are judged often."""

DAYS = ("2024-02-10", "2024-03-31", "2024-04", "2024-05-05", "2024-06-01", "2024-08-20")
DUES = ("2024-02", "2024-03-30", "2024-03-31", "2024-05", "2024-07-15", "2030")
STATUSES = ("fulfilled", "fulfilled", "in_progress", "not_fulfilled", "no_verified_progress")
ENDS = [date(2024, month, 1) - timedelta(1) for month in (4, 5, 6, 10)]
TOTALS = ("total", "assessed", "not_assessed", "statuses", "due")
QUERIES: list[Body] = [{}, {"rollup": "all", "kind": ["policy"]}, {"rollup": "wholes", "promisor": ["ana"]}]


class Fate(Random):
    """What happens to pledges, the same in every run."""

    def conditions(self) -> list[Body]:
        """Return conditions that wait for a day, for a pledge, for both, or for nothing in sight."""
        waits: tuple[Body, ...] = ({}, {"met_on": self.choice(DAYS)}, {"pledge": self.choice(AWAITED)})
        return [
            {"text": "if so"} | self.choice(waits) | self.choice(waits) for _each in range(self.choice((0, 1, 1, 2)))
        ]

    def pledge(self, name: str) -> Step:
        """Return what writes a pledge."""
        promisors = self.sample(PROMISORS, self.choice((1, 2)))
        announced = self.choice(("2024-01", "2024-04-02", None))
        body = {
            "title": name,
            "kind": self.choice(("policy", "financial")),
            "announced": announced,
            "due": self.choice((*DUES, None) if announced != "2024-04-02" else DUES[3:]),
            "conditions": self.conditions(),
            "parties": [{"participant": one, "role": "promisor"} for one in promisors],
            "links": [{"type": "part_of", "pledge": self.choice(AWAITED)}] if self.random() < 1 / 3 else [],
        }
        return partial(write, address=("pledges", name), body=body)

    def amendment(self) -> Step:
        """Return what amends the due of a pledge, or its conditions."""
        changed = self.choice(({"due": self.choice((*DUES, None))}, {"conditions": self.conditions()}))
        body = {"changes": changed, "effective_on": self.choice(DAYS), "reason": "agreed"}
        cited = {"citations": [{"source": "report"}]}
        return partial(add, pledge=self.choice(PLEDGES), part_type="amendments", body=body | cited)

    def judgement(self) -> Step:
        """Return what changes the status of a pledge, or of a promisor."""
        change: Body = {"status": self.choice(STATUSES), "effective_on": self.choice(DAYS), "reason": "seen"}
        change |= {"override": EVIDENCE_SET_ASIDE, "party": self.choice((*PROMISORS, None, None))}
        if change["status"] == "no_verified_progress":
            change["unknown_because"] = self.choice(("withheld", "not_published", None))
        return partial(judge, pledge=self.choice((self.choice(PLEDGES), self.choice(AWAITED))), change=change)


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on a database where pledges wait for each other, were amended and judged."""
    fate = Fate(3)
    with engine_with(database_url, WORLD) as engine:
        with engine.begin() as connection:
            # Those that others name come first, twice: they name each other.
            steps = [fate.pledge(name) for name in [*AWAITED, *PLEDGES]]
            steps += [make() for make in (fate.amendment, fate.judgement, fate.judgement) for _each in range(50)]
            for take in steps:
                with suppress(PactaError), connection.begin_nested():
                    take(connection)
            catch_up(connection)
        yield engine


def asked(query: Body, number: int, last: int) -> Asked:
    active = COLLECTION.list_definition.active(StatisticsQuery.model_validate(query))
    walk = Walk(COLLECTION.list_definition, active, "id", descending=False, payload="document")
    moment = Moment(number)
    return Asked(Selection(tuple(walk.counted)), dict(walk.parameters), moment, last)


def as_of(query: Asked, day: date) -> Asked:
    return replace(query, moment=Moment(query.moment.number, day.isoformat()))


@pytest.mark.parametrize("unit", Unit)
def test_those_due_are_those_of_the_overview_of_each_end(engine: Engine, unit: Unit) -> None:
    with engine.connect() as connection, closing(Twins(60)) as twins:
        last = head(connection).number
        due = [compared(connection, twins, asked(query, last, last), unit) for query in QUERIES]
        due.append(compared(connection, twins, asked({}, last - 60, last), unit))
        outcomes = ("kept", "broken", "unfinished", "unknown")
        assert all(sum(those[outcome] for those in due) for outcome in outcomes), due


def compared(connection: Connection, twins: Twins, query: Asked, unit: str) -> Body:
    """Compare each period with the overview, and the last of a timeline as of a day; return what is due at the end."""
    rows = {row["period"]: row for row in timeline(connection, twins, query, "month", unit)}
    for end in ENDS:
        period, found = f"{end:%Y-%m}", overview(connection, twins, as_of(query, end), unit)
        expected = {"period": period} | {name: found[name] for name in TOTALS}
        assert rows[period] == expected, (period, query.selection, unit)
    *_earlier, final = timeline(connection, twins, as_of(query, ENDS[-1]), "month", unit)
    assert final == rows[final["period"]], (query.selection, unit)
    due: Body = final["due"]
    return due
