"""Whether sources disagree about a pledge or a meeting: told of existing records when their documents are made anew."""

from alembic import op

from app.db.columns import flag

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("pledges", "meetings")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, flag(op.get_bind(), "disputed"))
        op.create_index(op.f(f"ix_{table}_disputed_id"), table, ["disputed", "id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_index(op.f(f"ix_{table}_disputed_id"), table)
        op.drop_column(table, "disputed")
