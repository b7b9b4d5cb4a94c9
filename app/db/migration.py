"""Bringing a database up to the program's tables, and telling whether it is."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, working on the given connection if there is one."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to a revision, in the connection's transaction."""
    command.upgrade(configuration(connection), revision)


def downgrade(connection: Connection, revision: str = "base") -> None:
    """Undo the migrations down to a revision, in the connection's transaction."""
    command.downgrade(configuration(connection), revision)


@cache
def wanted_revision() -> str | None:
    """Return the revision that the program's tables are at. Reading the migrations takes long; once is enough."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def current_revision(connection: Connection) -> str | None:
    """Return the revision that the database is at, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def known_revisions() -> frozenset[str]:
    """Return every revision that the program can bring a database to. One of a newer program is not among them."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions())
