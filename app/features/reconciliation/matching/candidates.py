"""Which records a query may mean, by the indexes of names and of words: one statement for a batch, whatever its size.

Each query has its own arms in the statement, each with its own bound: what one finds does not depend on the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    bindparam,
    literal_column,
    null,
    select,
    union_all,
)

from app.audience import Audience, audience, may_see
from app.db.fulltext import WORDS, NameType, matches, relevance
from app.db.statements import OneOf, Query, core_table
from app.features.reconciliation.services import Service
from app.ledger.model.shapes import Values
from app.ledger.projections.search_index import search_numbers
from app.tables.ledger.names import RecordName
from app.tables.ledger.search import SearchRecord
from app.tables.participants import Membership, Participant
from app.tables.topics import Topic

NAMESAKES = 25
"""Records of exactly one name that are looked at. Where there are as many, nobody knows whether there are more."""

BEFORE = 8
"""Names that are looked at which come before one in the alphabet: a misspelt one stands beside the right one."""

BY_WORDS = 15
"""Records that are looked at for their words in common with a name, those with all of them and those with some."""

RANKED = 200
"""Hits of which those are chosen."""

_NAMES = core_table(RecordName)
_INDEXED = core_table(SearchRecord)


@dataclass
class Found:
    """The ids of the records that a query may mean, and whether all are known that have exactly its name."""

    ids: set[str] = field(default_factory=set)
    is_complete: bool = True


@dataclass(frozen=True)
class Sought:
    """What is looked for: a text, and the keys of names and codes that it may be."""

    text: str
    keys: Sequence[str]


MOST_KEYS = 2
"""Keys that a text has at most: as a name or code, and as what a territory is called."""

WITH_VALUE = 50
"""Records with some value that are looked at for a query without a name."""

_PARTICIPANT, _TOPIC, _MEMBERSHIP = core_table(Participant), core_table(Topic), core_table(Membership)
FINDING: Mapping[str, Mapping[str, tuple[ColumnElement[Any], ColumnElement[Any]]]] = {
    "participants": {
        "part_of": (_MEMBERSHIP.c.participant_id, _MEMBERSHIP.c.part_of),
        "country": (_PARTICIPANT.c.id, _PARTICIPANT.c.country),
        "kind": (_PARTICIPANT.c.id, _PARTICIPANT.c.kind),
    },
    "topics": {"parent": (_TOPIC.c.id, _TOPIC.c.parent)},
}
"""By which properties a query without a name finds records, the most telling first: the record and the value, which an
index has."""


def candidates(connection: Connection, service: Service, sought: Sequence[Sought]) -> list[Found]:
    """Return what each text may mean."""
    if not sought:
        return []
    values: Values = {}
    for place, one in enumerate(sought):
        values |= {f"all_{place}": one.text, f"some_{place}": one.text}
        for number in range(MOST_KEYS):
            values[f"key_{place}_{number}"] = one.keys[number] if number < len(one.keys) else ""
    found = [Found() for _one in sought]
    exact: dict[tuple[int, str], int] = {}
    for place, record, key in _statement(service.collection, audience.get(), len(sought)).on(connection, values):
        found[place].ids.add(record)
        if key is not None and key in sought[place].keys:
            exact[place, key] = exact.get((place, key), 0) + 1
    for (place, _key), count in exact.items():
        found[place].is_complete &= count < NAMESAKES
    return found


def with_values(
    connection: Connection, service: Service, sought: Sequence[tuple[str, Sequence[str]]]
) -> list[set[str]]:
    """Return the ids of the records that have one of the values of a property, for each of such pairs."""
    if not sought:
        return []
    found: list[set[str]] = [set() for _one in sought]
    statement = _by_value(service.collection, audience.get(), tuple(name for name, _values in sought))
    values = {f"values_{place}": list(wanted) for place, (_name, wanted) in enumerate(sought)}
    for place, record in statement.on(connection, values):
        found[place].add(record)
    return found


@lru_cache(256)
def _by_value(collection: str, reader: Audience, names: tuple[str, ...]) -> Query[Any]:
    arms = []
    for place, name in enumerate(names):
        record, value = FINDING[collection][name]
        wanted = OneOf(value, f"values_{place}"), *may_see(reader, collection, record)
        first = select(record.label("record")).where(*wanted).order_by(record).limit(WITH_VALUE).subquery()
        arms.append(select(literal_column(str(place), Integer), first.c.record))
    return Query(union_all(*arms))


@cache
def _statement(collection: str, reader: Audience, count: int) -> Query[Any]:
    arms = [arm for place in range(count) for arm in _arms(collection, reader, place)]
    return Query(union_all(*arms))


def _arms(collection: str, reader: Audience, place: int) -> list[Select[Any]]:
    of_collection = [
        _NAMES.c.collection == literal_column(f"'{collection}'", String),
        *may_see(reader, collection, _NAMES.c.record),
    ]
    key, other = (bindparam(f"key_{place}_{number}", type_=_NAMES.c.name_key.type) for number in range(MOST_KEYS))
    names = select(_NAMES.c.record, _NAMES.c.name_key).where(*of_collection)
    order = _NAMES.c.name_key, _NAMES.c.record
    by_name = [
        names.where(_NAMES.c.name_key >= key).order_by(*order).limit(NAMESAKES),
        names.where(_NAMES.c.name_key < key).order_by(*(column.desc() for column in order)).limit(BEFORE),
        names.where(_NAMES.c.name_key == other).order_by(*order).limit(NAMESAKES),
    ]
    number: ColumnElement[int] = literal_column(str(place), Integer)
    named = [one.subquery() for one in by_name]
    shown = [select(number, one.c.record, one.c.name_key) for one in named]
    return [*shown, *(_with_words(collection, reader, place, some=some) for some in (False, True))]


def _with_words(collection: str, reader: Audience, place: int, *, some: bool) -> Select[Any]:
    """Return the records with all words of a text in their names, or with some, the most telling first."""
    asked = f"some_{place}" if some else f"all_{place}"
    text: BindParameter[str] = bindparam(asked, type_=NameType(some=some))
    hits = (
        select(WORDS.c.rowid.label("number"), relevance(text).label("score"))
        .where(matches(text), WORDS.c.rowid.between(*search_numbers(collection)))
        .order_by(WORDS.c.rowid)
        .limit(RANKED)
        .subquery()
    )
    best = select(hits.c.number).order_by(hits.c.score.desc(), hits.c.number).limit(BY_WORDS).subquery()
    return (
        select(literal_column(str(place), Integer), _INDEXED.c.record, null())
        .join(best, best.c.number == _INDEXED.c.number)
        .where(*may_see(reader, collection, _INDEXED.c.record))
    )
