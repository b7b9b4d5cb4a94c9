"""days_come_by_entries."""

from migrations.checks import set_closed_list

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COLLECTIONS = (
    "actions", "instruments", "meetings", "participants", "pledges", "sources", "statements", "topics",
)  # fmt: skip
OPERATIONS = ("put", "delete", "correct", "withdraw", "take_effect")
LATER = ("merge", "move", "unmerge", "redact")
OF_DAYS = ("became_due", "became_overdue", "review_due")


def upgrade() -> None:
    """Go one step up."""
    set_closed_list("entries", "collection", *COLLECTIONS, "calendar", "entries")
    set_closed_list("entries", "operation", *OPERATIONS, *OF_DAYS, *LATER)


def downgrade() -> None:
    """Go one step down."""
    set_closed_list("entries", "collection", *COLLECTIONS, "entries")
    set_closed_list("entries", "operation", *OPERATIONS, *LATER)
