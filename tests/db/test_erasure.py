"""Wiping what the database itself keeps of deleted content; tests/cli/test_redacting_everything.py has more."""

from app.db.engines import reading_engine, writing_engine
from app.db.erasure import erase
from tests.db.conftest import on_sqlite


@on_sqlite
def test_who_reads_meanwhile_keeps_the_log(fresh_database_url: str) -> None:
    writing = writing_engine(fresh_database_url)
    reading = reading_engine(fresh_database_url, connections=1, seconds=60)
    with reading.begin() as reader:
        reader.exec_driver_sql("SELECT * FROM entries").all()
        with writing.begin() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=1")
            connection.exec_driver_sql("INSERT INTO projections (name, form) VALUES ('other', 1)")
        (left,) = erase(writing)
        assert left.startswith("the write-ahead log, since somebody reads")
    assert erase(writing) == []
    for engine in (reading, writing):
        engine.dispose()
