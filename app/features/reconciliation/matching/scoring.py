"""How well a record matches a query: a score from 0 to 100, and what it is made of. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from app.features.reconciliation.entities import Entity, Value, same_text
from app.features.reconciliation.requests import Constraint, PropertyValue, Query, Reconciled
from app.features.reconciliation.services import Service
from app.tables.ledger.names import CODE, NAME
from app.values.codes.territories import territory_of
from app.values.search.words import STOP_WORDS

WHOLE, OTHER_NAME = 100.0, 98.0
"""The scores of what is meant by its id, a code or its name, and of what has another name, or one in another language,
that is the same."""

ALIKE = 0.9
"""What a name that is not the same counts for at most, of 100."""

LETTERS = 0.7
"""How much of that its letters count for where words are in common; the words count for the rest."""

DEVIATING = 0.5
"""What is left of the score of a record with none of the properties; with some of them, as much more."""

OTHER_TYPE = 0.8
"""What is left of it where a record is of none of the types that it should be of."""

LEAST = 50.0
"""The least score that is answered."""


@dataclass(frozen=True)
class Match:
    """A record with its score, the features that it is made of, and whether it is exactly what was asked for."""

    entity: Entity
    score: float
    features: dict[str, float | bool]
    is_exact: bool

    @property
    def order(self) -> tuple[float, bool, str]:
        """By which matches stand, the best first: of one score, those called so themselves, then by id."""
        return -self.score, not self.features["name_is_same"], self.entity.id


def match(service: Service, query: Query, keys: Sequence[str], id: str, entity: Entity) -> Match | None:
    """Return how a record matches a query, whose text has these `keys` and may stand for an `id`; None where it is out.

    It is out where it is of another type than those asked for, or too little alike.
    """
    uses = {entity.keys.get(key) for key in keys} - {None}
    by_id = entity.id == id
    alike = likeness(keys[0], entity) if keys else 0.0
    base = (
        WHOLE
        if by_id or not keys or uses & {NAME, CODE}
        else OTHER_NAME
        if uses
        else round(ALIKE * alike, 1)
    )  # fmt: skip
    held = [_holds(service, entity, constraint) for constraint in query.properties]
    share = sum(held) / len(held) if held else 1.0
    types = {one.id for one in entity.types}
    typed = _typed(query, types)
    if (not typed and query.type_strict != "should") or (not keys and not any(held)):
        return None
    score = base * (DEVIATING + (1 - DEVIATING) * share) * (1.0 if typed else OTHER_TYPE)
    features: dict[str, float | bool] = {
        "name_likeness": round(alike, 1),
        "name_is_same": NAME in uses,
        "other_name_is_same": bool(uses - {NAME, CODE}),
        "id_is_same": by_id or CODE in uses,
        "type_is_same": typed,
    }
    if held:
        features["properties_share"] = round(100 * share, 1)
    is_exact = (by_id or bool(uses)) and typed and all(held)
    return Match(entity, round(score, 1), features, is_exact) if score >= LEAST else None


def likeness(key: str, entity: Entity) -> float:
    """Return how much alike a name and the likeliest name of a record are, from 0 to 100.

    Letters are compared as they stand and with the words in alphabetical order. Words in common raise that, measured by
    the shorter name: "Guatemala" and "Republic of Guatemala" have all in common. Codes are not compared.
    """
    return max((_alike(key, name) for name, use in entity.keys.items() if use != CODE), default=0.0)


def _alike(first: str, second: str) -> float:
    own, others = _telling(first), _telling(second)
    letters = max(fuzz.ratio(first, second), fuzz.ratio(" ".join(sorted(own)), " ".join(sorted(others))))
    common = 100 * len(set(own) & set(others)) / min(len(set(own)), len(set(others)))
    return max(letters, LETTERS * letters + (1 - LETTERS) * common)


def _telling(key: str) -> list[str]:
    words = key.split() or [key]
    return [word for word in words if word not in STOP_WORDS] or words


def _typed(query: Query, types: set[str]) -> bool:
    if not query.type:
        return True
    return set(query.type) <= types if query.type_strict == "all" else not types.isdisjoint(query.type)


def _holds(service: Service, entity: Entity, constraint: Constraint) -> bool:
    """Return whether a record has one of the values of a property."""
    known = service.property_of(constraint.pid)
    values = [] if known is None else entity.values(known)
    return any(_is(constraint.pid, value, wanted) for value in values for wanted in constraint.v)


def _is(name: str, value: Value, wanted: PropertyValue) -> bool:
    if isinstance(wanted, Reconciled):
        return wanted.id == (value.id or value.text)
    if value.id == wanted or same_text(value.text, wanted):
        return True
    if name == "country":
        return value.text == territory_of(wanted)
    # An id in a register may be given without its register.
    return name == "external_ids" and same_text(value.text.partition(":")[2], wanted)
