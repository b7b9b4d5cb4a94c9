"""What was done and said about the pledges of the made-up world."""

import random

from app.ledger.model.shapes import Values
from app.vocabulary import ActionKind, ActionRelation, Position, StatementKind
from benchmarks.world.parts import promisors
from benchmarks.world.surroundings import citation, day, state
from benchmarks.world.vocabulary import summary

ACTIONS, STATEMENTS = 3, 5
"""One of so many pledges is what an action, or a statement, is about."""

RELATIONS = [
    *[ActionRelation.CARRIES_OUT] * 4, *[ActionRelation.CONTRIBUTES] * 3,
    ActionRelation.WORKS_AGAINST, ActionRelation.POSSIBLY_RELATED,
]  # fmt: skip


def action(number: int, pledges: dict[str, Values], chance: random.Random) -> Values:
    """Return an action: evidence on the first of pledges, and at times on others."""
    first, *others = pledges
    about = [first, *chance.sample(others, min(len(others), chance.choice((0, 0, 1, 3))))]
    return {
        "title": f"Action {number} at the border and in the ports",
        "summary": summary(chance),
        "kind": chance.choice(list(ActionKind)).value,
        "actors": [{"participant": promisors(pledges[first])[0]}],
        "happened": day(chance, 2012, 2025),
        "about": [{"pledge": pledge, "relation": chance.choice(RELATIONS).value} for pledge in about],
        "citations": [citation(chance)],
    }


def statement(pledge: str, chance: random.Random) -> Values:
    """Return a statement about a pledge."""
    return {
        "kind": chance.choice(list(StatementKind)).value,
        "summary": summary(chance),
        "speaker": state(chance),
        "said": day(chance, 2012, 2025),
        "about": [pledge],
        "citations": [citation(chance)],
    }


def answer(chance: random.Random) -> Values:
    """Return the position that somebody takes on a statement."""
    taken = {"participant": state(chance), "position": chance.choice(list(Position)).value, "on": day(chance, 2025)}
    return {"id": "taken"} | taken | {"citations": [citation(chance)]}
