"""The records of the made-up world: those of the contract tests, which name every field, and every word of a list."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from app.vocabulary import (
    ActionRelation,
    AttendanceRole,
    Direction,
    InstrumentLinkType,
    LinkType,
    Measure,
    MeetingRole,
    PartyRole,
    Relation,
    StatementLinkType,
    Voice,
)
from tests.nouns import NOUNS
from tests.nouns.common import CITATION
from tests.nouns.world import WORLD
from tests.releases.wholeness import closed_lists

Body = dict[str, Any]
PREFIX = "made-up-"
"""Keeps the records of the made-up world apart from those of the seeds."""

FULL = f"{PREFIX}full"
"""Of each collection, the record that names every field."""

_OTHERS = {record for _collection, record, _body in WORLD}
PARTICIPANTS = [record for collection, record, _body in WORLD if collection == "participants"]
IMPLEMENTERS = [who for role, who in zip(PartyRole, PARTICIPANTS, strict=False) if role == PartyRole.IMPLEMENTER]
"""Who carries out the pledge that has somebody of every role; the first participant promises it."""

PLEDGES = ("the-pledge", "the-other-pledge", "a-third-pledge")


def made_up(value: Any) -> Any:
    """Return what a body says of records of the made-up world instead."""
    if isinstance(value, dict):
        return {name: made_up(one) for name, one in value.items()}
    if isinstance(value, list):
        return [made_up(one) for one in value]
    return f"{PREFIX}{value}" if isinstance(value, str) and value in _OTHERS else value


def cited(**fields: Any) -> Body:
    """Return a citation that says everything, and one that was made without a name, against the first."""
    second = {"id": "against", "source": "report-b", "attributed_to": "an official", "relation": "contradicts"}
    account = {"field": "title", "value": "says fewer", "conflicts": True}
    return {"citations": [{"id": "for", **CITATION}, second | {"account": account}]} | fields


def records() -> Iterable[tuple[str, str, Body]]:
    """Return records in the order in which they can be written: what others refer to first."""
    yield from WORLD
    for noun in NOUNS:
        yield noun.collection, FULL, noun.full
    for noun in NOUNS:
        lists = closed_lists(noun.collection)
        for number, words in enumerate(zip_longest(*lists.values())):
            chosen = {name: word for name, word in zip(lists, words, strict=True) if word is not None}
            body = noun.minimal | chosen | ({noun.label: f"Word {number}"} if noun.label else {})
            yield noun.collection, f"{PREFIX}word-{number}", body
    yield from _with_nested_words()


def _with_nested_words() -> Iterable[tuple[str, str, Body]]:
    voices = [
        {"id": voice.value.replace("_", "-"), "source": "report-c", "voice": voice, "relation": relation, "act": act}
        for voice, relation, act in zip_longest(Voice, Relation, ("announcement", "concrete_action"))
    ]
    for one in voices:
        one["relation"] = one["relation"] or Relation.SUPPORTS
    yield "topics", f"{PREFIX}voices", {"name": "Voices", "citations": voices}
    attendance = [
        {"id": role.value, "participant": participant, "role": role}
        for role, participant in zip(AttendanceRole, PARTICIPANTS, strict=False)
    ]
    meeting = {"title": "With everybody", "form": "conference", "status": "held", "attendance": attendance}
    yield "meetings", f"{PREFIX}everybody", meeting
    links = [{"type": one, "instrument": "the-declaration"} for one in InstrumentLinkType]
    yield "instruments", f"{PREFIX}linked", {"title": "Linked", "kind": "law", "links": links}
    answers = [{"type": one, "statement": "the-suggestion"} for one in StatementLinkType]
    yield "statements", f"{PREFIX}linked", {"kind": "view", "summary": "An answer.", "links": answers}
    member = {"participant": "america", "from": "2019", "to": "2024"}
    yield "participants", f"{PREFIX}former-member", {"kind": "state", "name": "Former member", "part_of": [member]}
    yield "pledges", f"{PREFIX}every-role", _pledge_of_every_role()
    about = [
        {"pledge": pledge, "relation": relation}
        for relation, pledge in zip(ActionRelation, (*PLEDGES, FULL), strict=True)
    ]
    yield "actions", f"{PREFIX}about", {"kind": "delivery", "title": "About all of them", "about": about}


def _pledge_of_every_role() -> Body:
    parties = [
        {"participant": participant, "role": role} for role, participant in zip(PartyRole, PARTICIPANTS, strict=False)
    ]
    return {
        "title": "A pledge with everybody",
        "parties": parties,
        "meetings": [{"meeting": "the-talks", "role": role} for role in MeetingRole],
        "links": [{"type": one, "pledge": "the-pledge"} for one in LinkType],
        "targets": list(_targets()),
        "conditions": [{"id": "money", "text": "if paid for", "met_on": "2025-01"}],
        "criteria": {"not_fulfilled": "Not one more."},
    }


def _targets() -> Iterable[Body]:
    for direction in Direction:
        bounds = {"lower": 1, "upper": 2} if direction == Direction.BETWEEN else {"value": 9}
        yield _target(direction, measure=Measure.COUNT, direction=direction, **bounds)
    baseline = {"kind": "observed", "value": 0, "date": "2023", "source": "report-b"}
    for measure in Measure:
        unit = "GTQ" if measure == Measure.CURRENCY else None
        yield _target(measure, measure=measure, direction=Direction.AT_LEAST, value=1, unit=unit, baseline=baseline)


def _target(word: str, **fields: Any) -> Body:
    return {"id": word.replace("_", "-"), "indicator": f"by the word {word}"} | fields
