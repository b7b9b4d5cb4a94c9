"""Records, the ledger and keys."""

import sqlalchemy as sa
from alembic import op

from app.db import columns, immutability_triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "document_form",
        sa.Column("form", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("form", name=op.f("pk_document_form")),
    )
    op.create_table(
        "entries",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", columns.Instant(), nullable=False),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.Column("request", sa.String(length=128), nullable=False),
        sa.Column(
            "collection",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "record",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "operation",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("operation IN ('put', 'delete', 'withdraw')", name=op.f("ck_entries_operation")),
        sa.CheckConstraint("number > 0", name=op.f("ck_entries_number")),
        sa.CheckConstraint("version > 0", name=op.f("ck_entries_version")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_entries")),
        sa.UniqueConstraint("collection", "record", "version", name=op.f("uq_entries_collection_record_version")),
    )
    op.create_table(
        "idempotent_answers",
        sa.Column(
            "key_id",
            sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "idempotency_key",
            sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("at", columns.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", "idempotency_key", name=op.f("pk_idempotent_answers")),
    )
    with op.batch_alter_table("idempotent_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idempotent_answers_at"), ["at"], unique=False)

    op.create_table(
        "keys",
        sa.Column(
            "id", sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("scopes", sa.String(length=60), nullable=False),
        sa.Column(
            "secret_hash",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("created_at", columns.Instant(), nullable=False),
        sa.Column("revoked_at", columns.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_keys_secret_hash")),
    )
    op.create_table(
        "meetings",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "sort_title",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "kind", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "status",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("starts", sa.String(length=60), nullable=True),
        sa.Column("starts_day", columns.Day(), nullable=True),
        sa.Column("ends", sa.String(length=60), nullable=True),
        sa.Column("ends_day", columns.Day(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column(
            "country",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "part_of",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column(
            "id", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(), nullable=False),
        sa.Column("updated_at", columns.Instant(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('bilateral', 'trilateral', 'multilateral', 'summit', 'ministerial', 'conference', 'visit', 'tour', 'press_conference', 'call', 'negotiation_round', 'signing', 'other')",
            name=op.f("ck_meetings_kind"),
        ),
        sa.CheckConstraint("status IN ('planned', 'held', 'postponed', 'cancelled')", name=op.f("ck_meetings_status")),
        sa.ForeignKeyConstraint(["part_of"], ["meetings.id"], name=op.f("fk_meetings_part_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meetings_country"), ["country"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_kind_id"), ["kind", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_part_of"), ["part_of"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_sort_title_id"), ["sort_title", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_starts_day_id"), ["starts_day", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_status_id"), ["status", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_updated_at_id"), ["updated_at", "id"], unique=False)

    op.create_table(
        "participants",
        sa.Column(
            "kind", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "sort_name",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "country",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "wikidata_id",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "id", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(), nullable=False),
        sa.Column("updated_at", columns.Instant(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('person', 'state', 'government_body', 'intergovernmental_organization', 'organization', 'group')",
            name=op.f("ck_participants_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
    )
    with op.batch_alter_table("participants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participants_country"), ["country"], unique=False)
        batch_op.create_index(batch_op.f("ix_participants_kind_id"), ["kind", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_participants_sort_name_id"), ["sort_name", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_participants_updated_at_id"), ["updated_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_participants_wikidata_id"), ["wikidata_id"], unique=False)

    op.create_table(
        "record_references",
        sa.Column(
            "from_collection",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "from_record",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "field",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "to_collection",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "to_record",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint(
            "from_collection", "from_record", "field", "to_collection", "to_record", name=op.f("pk_record_references")
        ),
    )
    with op.batch_alter_table("record_references", schema=None) as batch_op:
        batch_op.create_index(
            "ix_record_references_to",
            ["to_collection", "to_record", "from_collection", "from_record"],
            unique=False,
        )

    op.create_table(
        "sources",
        sa.Column(
            "kind", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "sort_title",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column(
            "language",
            sa.String(length=35).with_variant(sa.String(length=35, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("published", sa.String(length=60), nullable=True),
        sa.Column("published_day", columns.Day(), nullable=True),
        sa.Column("retrieved_at", sa.String(length=27), nullable=True),
        sa.Column(
            "content_sha256",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("archive_url", sa.Text(), nullable=True),
        sa.Column(
            "id", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(), nullable=False),
        sa.Column("updated_at", columns.Instant(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('joint_statement', 'communique', 'readout', 'press_release', 'speech', 'treaty_text', 'legislation', 'budget', 'official_statistics', 'parliamentary_record', 'news_report', 'think_tank_report', 'social_media', 'dataset', 'other')",
            name=op.f("ck_sources_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
    )
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sources_kind_id"), ["kind", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sources_published_day_id"), ["published_day", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sources_sort_title_id"), ["sort_title", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sources_updated_at_id"), ["updated_at", "id"], unique=False)

    op.create_table(
        "topics",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "sort_name",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "parent",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "id", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(), nullable=False),
        sa.Column("updated_at", columns.Instant(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["topics.id"], name=op.f("fk_topics_parent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
    )
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topics_parent"), ["parent"], unique=False)
        batch_op.create_index(batch_op.f("ix_topics_sort_name_id"), ["sort_name", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_topics_updated_at_id"), ["updated_at", "id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "id", sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "participant",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "role", sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "on_behalf_of",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role IN ('host', 'visitor', 'participant', 'chair', 'mediator', 'observer', 'signatory')",
            name=op.f("ck_attendance_role"),
        ),
        sa.ForeignKeyConstraint(["on_behalf_of"], ["participants.id"], name=op.f("fk_attendance_on_behalf_of")),
        sa.ForeignKeyConstraint(["owner"], ["meetings.id"], name=op.f("fk_attendance_owner"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["participant"], ["participants.id"], name=op.f("fk_attendance_participant")),
        sa.PrimaryKeyConstraint("owner", "id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("owner", "participant", "role", name=op.f("uq_attendance_owner_participant_role")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_on_behalf_of"), ["on_behalf_of"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_participant_owner"), ["participant", "owner"], unique=False)

    op.create_table(
        "meeting_citations",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
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
            ["owner"], ["meetings.id"], name=op.f("fk_meeting_citations_owner"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], name=op.f("fk_meeting_citations_source")),
        sa.ForeignKeyConstraint(["speaker"], ["participants.id"], name=op.f("fk_meeting_citations_speaker")),
        sa.PrimaryKeyConstraint("owner", "id", name=op.f("pk_meeting_citations")),
    )
    with op.batch_alter_table("meeting_citations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_citations_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_citations_speaker"), ["speaker"], unique=False)

    op.create_table(
        "meeting_external_ids",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "scheme",
            sa.String(length=50).with_variant(sa.String(length=50, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "value",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"], ["meetings.id"], name=op.f("fk_meeting_external_ids_owner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "scheme", name=op.f("pk_meeting_external_ids")),
    )
    with op.batch_alter_table("meeting_external_ids", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_external_ids_value"), ["value"], unique=False)

    op.create_table(
        "meeting_tags",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "tag", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["meetings.id"], name=op.f("fk_meeting_tags_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "tag", name=op.f("pk_meeting_tags")),
    )
    with op.batch_alter_table("meeting_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_tags_tag_owner"), ["tag", "owner"], unique=False)

    op.create_table(
        "meeting_topics",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "topic",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["meetings.id"], name=op.f("fk_meeting_topics_owner"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["topic"], ["topics.id"], name=op.f("fk_meeting_topics_topic")),
        sa.PrimaryKeyConstraint("owner", "topic", name=op.f("pk_meeting_topics")),
    )
    with op.batch_alter_table("meeting_topics", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_topics_topic_owner"), ["topic", "owner"], unique=False)

    op.create_table(
        "memberships",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "participant",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("start", sa.String(length=60), nullable=True),
        sa.Column("end", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["owner"], ["participants.id"], name=op.f("fk_memberships_owner"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["participant"], ["participants.id"], name=op.f("fk_memberships_participant")),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_memberships")),
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memberships_participant_owner"), ["participant", "owner"], unique=False)

    op.create_table(
        "offices",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "id", sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "body", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("start", sa.String(length=60), nullable=True),
        sa.Column("end", sa.String(length=60), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body"], ["participants.id"], name=op.f("fk_offices_body")),
        sa.ForeignKeyConstraint(["owner"], ["participants.id"], name=op.f("fk_offices_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "id", name=op.f("pk_offices")),
    )
    with op.batch_alter_table("offices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offices_body"), ["body"], unique=False)

    op.create_table(
        "participant_citations",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
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
            ["owner"], ["participants.id"], name=op.f("fk_participant_citations_owner"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], name=op.f("fk_participant_citations_source")),
        sa.ForeignKeyConstraint(["speaker"], ["participants.id"], name=op.f("fk_participant_citations_speaker")),
        sa.PrimaryKeyConstraint("owner", "id", name=op.f("pk_participant_citations")),
    )
    with op.batch_alter_table("participant_citations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_citations_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_participant_citations_speaker"), ["speaker"], unique=False)

    op.create_table(
        "participant_external_ids",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "scheme",
            sa.String(length=50).with_variant(sa.String(length=50, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "value",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"], ["participants.id"], name=op.f("fk_participant_external_ids_owner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "scheme", name=op.f("pk_participant_external_ids")),
    )
    with op.batch_alter_table("participant_external_ids", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_external_ids_value"), ["value"], unique=False)

    op.create_table(
        "participant_names",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "language",
            sa.String(length=35).with_variant(sa.String(length=35, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["participants.id"], name=op.f("fk_participant_names_owner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_participant_names")),
    )
    op.create_table(
        "participant_tags",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "tag", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"], ["participants.id"], name=op.f("fk_participant_tags_owner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "tag", name=op.f("pk_participant_tags")),
    )
    with op.batch_alter_table("participant_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_tags_tag_owner"), ["tag", "owner"], unique=False)

    op.create_table(
        "pledges",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "sort_title",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("wording_text", sa.Text(), nullable=True),
        sa.Column(
            "wording_language",
            sa.String(length=35).with_variant(sa.String(length=35, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "kind", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "strength",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "legal_nature",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "joint",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "meeting",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("announced", sa.String(length=60), nullable=True),
        sa.Column("announced_day", columns.Day(), nullable=True),
        sa.Column("due", sa.String(length=60), nullable=True),
        sa.Column("due_day", columns.Day(), nullable=True),
        sa.Column("due_text", sa.Text(), nullable=True),
        sa.Column(
            "status",
            sa.String(length=30).with_variant(sa.String(length=30, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "id", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(), nullable=False),
        sa.Column("updated_at", columns.Instant(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.CheckConstraint("basis IN ('whole', 'promisors', 'none')", name=op.f("ck_pledges_basis")),
        sa.CheckConstraint(
            "joint IN ('individual', 'common', 'partnership', 'matching')", name=op.f("ck_pledges_joint")
        ),
        sa.CheckConstraint(
            "kind IN ('operational', 'institutional', 'policy', 'legislative', 'financial', 'in_kind', 'infrastructure', 'treaty_action', 'information_sharing', 'process', 'restraint', 'outcome', 'aspirational')",
            name=op.f("ck_pledges_kind"),
        ),
        sa.CheckConstraint(
            "legal_nature IN ('legally_binding', 'politically_binding', 'unilateral', 'statement_of_intent')",
            name=op.f("ck_pledges_legal_nature"),
        ),
        sa.CheckConstraint(
            "status IN ('not_assessed', 'no_verified_progress', 'not_started', 'planned', 'in_progress', 'stalled', 'partially_fulfilled', 'fulfilled', 'not_fulfilled', 'abandoned', 'superseded', 'not_assessable')",
            name=op.f("ck_pledges_status"),
        ),
        sa.CheckConstraint(
            "strength IN ('firm', 'conditional', 'intention', 'exploratory')", name=op.f("ck_pledges_strength")
        ),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_pledges_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledges")),
    )
    with op.batch_alter_table("pledges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledges_announced_day_id"), ["announced_day", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledges_due_day_id"), ["due_day", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledges_kind_id"), ["kind", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledges_meeting_id"), ["meeting", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledges_sort_title_id"), ["sort_title", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_pledges_status_announced_day_id"), ["status", "announced_day", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_pledges_status_due_day_id"), ["status", "due_day", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledges_status_id"), ["status", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledges_strength_id"), ["strength", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledges_updated_at_id"), ["updated_at", "id"], unique=False)

    op.create_table(
        "source_caveats",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["sources.id"], name=op.f("fk_source_caveats_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_source_caveats")),
    )
    op.create_table(
        "source_citations",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
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
        sa.ForeignKeyConstraint(["owner"], ["sources.id"], name=op.f("fk_source_citations_owner"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], name=op.f("fk_source_citations_source")),
        sa.ForeignKeyConstraint(["speaker"], ["participants.id"], name=op.f("fk_source_citations_speaker")),
        sa.PrimaryKeyConstraint("owner", "id", name=op.f("pk_source_citations")),
    )
    with op.batch_alter_table("source_citations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_citations_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_source_citations_speaker"), ["speaker"], unique=False)

    op.create_table(
        "source_external_ids",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "scheme",
            sa.String(length=50).with_variant(sa.String(length=50, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "value",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"], ["sources.id"], name=op.f("fk_source_external_ids_owner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "scheme", name=op.f("pk_source_external_ids")),
    )
    with op.batch_alter_table("source_external_ids", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_external_ids_value"), ["value"], unique=False)

    op.create_table(
        "source_tags",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "tag", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["sources.id"], name=op.f("fk_source_tags_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "tag", name=op.f("pk_source_tags")),
    )
    with op.batch_alter_table("source_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_tags_tag_owner"), ["tag", "owner"], unique=False)

    op.create_table(
        "topic_citations",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
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
        sa.ForeignKeyConstraint(["owner"], ["topics.id"], name=op.f("fk_topic_citations_owner"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], name=op.f("fk_topic_citations_source")),
        sa.ForeignKeyConstraint(["speaker"], ["participants.id"], name=op.f("fk_topic_citations_speaker")),
        sa.PrimaryKeyConstraint("owner", "id", name=op.f("pk_topic_citations")),
    )
    with op.batch_alter_table("topic_citations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_citations_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_topic_citations_speaker"), ["speaker"], unique=False)

    op.create_table(
        "topic_external_ids",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "scheme",
            sa.String(length=50).with_variant(sa.String(length=50, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "value",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["topics.id"], name=op.f("fk_topic_external_ids_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "scheme", name=op.f("pk_topic_external_ids")),
    )
    with op.batch_alter_table("topic_external_ids", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_external_ids_value"), ["value"], unique=False)

    op.create_table(
        "topic_tags",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "tag", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["topics.id"], name=op.f("fk_topic_tags_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "tag", name=op.f("pk_topic_tags")),
    )
    with op.batch_alter_table("topic_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_tags_tag_owner"), ["tag", "owner"], unique=False)

    op.create_table(
        "conditions",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "id", sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["pledges.id"], name=op.f("fk_conditions_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "id", name=op.f("pk_conditions")),
    )
    op.create_table(
        "links",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "type", sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "pledge",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "type IN ('part_of', 'supersedes', 'renews', 'matches', 'conditional_on', 'contradicts', 'implements')",
            name=op.f("ck_links_type"),
        ),
        sa.CheckConstraint("pledge <> owner", name=op.f("ck_links_not_to_itself")),
        sa.ForeignKeyConstraint(["owner"], ["pledges.id"], name=op.f("fk_links_owner"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["pledge"], ["pledges.id"], name=op.f("fk_links_pledge")),
        sa.PrimaryKeyConstraint("owner", "type", "pledge", name=op.f("pk_links")),
    )
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_links_pledge_owner"), ["pledge", "owner"], unique=False)

    op.create_table(
        "parties",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "participant",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "role", sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role IN ('promisor', 'promisee', 'beneficiary', 'implementer', 'guarantor', 'verifier')",
            name=op.f("ck_parties_role"),
        ),
        sa.ForeignKeyConstraint(["owner"], ["pledges.id"], name=op.f("fk_parties_owner"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["participant"], ["participants.id"], name=op.f("fk_parties_participant")),
        sa.PrimaryKeyConstraint("owner", "participant", "role", name=op.f("pk_parties")),
    )
    with op.batch_alter_table("parties", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_parties_participant_role_owner"), ["participant", "role", "owner"], unique=False
        )

    op.create_table(
        "pledge_citations",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
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
        sa.ForeignKeyConstraint(["owner"], ["pledges.id"], name=op.f("fk_pledge_citations_owner"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], name=op.f("fk_pledge_citations_source")),
        sa.ForeignKeyConstraint(["speaker"], ["participants.id"], name=op.f("fk_pledge_citations_speaker")),
        sa.PrimaryKeyConstraint("owner", "id", name=op.f("pk_pledge_citations")),
    )
    with op.batch_alter_table("pledge_citations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledge_citations_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledge_citations_speaker"), ["speaker"], unique=False)

    op.create_table(
        "pledge_external_ids",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "scheme",
            sa.String(length=50).with_variant(sa.String(length=50, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "value",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"], ["pledges.id"], name=op.f("fk_pledge_external_ids_owner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "scheme", name=op.f("pk_pledge_external_ids")),
    )
    with op.batch_alter_table("pledge_external_ids", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledge_external_ids_value"), ["value"], unique=False)

    op.create_table(
        "pledge_tags",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "tag", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["pledges.id"], name=op.f("fk_pledge_tags_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "tag", name=op.f("pk_pledge_tags")),
    )
    with op.batch_alter_table("pledge_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledge_tags_tag_owner"), ["tag", "owner"], unique=False)

    op.create_table(
        "pledge_topics",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "topic",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["pledges.id"], name=op.f("fk_pledge_topics_owner"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["topic"], ["topics.id"], name=op.f("fk_pledge_topics_topic")),
        sa.PrimaryKeyConstraint("owner", "topic", name=op.f("pk_pledge_topics")),
    )
    with op.batch_alter_table("pledge_topics", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledge_topics_topic_owner"), ["topic", "owner"], unique=False)

    op.create_table(
        "statements",
        sa.Column(
            "kind", sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column(
            "speaker",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "on_behalf_of",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "addressed_to",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "meeting",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("said", sa.String(length=60), nullable=True),
        sa.Column("said_day", columns.Day(), nullable=True),
        sa.Column(
            "about", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column(
            "id", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.Instant(), nullable=False),
        sa.Column("updated_at", columns.Instant(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('denial', 'clarification', 'disagreement', 'demand', 'offer', 'praise', 'criticism', 'claim', 'need', 'position')",
            name=op.f("ck_statements_kind"),
        ),
        sa.ForeignKeyConstraint(["about"], ["pledges.id"], name=op.f("fk_statements_about")),
        sa.ForeignKeyConstraint(["addressed_to"], ["participants.id"], name=op.f("fk_statements_addressed_to")),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_statements_meeting")),
        sa.ForeignKeyConstraint(["on_behalf_of"], ["participants.id"], name=op.f("fk_statements_on_behalf_of")),
        sa.ForeignKeyConstraint(["speaker"], ["participants.id"], name=op.f("fk_statements_speaker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statements_about_id"), ["about", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_addressed_to_id"), ["addressed_to", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_kind_id"), ["kind", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_meeting_id"), ["meeting", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_on_behalf_of_id"), ["on_behalf_of", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_said_day_id"), ["said_day", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_speaker_id"), ["speaker", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_updated_at_id"), ["updated_at", "id"], unique=False)

    op.create_table(
        "status_changes",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "id", sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", columns.Instant(), nullable=False),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.Column("record_version", sa.Integer(), nullable=False),
        sa.Column(
            "party", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column(
            "status",
            sa.String(length=30).with_variant(sa.String(length=30, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("effective_on", sa.String(length=60), nullable=False),
        sa.Column("effective_day", columns.Day(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sources_reviewed_up_to", sa.String(length=10), nullable=True),
        sa.Column(
            "successor",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("override_guards", sa.Text(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", columns.Instant(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("is_reversal", sa.Boolean(create_constraint=True, name="is_reversal"), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status IN ('not_assessed', 'no_verified_progress', 'not_started', 'planned', 'in_progress', 'stalled', 'partially_fulfilled', 'fulfilled', 'not_fulfilled', 'abandoned', 'superseded', 'not_assessable')",
            name=op.f("ck_status_changes_status"),
        ),
        sa.CheckConstraint(
            "(override_guards IS NULL) = (override_reason IS NULL)", name=op.f("ck_status_changes_override")
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)", name=op.f("ck_status_changes_withdrawn")
        ),
        sa.ForeignKeyConstraint(["entry"], ["entries.number"], name=op.f("fk_status_changes_entry")),
        sa.ForeignKeyConstraint(["owner"], ["pledges.id"], name=op.f("fk_status_changes_owner"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["party"], ["participants.id"], name=op.f("fk_status_changes_party")),
        sa.ForeignKeyConstraint(["successor"], ["pledges.id"], name=op.f("fk_status_changes_successor")),
        sa.PrimaryKeyConstraint("owner", "id", name=op.f("pk_status_changes")),
        sa.UniqueConstraint("entry", name=op.f("uq_status_changes_entry")),
    )
    with op.batch_alter_table("status_changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_status_changes_effective_day_entry"), ["effective_day", "entry"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_status_changes_owner_effective_day_entry"),
            ["owner", "effective_day", "entry"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_status_changes_owner_entry"), ["owner", "entry"], unique=False)
        batch_op.create_index(batch_op.f("ix_status_changes_party_entry"), ["party", "entry"], unique=False)
        batch_op.create_index(batch_op.f("ix_status_changes_status_entry"), ["status", "entry"], unique=False)
        batch_op.create_index(batch_op.f("ix_status_changes_successor"), ["successor"], unique=False)

    op.create_table(
        "targets",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column(
            "measure",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "direction",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("value", columns.ExactNumber(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column(
            "relative_to_baseline", sa.Boolean(create_constraint=True, name="relative_to_baseline"), nullable=False
        ),
        sa.Column("baseline_value", columns.ExactNumber(), nullable=True),
        sa.Column("baseline_date", sa.String(length=60), nullable=True),
        sa.Column(
            "baseline_source",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.CheckConstraint(
            "direction IN ('increase', 'decrease', 'reach', 'maintain')", name=op.f("ck_targets_direction")
        ),
        sa.CheckConstraint(
            "measure IN ('count', 'percentage', 'currency', 'boolean')", name=op.f("ck_targets_measure")
        ),
        sa.ForeignKeyConstraint(["baseline_source"], ["sources.id"], name=op.f("fk_targets_baseline_source")),
        sa.ForeignKeyConstraint(["owner"], ["pledges.id"], name=op.f("fk_targets_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_targets")),
    )
    with op.batch_alter_table("targets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_targets_baseline_source"), ["baseline_source"], unique=False)

    op.create_table(
        "statement_citations",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
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
            ["owner"], ["statements.id"], name=op.f("fk_statement_citations_owner"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], name=op.f("fk_statement_citations_source")),
        sa.ForeignKeyConstraint(["speaker"], ["participants.id"], name=op.f("fk_statement_citations_speaker")),
        sa.PrimaryKeyConstraint("owner", "id", name=op.f("pk_statement_citations")),
    )
    with op.batch_alter_table("statement_citations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_citations_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_citations_speaker"), ["speaker"], unique=False)

    op.create_table(
        "statement_external_ids",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "scheme",
            sa.String(length=50).with_variant(sa.String(length=50, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "value",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"], ["statements.id"], name=op.f("fk_statement_external_ids_owner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "scheme", name=op.f("pk_statement_external_ids")),
    )
    with op.batch_alter_table("statement_external_ids", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_external_ids_value"), ["value"], unique=False)

    op.create_table(
        "statement_tags",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "tag", sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["statements.id"], name=op.f("fk_statement_tags_owner"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "tag", name=op.f("pk_statement_tags")),
    )
    with op.batch_alter_table("statement_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_tags_tag_owner"), ["tag", "owner"], unique=False)

    op.create_table(
        "statement_topics",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "topic",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"], ["statements.id"], name=op.f("fk_statement_topics_owner"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic"], ["topics.id"], name=op.f("fk_statement_topics_topic")),
        sa.PrimaryKeyConstraint("owner", "topic", name=op.f("pk_statement_topics")),
    )
    with op.batch_alter_table("statement_topics", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_topics_topic_owner"), ["topic", "owner"], unique=False)

    op.create_table(
        "status_change_citations",
        sa.Column(
            "owner",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "change",
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
            ["owner", "change"],
            ["status_changes.owner", "status_changes.id"],
            name=op.f("fk_status_change_citations_owner_change"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], name=op.f("fk_status_change_citations_source")),
        sa.ForeignKeyConstraint(["speaker"], ["participants.id"], name=op.f("fk_status_change_citations_speaker")),
        sa.PrimaryKeyConstraint("owner", "change", "id", name=op.f("pk_status_change_citations")),
    )
    with op.batch_alter_table("status_change_citations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_status_change_citations_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_status_change_citations_speaker"), ["speaker"], unique=False)
    immutability_triggers.protect_entries(op.get_bind())


def downgrade() -> None:
    """Go one step down."""
    immutability_triggers.unprotect_entries(op.get_bind())
    with op.batch_alter_table("status_change_citations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_status_change_citations_speaker"))
        batch_op.drop_index(batch_op.f("ix_status_change_citations_source"))

    op.drop_table("status_change_citations")
    with op.batch_alter_table("statement_topics", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_topics_topic_owner"))

    op.drop_table("statement_topics")
    with op.batch_alter_table("statement_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_tags_tag_owner"))

    op.drop_table("statement_tags")
    with op.batch_alter_table("statement_external_ids", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_external_ids_value"))

    op.drop_table("statement_external_ids")
    with op.batch_alter_table("statement_citations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_citations_speaker"))
        batch_op.drop_index(batch_op.f("ix_statement_citations_source"))

    op.drop_table("statement_citations")
    with op.batch_alter_table("targets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_targets_baseline_source"))

    op.drop_table("targets")
    with op.batch_alter_table("status_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_status_changes_successor"))
        batch_op.drop_index(batch_op.f("ix_status_changes_status_entry"))
        batch_op.drop_index(batch_op.f("ix_status_changes_party_entry"))
        batch_op.drop_index(batch_op.f("ix_status_changes_owner_entry"))
        batch_op.drop_index(batch_op.f("ix_status_changes_owner_effective_day_entry"))
        batch_op.drop_index(batch_op.f("ix_status_changes_effective_day_entry"))

    op.drop_table("status_changes")
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statements_updated_at_id"))
        batch_op.drop_index(batch_op.f("ix_statements_speaker_id"))
        batch_op.drop_index(batch_op.f("ix_statements_said_day_id"))
        batch_op.drop_index(batch_op.f("ix_statements_on_behalf_of_id"))
        batch_op.drop_index(batch_op.f("ix_statements_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_statements_kind_id"))
        batch_op.drop_index(batch_op.f("ix_statements_addressed_to_id"))
        batch_op.drop_index(batch_op.f("ix_statements_about_id"))

    op.drop_table("statements")
    with op.batch_alter_table("pledge_topics", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pledge_topics_topic_owner"))

    op.drop_table("pledge_topics")
    with op.batch_alter_table("pledge_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pledge_tags_tag_owner"))

    op.drop_table("pledge_tags")
    with op.batch_alter_table("pledge_external_ids", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pledge_external_ids_value"))

    op.drop_table("pledge_external_ids")
    with op.batch_alter_table("pledge_citations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pledge_citations_speaker"))
        batch_op.drop_index(batch_op.f("ix_pledge_citations_source"))

    op.drop_table("pledge_citations")
    with op.batch_alter_table("parties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_parties_participant_role_owner"))

    op.drop_table("parties")
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_links_pledge_owner"))

    op.drop_table("links")
    op.drop_table("conditions")
    with op.batch_alter_table("topic_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topic_tags_tag_owner"))

    op.drop_table("topic_tags")
    with op.batch_alter_table("topic_external_ids", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topic_external_ids_value"))

    op.drop_table("topic_external_ids")
    with op.batch_alter_table("topic_citations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topic_citations_speaker"))
        batch_op.drop_index(batch_op.f("ix_topic_citations_source"))

    op.drop_table("topic_citations")
    with op.batch_alter_table("source_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_tags_tag_owner"))

    op.drop_table("source_tags")
    with op.batch_alter_table("source_external_ids", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_external_ids_value"))

    op.drop_table("source_external_ids")
    with op.batch_alter_table("source_citations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_citations_speaker"))
        batch_op.drop_index(batch_op.f("ix_source_citations_source"))

    op.drop_table("source_citations")
    op.drop_table("source_caveats")
    with op.batch_alter_table("pledges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pledges_updated_at_id"))
        batch_op.drop_index(batch_op.f("ix_pledges_strength_id"))
        batch_op.drop_index(batch_op.f("ix_pledges_status_id"))
        batch_op.drop_index(batch_op.f("ix_pledges_status_due_day_id"))
        batch_op.drop_index(batch_op.f("ix_pledges_status_announced_day_id"))
        batch_op.drop_index(batch_op.f("ix_pledges_sort_title_id"))
        batch_op.drop_index(batch_op.f("ix_pledges_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_pledges_kind_id"))
        batch_op.drop_index(batch_op.f("ix_pledges_due_day_id"))
        batch_op.drop_index(batch_op.f("ix_pledges_announced_day_id"))

    op.drop_table("pledges")
    with op.batch_alter_table("participant_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_tags_tag_owner"))

    op.drop_table("participant_tags")
    op.drop_table("participant_names")
    with op.batch_alter_table("participant_external_ids", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_external_ids_value"))

    op.drop_table("participant_external_ids")
    with op.batch_alter_table("participant_citations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_citations_speaker"))
        batch_op.drop_index(batch_op.f("ix_participant_citations_source"))

    op.drop_table("participant_citations")
    with op.batch_alter_table("offices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offices_body"))

    op.drop_table("offices")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_memberships_participant_owner"))

    op.drop_table("memberships")
    with op.batch_alter_table("meeting_topics", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_topics_topic_owner"))

    op.drop_table("meeting_topics")
    with op.batch_alter_table("meeting_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_tags_tag_owner"))

    op.drop_table("meeting_tags")
    with op.batch_alter_table("meeting_external_ids", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_external_ids_value"))

    op.drop_table("meeting_external_ids")
    with op.batch_alter_table("meeting_citations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_citations_speaker"))
        batch_op.drop_index(batch_op.f("ix_meeting_citations_source"))

    op.drop_table("meeting_citations")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_participant_owner"))
        batch_op.drop_index(batch_op.f("ix_attendance_on_behalf_of"))

    op.drop_table("attendance")
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topics_updated_at_id"))
        batch_op.drop_index(batch_op.f("ix_topics_sort_name_id"))
        batch_op.drop_index(batch_op.f("ix_topics_parent"))

    op.drop_table("topics")
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sources_updated_at_id"))
        batch_op.drop_index(batch_op.f("ix_sources_sort_title_id"))
        batch_op.drop_index(batch_op.f("ix_sources_published_day_id"))
        batch_op.drop_index(batch_op.f("ix_sources_kind_id"))

    op.drop_table("sources")
    with op.batch_alter_table("record_references", schema=None) as batch_op:
        batch_op.drop_index("ix_record_references_to")

    op.drop_table("record_references")
    with op.batch_alter_table("participants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participants_wikidata_id"))
        batch_op.drop_index(batch_op.f("ix_participants_updated_at_id"))
        batch_op.drop_index(batch_op.f("ix_participants_sort_name_id"))
        batch_op.drop_index(batch_op.f("ix_participants_kind_id"))
        batch_op.drop_index(batch_op.f("ix_participants_country"))

    op.drop_table("participants")
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meetings_updated_at_id"))
        batch_op.drop_index(batch_op.f("ix_meetings_status_id"))
        batch_op.drop_index(batch_op.f("ix_meetings_starts_day_id"))
        batch_op.drop_index(batch_op.f("ix_meetings_sort_title_id"))
        batch_op.drop_index(batch_op.f("ix_meetings_part_of"))
        batch_op.drop_index(batch_op.f("ix_meetings_kind_id"))
        batch_op.drop_index(batch_op.f("ix_meetings_country"))

    op.drop_table("meetings")
    op.drop_table("keys")
    with op.batch_alter_table("idempotent_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idempotent_answers_at"))

    op.drop_table("idempotent_answers")
    op.drop_table("entries")
    op.drop_table("document_form")
