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
    """Return every revision that the program can bring a database to, or up from."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions())


def is_unknown(revision: str | None) -> bool:
    """Return whether no migration leads from this revision to the program's: a newer program made it, or a draft."""
    return revision is not None and revision not in known_revisions()


def revision_fault(revision: str | None) -> str | None:
    """Return why a database at this revision cannot be used, and what to do; None for the program's own."""
    wanted = wanted_revision()
    if revision == wanted:
        return None
    if revision is None:
        return "The database has no tables yet: run `pacta migrate`."
    if is_unknown(revision):
        return (
            f"The database is at revision {revision}, which this program does not know and cannot upgrade: use the "
            "newer Pacta that made it. If a development version before 0.3.0 made it, start with a new database "
            "(PACTA_DATABASE_URL)."
        )
    return f"The database is at revision {revision}, this program needs {wanted}: run `pacta migrate`."
