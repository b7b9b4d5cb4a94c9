"""The lists of positions: of a pledge, and of a statement."""

from app.db.statements import core_table
from app.records.base.lists.filters import Filter, Sort, equals, flagged, from_day, not_flagged, to_day
from app.records.base.lists.list_queries import ListDefinition
from app.records.base.parts.part_collections import (
    PartCollection,
    Words,
    part_filters,
    withdrawn_filters,
)
from app.records.positions.documents import PledgePositionDocument, StatementPositionDocument
from app.records.positions.part_type import ON_PLEDGES, ON_STATEMENTS
from app.records.positions.position_standing import RULE
from app.records.positions.schemas import PledgePositionQuery, PositionQuery
from app.records.sources.citations import Citation
from app.tables.base import Base, owner_key
from app.tables.parts import positions as tables

WORDS = Words(
    listed="In the order they were recorded, withdrawn ones and those that a later one replaced too.",
    recorded=f"Whom it concerns accepts it, in part or whole, notes it, rejects it, or gives no answer. {RULE}",
)


def _list_definition(name: str, noun: str, table: type[Base], citations: type[Base], **more: Filter) -> ListDefinition:
    return ListDefinition(
        name=name,
        table=core_table(table),
        key="entry",
        filters={
            noun: equals(owner_key(core_table(table)).name, "recorded", "on"),
            "participant": equals("participant"),
            "position": equals("position"),
            "stands": flagged("stands"),
            "not_stands": not_flagged("stands"),
            "taken_from": from_day("taken_last_day"),
            "taken_to": to_day("taken_last_day"),
            **more,
            **withdrawn_filters(),
            **part_filters(citations, "position_id"),
        },
        sorts={"recorded": Sort("entry"), "on": Sort("taken_last_day", nullable=True)},
    )


PLEDGE_POSITIONS = PartCollection(
    collection="pledges",
    part_type=ON_PLEDGES,
    document=PledgePositionDocument,
    query=PledgePositionQuery,
    list_definition=_list_definition(
        "pledge_positions",
        "pledge",
        tables.PledgePosition,
        tables.PledgePositionCitation,
        about=equals("about"),
    ),
    citation=Citation,
    words=WORDS,
    tag="pledges",
    operand="pledge position",
)

STATEMENT_POSITIONS = PartCollection(
    collection="statements",
    part_type=ON_STATEMENTS,
    document=StatementPositionDocument,
    query=PositionQuery,
    list_definition=_list_definition(
        "statement_positions",
        "statement",
        tables.StatementPosition,
        tables.StatementPositionCitation,
    ),
    citation=Citation,
    words=WORDS,
    tag="statements",
    operand="statement position",
)
