"""The texts of sources."""

import sqlalchemy as sa
from alembic import op

from app.db import columns

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "source_texts",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "sha256",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("stored_at", columns.Instant(), nullable=False),
        sa.Column("stored_by", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["sources.id"], name=op.f("fk_source_texts_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_source_texts")),
    )


def downgrade() -> None:
    op.drop_table("source_texts")
