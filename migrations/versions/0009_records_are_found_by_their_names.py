"""records_are_found_by_their_names."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "record_names",
        sa.Column(
            "collection",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "name_key",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "record",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "use", sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"), nullable=False
        ),
        sa.CheckConstraint(
            "collection IN ('actions', 'instruments', 'meetings', 'participants', 'pledges', 'sources', 'statements', 'topics')",
            name=op.f("ck_record_names_collection"),
        ),
        sa.CheckConstraint("use IN ('name', 'other_name', 'code')", name=op.f("ck_record_names_use")),
        sa.PrimaryKeyConstraint("collection", "name_key", "record", name=op.f("pk_record_names")),
    )
    op.create_index(op.f("ix_record_names_collection_record"), "record_names", ["collection", "record"])


def downgrade() -> None:
    """Go one step down."""
    op.drop_index(op.f("ix_record_names_collection_record"), table_name="record_names")
    op.drop_table("record_names")
