"""Whom a cited speaker can speak for: what a participant is part of or holds an office of, near and far."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, select, union

from app.db.statements import OneOf
from app.ledger.model.record_state import State
from app.ledger.model.rows.first_read import first_columns
from app.ledger.model.shapes import Values
from app.records.participants.record_type import PARTICIPANTS
from app.tables.actions import Actor
from app.tables.participants import Membership, Office

BELONGS = "belongs"
"""What the rows of `AFFILIATIONS` are, among those of a first read."""


def _belonging() -> Subquery:
    return union(
        select(Membership.participant_id.label("id"), Membership.part_of.label("whole")),
        select(Office.participant_id, Office.body).where(Office.body.is_not(None)),
    ).subquery()


def _actors() -> Subquery:
    of_them = OneOf(Actor.action_id, "actors_of")
    return union(
        select(Actor.participant.label("id")).where(of_them),
        select(Actor.on_behalf_of).where(of_them, Actor.on_behalf_of.is_not(None)),
    ).subquery()


def _affiliations(persons: Callable[[ColumnElement[Any]], ColumnElement[bool]]) -> Select[Any, Any, Any]:
    belonging = _belonging()
    found = select(belonging.c.id.label("person"), belonging.c.whole).where(persons(belonging.c.id)).cte(recursive=True)
    found = found.union(select(found.c.person, belonging.c.whole).where(belonging.c.id == found.c.whole))
    return select(*first_columns(BELONGS, "", found.c.person, written=found.c.whole))


ACTORS_AFFILIATIONS = _affiliations(lambda id: id.in_(select(_actors().c.id)))
"""The same of those who did the actions `actors_of`, or on whose behalf they did."""

AFFILIATIONS = _affiliations(lambda id: OneOf(id, "persons"))
"""The part of a first read that finds all that each of the `persons` is part of or holds an office of, near and far."""


def affiliations_with(
    connection: Connection, persons: Collection[str], pending: Mapping[tuple[str, str], State]
) -> dict[str, set[str]]:
    """Return the same by person, where some participants are about to be written, and differ from those there."""
    near: dict[str, set[str]] = {}
    front = set(persons)
    belonging = _belonging()
    while front:
        near |= {person: set() for person in front}
        written = {one: pending[key].written for one in front if (key := (PARTICIPANTS.collection, one)) in pending}
        for person, values in written.items():
            near[person].update(_belongings(values))
        there = select(belonging.c.id, belonging.c.whole).where(belonging.c.id.in_(sorted(front - written.keys())))
        for person, whole in connection.execute(there):
            near[person].add(whole)
        front = set().union(*near.values()) - near.keys()
    return {person: _far(near, person) for person in persons}


def _belongings(participant: Values) -> Iterator[str]:
    yield from (membership["participant"] for membership in participant["part_of"])
    yield from (office["body"] for office in participant["offices"] if office["body"] is not None)


def _far(near: Mapping[str, set[str]], person: str) -> set[str]:
    found: set[str] = set()
    front = near[person]
    while front:
        found |= front
        front = set().union(*(near[one] for one in front)) - found
    return found
