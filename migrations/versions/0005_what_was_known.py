"""What was known when."""

import sqlalchemy as sa
from alembic import op

from app.db import columns

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "known_records",
        sa.Column(
            "collection",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "record",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("from_entry", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("to_entry", sa.BigInteger(), nullable=False),
        sa.Column(
            "label",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("day", columns.Day(), nullable=True),
        sa.Column("due_day", columns.Day(), nullable=True),
        sa.Column("updated_at", columns.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("collection", "record", "from_entry", name=op.f("pk_known_records")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("known_records", schema=None) as batch_op:
        batch_op.create_index("ix_known_records_collection_day_record", ["collection", "day", "record"], unique=False)
        batch_op.create_index(
            "ix_known_records_collection_due_day_record", ["collection", "due_day", "record"], unique=False
        )
        batch_op.create_index(
            "ix_known_records_collection_label_record", ["collection", "label", "record"], unique=False
        )
        batch_op.create_index(
            "ix_known_records_collection_updated_at_record", ["collection", "updated_at", "record"], unique=False
        )

    op.create_table(
        "known_terms",
        sa.Column(
            "collection",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "record",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "field",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "value",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("from_entry", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("from_day", columns.Day(), nullable=False),
        sa.Column("to_entry", sa.BigInteger(), nullable=False),
        sa.Column("to_day", columns.Day(), nullable=False),
        sa.PrimaryKeyConstraint(
            "collection", "record", "field", "value", "from_entry", "from_day", name=op.f("pk_known_terms")
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("known_terms", schema=None) as batch_op:
        batch_op.create_index(
            "ix_known_terms_found",
            ["collection", "field", "value", "record", "from_entry", "to_entry", "from_day", "to_day"],
            unique=False,
        )

    op.create_index("ix_entries_at_number", "entries", ["at", "number"])


def downgrade() -> None:
    """Go one step down."""
    op.drop_index("ix_entries_at_number", table_name="entries")
    with op.batch_alter_table("known_terms", schema=None) as batch_op:
        batch_op.drop_index("ix_known_terms_found")

    op.drop_table("known_terms")
    with op.batch_alter_table("known_records", schema=None) as batch_op:
        batch_op.drop_index("ix_known_records_collection_updated_at_record")
        batch_op.drop_index("ix_known_records_collection_label_record")
        batch_op.drop_index("ix_known_records_collection_due_day_record")
        batch_op.drop_index("ix_known_records_collection_day_record")

    op.drop_table("known_records")
