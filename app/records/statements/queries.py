"""The list of statements."""

from sqlalchemy import ColumnElement, or_

from app.records.base.collections import Collection, Nested
from app.records.base.history.keeper_registry import register_histories
from app.records.base.lists.bindings import Binding, Dated
from app.records.base.lists.filters import Binds, Filter, Sort, among_ids, equals, from_day, nested, to_day
from app.records.base.lists.hierarchy import under
from app.records.base.lists.record_filters import of_every_record
from app.records.meetings.queries import MEETINGS_WITHIN
from app.records.participants.queries import PARTICIPANTS_WITHIN
from app.records.positions.part_type import ON_STATEMENTS
from app.records.positions.position_history import PositionsKeeper
from app.records.sources.citations import CITATIONS
from app.records.statements.documents import StatementDocument
from app.records.statements.record_type import STATEMENTS
from app.records.statements.schemas import AboutPledge, StatementLink, StatementQuery
from app.records.topics.queries import TOPICS_WITHIN
from app.tables import statements as tables
from app.vocabulary import StatementLinkType

CONCERNED = ("speaker", "on_behalf_of", "addressed_to")


def _concerns(binding: Binding, ids: Binds) -> ColumnElement[bool]:
    return or_(*(binding.column(name).in_(ids) for name in CONCERNED))


COLLECTION = Collection(
    record_type=STATEMENTS,
    plural="statements",
    tags={"statements": "What was said that is not a pledge: denials, demands, needs, praise."},
    seeded="arevalo-denies-safe-third-country-agreement",
    document=StatementDocument,
    query=StatementQuery,
    filters={
        "id": among_ids(),
        "kind": equals("kind", "id"),
        "speaker": equals("speaker", "id"),
        "on_behalf_of": equals("on_behalf_of", "id"),
        "addressed_to": equals("addressed_to", "id"),
        "participant": Filter(_concerns),
        "under": under(PARTICIPANTS_WITHIN, _concerns),
        "meeting": equals("meeting", "id", below=MEETINGS_WITHIN),
        "topic": nested(tables.StatementTopic, "topic", leads=True, below=TOPICS_WITHIN),
        "about": nested(tables.StatementPledge, "pledge", leads=True),
        **{
            one.value: nested(tables.StatementLink, "to_statement", leads=True, type=one.value)
            for one in StatementLinkType
        },
        "linked_to": nested(tables.StatementLink, "to_statement"),
        "said_from": from_day("said_first_day"),
        "said_to": to_day("said_first_day"),
        **of_every_record(STATEMENTS),
    },
    dated=Dated("said_first_day"),
    sorts={"id": Sort("id"), "said": Sort("said_first_day", nullable=True), "updated_at": Sort("updated_at")},
    nested={
        "about": Nested(AboutPledge, "pledge", "Pledges"),
        "links": Nested(StatementLink, "link", "Links"),
        **CITATIONS,
    },
)

register_histories(STATEMENTS.collection, lambda: [PositionsKeeper(ON_STATEMENTS)])
