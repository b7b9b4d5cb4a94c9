"""The records that are reconciled, as they are shown: read at once, whatever their number."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from sqlalchemy import Connection, select

from app.audience import Audience, audience, may_see
from app.db.statements import OneOf, Query, core_table
from app.errors import Merged
from app.features.reconciliation.services import Property, Service, Type
from app.ledger.model.record_rows import Key
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.first_read import names_of
from app.ledger.model.shapes import Values
from app.ledger.model.stored_shapes import completed
from app.ledger.projections.name_index import name_keys
from app.ledger.references.redirects import absence_error, redirects
from app.strict_json import decode_kept
from app.values.search.words import name_key

ALSO_SHOWN = 3
"""Other names that a description shows."""


@dataclass(frozen=True)
class Value:
    """A value of a property: a text, or a record by its id and name."""

    text: str
    id: str | None = None


@dataclass(frozen=True)
class Entity:
    """A record, and what the records are called that it names."""

    service: Service
    id: str
    written: Values
    called: Mapping[Key, str]

    @property
    def name(self) -> str:
        """What it is called."""
        name: str = self.written["name"]
        return name

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The keys of its names and codes, each with its use."""
        return name_keys(record_type_of(self.service.collection), self.written)

    @property
    def types(self) -> list[Type]:
        """Its types, the narrowest first."""
        return list(self.service.types_of(self.written))

    @property
    def other_names(self) -> list[str]:
        """What else it is called: its other names, then those in other languages, each once."""
        others = [one["name"] for one in self.written.get("other_names", ())]
        others += [one["name"] for one in self.written["translations"].values()]
        return [one for one in dict.fromkeys(others) if one != self.name]

    @property
    def facts(self) -> str:
        """What tells it from others of its name: kind, country, when, what it belongs to."""
        written = self.written
        parts = [self.types[0].name, (written.get("country") or "").upper()]
        if written.get("from") or written.get("to"):
            parts.append(f"{written['from'] or ''}/{written['to'] or ''}")
        within = [self.called.get(key, key[1]) for key in self.service.references(written)]
        parts += [", ".join(f"of {one}" for one in within[:ALSO_SHOWN])]
        return "; ".join(filter(None, parts))

    @property
    def description(self) -> str:
        """The same, and what else it is called."""
        return "; ".join([self.facts, *(f"also {one}" for one in self.other_names[:ALSO_SHOWN])])

    def values(self, wanted: Property) -> list[Value]:
        """Return its values of a property."""
        if wanted.named is None:
            return [Value(text) for text in wanted.of(self.written)]
        return [Value(self.called.get((self.service.collection, id), id), id) for id in wanted.named(self.written)]


@cache
def _by_id(collection: str, reader: Audience) -> Query:
    table = core_table(record_type_of(collection).table)
    visible = may_see(reader, collection, table.c.id)
    return Query(select(table.c.id, table.c.written).where(OneOf(table.c.id, "ids"), *visible))


def entities(connection: Connection, service: Service, ids: Collection[str]) -> dict[str, Entity]:
    """Return the records that are there, by id: two statements."""
    rows = _by_id(service.collection, audience.get()).on(connection, {"ids": sorted(ids)})
    shape = record_type_of(service.collection).written
    written: dict[str, Values] = {id: completed(shape, decode_kept(text)) for id, text in rows}
    named = {key for one in written.values() for key in service.references(one)}
    called = names_of(connection, named) if named else {}
    return {id: Entity(service, id, one, called) for id, one in written.items()}


def shown_entity(connection: Connection, service: Service, id: str) -> Entity:
    """Return a record. Raises `NotFound`, and `Merged` for one that was merged into another."""
    found = entities(connection, service, [id]).get(id)
    if found is None:
        refusal = absence_error(connection, record_type_of(service.collection), id)
        if isinstance(refusal, Merged):
            refusal.headers["Location"] = f"{service.address}/{refusal.members['survivor']}"
        raise refusal
    return found


def survivors(connection: Connection, service: Service, ids: Iterable[str]) -> dict[str, str]:
    """Return what took the place of those that were merged."""
    keys = [(service.collection, id) for id in sorted(set(ids))]
    moved = redirects(connection, keys) if keys else {}
    return {id: into for (_collection, id), into in moved.items() if into}


def same_text(first: str, second: str) -> bool:
    """Return whether two texts are the same but for accents, case and what stands between their words."""
    return name_key(first) == name_key(second)
