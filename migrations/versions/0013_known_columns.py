"""What was known of pledges, in columns, in place of counts. Both are made of the ledger: nothing is lost either way."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Day, ordered_string

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.drop_table("pledge_counts")
    op.drop_table("counted_pledges")
    op.execute("DELETE FROM projections WHERE name = 'counts'")
    op.create_table(
        "known_columns",
        sa.Column("field", ordered_string(40), nullable=False),
        sa.Column("segment", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("field", "segment", name=op.f("pk_known_columns")),
    )
    op.create_index("ix_known_columns_field_changed", "known_columns", ["field", "changed"])
    op.create_table(
        "known_words",
        sa.Column("family", ordered_string(40), nullable=False),
        sa.Column("word", ordered_string(80), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("family", "word", name=op.f("pk_known_words")),
        sa.UniqueConstraint("family", "number", name=op.f("uq_known_words_family_number")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("known_words")
    op.drop_table("known_columns")
    op.execute("DELETE FROM projections WHERE name = 'columns'")
    op.create_table(
        "counted_pledges",
        sa.Column("pledge", ordered_string(80), nullable=False),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pledge", name=op.f("pk_counted_pledges")),
    )
    op.create_table(
        "pledge_counts",
        sa.Column("field", ordered_string(40), nullable=False),
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("value", ordered_string(161), nullable=False),
        sa.Column("group", ordered_string(40), nullable=False),
        sa.Column("from_day", Day(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("count", "points", "disputed")),
        sa.PrimaryKeyConstraint("field", "year", "value", "group", "from_day", name=op.f("pk_pledge_counts")),
        sqlite_with_rowid=False,
    )
