"""Counts over all pledges by day. They are made of the ledger: what was counted before is thrown away, both ways."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from app.db.columns import Day, ordered_string

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def _make_anew(*keys: sa.Column[Any], **options: Any) -> None:
    op.drop_table("pledge_counts")
    op.execute("DELETE FROM counted_pledges")
    amounts = [sa.Column(name, sa.BigInteger(), nullable=False) for name in ("count", "points", "disputed")]
    primary_key = sa.PrimaryKeyConstraint(*(key.name for key in keys), name=op.f("pk_pledge_counts"))
    op.create_table("pledge_counts", *keys, *amounts, primary_key, **options)


def upgrade() -> None:
    """Go one step up."""
    _make_anew(
        sa.Column("field", ordered_string(40), nullable=False),
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("value", ordered_string(161), nullable=False),
        sa.Column("group", ordered_string(40), nullable=False),
        sa.Column("from_day", Day(), nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Go one step down."""
    _make_anew(
        sa.Column("field", ordered_string(40), nullable=False),
        sa.Column("value", ordered_string(161), nullable=False),
        sa.Column("group", ordered_string(40), nullable=False),
    )
