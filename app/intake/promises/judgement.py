"""Judging a promise: how firm it is, whose, by when, on which condition and how sure; or that it is a mere forecast."""

import re
from dataclasses import dataclass

from app.intake.clauses.holding import Clause
from app.intake.clauses.read_sentence import ReadSentence
from app.intake.findings import Due, Finding, FoundTarget
from app.intake.names.mention import BODY, NAME
from app.intake.promises.doings import Doing
from app.intake.promises.promisees import note_promisees
from app.intake.promises.promisors import Promisors
from app.intake.promises.targets import targets_of
from app.intake.rules.rule import Subject as Where
from app.intake.speech.speech import Speech
from app.intake.text.dates import due_date
from app.vocabulary import IntakeReason as Reason
from app.vocabulary import Origin, Precision, StatementKind, Strength

_BY_WHEN = re.compile(
    "by|before|until|no later|not later|within|in the|antes|hasta|para|a más tardar|dentro|en el|en un", re.IGNORECASE
)
"""How words begin that stand before a doing and say by when it is due: a date alone is mostly that of the text."""

LOOKED_AHEAD = 400
"""Characters behind the beginning of a doing in which it may say by when."""


@dataclass(frozen=True)
class Places:
    """Where a doing stands, and what else may say something of it.

    `said`: where the words begin that say what is done to what; `begin`: where those begin that no earlier promise of
    the sentence took; `limit`: where the next promise begins, or the sentence ends.
    """

    first: int
    last: int
    said: int
    begin: int
    limit: int


def judge(
    reading: ReadSentence, clause: Clause, finding: Finding, doing: Doing, owing: Promisors, places: Places
) -> None:
    """Work out who owes a promise, how firm it is, and what else its words say, which stand at `places`."""
    first, last = places.first, places.last
    finding.reasons += [one for one in owing.reasons if one not in finding.reasons]
    finding.promisors, finding.collective = [actor.number for actor in owing.actors], owing.collective
    _judge_strength(finding, doing)
    finding.targets = list(targets_of(reading.written(places.said, last)))
    if finding.targets:
        finding.precision = Precision.SPECIFIC
    elif doing.makes is not None and finding.strength is Strength.FIRM:
        finding.targets = [FoundTarget(doing.makes, "boolean", "at_least", "1")]
    start, stop = reading.tokens[first].start, reading.tokens[places.limit - 1].end
    note_due(reading, finding, start, min(stop, start + LOOKED_AHEAD))
    if finding.due is None and places.begin < first:
        note_due(reading, finding, reading.tokens[places.begin].start, start)
        if finding.due is not None and not _BY_WHEN.match(finding.due.words):
            finding.due = None
    condition = _condition(reading, clause, places)
    if condition:
        finding.condition = condition
        finding.reasons.append(Reason.CONDITION)
    _note_beneficiaries(reading, finding, first, last)
    note_promisees(reading, clause, finding, first, last)


def judge_sureness(
    reading: ReadSentence, clause: Clause, finding: Finding, doing: Doing, speech: Speech | None
) -> None:
    """Work out whether it is a forecast after all, and how sure it is."""
    if reading.sentence.is_heading:
        finding.reasons.append(Reason.HEADING)
        finding.confidence -= 0.2
    if speech is not None and speech.is_unnamed:
        _take_for_forecast(finding, Reason.UNNAMED_SPEAKER)
    elif doing.is_figurative:
        _take_for_forecast(finding, Reason.FIGURATIVE)
    elif clause.foretells:
        _take_for_forecast(finding, Reason.FORETOLD)
    if Reason.NO_PROMISOR in finding.reasons:
        finding.confidence -= 0.2
    if Reason.POINTED_AT in finding.reasons or Reason.OF_SPEAKER in finding.reasons:
        finding.confidence -= 0.1


def note_due(reading: ReadSentence, finding: Finding, start: int, end: int) -> None:
    """Note by when it is due, where a part of the text says it."""
    due = due_date(reading.sentence.text, start, end, reading.background.said)
    if due is not None:
        finding.due = Due(*due)
        if due[0] is None or "?" in due[0]:
            finding.reasons.append(Reason.RELATIVE_DUE)


def _judge_strength(finding: Finding, doing: Doing) -> None:
    if doing.is_exploratory:
        finding.strength = Strength.EXPLORATORY
        finding.reasons.append(Reason.EXPLORATORY)
    elif doing.is_intention and finding.strength is Strength.FIRM:
        finding.strength = Strength.INTENTION
        finding.reasons.append(Reason.INTENTION)
    several = len(finding.promisors) > 1 or finding.collective is not None
    if several and finding.origin is Origin.DECLARED:
        finding.origin = Origin.AGREED
    finding.is_joint = several and doing.is_joint


def _take_for_forecast(finding: Finding, why: Reason) -> None:
    finding.kind = StatementKind.FORECAST
    finding.promisors, finding.collective = [], None
    finding.origin = finding.strength = finding.precision = None
    finding.reasons = [one for one in (*finding.reasons, why) if one is not Reason.NO_PROMISOR]


def _condition(reading: ReadSentence, clause: Clause, places: Places) -> str | None:
    """Return the words by which it is done only if something else is."""
    if clause.found.rule.subject is Where.WITHIN:
        begin = clause.first if clause.first < clause.group.first else 0
        return reading.written(begin, clause.group.first).strip('“" ')
    for first, end in reading.conditions:
        is_of_another = 0 < places.begin <= first < places.first and not _is_joined(reading, first)
        if places.begin <= first < places.limit and not is_of_another:
            return reading.written(first, end)
    return None


def _is_joined(reading: ReadSentence, first: int) -> bool:
    """Return whether what begins at a place goes with what follows: "and, if asked, will"."""
    return any(token.low in reading.lexicon.coordinators for token in reading.tokens[first - 2 : first])


def _note_beneficiaries(reading: ReadSentence, finding: Finding, first: int, last: int) -> None:
    """Note who is named within what is to be done, and does not owe it."""
    named = (reading.actors.get(one.first) for one in reading.mentions if first <= one.first < last)
    numbers = [
        actor.number
        for actor in named
        if actor is not None and actor.number not in finding.promisors and actor.kind not in {NAME, BODY}
    ]
    finding.beneficiaries = list(dict.fromkeys(numbers))
