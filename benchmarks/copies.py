"""More of the same: copies of what statistics and search read, since writing a million pledges takes an hour."""

from typing import Any

from sqlalchemy import Connection, column, func, insert, literal, select, text
from sqlalchemy import table as lightweight

from app.db.engines import writing_engine
from app.db.fulltext import NAME, ZONES
from app.ledger.kinds import core_table
from app.ledger.projecting import advance_all
from app.tables.columns import KnownColumns
from app.tables.ledger import Entry
from app.tables.search import SearchRecord
from app.views.statistics.layout import LAYOUT, SEGMENT
from app.views.statistics.packing import pack, unpack

PLEDGES = "pledges"


def copy(address: str, copies: int) -> None:
    """Let every pledge be there so many times over, under other numbers, in all that statistics and search read."""
    engine = writing_engine(address)
    advance_all(engine)
    for number in range(1, copies):
        with engine.begin() as connection:
            # A copy may take longer than a request.
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            _copy_columns(connection, number)
            _copy_words(connection, f".{number}")
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()


def _copy_columns(connection: Connection, number: int) -> None:
    table = core_table(KnownColumns)
    segments = (connection.scalar(select(func.max(Entry.number))) or 0) // SEGMENT + 1
    for row in connection.execute(select(table).where(table.c.segment < segments)).all():
        pledges, *columns = unpack(row.data, len(LAYOUT[row.field]))
        data = pack([pledges + number * segments * SEGMENT, *columns])
        values = {"field": row.field, "segment": row.segment + number * segments, "changed": row.changed, "data": data}
        connection.execute(insert(table), values)


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
