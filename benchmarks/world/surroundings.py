"""What pledges of the made-up world name: sources, topics, participants, meetings, instruments and who joined them."""

import random
from collections.abc import Iterator

from app.ledger.model.shapes import Values
from app.vocabulary import InstrumentKind, LegalNature, Voice

PARTICIPANTS, TOPICS, MEETINGS, SOURCES, INSTRUMENTS = 200, 60, 1000, 500, 50
ASSESSORS = 6
"""Participants who judge: the last ones, each by its own method."""

JOINED = (10, 40)
"""How many participants act on an instrument, at least and at most."""

VOICES = [*[Voice.REPORTER] * 4, *[Voice.DOCUMENT] * 3, *[Voice.ON_RECORD] * 2, Voice.INFERENCE, None]


def day(chance: random.Random, first: int = 2010, last: int = 2025) -> str:
    """Return a day between the beginnings of two years, the last one included."""
    return f"{chance.randint(first, last)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def state(chance: random.Random) -> str:
    """Return one of the participants, those that judge aside."""
    return f"state-{chance.randrange(PARTICIPANTS - ASSESSORS)}"


def assessors() -> list[str]:
    """Return those that judge."""
    return [f"state-{number}" for number in range(PARTICIPANTS - ASSESSORS, PARTICIPANTS)]


def citation(chance: random.Random, **more: object) -> Values:
    """Return a citation of one of the sources, in somebody's words."""
    voice = chance.choice(VOICES)
    said: Values = {"source": f"source-{chance.randrange(SOURCES)}", "voice": voice and voice.value}
    if voice == Voice.ON_RECORD:
        said["speaker"] = state(chance)
    return said | more


def surroundings(chance: random.Random) -> Iterator[tuple[str, dict[str, Values]]]:
    """Yield the records of each collection, in an order in which each names only what is there."""
    # Later than all statuses are: any of them can be reversed.
    published = {"kind": "news_report", "published": "2026-06-01"}
    yield "sources", {f"source-{n}": published | {"title": f"Report {n}"} for n in range(SOURCES)}
    yield "topics", {f"topic-{n}": {"name": f"Topic {n}"} for n in range(TOPICS)}
    yield "participants", {f"state-{n}": {"kind": "state", "name": f"State {n}"} for n in range(PARTICIPANTS)}
    yield (
        "meetings",
        {
            f"meeting-{n}": {"title": f"Meeting {n}", "form": "meeting", "status": "held", "starts": "2025-02-05"}
            for n in range(MEETINGS)
        },
    )
    yield (
        "instruments",
        {
            f"instrument-{n}": {
                "title": f"Agreement {n} on ports and borders",
                "kind": chance.choice(list(InstrumentKind)).value,
                "legal_nature": chance.choice([*LegalNature, None]),
                "adopted": day(chance, 2005, 2010),
                "meeting": f"meeting-{chance.randrange(MEETINGS)}",
                "topics": [f"topic-{chance.randrange(TOPICS)}"],
                "citations": [citation(chance)],
            }
            for n in range(INSTRUMENTS)
        },
    )


def participation(chance: random.Random) -> Iterator[Values]:
    """Yield what participants did about an instrument: signed, mostly ratified, at times with a reservation."""
    for number in chance.sample(range(PARTICIPANTS), chance.randint(*JOINED)):
        acts = ["signed", *(["ratified"] if chance.random() < 0.7 else []), *(["reserved"] if number % 9 == 0 else [])]
        for place, act in enumerate(acts):
            on = day(chance, 2011 + place, 2011 + place)
            yield {"id": f"{act}-{number}", "participant": f"state-{number}", "act": act, "on": on}
