"""The list of a pledge's milestones."""

from app.db.statements import core_table
from app.records.base.lists.filters import Filter, Sort, after_day, before_day, equals
from app.records.base.lists.list_queries import ListDefinition
from app.records.base.parts.part_collections import PartCollection, Words, part_filters
from app.records.milestones.documents import MilestoneDocument
from app.records.milestones.part_type import MILESTONES
from app.records.milestones.schemas import MilestoneQuery
from app.records.sources.citations import Citation
from app.tables.parts.milestones import Milestone, MilestoneCitation

LIST_DEFINITION = ListDefinition(
    name="milestones",
    table=core_table(Milestone),
    key="entry",
    filters={
        "pledge": equals("pledge_id", "recorded", "due"),
        "done": Filter(
            lambda binding, _binds: binding.column("done_on").is_not(None),
            holds=lambda row, _values: row["done_on"] is not None,
        ),
        "not_done": Filter(
            lambda binding, _binds: binding.column("done_on").is_(None),
            holds=lambda row, _values: row["done_on"] is None,
        ),
        "target": equals("target"),
        "due_before": before_day("due_last_day"),
        "due_after": after_day("due_last_day"),
        **part_filters(MilestoneCitation, "milestone_id"),
    },
    sorts={"recorded": Sort("entry"), "due": Sort("due_last_day", nullable=True)},
)

COLLECTION = PartCollection(
    collection="pledges",
    part_type=MILESTONES,
    document=MilestoneDocument,
    query=MilestoneQuery,
    list_definition=LIST_DEFINITION,
    citation=Citation,
    words=Words(
        listed="In the order they were last written; `sort=due` gives the order in which they are due.",
        recorded="A step towards keeping the pledge, with the day it is due and the day on which it was done, if any.",
    ),
    tag="progress",
)
