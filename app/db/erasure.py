"""What a database still keeps of deleted content, beside its rows, and wiping that."""

from typing import Any

from sqlalchemy import Engine

from app.db.fulltext import merge_words

LOG_IN_USE = "the write-ahead log, since somebody reads: it is emptied when the last connection closes"
ROWS_ON_DISK = "row versions on disk that nothing reads any longer: `VACUUM (FULL, ANALYZE)` removes them"


def erase(engine: Engine) -> list[str]:
    """Wipe what the database itself keeps of what was deleted or rewritten; return where some of it is left, in words.

    A service may run beside it: what takes long is done in pieces.
    """
    more = True
    while more:
        with engine.begin() as connection:
            more = merge_words(connection)
    if engine.dialect.name == "sqlite":
        # What it moves into the file holds nothing that was deleted: that was overwritten there and then.
        busy, *_pages = _outside_transactions(engine, "PRAGMA wal_checkpoint(TRUNCATE)")
        return [LOG_IN_USE] if busy else []
    # The planner keeps values that it has sampled: of tables that are empty now, until they have rows.
    _outside_transactions(engine, "SET statement_timeout = 0", "ANALYZE")
    return [ROWS_ON_DISK]


def _outside_transactions(engine: Engine, *statements: str) -> Any:
    """Run statements as the driver takes them, without a transaction; return the row of the last, if it has one."""
    pooled = engine.raw_connection()
    try:
        driver: Any = pooled.driver_connection
        cursor = [driver.execute(statement) for statement in statements][-1]
        return cursor.fetchone() if cursor.description else None
    finally:
        pooled.close()
