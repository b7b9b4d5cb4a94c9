"""The pledges that a statistic is about: those that the filters match, at a moment, each with its status then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, FromClause, func, select

from app.db.database import Database
from app.ledger.kinds import core_table
from app.ledger.moments import Moment, names_then
from app.ledger.projecting import up_to_date
from app.ledger.shapes import Values, named
from app.records.collection.knowing import KNOWN
from app.records.collection.known import DAY, NUMBER, Known, day_bind, held
from app.records.collection.known_pages import clauses
from app.records.collection.listing import Walk
from app.records.collection.moments import moment_of, today_at
from app.records.collection.searching import index_words
from app.records.pledges.queries import COLLECTION
from app.tables.known import KnownTerm
from app.tables.statistics import PledgeCount
from app.views.statistics.counting import COUNTS, EVERY_YEAR, Amounts
from app.views.statistics.schemas import StatisticsQuery

PLEDGES = COLLECTION.kind.collection


@dataclass(frozen=True)
class Asked:
    """What is counted: the filters with the values that they are bound to, at a moment."""

    filters: tuple[tuple[str, int], ...]
    values: Mapping[str, Any]
    moment: Moment
    plain: bool
    """Whether all pledges as they are known are asked for: of those, counts are kept."""


async def ask(database: Database, query: StatisticsQuery) -> Asked:
    """Return what a request asks to be counted, once the projection has come as far. Raises `Invalid`."""
    moment = await moment_of(database, query)
    active = COLLECTION.listing.active(query)
    plain = query.known_at is None and not active
    wanted = None if moment is None or query.known_at is None else moment.number
    number = await up_to_date(database, COUNTS if plain else KNOWN, wanted)
    moment = Moment(number if wanted is None else wanted, query.as_of)
    if query.q is not None:
        await index_words(database, query)
    today = today_at(moment).isoformat()
    then = {name: [today] if name in COLLECTION.clocked else values for name, values in active.items()}
    walk = Walk(COLLECTION.listing, then, "id", descending=False, payload="document")
    return Asked(walk.counted, walk.parameters, moment, plain)


def bound(asked: Asked) -> dict[str, Any]:
    """Return the parameters of the statements over what is matched."""
    return {**asked.values, NUMBER: asked.moment.number, DAY: asked.moment.last_day}


def kept(connection: Connection, asked: Asked, field: str) -> Iterator[tuple[str, str, Amounts]]:
    """Yield the counts that are kept of a field over all pledges on the day that is asked about: value, group, sums."""
    rows = PledgeCount
    sums = [func.sum(rows.count), func.sum(rows.points), func.sum(rows.disputed)]
    statement = select(rows.value, rows.group, *sums).where(rows.field == field, *counting_on(asked))
    for value, group, *amounts in connection.execute(statement.group_by(rows.value, rows.group)):
        if any(amounts):
            yield value, group, (int(amounts[0]), int(amounts[1]), int(amounts[2]))


def counting_on(asked: Asked) -> list[ColumnElement[bool]]:
    """Return the clauses of the changes that add up to the counts of the day that is asked about."""
    return [PledgeCount.year.in_(years_of(asked)), PledgeCount.from_day <= asked.moment.last_day]


def years_of(asked: Asked) -> list[int]:
    """Return the years whose changes add up to the counts of the day that is asked about."""
    return [EVERY_YEAR, int(asked.moment.last_day[:4])]


def matching(asked: Asked, *, statuses: bool = False) -> CTE:
    """Return the pledges that match: `record`, `day` on which they were announced, and if asked for, `status`."""
    known = Known(PLEDGES, whole=True)
    columns: list[ColumnElement[Any]] = [known.record.c.record, known.record.c.day]
    source = known.record
    conditions = [*known.is_there(), *clauses(COLLECTION, known, asked.filters)]
    if statuses:
        status = terms("status")
        columns.append(status.c.value.label("status"))
        source = source.join(status, status.c.record == known.record.c.record)
        conditions += of_the_day(status)
    return select(*columns).select_from(source).where(*conditions).cte("matching")


def terms(*fields: str) -> FromClause:
    """Return the terms of fields of pledges that were known at the moment, on whatever days they held."""
    table = core_table(KnownTerm)
    statement = select(table.c.record, table.c.field, table.c.value, table.c.from_day, table.c.to_day)
    one_of = table.c.field == fields[0] if len(fields) == 1 else table.c.field.in_(fields)
    return statement.where(table.c.collection == PLEDGES, one_of, *held(table)).subquery()


def of_the_day(rows: FromClause) -> list[ColumnElement[bool]]:
    """Return the clauses by which terms held on the day of the moment."""
    return [rows.c.from_day <= day_bind(), rows.c.to_day > day_bind()]


def called(connection: Connection, collection: str, ids: Sequence[str], moment: Moment) -> dict[str, Values]:
    """Return references to records as documents hold them, with the names of the moment."""
    names = names_then(connection, {(collection, record) for record in ids}, moment.number)
    return {record: named(collection, record, names) for record in ids}
