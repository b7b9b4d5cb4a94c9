"""What a request for a statistic asks to be counted: the filters of pledges with their values, at a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from app.db.database import Database
from app.features.statistics.columns import COLUMNS
from app.features.statistics.schemas import StatisticsQuery
from app.ledger.entries.history import Moment, names_then
from app.ledger.model.shapes import Values, named
from app.ledger.projections.projections import up_to_date
from app.records.base.history.moments import moment_of, today_at
from app.records.base.lists.criteria import DAY, NUMBER
from app.records.base.lists.filter_ids import Named, named_by, settle
from app.records.base.lists.list_queries import Active, Walk
from app.records.base.lists.text_filter import index_words
from app.records.pledges.queries import COLLECTION


@dataclass(frozen=True)
class Asked:
    """What is counted: the filters with the values that they are bound to, at a moment.

    `settled` are the ids that filters come to mean where others stand for them.
    """

    filters: tuple[tuple[str, int], ...]
    values: Mapping[str, Any]
    moment: Moment
    settled: Active = field(default_factory=dict)


async def ask(database: Database, query: StatisticsQuery) -> Asked:
    """Return what a request asks to be counted, once the columns have come as far. Raises `Invalid`."""
    moment = await moment_of(database, query)
    active = COLLECTION.list_definition.active(query)
    number = await up_to_date(database, COLUMNS)
    moment = Moment(number if moment is None or query.known_at is None else moment.number, query.as_of)
    if query.q is not None:
        await index_words(database, query)
    given = {name: values for name, values in query if isinstance(values, list) and values}
    ids = named_by(query, given, COLLECTION.record_type.collection)
    settled = await _settled(database, ids, moment, past=query.known_at is not None) if ids else {}
    today = today_at(moment).isoformat()
    then = {
        name: [today] if name in COLLECTION.clocked else settled.get(name, values) for name, values in active.items()
    }
    walk = Walk(COLLECTION.list_definition, then, "id", descending=False, payload="document")
    return Asked(walk.counted, walk.parameters, moment, settled)


async def _settled(database: Database, ids: Named, moment: Moment, *, past: bool) -> Active:
    """Return the ids that filters come to mean where others stand for them: as of the entry that is counted up to."""
    if not past:
        settled = await settle(database, ids)
        if settled.head == moment.number:
            return settled.ids
    return (await settle(database, ids, moment)).ids


def bound(asked: Asked) -> dict[str, Any]:
    """Return the parameters of statements about what is asked."""
    return {**asked.values, NUMBER: asked.moment.number, DAY: asked.moment.last_day}


def called(connection: Connection, collection: str, ids: Sequence[str], moment: Moment) -> dict[str, Values]:
    """Return references to records as documents hold them, with the names of the moment."""
    names = names_then(connection, {(collection, record) for record in ids}, moment.number)
    return {record: named(collection, record, names) for record in ids}
