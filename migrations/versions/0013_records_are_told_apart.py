"""records_are_told_apart."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

COLLECTIONS = ("actions", "instruments", "meetings", "participants", "pledges", "sources", "topics")


def upgrade() -> None:
    """Go one step up."""
    id_ = sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql")
    for collection in COLLECTIONS:
        table, owner = f"different_{collection}", f"{collection[:-1]}_id"
        op.create_table(
            table,
            sa.Column(owner, id_, nullable=False),
            sa.Column("different_from", id_, nullable=False),
            sa.Column("position", sa.Integer(), nullable=False),
            sa.Column("reason", sa.Text(), nullable=False),
            sa.ForeignKeyConstraint([owner], [f"{collection}.id"], name=f"fk_{table}_{owner}", ondelete="CASCADE"),
            sa.ForeignKeyConstraint(["different_from"], [f"{collection}.id"], name=f"fk_{table}_different_from"),
            sa.PrimaryKeyConstraint(owner, "different_from", name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_different_from_{owner}", table, ["different_from", owner])


def downgrade() -> None:
    """Go one step down."""
    for collection in COLLECTIONS:
        op.drop_table(f"different_{collection}")
