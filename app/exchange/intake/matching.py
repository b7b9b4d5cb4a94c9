"""Who is meant by the names of a text, among the participants that are known.

The number of statements is the same for every text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Connection, select

from app.audience import Audience, audience, may_see
from app.db.statements import OneOf, Query, core_table
from app.features.reconciliation.entities import Entity, entities
from app.features.reconciliation.matching.results import results
from app.features.reconciliation.requests import Query as Asked
from app.features.reconciliation.services import PARTICIPANTS
from app.intake.findings import Actor
from app.ledger.references.redirects import last_entries
from app.tables.ledger.names import RecordName
from app.values.codes.territories import territory_key
from app.values.identifiers import digest8
from app.values.search.words import name_key
from app.vocabulary import ParticipantKind

MOST_COMPARED = 20
"""Names that are compared with those alike, where no participant is called exactly so."""

MOST_MATCHES = 5
LEAST = 60.0
"""The score from which a participant of another name may be meant."""

_NAMES = core_table(RecordName)


@dataclass(frozen=True)
class Known:
    """A participant that may be meant, with how sure that is."""

    id: str
    name: str
    kind: str
    confidence: float


@dataclass
class Matched:
    """The participants that each actor may be, the likeliest first, and the states for which they speak."""

    matches: Mapping[int, Sequence[Known]] = field(default_factory=dict)
    states: Mapping[str, Known] = field(default_factory=dict)
    """The states that are known, by the codes of their territories."""

    territories: Mapping[str, str] = field(default_factory=dict)
    """The code of the territory for which a participant speaks, by its id."""

    def best(self, actor: Actor) -> Known | None:
        """Return whom an actor is taken for."""
        found = self.matches.get(actor.number, ())
        return found[0] if found and found[0].confidence >= SURE else None


SURE = 0.7
"""How sure it must be that a participant is meant, to take it for meant."""


def matched(connection: Connection, actors: Sequence[Actor]) -> Matched:
    """Return who is meant by the actors of a text."""
    keys = {actor.number: _key(actor) for actor in actors}
    by_key: dict[str, list[str]] = {}
    for record, key in _by_name(audience.get()).on(connection, {"keys": sorted({key for key in keys.values() if key})}):
        by_key.setdefault(key, []).append(record)
    unknown = [
        actor for actor in actors if actor.name and not by_key.get(keys[actor.number]) and actor.kind in _COMPARED
    ]
    alike = _alike(connection, unknown[:MOST_COMPARED])
    ids = {id for found in by_key.values() for id in found} | {id for found in alike.values() for id, _score in found}
    known = entities(connection, PARTICIPANTS, ids)
    territories = {id: code for id, entity in known.items() if (code := _territory(entity))}
    matches = {
        actor.number: _matches(actor, by_key.get(keys[actor.number], []), alike.get(actor.number, []), known)
        for actor in actors
    }
    codes = {actor.territory for actor in actors if actor.territory} | set(territories.values())
    states = _states(connection, sorted(codes))
    return Matched(matches, states, territories)


_COMPARED = frozenset({"person", "side", "body", "name"})


def _key(actor: Actor) -> str:
    if actor.kind == "territory" and actor.territory:
        return name_key(territory_key(actor.territory))
    return name_key(actor.name) if actor.name else ""


@cache
def _by_name(reader: Audience) -> Query:
    wanted = _NAMES.c.collection == PARTICIPANTS.collection, OneOf(_NAMES.c.name_key, "keys")
    seen = may_see(reader, PARTICIPANTS.collection, _NAMES.c.record)
    return Query(
        select(_NAMES.c.record, _NAMES.c.name_key).where(*wanted, *seen).order_by(_NAMES.c.record).limit(5_000)
    )


def _alike(connection: Connection, actors: Sequence[Actor]) -> dict[int, list[tuple[str, float]]]:
    if not actors:
        return {}
    batch = {str(actor.number): Asked(query=actor.name[:300], limit=MOST_MATCHES) for actor in actors}
    found = results(connection, PARTICIPANTS, batch)
    return {
        int(name): [(one["id"], one["score"]) for one in answer["result"] if one["score"] >= LEAST]
        for name, answer in found.items()
    }


def _matches(
    actor: Actor, exact: Sequence[str], alike: Sequence[tuple[str, float]], known: Mapping[str, Entity]
) -> list[Known]:
    found = []
    for id, score in [*((id, 100.0) for id in exact), *alike]:
        entity = known.get(id)
        if entity is None:
            continue
        sureness = _sureness(actor, entity, score, is_exact=id in exact)
        if sureness > 0:
            found.append(Known(id, entity.name, entity.written["kind"], round(sureness, 2)))
    return sorted(found, key=lambda one: (-one.confidence, one.id))[:MOST_MATCHES]


def _sureness(actor: Actor, entity: Entity, score: float, *, is_exact: bool) -> float:
    """Return how sure it is that an actor is a participant: of another country or kind it is not."""
    kind = entity.written["kind"]
    if actor.kind == "territory":
        return 1.0 if kind in {ParticipantKind.STATE, ParticipantKind.INTERGOVERNMENTAL_ORGANIZATION} else 0.0
    is_person = actor.kind in {"person", "side"}
    if is_person and kind != ParticipantKind.PERSON:
        return 0.0
    if actor.kind == "body" and kind == ParticipantKind.PERSON:
        return 0.0
    own = entity.written.get("country")
    if actor.territory and own and actor.territory != own:
        return 0.0
    if is_exact:
        return 0.95
    words = set(name_key(actor.name).split())
    has_all = any(words <= set(key.split()) or set(key.split()) <= words for key in entity.keys if len(key.split()) > 1)
    if is_person and has_all:
        # "Rubio" for "Marco Rubio": surer where the country is the same, too.
        return 0.85 if actor.territory and own else 0.75
    return score / 100 * (0.9 if has_all else 0.6)


def _territory(entity: Entity) -> str | None:
    """Return the territory for which a participant speaks."""
    country: str | None = entity.written.get("country")
    return country


def _states(connection: Connection, codes: Sequence[str]) -> dict[str, Known]:
    if not codes:
        return {}
    keys = {name_key(territory_key(code)): code for code in codes}
    rows = list(_by_name(audience.get()).on(connection, {"keys": sorted(keys)}))
    known = entities(connection, PARTICIPANTS, {record for record, _key in rows})
    found: dict[str, Known] = {}
    for record, key in rows:
        entity = known.get(record)
        if entity is not None and entity.written["kind"] == ParticipantKind.STATE:
            found.setdefault(keys[key], Known(record, entity.name, entity.written["kind"], 1.0))
    return found


def free_ids(connection: Connection, wanted: Sequence[tuple[str, str]], salt: str) -> dict[tuple[str, str], str]:
    """Return an id for each wanted one of a collection that no record has, or ever had: one statement a collection."""
    others = {key: f"{key[1][:71].rstrip('-')}-{digest8(salt + key[0] + key[1])}" for key in wanted}
    taken = last_entries(connection, sorted({*wanted, *((key[0], other) for key, other in others.items())}))
    found: dict[tuple[str, str], str] = {}
    for key, other in others.items():
        if key not in taken:
            found[key] = key[1]
        elif (key[0], other) not in taken:
            found[key] = other
        else:
            found[key] = f"{other[:71].rstrip('-')}-{digest8(salt + other + str(len(taken)))}"
    return found
