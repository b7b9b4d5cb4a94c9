"""More of the same: copies of what statistics and search read, since writing a million pledges takes an hour."""

from sqlalchemy import ColumnElement, Connection, Table, func, insert, literal, select, text, update

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
        for column in ("count", "points", "disputed"):
            connection.execute(update(PledgeCount).values({column: getattr(PledgeCount, column) * copies}))
        connection.execute(text("ANALYZE"))
    engine.dispose()


def _copy_known(connection: Connection, table: Table, mark: str) -> None:
    values = [
        (column.concat(mark) if column.name == "record" else column).label(column.name) for column in table.columns
    ]
    originals: list[ColumnElement[bool]] = [table.c.record.not_like("%.%")]
    if "collection" in table.c:
        originals.append(table.c.collection == PLEDGES)
    copied = select(*values).where(*originals).order_by(*table.primary_key.columns)
    connection.execute(insert(table).from_select([column.name for column in table.columns], copied))


def _copy_words(connection: Connection, mark: str) -> None:
    table = core_table(SearchRecord)
    step = connection.scalar(select(func.max(table.c.number))) or 0
    copied = select(table.c.number + step, table.c.collection, table.c.record.concat(literal(mark))).where(
        table.c.collection == PLEDGES, table.c.record.not_like("%.%")
    )
    columns = ", ".join(ZONES) if connection.dialect.name == "sqlite" else "words"
    # The index is no table of the model, and the driver takes no statement of it with others' parts.
    numbers = f"SELECT number FROM search_records WHERE collection = '{PLEDGES}' AND strpos(record, '.') = 0"
    if connection.dialect.name == "sqlite":
        numbers = numbers.replace("strpos", "instr")
    connection.exec_driver_sql(
        f"INSERT INTO {NAME} (rowid, {columns}) SELECT rowid + {step}, {columns} FROM {NAME} WHERE rowid IN ({numbers})"
    )
    connection.execute(insert(table).from_select(["number", "collection", "record"], copied))
