"""Counts over all pledges by day. They are made of the ledger: what was counted before is thrown away, both ways."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Day

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def _ordered(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length=length).with_variant(sa.String(length=length, collation="C"), "postgresql")


def upgrade() -> None:
    """Go one step up."""
    op.drop_table("pledge_counts")
    op.execute("DELETE FROM counted_pledges")
    op.create_table(
        "pledge_counts",
        sa.Column("field", _ordered(40), nullable=False),
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("value", _ordered(161), nullable=False),
        sa.Column("group", _ordered(40), nullable=False),
        sa.Column("from_day", Day(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("disputed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("field", "year", "value", "group", "from_day", name=op.f("pk_pledge_counts")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("pledge_counts")
    op.execute("DELETE FROM counted_pledges")
    op.create_table(
        "pledge_counts",
        sa.Column("field", _ordered(40), nullable=False),
        sa.Column("value", _ordered(161), nullable=False),
        sa.Column("group", _ordered(40), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("disputed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("field", "value", "group", name=op.f("pk_pledge_counts")),
    )
