"""What a database still keeps of deleted content, beside its rows, and wiping that."""

from typing import Any

from sqlalchemy import Engine

from app.db.fulltext import merge_words


def erase(engine: Engine) -> list[str]:
    """Wipe what the database itself keeps of what was deleted or rewritten; return where some of it is left, in words.

    A service may run beside it: what takes long is done in pieces.
    """
    more = True
    while more:
        with engine.begin() as connection:
            more = merge_words(connection)
    if engine.dialect.name == "sqlite":
        return _empty_log(engine)
    _sample_anew(engine)
    return ["row versions on disk that nothing reads any longer: `VACUUM (FULL, ANALYZE)` removes them"]


def _empty_log(engine: Engine) -> list[str]:
    """Move the write-ahead log into the database file, whose free space is zeros, and cut it off."""
    pooled = engine.raw_connection()
    try:
        driver: Any = pooled.driver_connection
        busy, *_pages = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        pooled.close()
    return ["the write-ahead log, since somebody reads: it is emptied when the last connection closes"] if busy else []


def _sample_anew(engine: Engine) -> None:
    """Let PostgreSQL's planner forget the values that it has sampled: but for tables that are empty now."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("ANALYZE")
