"""The answers to a batch of queries, in a number of statements that no batch changes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from app.features.reconciliation.entities import Entity, entities, survivors
from app.features.reconciliation.matching.candidates import FINDING, Found, Sought, candidates, with_values
from app.features.reconciliation.matching.scoring import Match, match
from app.features.reconciliation.requests import Batch, Constraint, Query, Reconciled
from app.features.reconciliation.services import Service
from app.ledger.model.shapes import Values
from app.values.codes.territories import territory_key, territory_of
from app.values.search.words import name_key

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,79}")
"""What may be the id of a record."""

NAMING = ("wikidata_id", "external_ids", "name", "other_names", "translations")
"""The properties that are names or codes: one of them stands for the name that a query lacks."""


@dataclass(frozen=True)
class _Asked:
    """A query as it is looked for: the text that is meant as a name, code or id, and its keys."""

    query: Query
    text: str
    keys: tuple[str, ...]


def results(connection: Connection, service: Service, batch: Batch) -> Values:
    """Return the candidates of each query, the best first."""
    asked = {name: _asked(service, query) for name, query in batch.items()}
    moved = survivors(connection, service, _ids_in(asked.values()))
    found = _found(connection, service, asked, moved)
    meant = {name: moved.get(one.text, one.text) for name, one in asked.items()}
    wanted = set().union(*(one.ids for one in found.values()), meant.values())
    known = entities(connection, service, wanted)
    return {
        name: {"result": _candidates(service, _current(one, moved), meant[name], found[name], known)}
        for name, one in asked.items()
    }


def _asked(service: Service, query: Query) -> _Asked:
    text = query.query or _naming(query.properties)
    key, code = name_key(text), territory_of(text)
    keys = [key] if key else []
    if key and code is not None and service.collection == "participants":
        keys.append(name_key(territory_key(code)))
    return _Asked(query, text, tuple(keys))


def _naming(constraints: Iterable[Constraint]) -> str:
    """Return the name or code that the properties of a query give, where it gives no name itself."""
    given = {constraint.pid: constraint.v for constraint in constraints}
    for pid, values in given.items():
        name, _colon, member = pid.partition(":")
        if name in NAMING and values and isinstance(values[0], str):
            return f"{member}:{values[0]}" if name == "external_ids" and member else values[0]
    return ""


def _ids_in(asked: Iterable[_Asked]) -> set[str]:
    """Return all that may be ids of records in a batch."""
    texts = set()
    for one in asked:
        texts.add(one.text)
        for constraint in one.query.properties:
            texts |= {value.id if isinstance(value, Reconciled) else value for value in constraint.v}
    return {text for text in texts if SLUG.fullmatch(text)}


def _found(
    connection: Connection, service: Service, asked: Mapping[str, _Asked], moved: Mapping[str, str]
) -> dict[str, Found]:
    named = {name: Sought(one.text, one.keys) for name, one in asked.items() if one.keys}
    valued = {name: by for name, one in asked.items() if not one.keys and (by := _by_value(service, one.query, moved))}
    found = {name: Found() for name in asked}
    found |= zip(named, candidates(connection, service, list(named.values())), strict=True)
    with_value = with_values(connection, service, list(valued.values()))
    return found | {name: Found(ids) for name, ids in zip(valued, with_value, strict=True)}


def _by_value(service: Service, query: Query, moved: Mapping[str, str]) -> tuple[str, list[str]] | None:
    """Return the most telling property by which a query without a name finds records, and its values."""
    given = {constraint.pid: constraint.v for constraint in query.properties}
    for name in FINDING[service.collection]:
        if name in given:
            texts = [value.id if isinstance(value, Reconciled) else value for value in given[name]]
            if name == "country":
                return name, [code for text in texts if (code := territory_of(text))]
            return name, [moved.get(text, text) for text in texts]
    return None


def _current(asked: _Asked, moved: Mapping[str, str]) -> _Asked:
    """Return a query with survivors in the place of records that were merged."""
    if not moved:
        return asked

    def now(constraint: Constraint) -> Constraint:
        values = [
            value.model_copy(update={"id": moved.get(value.id, value.id)})
            if isinstance(value, Reconciled)
            else moved.get(value, value)
            for value in constraint.v
        ]
        return constraint.model_copy(update={"v": values})

    properties = [now(constraint) for constraint in asked.query.properties]
    return _Asked(asked.query.model_copy(update={"properties": properties}), asked.text, asked.keys)


def _candidates(service: Service, asked: _Asked, meant: str, found: Found, known: Mapping[str, Entity]) -> list[Values]:
    ids = sorted((found.ids | {meant}) & known.keys())
    matches = [match(service, asked.query, asked.keys, meant, known[id]) for id in ids]
    best = sorted((one for one in matches if one is not None), key=lambda one: one.order)
    exact = [one for one in best if one.is_exact]
    certain = exact[0] if len(exact) == 1 and found.is_complete else None
    return [_shown(one, is_certain=one is certain) for one in best[: asked.query.limit]]


def _shown(found: Match, *, is_certain: bool) -> Values:
    entity = found.entity
    return {
        "id": entity.id,
        "name": entity.name,
        "description": entity.description,
        "type": [{"id": one.id, "name": one.name} for one in entity.types],
        "score": found.score,
        "features": [{"id": name, "value": value} for name, value in found.features.items()],
        "match": is_certain,
    }
