"""guard_beyond_announcement."""

from migrations.checks import set_closed_list

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BEFORE = (
    "citation", "reviewed_up_to", "concrete_action", "target_met", "due_or_breach", "quotation", "reversal_evidence",
)  # fmt: skip


def upgrade() -> None:
    """Go one step up."""
    set_closed_list("status_change_overrides", "guard", *BEFORE, "beyond_announcement")


def downgrade() -> None:
    """Go one step down."""
    set_closed_list("status_change_overrides", "guard", *BEFORE)
