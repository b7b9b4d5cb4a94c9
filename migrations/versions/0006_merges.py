"""Entries of merges."""

from alembic import op

from app.db.check_constraints import replace_check

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = "operation IN ('put', 'delete', 'withdraw')"
AFTER = "operation IN ('put', 'delete', 'withdraw', 'merge', 'move', 'unmerge')"


def upgrade() -> None:
    replace_check(op.get_bind(), "entries", "ck_entries_operation", (BEFORE, AFTER), proven=True)


def downgrade() -> None:
    # Entries are never deleted: those of merges stay.
    replace_check(op.get_bind(), "entries", "ck_entries_operation", (AFTER, BEFORE), proven=False)
