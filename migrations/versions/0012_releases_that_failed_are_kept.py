"""releases_that_failed_are_kept."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    instant = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
    version = sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql")
    op.create_table(
        "release_attempts",
        sa.Column("version", version, nullable=False),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.Column("heard_at", instant, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_release_attempts")),
    )


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("release_attempts")
