"""Suggestions while somebody types: records, types and properties whose names begin so."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, bindparam, func, literal_column, select

from app.audience import Audience, audience, may_see
from app.db.statements import Query, core_table
from app.features.reconciliation.entities import Entity, entities, survivors
from app.features.reconciliation.services import Property, Service, Type
from app.ledger.model.shapes import Values
from app.tables.ledger.names import RecordName
from app.values.search.words import name_key

BEGINNING_SO = 2_000
"""Names that are looked at which begin so."""

END = "\U0010ffff"
"""What no name goes beyond."""

_NAMES = core_table(RecordName)


@cache
def _beginning(collection: str, reader: Audience) -> Query:
    first = (
        select(_NAMES.c.record, _NAMES.c.name_key)
        .where(
            _NAMES.c.collection == literal_column(f"'{collection}'", _NAMES.c.collection.type),
            _NAMES.c.name_key >= bindparam("prefix"),
            _NAMES.c.name_key < bindparam("end"),
            *may_see(reader, collection, _NAMES.c.record),
        )
        .order_by(_NAMES.c.name_key, _NAMES.c.record)
        .limit(BEGINNING_SO)
        .subquery()
    )
    best = func.min(first.c.name_key)
    return Query(
        select(first.c.record)
        .group_by(first.c.record)
        .order_by(best, first.c.record)
        .limit(bindparam("most"))
        .offset(bindparam("skipped"))
    )


def suggested_entities(connection: Connection, service: Service, prefix: str, skipped: int, limit: int) -> Values:
    """Return the records with a name or code that begins so, in alphabetical order; first the one with that id."""
    key = name_key(prefix)
    if not key:
        return {"result": []}
    values = {"prefix": key, "end": key + END, "most": limit + 1, "skipped": skipped}
    found = [row[0] for row in _beginning(service.collection, audience.get()).on(connection, values)]
    more = {"cursor": skipped + limit} if len(found) > limit else {}
    # Whoever writes an id means that record: it comes before the others, and not again among them.
    own = survivors(connection, service, [prefix]).get(prefix, prefix)
    shown = [*([] if skipped else [own]), *(id for id in found[:limit] if id != own)]
    known = entities(connection, service, shown)
    return {"result": [_entity(known[id]) for id in shown if id in known]} | more


def _entity(found: Entity) -> Values:
    return {
        "id": found.id,
        "name": found.name,
        "description": found.description,
        "notable": [{"id": kind.id, "name": kind.name} for kind in found.types],
    }


def suggested_types(service: Service, prefix: str, skipped: int, limit: int) -> Values:
    """Return the types whose name or id begins so."""
    found = [shown_type(one) for one in service.types if _begins(prefix, one.id, one.name)]
    return {"result": found[skipped : skipped + limit]}


def suggested_properties(service: Service, prefix: str, skipped: int, limit: int) -> Values:
    """Return the properties whose name or id begins so, and the one of a register or language that is written so."""
    found = [one for one in service.properties if _begins(prefix, one.id, one.name)]
    if ":" in prefix and (member := service.property_of(prefix)) is not None:
        found = [member, *found]
    return {"result": [shown_property(one) for one in found][skipped : skipped + limit]}


def proposed(service: Service, kind: str, limit: int) -> Values:
    """Return the properties that records of a type can have."""
    found: Sequence[Property] = service.properties
    if kind != "person":
        found = [one for one in found if one.id != "offices"]
    return {"type": kind, "limit": limit, "properties": [shown_property(one) for one in found][:limit]}


def _begins(prefix: str, id: str, name: str) -> bool:
    key = name_key(prefix)
    return any(name_key(one).startswith(key) for one in (id, name))


def shown_type(found: Type) -> Values:
    """Return a type as it is shown."""
    told: Values = {"id": found.id, "name": found.name, "description": found.description}
    if found.broader is not None:
        told["broader"] = [{"id": found.broader.id, "name": found.broader.name}]
    return told


def shown_property(found: Property) -> Values:
    """Return a property as it is shown."""
    return {"id": found.id, "name": found.name, "description": found.description}
