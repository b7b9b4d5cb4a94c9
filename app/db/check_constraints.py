"""Checks of tables made otherwise, without copying the table."""

from sqlalchemy import Connection


def replace_check(connection: Connection, table: str, name: str, conditions: tuple[str, str], *, proven: bool) -> None:
    """Put the second condition in the place of the first, which the check `name` has now.

    Rows that are there must satisfy it where it is to be `proven`; otherwise it holds for those that come.
    """
    old, new = (f"CONSTRAINT {name} CHECK ({condition})" for condition in conditions)
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD {new}{'' if proven else ' NOT VALID'}")
        return
    # What SQLite itself advises for changes that leave the rows as they are: it would copy the whole table otherwise,
    # and could not drop the old one while others refer to it. See "Making Other Kinds Of Table Schema Changes" in
    # https://www.sqlite.org/lang_altertable.html.
    by_name = "FROM sqlite_master WHERE type = 'table' AND name = ?"
    declared: str = connection.exec_driver_sql(f"SELECT sql {by_name}", (table,)).scalar_one()
    if old not in declared:
        message = f"{table} has no check {name} with this condition"
        raise LookupError(message)
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", (declared.replace(old, new), table)
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
