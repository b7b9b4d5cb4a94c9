"""The list of actions."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, FromClause, or_, select

from app.records.actions.record_type import ACTIONS
from app.records.actions.schemas import About, Action, ActionQuery, Actor
from app.records.base.collections import Collection, Compared, Nested
from app.records.base.documents import record_document
from app.records.base.lists.bindings import Binding, Dated, key_column
from app.records.base.lists.filters import (
    Binds,
    Counted,
    Filter,
    Sort,
    among,
    among_ids,
    clauses,
    equals,
    from_day,
    held_by,
    nested,
    of_one_row,
    to_day,
)
from app.records.base.lists.hierarchy import under
from app.records.base.lists.record_filters import of_every_record
from app.records.meetings.queries import MEETINGS_WITHIN
from app.records.participants.queries import PARTICIPANTS_WITHIN
from app.records.sources.citations import CITATIONS
from app.tables import actions as tables
from app.tables.pledges import PledgeMeeting
from app.vocabulary import MeetingRole


def _done_by(binding: Binding, ids: Binds) -> ColumnElement[bool]:
    actors = binding.table(tables.Actor)
    named = or_(actors.c.participant.in_(ids), actors.c.on_behalf_of.in_(ids))
    return binding.key.in_(select(key_column(actors)).where(named))


def _is_of_meetings(binding: Binding, about: FromClause, values: Binds) -> ColumnElement[bool]:
    """Return the clause that what an action is about was pledged at one of the meetings."""
    meetings = binding.table(PledgeMeeting)
    made_there = select(key_column(meetings)).where(meetings.c.role == MeetingRole.MADE_AT.value)
    return about.c.pledge.in_(made_there.where(among(meetings.c.meeting, values)))


def _made_at(binding: Binding, meetings: Binds) -> ColumnElement[bool]:
    about = binding.table(tables.ActionAbout)
    return binding.key.in_(select(key_column(about)).where(_is_of_meetings(binding, about, meetings)))


OF_PLEDGES = {"about": held_by("pledge"), "relation": held_by("relation"), "meeting": _is_of_meetings}
"""Filters by what an action is to pledges: beside one another they hold of one and the same."""


def _conditions(filters: Mapping[str, Filter], active: Counted, binding: Binding) -> list[ColumnElement[bool]]:
    """Return the clauses of the filters of actions: what is asked of a pledge must stand in the same row."""
    together, rest = of_one_row(active, binding, tables.ActionAbout, OF_PLEDGES)
    return [*clauses(filters, rest, binding), *together]


COLLECTION = Collection(
    record_type=ACTIONS,
    plural="actions",
    tags={"actions": "What was done: works, laws, payments, and which pledges that carries out or works against."},
    seeded="puerto-quetzal-works",
    document=record_document(Action, "ActionDocument"),
    query=ActionQuery,
    filters={
        "id": among_ids(),
        "kind": equals("kind", "id"),
        "actor": Filter(_done_by),
        "under": under(PARTICIPANTS_WITHIN, _done_by),
        "about": nested(tables.ActionAbout, "pledge", leads=True),
        "relation": nested(tables.ActionAbout, "relation"),
        "meeting": Filter(_made_at, below=MEETINGS_WITHIN),
        "instrument": equals("instrument", "id"),
        "happened_from": from_day("happened_first_day"),
        "happened_to": to_day("happened_first_day"),
        **of_every_record(ACTIONS),
    },
    dated=Dated("happened_first_day"),
    sorts={
        "id": Sort("id"),
        "title": Sort("sort_title"),
        "happened": Sort("happened_first_day", nullable=True),
        "updated_at": Sort("updated_at"),
    },
    nested={
        "actors": Nested(Actor, "actor", "Actors"),
        "about": Nested(About, "pledge", "Pledges"),
        **CITATIONS,
    },
    conditions=_conditions,
    compared=Compared(facts={"day": "happened_first_day", "kind": "kind"}),
)
