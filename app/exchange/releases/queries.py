"""Which releases there are."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.db.statements import Query, core_table
from app.tables.releases import Release

Row = Mapping[str, Any]
NAMES = [column.name for column in core_table(Release).c]


@cache
def all_releases() -> Query:
    """Return the statement for all releases, the newest first."""
    table = core_table(Release)
    return Query(select(table).order_by(table.c.place.desc()))


@cache
def one_release() -> Query:
    """Return the statement for the release of a version."""
    table = core_table(Release)
    return Query(select(table).where(table.c.version == bindparam("version", type_=table.c.version.type)))


@cache
def last_release() -> Query:
    """Return the statement for the newest release."""
    table = core_table(Release)
    return Query(select(table).order_by(table.c.place.desc()).limit(1))


def as_rows(found: Sequence[Sequence[Any]]) -> list[Row]:
    """Return rows by the names of their columns."""
    return [dict(zip(NAMES, row, strict=True)) for row in found]


def newest(connection: Connection) -> Row | None:
    """Return the newest release, withdrawn or not."""
    return next(iter(as_rows(last_release().on(connection, {}))), None)


def release(connection: Connection, version: str) -> Row | None:
    """Return the release of a version."""
    return next(iter(as_rows(one_release().on(connection, {"version": version}))), None)


def releases_since(connection: Connection, number: int) -> Sequence[str]:
    """Return the versions that may hold what an entry wrote: those made since, but for those that were withdrawn."""
    table = core_table(Release)
    wanted = select(table.c.version).where(table.c.ledger_number >= number, table.c.withdrawn_at.is_(None))
    return list(connection.scalars(wanted.order_by(table.c.place)))
