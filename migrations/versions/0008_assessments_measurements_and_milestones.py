"""Assessments, measurements and milestones of pledges."""

import sqlalchemy as sa
from alembic import op

from app.db import columns

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "assessments",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "party",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column(
            "axis", sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("period", sa.String(length=60), nullable=False),
        sa.Column("period_day", columns.Day(), nullable=True),
        sa.Column("period_end", columns.Day(), nullable=False),
        sa.Column(
            "assessor",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "assessor_kind",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("methodology", sa.Text(), nullable=True),
        sa.Column("methodology_version", sa.Text(), nullable=True),
        sa.Column("second_reader", sa.Text(), nullable=True),
        sa.Column("rationale", sa.Text(), nullable=True),
        sa.Column(
            "supersedes",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("superseded", sa.Boolean(create_constraint=True, name="superseded"), nullable=False),
        sa.Column("disputed", sa.Boolean(create_constraint=True, name="disputed"), nullable=False),
        sa.Column(
            "id", sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", columns.Instant(), nullable=False),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.Column("record_version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", columns.Instant(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "assessor_kind IN ('self_report', 'promisee', 'independent', 'secretariat', 'media')",
            name=op.f("ck_assessments_assessor_kind"),
        ),
        sa.CheckConstraint("axis IN ('completion', 'outcome')", name=op.f("ck_assessments_axis")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)", name=op.f("ck_assessments_withdrawn")
        ),
        sa.CheckConstraint("score BETWEEN -1 AND 1", name=op.f("ck_assessments_score")),
        sa.ForeignKeyConstraint(["assessor"], ["participants.id"], name=op.f("fk_assessments_assessor")),
        sa.ForeignKeyConstraint(["entry"], ["entries.number"], name=op.f("fk_assessments_entry")),
        sa.ForeignKeyConstraint(["owner"], ["pledges.id"], name=op.f("fk_assessments_owner"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["party"], ["participants.id"], name=op.f("fk_assessments_party")),
        sa.PrimaryKeyConstraint("owner", "id", name=op.f("pk_assessments")),
        sa.UniqueConstraint("entry", name=op.f("uq_assessments_entry")),
    )
    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessments_assessor_entry"), ["assessor", "entry"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessments_owner_entry"), ["owner", "entry"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_assessments_owner_period_day_entry"), ["owner", "period_day", "entry"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_assessments_party_entry"), ["party", "entry"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessments_period_day_entry"), ["period_day", "entry"], unique=False)

    op.create_table(
        "measurements",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "party", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("period", sa.String(length=60), nullable=False),
        sa.Column("period_day", columns.Day(), nullable=True),
        sa.Column("period_end", columns.Day(), nullable=False),
        sa.Column("value", columns.ExactNumber(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "id", sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", columns.Instant(), nullable=False),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.Column("record_version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", columns.Instant(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)", name=op.f("ck_measurements_withdrawn")
        ),
        sa.ForeignKeyConstraint(["entry"], ["entries.number"], name=op.f("fk_measurements_entry")),
        sa.ForeignKeyConstraint(["owner"], ["pledges.id"], name=op.f("fk_measurements_owner"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["party"], ["participants.id"], name=op.f("fk_measurements_party")),
        sa.PrimaryKeyConstraint("owner", "id", name=op.f("pk_measurements")),
        sa.UniqueConstraint("entry", name=op.f("uq_measurements_entry")),
    )
    with op.batch_alter_table("measurements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measurements_owner_entry"), ["owner", "entry"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_measurements_owner_period_day_entry"), ["owner", "period_day", "entry"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_measurements_party_entry"), ["party", "entry"], unique=False)
        batch_op.create_index(batch_op.f("ix_measurements_period_day_entry"), ["period_day", "entry"], unique=False)

    op.create_table(
        "milestones",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due", sa.String(length=60), nullable=True),
        sa.Column("due_day", columns.Day(), nullable=True),
        sa.Column("done_on", sa.String(length=60), nullable=True),
        sa.Column("done_day", columns.Day(), nullable=True),
        sa.Column(
            "id", sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", columns.Instant(), nullable=False),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.Column("record_version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.number"], name=op.f("fk_milestones_entry")),
        sa.ForeignKeyConstraint(["owner"], ["pledges.id"], name=op.f("fk_milestones_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "id", name=op.f("pk_milestones")),
        sa.UniqueConstraint("entry", name=op.f("uq_milestones_entry")),
    )
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestones_due_day_entry"), ["due_day", "entry"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_milestones_owner_due_day_entry"), ["owner", "due_day", "entry"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_milestones_owner_entry"), ["owner", "entry"], unique=False)

    op.create_table(
        "assessment_citations",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "assessment",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "id", sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "source",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("quote_exact", sa.Text(), nullable=True),
        sa.Column("quote_prefix", sa.Text(), nullable=True),
        sa.Column("quote_suffix", sa.Text(), nullable=True),
        sa.Column("page", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column(
            "speaker",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("attributed_to", sa.Text(), nullable=True),
        sa.Column(
            "relation",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "act", sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column(
            "field", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "assessment"],
            ["assessments.owner", "assessments.id"],
            name=op.f("fk_assessment_citations_owner_assessment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], name=op.f("fk_assessment_citations_source")),
        sa.ForeignKeyConstraint(["speaker"], ["participants.id"], name=op.f("fk_assessment_citations_speaker")),
        sa.PrimaryKeyConstraint("owner", "assessment", "id", name=op.f("pk_assessment_citations")),
    )
    with op.batch_alter_table("assessment_citations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessment_citations_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessment_citations_speaker"), ["speaker"], unique=False)

    op.create_table(
        "measurement_citations",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "measurement",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "id", sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "source",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("quote_exact", sa.Text(), nullable=True),
        sa.Column("quote_prefix", sa.Text(), nullable=True),
        sa.Column("quote_suffix", sa.Text(), nullable=True),
        sa.Column("page", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column(
            "speaker",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("attributed_to", sa.Text(), nullable=True),
        sa.Column(
            "relation",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "act", sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column(
            "field", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "measurement"],
            ["measurements.owner", "measurements.id"],
            name=op.f("fk_measurement_citations_owner_measurement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], name=op.f("fk_measurement_citations_source")),
        sa.ForeignKeyConstraint(["speaker"], ["participants.id"], name=op.f("fk_measurement_citations_speaker")),
        sa.PrimaryKeyConstraint("owner", "measurement", "id", name=op.f("pk_measurement_citations")),
    )
    with op.batch_alter_table("measurement_citations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measurement_citations_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_measurement_citations_speaker"), ["speaker"], unique=False)

    op.create_table(
        "milestone_citations",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "milestone",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "id", sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "source",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("quote_exact", sa.Text(), nullable=True),
        sa.Column("quote_prefix", sa.Text(), nullable=True),
        sa.Column("quote_suffix", sa.Text(), nullable=True),
        sa.Column("page", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column(
            "speaker",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("attributed_to", sa.Text(), nullable=True),
        sa.Column(
            "relation",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "act", sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column(
            "field", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "milestone"],
            ["milestones.owner", "milestones.id"],
            name=op.f("fk_milestone_citations_owner_milestone"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], name=op.f("fk_milestone_citations_source")),
        sa.ForeignKeyConstraint(["speaker"], ["participants.id"], name=op.f("fk_milestone_citations_speaker")),
        sa.PrimaryKeyConstraint("owner", "milestone", "id", name=op.f("pk_milestone_citations")),
    )
    with op.batch_alter_table("milestone_citations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_citations_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_milestone_citations_speaker"), ["speaker"], unique=False)


def downgrade() -> None:
    """Go one step down."""
    for part in ("milestone", "measurement", "assessment"):
        op.drop_table(f"{part}_citations")
        op.drop_table(f"{part}s")
