"""The speeches of a sentence: of each verb of saying who says what, and what stands in quotation marks alone."""

from collections.abc import Iterable

from app.intake.clauses.holding import Clause
from app.intake.clauses.read_sentence import ReadSentence
from app.intake.clauses.subjects import Subject
from app.intake.names.mention import SPEAKER, TERRITORY, UNNAMED, WE, Mention
from app.intake.rules.patterns import Found
from app.intake.rules.rule import Subject as Where
from app.intake.speech.said_words import said_words
from app.intake.speech.sources import speeches_by_source
from app.intake.speech.speakers import speakers_of
from app.intake.speech.speech import Speech
from app.intake.text.tokens import Token
from app.vocabulary import StatementKind


class Speeches:
    """Who says what in a sentence, in order."""

    def __init__(self, reading: ReadSentence, clauses: Iterable[Clause]) -> None:
        """Take the clauses whose rules find statements."""
        told = [
            _speech(reading, clause)
            for clause in clauses
            if clause.found.rule.gives and not reading.is_denied(clause.found.first)
        ]
        self.told = [*speeches_by_source(reading), *(speech for speech in told if speech is not None)]
        if self.told:
            self._remember_speaker(reading)
        else:
            self._take_quoted(reading)

    def at(self, place: int) -> Speech | None:
        """Return the innermost speech that what stands at a place is a part of."""
        within = (one for one in reversed(self.told) if one.first <= place < one.after and one.found.rule.is_outset)
        return next(within, None)

    def begin_before(self, place: int) -> bool:
        """Return whether somebody is told as saying something before a place."""
        return any(one.found.rule.is_outset and one.found.first < place for one in self.told)

    def _remember_speaker(self, reading: ReadSentence) -> None:
        who = next((one for one in self.told if one.actors), None)
        if who is not None and who.actors and who.found.rule.is_outset:
            reading.discourse.speaker = who.actors[0]

    def _take_quoted(self, reading: ReadSentence) -> None:
        """Give a sentence that stands in quotation marks as a whole to who spoke last in its paragraph."""
        speaker = reading.discourse.speaker
        if reading.tokens[0].text not in '“"«' or speaker is None:
            return
        last = len(reading.tokens)
        while last and not reading.tokens[last - 1].is_word:
            last -= 1
        rule = next(reading.patterns.rules_of(StatementKind.CLAIM))
        self.told.append(Speech(Found(rule, 0, 1, 1), [speaker], None, 1, last, is_quoted=True))


def hear(reading: ReadSentence, clause: Clause) -> None:
    """Remember who speaks: pronouns point at them."""
    actors, _words = speakers_of(reading, clause.subject)
    if actors:
        reading.discourse.heard(actors)


def _speech(reading: ReadSentence, clause: Clause) -> Speech | None:
    """Return who says what by a rule of statements, None where nobody does."""
    found = clause.found
    if clause.group.is_negated or _asks_for_anonymity(reading, found):
        return None
    if found.rule.subject is Where.NONE:
        return _of_all(reading, clause)
    subject, after = clause.subject, found.action
    inverted = next((one for one in reading.mentions if one.first == found.first + 1), None)
    before = reading.tokens[clause.group.first - 1] if clause.group.first else None
    if before is not None and inverted is not None and _inverts(found, before, inverted):
        subject, after = Subject((inverted,), inverted.first), inverted.last + 1
    elif subject.is_thing or subject.group is not None:
        return None
    actors, words = speakers_of(reading, subject, reading.tokens[found.first].low)
    is_own = any(mention.kind in {WE, SPEAKER} for mention in subject.mentions)
    if actors == [] and words is None and not is_own:
        return None
    first, last, is_quoted = said_words(reading, clause, subject, after)
    last = min([last, *(end for begun, end in reading.denied if begun <= first < end)])
    if first >= last:
        return None
    is_unnamed = any(mention.kind == UNNAMED for mention in subject.mentions)
    return Speech(found, actors, words, first, last, is_quoted, is_own=is_own, is_unnamed=is_unnamed)


def _asks_for_anonymity(reading: ReadSentence, found: Found) -> bool:
    """Return whether all that is said is that nobody may name who speaks: "pidió el anonimato"."""
    return any(reading.begins_with(found.first + 1, phrase) for phrase in reading.lexicon.anonymous)


def _of_all(reading: ReadSentence, clause: Clause) -> Speech | None:
    """Return what all who meet say: "it was agreed that"."""
    first, last, _is_quoted = said_words(reading, clause, Subject(first=clause.first), clause.found.action)
    if first >= last:
        return None
    reading.has_all_for_subject()
    return Speech(clause.found, None, None, first, last)


def _inverts(found: Found, before: Token, mention: Mention) -> bool:
    """Return whether who speaks is named behind the verb: "…”, said Rubio"."""
    if not found.rule.is_outset or before.text not in ',”"»':
        return False
    return before.text in '”"»' or (found.rule.gives is StatementKind.CLAIM and mention.kind != TERRITORY)
