"""What somebody can do who may change the tables: take away what keeps them as they should be."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection


def unprotect_entries(connection: Connection) -> None:
    """Drop the triggers of the entries."""
    if connection.dialect.name == "sqlite":
        for what in ("deleted", "changed", "replaced"):
            connection.exec_driver_sql(f"DROP TRIGGER entries_never_{what}")
    else:
        connection.exec_driver_sql("DROP FUNCTION refuse_change_of_entries CASCADE")


@contextmanager
def unchecked(connection: Connection, table: str, check: str) -> Iterator[None]:
    """Write meanwhile what a check of a table would refuse."""
    is_sqlite = connection.dialect.name == "sqlite"
    off = (
        "PRAGMA ignore_check_constraints = on"
        if is_sqlite
        else f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{check}"
    )
    connection.exec_driver_sql(off)
    yield
    if is_sqlite:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = off")
