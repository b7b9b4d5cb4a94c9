"""What the status of a pledge was day by day, as of an entry: what accounts of it are compared with."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, or_, select

from app.records.pledges.status.standings import SUBJECT_OF_WHOLE
from app.tables.history import STANDINGS

_rows = STANDINGS.c


def altered_days(connection: Connection, pledge: str, number: int) -> tuple[str, str] | None:
    """Return the first of the days on which an entry changed a pledge's status, and the day after the last; or None."""
    touched = or_(_rows.from_entry == number, _rows.to_entry == number)
    statement = select(func.min(_rows.from_day), func.max(_rows.to_day)).where(
        _rows.pledge_id == pledge, _rows.subject == SUBJECT_OF_WHOLE, touched
    )
    first, end = connection.execute(statement).one()
    return None if first is None else (first, end)


def status_on_days(
    connection: Connection, pledge: str, number: int, stretch: tuple[str, str]
) -> Sequence[tuple[str, str]]:
    """Return a pledge's status as of an entry, on the days of a stretch: each with the first of its days there."""
    start, end = stretch
    statement = (
        select(_rows.from_day, _rows.status)
        .where(_rows.pledge_id == pledge, _rows.subject == SUBJECT_OF_WHOLE)
        .where(_rows.from_entry <= number, _rows.to_entry > number, _rows.from_day < end, _rows.to_day > start)
        .order_by(_rows.from_day)
    )
    return [(max(day, start), status) for day, status in connection.execute(statement)]
