"""The list of instruments."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, exists, or_, select

from app.records.base.collections import Collection, Compared, Nested
from app.records.base.history.keeper_registry import register_histories
from app.records.base.lists.bindings import Binding, Dated, key_column
from app.records.base.lists.filters import (
    Binds,
    Counted,
    Filter,
    RowClause,
    Sort,
    among_ids,
    clauses,
    equals,
    from_day,
    held_by,
    nested,
    nullable,
    of_one_row,
    to_day,
)
from app.records.base.lists.record_filters import of_every_record
from app.records.instruments.documents import READ_ONLY, InstrumentDocument
from app.records.instruments.participation.party_history import PartiesKeeper
from app.records.instruments.record_type import INSTRUMENTS
from app.records.instruments.schemas import InstrumentLink, InstrumentQuery
from app.records.meetings.queries import MEETINGS_WITHIN
from app.records.sources.citations import CITATIONS
from app.records.topics.queries import TOPICS_WITHIN
from app.tables import instruments as tables
from app.vocabulary import InstrumentLinkType


def _in_force_on(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    ended = binding.column("ended_first_day")
    return and_(binding.column("in_force_first_day") <= binds[0], or_(ended.is_(None), ended > binds[0]))


OF_PARTIES: Mapping[str, RowClause] = {
    "participant": held_by("participant"),
    "standing": held_by("standing"),
    "reserves": lambda _binding, parties, _binds: parties.c.reserves.is_(True),
    "not_reserves": lambda _binding, parties, _binds: parties.c.reserves.is_(False),
}
"""Filters by where participants stand, by what each asks: beside one another they hold of one and the same."""


def _reserves(binding: Binding, *, reserves: bool) -> ColumnElement[bool]:
    parties = binding.table(tables.InstrumentParty)
    own = key_column(parties) == binding.key
    return exists(select(key_column(parties)).where(own, parties.c.reserves.is_(reserves)))


def _conditions(filters: Mapping[str, Filter], active: Counted, binding: Binding) -> list[ColumnElement[bool]]:
    """Return the clauses of the filters of instruments: what is asked of participants must hold of one and the same."""
    together, rest = of_one_row(active, binding, tables.InstrumentParty, OF_PARTIES)
    return [*clauses(filters, rest, binding), *together]


COLLECTION = Collection(
    record_type=INSTRUMENTS,
    plural="instruments",
    tags={"instruments": "Adopted texts: treaties, declarations, laws, and where each party to them stands."},
    seeded="los-angeles-declaration",
    document=InstrumentDocument,
    query=InstrumentQuery,
    filters={
        "id": among_ids(),
        "kind": equals("kind", "id"),
        **nullable("legal_nature", "legal_nature", "id"),
        "meeting": equals("meeting", "id", below=MEETINGS_WITHIN),
        "topic": nested(tables.InstrumentTopic, "topic", leads=True, below=TOPICS_WITHIN),
        **{
            one.value: nested(tables.InstrumentLink, "to_instrument", leads=True, type=one.value)
            for one in InstrumentLinkType
        },
        "linked_to": nested(tables.InstrumentLink, "to_instrument"),
        "participant": nested(tables.InstrumentParty, "participant", leads=True),
        "standing": nested(tables.InstrumentParty, "standing"),
        "reserves": Filter(lambda binding, _binds: _reserves(binding, reserves=True)),
        "not_reserves": Filter(lambda binding, _binds: _reserves(binding, reserves=False)),
        "adopted_from": from_day("adopted_first_day"),
        "adopted_to": to_day("adopted_first_day"),
        "in_force_on": Filter(_in_force_on),
        **of_every_record(INSTRUMENTS),
    },
    dated=Dated("adopted_first_day"),
    sorts={
        "id": Sort("id"),
        "title": Sort("sort_title"),
        "adopted": Sort("adopted_first_day", nullable=True),
        "in_force": Sort("in_force_first_day", nullable=True),
        "updated_at": Sort("updated_at"),
    },
    nested={"links": Nested(InstrumentLink, "link", "Links"), **CITATIONS},
    conditions=_conditions,
    read_only=READ_ONLY,
    compared=Compared(facts={"day": "adopted_first_day", "kind": "kind"}),
)

register_histories(INSTRUMENTS.collection, lambda: [PartiesKeeper()])
