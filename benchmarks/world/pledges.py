"""The pledges of the made-up world: who promised whom what by when, on which conditions, measured by what."""

import random

from app.ledger.model.shapes import Values
from app.vocabulary import Origin, PledgeKind, Precision, Strength
from benchmarks.world.surroundings import INSTRUMENTS, MEETINGS, TOPICS, citation, state
from benchmarks.world.vocabulary import summary

PROMISORS = (1, 1, 1, 1, 1, 1, 1, 2, 2, 4)
"""How many owe a pledge: two thirds are owed by one alone."""

TARGETS = (0, 0, 0, 0, 0, 0, 0, 1, 1, 3)
"""How many targets a pledge has: most have none."""


def pledge_id(number: int) -> str:
    """Return the id of a pledge."""
    return f"pledge-{number:07}"


def pledge(number: int, chance: random.Random) -> Values:
    """Return a pledge. It waits for, or is part of, none but those before it."""
    year, month, day = chance.randrange(2010, 2026), chance.randrange(1, 13), chance.randrange(1, 29)
    body: Values = {
        "title": f"Pledge {number} to widen cooperation at the border and in the ports",
        "summary": summary(chance),
        "kind": chance.choice(list(PledgeKind)).value,
        "origin": chance.choice(list(Origin)).value,
        "strength": chance.choice([*Strength, None]),
        "precision": chance.choice([*Precision, None]),
        "meetings": [{"meeting": f"meeting-{chance.randrange(MEETINGS)}", "role": "made_at"}],
        "announced": f"{year}-{month:02}-{day:02}",
        # Not before it was announced.
        "due": f"{max(year, chance.randrange(2020, 2030))}-{month:02}" if chance.random() < 0.5 else None,
        "topics": [f"topic-{topic}" for topic in chance.sample(range(TOPICS), 2)],
        "parties": _parties(chance),
        "conditions": [_condition(number, chance)] if chance.random() < 0.1 else [],
        "targets": [_target(place, chance) for place in range(chance.choice(TARGETS))],
        "citations": [citation(chance, quote={"exact": f"made-up words {number}"})],
    }
    if chance.random() < 0.2:
        body |= {"instrument": f"instrument-{chance.randrange(INSTRUMENTS)}", "provision": "Article 2"}
    if chance.random() < 0.5:
        body["wording"] = {"text": summary(chance, 20), "language": "en"}
    if chance.random() < 0.1:
        body["criteria"] = {"fulfilled": summary(chance), "not_fulfilled": summary(chance)}
    if number and chance.random() < 0.05:
        body["links"] = [{"type": "part_of", "pledge": pledge_id(chance.randrange(number))}]
    return body


def _parties(chance: random.Random) -> list[Values]:
    roles = ["promisor"] * chance.choice(PROMISORS) + ["promisee"]
    if chance.random() < 0.1:
        roles.append("implementer")
    found: dict[str, str] = {}
    while len(found) < len(roles):
        found.setdefault(state(chance), roles[len(found)])
    return [{"participant": participant, "role": role} for participant, role in found.items()]


def _condition(number: int, chance: random.Random) -> Values:
    """Return a condition: half of them are met on a day, a quarter wait for another pledge."""
    met = chance.random()
    if met < 0.5:
        return {"text": summary(chance), "met_on": f"{chance.randrange(2018, 2026)}-06"}
    if met < 0.75 and number:
        return {"text": summary(chance), "pledge": pledge_id(chance.randrange(number))}
    return {"text": summary(chance)}


def _target(place: int, chance: random.Random) -> Values:
    target: Values = {
        "id": f"target-{place}",
        "indicator": summary(chance, 4),
        "measure": "count",
        "direction": "at_least",
        "value": chance.randrange(10, 1000),
    }
    if chance.random() < 0.5:
        target["baseline"] = {"value": chance.randrange(10), "date": "2019"}
    return target
