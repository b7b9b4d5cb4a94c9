"""The list of instruments."""

from sqlalchemy import ColumnElement, and_, or_

from app.records.base.collections import Collection, Compared
from app.records.base.documents import record_document
from app.records.base.lists.bindings import Binding
from app.records.base.lists.filters import Binds, Filter, Sort, among_ids, equals, from_day, nested, to_day
from app.records.base.lists.record_filters import of_every_record
from app.records.instruments.record_type import INSTRUMENTS
from app.records.instruments.schemas import Instrument, InstrumentQuery
from app.records.meetings.queries import MEETINGS_WITHIN
from app.records.sources.citations import CITATIONS
from app.records.topics.queries import TOPICS_WITHIN
from app.tables import instruments as tables
from app.vocabulary import InstrumentLinkType


def _in_force_on(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    ended = binding.column("ended_first_day")
    return and_(binding.column("in_force_first_day") <= binds[0], or_(ended.is_(None), ended > binds[0]))


COLLECTION = Collection(
    record_type=INSTRUMENTS,
    plural="instruments",
    tags={"instruments": "Adopted texts: treaties, declarations, laws, and where each party to them stands."},
    seeded="los-angeles-declaration",
    document=record_document(Instrument, "InstrumentDocument"),
    query=InstrumentQuery,
    filters={
        "id": among_ids(),
        "kind": equals("kind", "id"),
        "legal_nature": equals("legal_nature", "id"),
        "meeting": equals("meeting", "id", below=MEETINGS_WITHIN),
        "topic": nested(tables.InstrumentTopic, "topic", leads=True, below=TOPICS_WITHIN),
        **{
            one.value: nested(tables.InstrumentLink, "to_instrument", leads=True, type=one.value)
            for one in InstrumentLinkType
        },
        "linked_to": nested(tables.InstrumentLink, "to_instrument"),
        "adopted_from": from_day("adopted_first_day"),
        "adopted_to": to_day("adopted_first_day"),
        "in_force_on": Filter(_in_force_on),
        **of_every_record(INSTRUMENTS),
    },
    dated="adopted_first_day",
    sorts={
        "id": Sort("id"),
        "title": Sort("sort_title"),
        "adopted": Sort("adopted_first_day", nullable=True),
        "in_force": Sort("in_force_first_day", nullable=True),
        "updated_at": Sort("updated_at"),
    },
    nested=CITATIONS,
    compared=Compared(facts={"day": "adopted_first_day", "kind": "kind"}),
)
