"""What a request for a statistic asks to be counted: the filters of pledges with their values, at a moment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, select

from app.db.database import Database
from app.db.memory_database import Count, Rows
from app.features.statistics.memory.bindings import AtMoment, KeptAsKnown, KeptOnDay, Now, OnDay
from app.features.statistics.memory.marks import is_marked, numbers_read
from app.features.statistics.memory.tables import PLEDGES
from app.features.statistics.memory.twin_rows import INDEXED, reached, twin_in_memory
from app.features.statistics.memory.twins import Twins
from app.features.statistics.schemas import StatisticsQuery
from app.ledger.entries.history import Moment, names_then
from app.ledger.model.shapes import Values
from app.ledger.projections.projections import up_to_date
from app.ledger.projections.search_index import SEARCH, search_numbers
from app.records.base.history.moments import is_of_now, moment_of, today_at
from app.records.base.history.projection import HISTORY
from app.records.base.lists.bindings import DAY, NUMBER, Binding
from app.records.base.lists.closures import with_what_was_below
from app.records.base.lists.filter_ids import Named, named_by, settle
from app.records.base.lists.filters import Filter, bound_name
from app.records.base.lists.list_queries import Active, Walk
from app.records.base.lists.text_filter import index_words, numbers_found
from app.records.pledges.derived import rollup
from app.records.pledges.queries import COLLECTION
from app.records.registry import RECORD_TYPES

TODAY = "moment_today"
"""The parameter of the day that a moment is looked at from: its last, and today where it has none."""

FOLLOWING = 4.0
"""Seconds for which the histories may follow the ledger: a first load goes on after a database was filled."""

MAX_STATEMENTS = 500
"""Statements of each statistic that are kept: one for each choice of filters."""

FILTERS: Mapping[str, Filter] = {
    **COLLECTION.filters,
    # Words are looked up in the database: the numbers under which they are found are handed over as marks.
    "q": Filter(lambda binding, binds: binding.key.in_(_found(binds[0]))),
    rollup.NAME: Filter(lambda binding, binds: _counted(binding, binds[0])),
}

FIRST_NUMBER = search_numbers(PLEDGES)[0]
_NUMBERS_FOUND = numbers_read(numbers_found(PLEDGES).subquery(), FIRST_NUMBER)


def _counted(binding: Binding, by: BindParameter[str]) -> ColumnElement[bool]:
    assert isinstance(binding, AtMoment)  # noqa: S101 - statistics bind to nothing else
    return binding.counted(by)


def _found(marks: ColumnElement[Any]) -> Select[Any]:
    indexed = twin_in_memory(INDEXED)
    return select(indexed.c.record).where(is_marked(indexed.c.number, FIRST_NUMBER, marks))


@dataclass(frozen=True)
class Selection:
    """Which pledges are counted: by which filters, each with how many values, and in which rows of memory."""

    filters: tuple[tuple[str, int], ...] = ()
    bind: Callable[[], AtMoment] = AtMoment

    @property
    def names(self) -> frozenset[str]:
        """The names of the filters."""
        return frozenset(name for name, _number in self.filters)


@dataclass(frozen=True)
class Asked:
    """What is counted: which pledges, with the values that their filters are bound to, at a moment.

    Rows that are kept of now tell of them as they were by the entry of the moment. `settled` are the ids that filters
    come to mean where others stand for them.
    Memory has to cover all entries `through` one, also of an earlier moment: what was redacted since has gone.
    """

    selection: Selection
    values: Mapping[str, Any]
    moment: Moment
    through: int
    question: str | None = None
    settled: Active = field(default_factory=dict)

    def assessors(self, named: Sequence[str]) -> Sequence[str]:
        """Return the assessors that are named, or those that stand for them."""
        found: Sequence[str] = self.settled.get("assessor", named)
        return found


async def ask(database: Database, twins: Twins, query: StatisticsQuery) -> Asked:
    """Return what a request asks to be counted, once the twins have come as far. Raises `Invalid`."""
    moment = await moment_of(database, query)
    active = COLLECTION.list_definition.active(query)
    through = await up_to_date(database, HISTORY, FOLLOWING)
    if query.q is not None:
        # After that: the index has then come as far, too.
        await index_words(database, query)
    moment = Moment(through if moment is None or query.known_at is None else moment.number, query.as_of)
    given = {name: values for name, values in query if isinstance(values, list) and values}
    ids = named_by(query, given, COLLECTION.record_type.collection)
    settled = await _settled(database, ids, moment, past=query.known_at is not None) if ids else {}
    then = COLLECTION.list_definition.on_day(active, today_at(moment))
    then = {name: settled.get(name, values) for name, values in then.items()}
    clocks = {NUMBER: moment.number, DAY: moment.last_day}
    if any(COLLECTION.filters[name].below is not None for name in then):
        then = await database.read(with_what_was_below, COLLECTION.list_definition, then, COLLECTION.past, clocks)
    walk = Walk(COLLECTION.list_definition, then, "id", descending=False, payload="document")
    selection = Selection(tuple(walk.counted), _bound_to(twins, query, moment))
    return Asked(selection, walk.parameters, moment, through, query.q, settled)


def _bound_to(twins: Twins, query: StatisticsQuery, moment: Moment) -> type[AtMoment]:
    """Return what the clauses are bound to: rows that are kept of now, or of a moment that is asked about often."""
    if is_of_now(query):
        return Now
    is_kept = twins.moments.is_asked_often((moment.number, moment.last_day))
    if query.known_at is None:
        return KeptOnDay if is_kept else OnDay
    return KeptAsKnown if is_kept else AtMoment


async def _settled(database: Database, ids: Named, moment: Moment, *, past: bool) -> Active:
    """Return the ids that filters come to mean where others stand for them: as of the entry that is counted up to."""
    if not past:
        settled = await settle(database, ids)
        if settled.head == moment.number:
            return settled.ids
    return (await settle(database, ids, moment)).ids


def count(connection: Connection, twins: Twins, asked: Asked, statement: Count, **more: Any) -> Rows:
    """Return the rows of a statement about what is asked."""
    clocks = {NUMBER: asked.moment.number, DAY: asked.moment.last_day, TODAY: today_at(asked.moment).isoformat()}
    values = {**asked.values, **clocks, **more}
    if asked.question is not None:
        position = reached(connection, SEARCH)
        values[bound_name("q", 0)] = twins.marks.of(connection, _NUMBERS_FOUND, asked.question, position)
    return twins.count(connection, statement, values, asked.moment.number, asked.through)


def called(connection: Connection, collection: str, ids: Sequence[str], moment: Moment) -> dict[str, Values]:
    """Return references to records as documents hold them, with the names of the moment."""
    names = names_then(connection, {(collection, record) for record in ids}, moment.number)
    label = RECORD_TYPES[collection].label or "id"
    return {record: {"id": record, label: names.get((collection, record))} for record in ids}
