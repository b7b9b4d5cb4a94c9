"""What is no promise, though a rule of promises found it, and why."""

from app.intake.clauses.holding import Clause
from app.intake.clauses.read_sentence import ReadSentence
from app.intake.rules.rule import Subject as Where
from app.intake.speech.speech import Speech
from app.intake.speech.speeches import Speeches
from app.vocabulary import IntakeReason as Reason

_FORETELLING = frozenset({"en-will", "en-would", "en-going-to", "es-future", "es-going-to", "es-would"})
"""Rules by which what a speaker says of a thing is a forecast."""


def why_passed_over(
    reading: ReadSentence, clause: Clause, speeches: Speeches, speech: Speech | None, end: int
) -> Reason | None:
    """Return why what a rule found is no pledge, None where it may be one; `end` is where the doing ends."""
    is_reported = speech is not None or reading.is_led or speeches.begin_before(clause.found.first)
    return (
        _not_meant(reading, clause, speech, is_reported=is_reported)
        or _without_doing(reading, clause, end)
        or _without_actor(reading, clause, speech)
    )


def _not_meant(reading: ReadSentence, clause: Clause, speech: Speech | None, *, is_reported: bool) -> Reason | None:
    """Return why nobody says that it will be done."""
    if (clause.group.is_negated and not _is_promised(reading, speech)) or reading.is_denied(clause.found.first):
        return Reason.NEGATED
    if clause.group.is_past and (speech is None or _recalls(reading, speech)):
        return Reason.PAST
    if reading.tokens[-1].text == "?":
        return Reason.QUESTION
    is_conditional = clause.found.rule.name.endswith(("-would", "-conditional")) or clause.group.is_hypothetical
    return Reason.HYPOTHETICAL if is_conditional and not is_reported else None


def _is_promised(reading: ReadSentence, speech: Speech | None) -> bool:
    """Return whether it is promised that something will not be done: "assured that it will not"."""
    return speech is not None and reading.tokens[speech.found.first].low in reading.lexicon.promising


def _recalls(reading: ReadSentence, speech: Speech) -> bool:
    return reading.tokens[speech.found.first].low in reading.lexicon.recalling


def _without_doing(reading: ReadSentence, clause: Clause, end: int) -> Reason | None:
    """Return why nothing is named that can be done."""
    rule, first = clause.found.rule, clause.found.action
    if rule.reason is Reason.ANNOUNCED and not reading.does(first, end):
        # "announcing a new delegation will travel": the clause that follows says it.
        return Reason.TOLD_AGAIN
    if rule.needs_doing and not reading.does(first, end):
        return Reason.NO_DOING
    is_stative = reading.tokens[first].low in reading.lexicon.stative_verbs
    if is_stative and not rule.is_passive and rule.reason is Reason.WILL:
        return Reason.NO_DOING if not clause.subject.is_thing else Reason.NO_ACTOR
    return None


def _without_actor(reading: ReadSentence, clause: Clause, speech: Speech | None) -> Reason | None:
    """Return why there is nobody who could do it."""
    rule, subject, lexicon = clause.found.rule, clause.subject, reading.lexicon
    verb = reading.tokens[clause.found.action].low
    if subject.is_left_out and rule.reason is Reason.WILL and verb in lexicon.describing:
        return Reason.NO_ACTOR
    if clause.foretells and (speech is None or rule.name not in _FORETELLING):
        return Reason.NO_ACTOR
    lacks_subject = subject.is_left_out and rule.subject is Where.BEFORE and not reading.has_subject
    if lacks_subject and not _may_lack_subject(reading):
        return Reason.NO_PROMISOR
    if rule.is_passive and speech is None and verb in lexicon.description_participles:
        return Reason.NO_ACTOR
    return None


def _may_lack_subject(reading: ReadSentence) -> bool:
    """Return whether nobody needs to be named: in Spanish verbs say who, and a list has its lead."""
    return reading.lexicon.language == "es" or reading.sentence.is_item
