"""More of the same: copies of what statistics and search read, since writing a million pledges takes an hour."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, column, func, insert, literal, select, text, update
from sqlalchemy import table as lightweight

from app.db.engines import writing_engine
from app.db.fulltext import NAME, ZONES
from app.ledger.kinds import core_table
from app.ledger.projecting import advance_all
from app.tables.known import KnownRecord, KnownScore, KnownTerm
from app.tables.search import SearchRecord
from app.tables.statistics import PledgeCount

PLEDGES = "pledges"


def copy(address: str, copies: int) -> None:
    """Let every pledge be there so many times over, under other ids, in all that statistics and search read."""
    engine = writing_engine(address)
    advance_all(engine)
    for number in range(1, copies):
        with engine.begin() as connection:
            # A copy may take longer than a request.
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            for known in (KnownRecord, KnownTerm, KnownScore):
                _copy_known(connection, core_table(known), f".{number}")
            _copy_words(connection, f".{number}")
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        amounts = ("count", "points", "disputed")
        connection.execute(update(PledgeCount).values({name: getattr(PledgeCount, name) * copies for name in amounts}))
        connection.execute(text("ANALYZE"))
    engine.dispose()


def _copy_known(connection: Connection, table: Table, mark: str) -> None:
    values = [(known.concat(mark) if known.name == "record" else known).label(known.name) for known in table.columns]
    originals: list[ColumnElement[bool]] = [table.c.record.not_like("%.%")]
    if "collection" in table.c:
        originals.append(table.c.collection == PLEDGES)
    copied = select(*values).where(*originals).order_by(*table.primary_key.columns)
    connection.execute(insert(table).from_select([known.name for known in table.columns], copied))


def _copy_words(connection: Connection, mark: str) -> None:
    table = core_table(SearchRecord)
    step = connection.scalar(select(func.max(table.c.number))) or 0
    original = [table.c.collection == PLEDGES, table.c.record.not_like("%.%")]
    names = ZONES if connection.dialect.name == "sqlite" else ("words",)
    words: Any = lightweight(NAME, *map(column, ("rowid", *names)))
    numbered = select(words.c.rowid + step, *(words.c[name] for name in names))
    of_originals = words.c.rowid.in_(select(table.c.number).where(*original))
    connection.execute(insert(words).from_select(["rowid", *names], numbered.where(of_originals)))
    copied = select(table.c.number + step, table.c.collection, table.c.record.concat(literal(mark))).where(*original)
    connection.execute(insert(table).from_select(["number", "collection", "record"], copied))
