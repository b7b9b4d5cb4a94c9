"""Bringing a database up to the program's tables, and telling whether it is.

Alembic is imported where it migrates: which revision a database is at is told without it, and much sooner.
"""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, column, inspect, select, table

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parents[2] / "migrations"
_VERSION = "alembic_version"
_REVISION = re.compile(r'^revision = "(.+)"$', re.MULTILINE)


def configuration(connection: Connection | None = None) -> "Config":
    """Return Alembic's configuration, working on the given connection if there is one."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to a revision, in the connection's transaction."""
    from alembic import command  # noqa: PLC0415

    command.upgrade(configuration(connection), revision)


def downgrade(connection: Connection, revision: str = "base") -> None:
    """Undo the migrations down to a revision, in the connection's transaction."""
    from alembic import command  # noqa: PLC0415

    command.downgrade(configuration(connection), revision)


@cache
def wanted_revision() -> str | None:
    """Return the revision that the program's tables are at: that of the last migration."""
    return max(known_revisions(), default=None)


def current_revision(connection: Connection) -> str | None:
    """Return the revision that the database is at, None for an empty one."""
    if not inspect(connection).has_table(_VERSION):
        return None
    revision: str | None = connection.scalar(select(column("version_num")).select_from(table(_VERSION)))
    return revision


@cache
def known_revisions() -> frozenset[str]:
    """Return every revision that the program can bring a database to, or up from, as the migrations' files say it."""
    # The name of a file is not enough: the revision of the first migration is longer than its number.
    files = (MIGRATIONS / "versions").glob("[0-9]*_*.py")
    return frozenset(revision for file in files for revision in _REVISION.findall(file.read_text(encoding="utf-8")))


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
