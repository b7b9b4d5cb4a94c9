"""To whom something is promised: whoever the promise names, and whoever receives what it gives."""

from collections.abc import Iterator

from app.intake.clauses.holding import Clause
from app.intake.clauses.read_sentence import ReadSentence
from app.intake.findings import Finding
from app.intake.names.mention import SIDE, TERRITORY, Mention

_TO = frozenset({"to", "with", "a", "al", "con", "ante"})
_GIVEN = frozenset({"in_kind", "financial", "information_sharing", None})
"""Kinds of promises that give something; those of support have none."""


def note_promisees(reading: ReadSentence, clause: Clause, finding: Finding, first: int, last: int) -> None:
    """Note to whom a promise is made by its words, and who receives what it gives; its doing stands at the places."""
    finding.promisees = _numbers(reading, finding, _promised_to(reading, clause))
    if finding.pledge_kind in _GIVEN:
        finding.recipients = _numbers(reading, finding, _recipients(reading, first, last))


def _promised_to(reading: ReadSentence, clause: Clause) -> Iterator[Mention]:
    """Yield who is named between the promising word and what is promised: "commitment to Peru to open"."""
    found, tokens = clause.found, reading.tokens
    for mention in reading.mentions:
        if found.first < mention.first < found.action and mention.kind in {TERRITORY, SIDE}:
            before = tokens[mention.first - 1].low
            if mention.first - 1 == found.first or before in _TO:
                yield mention


def _recipients(reading: ReadSentence, first: int, last: int) -> Iterator[Mention]:
    """Yield who is named behind the verb or behind "to": "provide Peru with", "lend a ship to Peru"."""
    for mention in reading.mentions:
        if first < mention.first < last and mention.kind == TERRITORY:
            before = reading.tokens[mention.first - 1].low
            if mention.first - 1 == first or before in {"to", "a", "al"}:
                yield mention


def _numbers(reading: ReadSentence, finding: Finding, mentions: Iterator[Mention]) -> list[int]:
    named = (reading.discourse.resolved(mention, reading.actors) or [] for mention in mentions)
    numbers = [actor.number for actors in named for actor in actors if actor.number not in finding.promisors]
    return list(dict.fromkeys(numbers))
