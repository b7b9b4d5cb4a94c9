"""Runs the migrations on the database of the settings, or on the connection that the caller gives."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from app.db.columns import Day, ExactNumber, Instant
from app.db.engines import writing_engine
from app.db.fulltext import is_of_index
from app.settings import settings
from app.tables import Base


def render_item(kind: str, item: Any, autogen_context: AutogenContext) -> str | Literal[False]:
    """Write Pacta's column types by their names in new migrations."""
    if kind == "type" and isinstance(item, (Instant, Day, ExactNumber)):
        autogen_context.imports.add("from app.db import columns")
        return f"columns.{type(item).__name__}()"
    return False


def run(connection: Connection) -> None:
    """Run what was asked for in one transaction: SQLite and PostgreSQL both can undo changed tables."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        # The index of words is each database's own, and no table of the model.
        include_name=lambda name, kind, _parents: kind != "table" or not is_of_index(name),
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = writing_engine(settings().database_url)
    with engine.begin() as own:
        run(own)
    engine.dispose()
