"""Triggers that keep entries as they were written, in the words of each database."""

from sqlalchemy import Connection

TABLE = "entries"
KEPT = (
    "number", "at", "actor", "request", "collection", "record", "version", "part", "operation", "form",
    "digest", "previous", "hash",
)  # fmt: skip
REPLACED = (
    "EXISTS (SELECT 1 FROM entries WHERE number = NEW.number) OR EXISTS (SELECT 1 FROM entries "
    "WHERE collection = NEW.collection AND record = NEW.record AND version = NEW.version)"
)
MESSAGE = "entries are never changed or deleted; a body alone can be redacted"


def protect_entries(connection: Connection) -> None:
    """Make the database refuse to delete entries, and to change anything of them but blanking a body."""
    added = "NEW.body IS NOT NULL"
    if connection.dialect.name == "sqlite":
        changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in KEPT)
        refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        statements = [
            f"CREATE TRIGGER entries_never_deleted BEFORE DELETE ON {TABLE} {refuse}",
            f"CREATE TRIGGER entries_never_changed BEFORE UPDATE ON {TABLE} WHEN {changed} OR {added} {refuse}",
            # INSERT OR REPLACE deletes without asking the trigger for it.
            f"CREATE TRIGGER entries_never_replaced BEFORE INSERT ON {TABLE} WHEN {REPLACED} {refuse}",
        ]
    else:
        changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in KEPT)
        function = (
            "CREATE FUNCTION refuse_change_of_entries() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
        )
        refuse = "EXECUTE FUNCTION refuse_change_of_entries()"
        changes = f"FOR EACH ROW WHEN ({changed} OR {added})"
        statements = [
            function,
            f"CREATE TRIGGER entries_never_deleted BEFORE DELETE ON {TABLE} FOR EACH ROW {refuse}",
            f"CREATE TRIGGER entries_never_changed BEFORE UPDATE ON {TABLE} {changes} {refuse}",
            f"CREATE TRIGGER entries_never_truncated BEFORE TRUNCATE ON {TABLE} {refuse}",
        ]
    for statement in statements:
        connection.exec_driver_sql(statement)


def unprotect_entries(connection: Connection) -> None:
    """Take the triggers away, before the table goes."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER entries_never_deleted")
        connection.exec_driver_sql("DROP TRIGGER entries_never_changed")
        connection.exec_driver_sql("DROP TRIGGER entries_never_replaced")
    else:
        connection.exec_driver_sql("DROP FUNCTION refuse_change_of_entries CASCADE")
