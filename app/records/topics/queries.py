"""The list of topics, and the set of topics within others."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.sql.selectable import CTE

from app.records.base.collections import Collection, Compared
from app.records.base.documents import record_document
from app.records.base.lists.bindings import Binding
from app.records.base.lists.filters import Sort, among_ids, equals
from app.records.base.lists.hierarchy import within, within_itself
from app.records.base.lists.record_filters import of_every_record
from app.records.sources.citations import CITATIONS
from app.records.topics.record_type import TOPICS
from app.records.topics.schemas import Topic, TopicQuery
from app.tables import topics as tables


def _below(binding: Binding, found: CTE) -> Select[Any]:
    topics = binding.table(tables.Topic)
    return select(topics.c.id).where(topics.c.parent == found.c.id)


TOPICS_WITHIN = within(tables.Topic, _below)

COLLECTION = Collection(
    record_type=TOPICS,
    plural="topics",
    tags={"topics": "What it is about, as a tree."},
    seeded="deportation-and-return",
    document=record_document(Topic, "TopicDocument"),
    query=TopicQuery,
    filters={
        "id": among_ids(),
        "parent": equals("parent", "id"),
        "under": within_itself(TOPICS_WITHIN),
        **of_every_record(TOPICS),
    },
    sorts={"id": Sort("id"), "name": Sort("sort_name"), "updated_at": Sort("updated_at")},
    nested=CITATIONS,
    compared=Compared(facts={"parent": "parent"}),
)
