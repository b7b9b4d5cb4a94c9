"""Search."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import ordered_string
from app.db.fulltext import create_index, drop_index

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_records",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("collection", ordered_string(40), nullable=False),
        sa.Column("record", ordered_string(80), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_records")),
        sa.UniqueConstraint("collection", "record", name=op.f("uq_search_records_collection_record")),
    )
    create_index(op.get_bind())


def downgrade() -> None:
    drop_index(op.get_bind())
    op.drop_table("search_records")
    # What was indexed is gone: when the tables come back, they are filled from the beginning.
    op.execute("DELETE FROM projections WHERE name = 'search'")
