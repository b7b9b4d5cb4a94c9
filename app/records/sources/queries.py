"""The list of sources."""

from app.records.base.collections import Collection, Compared
from app.records.base.documents import record_document
from app.records.base.lists.filters import Sort, among_ids, equals, from_day, to_day
from app.records.base.lists.record_filters import of_every_record
from app.records.sources.citations import CITATIONS
from app.records.sources.record_type import SOURCES
from app.records.sources.schemas import Source, SourceQuery

COLLECTION = Collection(
    record_type=SOURCES,
    plural="sources",
    tags={"sources": "Who reported it, its known faults, and whether its text holds what is quoted."},
    seeded="us-guatemala-strategic-cooperation",
    document=record_document(Source, "SourceDocument"),
    query=SourceQuery,
    filters={
        "id": among_ids(),
        "kind": equals("kind", "id"),
        "language": equals("language"),
        "publisher": equals("publisher"),
        "published_from": from_day("published_first_day"),
        "published_to": to_day("published_first_day"),
        **of_every_record(SOURCES),
    },
    sorts={
        "id": Sort("id"),
        "title": Sort("sort_title"),
        "published": Sort("published_first_day", nullable=True),
        "updated_at": Sort("updated_at"),
    },
    nested=CITATIONS,
    compared=Compared(
        facts={"publisher": "publisher", "day of publication": "published_first_day"},
        marks={"address": "url", "content": "content_sha256"},
    ),
)
