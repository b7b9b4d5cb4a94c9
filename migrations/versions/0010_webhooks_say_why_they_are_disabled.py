"""webhooks_say_why_they_are_disabled."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    instant = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
    op.add_column("webhooks", sa.Column("failing_since", instant, nullable=True))
    op.add_column("webhooks", sa.Column("disabled_because", sa.String(length=300), nullable=True))
    # So far there was one reason.
    gone = "its receiver answered that it has gone (410)"
    op.execute(f"UPDATE webhooks SET disabled_because = '{gone}' WHERE state = 'disabled'")


def downgrade() -> None:
    """Go one step down."""
    op.drop_column("webhooks", "disabled_because")
    op.drop_column("webhooks", "failing_since")
