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

PLAIN = {
    Instant: 'sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")',
    Day: 'sa.Date().with_variant(sa.String(10), "sqlite")',
    ExactNumber: 'sa.Numeric(30, 10).with_variant(sa.Text(), "sqlite")',
}


def render_item(kind: str, item: Any, _autogen_context: AutogenContext) -> str | Literal[False]:
    """Write Pacta's column types in new migrations as what they are: those import nothing of the program."""
    return PLAIN.get(type(item), False) if kind == "type" else False


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
