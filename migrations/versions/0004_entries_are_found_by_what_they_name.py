"""entries_are_found_by_what_they_name."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "mentions",
        sa.Column(
            "from_collection",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "from_record",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "to_collection",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "to_record",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "from_collection IN ('actions', 'instruments', 'meetings', 'participants', 'pledges', 'sources', "
            "'statements', 'topics')",
            name=op.f("ck_mentions_from_collection"),
        ),
        sa.CheckConstraint(
            "to_collection IN ('meetings', 'participants', 'topics')", name=op.f("ck_mentions_to_collection")
        ),
        sa.PrimaryKeyConstraint(
            "from_collection", "from_record", "to_collection", "to_record", name=op.f("pk_mentions")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_mentions_to", "mentions", ["to_collection", "to_record", "from_collection", "from_record", "since"]
    )


def downgrade() -> None:
    """Go one step down."""
    op.drop_index("ix_mentions_to", "mentions")
    op.drop_table("mentions")
