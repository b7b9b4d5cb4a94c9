"""reviews_are_found_by_their_day."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_index("ix_pledges_review_first_day_id", "pledges", ["review_first_day", "id"])


def downgrade() -> None:
    """Go one step down."""
    op.drop_index("ix_pledges_review_first_day_id", "pledges")
