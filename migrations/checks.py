"""What migrations do to checks, such as those of closed lists. It stays as it is: migrations of every age use it."""

from collections.abc import Iterable

from alembic import op


def set_closed_list(table: str, column: str, *words: str) -> None:
    """Let a column hold these words and no others."""
    replace_check(table, column, f"{column} IN ({_quoted(words)})")


def replace_check(table: str, name: str, condition: str) -> None:
    """Put another condition in the place of a check's that holds less.

    SQLite can change a check only by making the table anew, which would delete what refers to its rows. So its text is
    changed in the schema, as https://sqlite.org/lang_altertable.html#otheralter says: no row has to be written for it.
    """
    constraint = f"ck_{table}_{name}"
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} CHECK ({condition})")
        return
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    found = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?"
    text = connection.exec_driver_sql(found, (table,)).scalar_one()
    start = text.index("(", text.index(f"CONSTRAINT {constraint} CHECK")) + 1
    text = f"{text[:start]}{condition}{text[_end(text, start) :]}"
    connection.exec_driver_sql("PRAGMA writable_schema = on")
    changed = "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?"
    connection.exec_driver_sql(changed, (text, table))
    # Whoever has the database open reads the schema again.
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = off")


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _end(text: str, start: int) -> int:
    """Return where the parenthesis closes that is open at a place. Words of closed lists hold none."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    message = "a check that does not end"
    raise ValueError(message)
