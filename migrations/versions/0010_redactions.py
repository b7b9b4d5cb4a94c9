"""Entries of redactions."""

from alembic import op

from app.db.check_constraints import replace_check

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BEFORE = "operation IN ('put', 'delete', 'withdraw', 'merge', 'move', 'unmerge')"
AFTER = "operation IN ('put', 'delete', 'withdraw', 'merge', 'move', 'unmerge', 'redact')"


def upgrade() -> None:
    replace_check(op.get_bind(), "entries", "ck_entries_operation", (BEFORE, AFTER), proven=True)


def downgrade() -> None:
    # Entries are never deleted: those of redactions stay.
    replace_check(op.get_bind(), "entries", "ck_entries_operation", (AFTER, BEFORE), proven=False)
