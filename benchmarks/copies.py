"""More of the same: copies of what statistics and search read, since writing a million pledges takes an hour."""

from typing import Any

from sqlalchemy import Connection, Table, column, func, insert, literal, select, text
from sqlalchemy import table as lightweight

from app.db.engines import writing_engine
from app.db.fulltext import NAME, ZONES
from app.db.statements import core_table
from app.features.statistics.memory.twin_rows import COLLECTIONS, in_memory
from app.ledger.projections.projections import advance_all
from app.ledger.projections.search_index import search_numbers
from app.tables.base import Base
from app.tables.ledger.entries import Entry
from app.tables.ledger.search import SearchRecord

PLEDGES = "pledges"


def copy(address: str, copies: int) -> None:
    """Let every pledge be there so many times over, under other ids, in all that statistics and search read."""
    engine = writing_engine(address)
    advance_all(engine)
    with engine.begin() as connection:
        entries = connection.scalar(select(func.max(Entry.number))) or 0
    twins = [table for name, table in Base.metadata.tables.items() if name.endswith("_history")]
    for number in range(1, copies):
        with engine.begin() as connection:
            # A copy may take longer than a request.
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            for twin in twins:
                if in_memory(twin).collection == PLEDGES:
                    _copy_twin(connection, twin, number)
            _copy_words(connection, entries, number)
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()


def _copy_twin(connection: Connection, twin: Table, number: int) -> None:
    key = twin.c[in_memory(twin).key]
    original = [one == PLEDGES for one in twin.c if one.name in COLLECTIONS]
    # No id has a dot in it.
    original.append(key.not_like("%.%"))
    columns = [one.concat(literal(f".{number}")) if one is key else one for one in twin.c]
    connection.execute(insert(twin).from_select(list(twin.c), select(*columns).where(*original)))


def _copy_words(connection: Connection, entries: int, number: int) -> None:
    table = core_table(SearchRecord)
    first, _last = search_numbers(PLEDGES)
    original = table.c.number.between(first, first + entries - 1)
    step = number * entries
    names = ZONES if connection.dialect.name == "sqlite" else ("words",)
    words: Any = lightweight(NAME, *map(column, ("rowid", *names)))
    numbered = select(words.c.rowid + step, *(words.c[name] for name in names))
    of_originals = words.c.rowid.between(first, first + entries - 1)
    connection.execute(insert(words).from_select(["rowid", *names], numbered.where(of_originals)))
    copied = select(table.c.number + step, table.c.collection, table.c.record.concat(literal(f".{number}")))
    connection.execute(insert(table).from_select(["number", "collection", "record"], copied.where(original)))
