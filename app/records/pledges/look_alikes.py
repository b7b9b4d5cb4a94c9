"""Pledges that a new one may repeat."""

from collections.abc import Iterator

from sqlalchemy import exists

from app.db.statements import OneOf, core_table
from app.ledger.model.rows.first_read import Piece
from app.ledger.model.rows.look_alikes import ALIKE, alike, values_of
from app.ledger.model.shapes import Values
from app.records.base.promisors import promisors_of
from app.tables import pledges as tables
from app.values.sort_keys import sort_key
from app.vocabulary import PartyRole

_PARTY = core_table(tables.Party).c
_OF_ONE_TITLE = alike(tables.Pledge, "sort_title")
_OF_ONE_PROMISOR = alike(
    tables.Pledge,
    "sort_title",
    where=exists().where(
        _PARTY.pledge_id == core_table(tables.Pledge).c.id,
        _PARTY.role == PartyRole.PROMISOR.value,
        OneOf(_PARTY.participant, f"{ALIKE}_promisors"),
    ),
)


def look_alikes(written: Values) -> Iterator[Piece]:
    """Yield the select for a pledge of the same title and, if it has any, of one of the same promisors."""
    columns = values_of(sort_title=sort_key(written["title"]))
    if promisors := promisors_of(written):
        yield _OF_ONE_PROMISOR, columns | values_of(promisors=promisors)
    else:
        yield _OF_ONE_TITLE, columns
