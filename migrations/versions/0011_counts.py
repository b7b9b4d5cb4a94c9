"""Counts over all pledges."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "counted_pledges",
        sa.Column(
            "pledge",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pledge", name=op.f("pk_counted_pledges")),
    )
    op.create_table(
        "pledge_counts",
        sa.Column(
            "field",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "value",
            sa.String(length=161).with_variant(sa.String(length=161, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "group",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("disputed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("field", "value", "group", name=op.f("pk_pledge_counts")),
    )


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("pledge_counts")
    op.drop_table("counted_pledges")
