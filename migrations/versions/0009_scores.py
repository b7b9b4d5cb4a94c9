"""The assessments that were known to stand."""

import sqlalchemy as sa
from alembic import op

from app.db import columns

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "known_scores",
        sa.Column(
            "record",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "part",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("from_entry", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("to_entry", sa.BigInteger(), nullable=False),
        sa.Column(
            "party",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "axis", sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column(
            "assessor",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "assessor_kind",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("period_day", columns.Day(), nullable=True),
        sa.Column("period_end", columns.Day(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("record", "part", "from_entry", name=op.f("pk_known_scores")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("known_scores")
