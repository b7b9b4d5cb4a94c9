"""Who owes what is promised: whoever is named, pointed at or understood, or all who meet."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.intake.clauses.holding import Clause
from app.intake.clauses.read_sentence import ReadSentence
from app.intake.findings import Actor
from app.intake.names.mention import PERSON, SIDE, UNNAMED, Mention
from app.intake.rules.rule import Subject as Where
from app.intake.speech.speech import Speech
from app.vocabulary import IntakeReason as Reason

BEHIND_A_DOING = 4
"""Words behind a doing among which may stand by whom it is done."""


@dataclass
class Promisors:
    """Who owes it: actors, or all who meet (`collective`: their count, 0 where it is not said); and why these."""

    actors: list[Actor] = field(default_factory=list)
    collective: int | None = None
    reasons: list[Reason] = field(default_factory=list)


def promisors_of(reading: ReadSentence, clause: Clause, speech: Speech | None, end: int) -> Promisors:
    """Return who owes what a rule found; `end` is where the doing ends."""
    rule, subject = clause.found.rule, clause.subject
    is_within = rule.subject is Where.WITHIN
    agent = _agent(reading, clause.found.action, end, is_within=is_within) if is_within or rule.is_passive else []
    if agent:
        return Promisors(agent)
    if subject.is_left_out and not is_within:
        return _as_before(reading, clause)
    if is_within or (rule.is_passive and (subject.is_thing or not subject.mentions)):
        return _by_speaker(reading, speech)
    if subject.group is not None:
        first, last = subject.group
        span = (reading.tokens[first].start, reading.tokens[last].end)
        return Promisors([reading.discourse.group(reading.written(first, last + 1), span)])
    return among(reading, subject.mentions)


def _by_speaker(reading: ReadSentence, speech: Speech | None) -> Promisors:
    """Return who says that something will be done, where it is not said by whom."""
    if speech is not None and speech.actors is None:
        return all_who_meet(reading, 0)
    if speech is not None and speech.actors:
        return Promisors(speech.actors, reasons=[Reason.OF_SPEAKER])
    return Promisors(reasons=[Reason.NO_PROMISOR])


def _agent(reading: ReadSentence, first: int, end: int, *, is_within: bool) -> list[Actor]:
    """Return by whom something is done: "by Zambia", or "with full Swiss support"."""
    for mention in reading.mentions:
        if first <= mention.first < end + BEHIND_A_DOING and mention.kind != UNNAMED:
            before = reading.tokens[mention.first - 1].low if mention.first else ""
            found = (
                reading.discourse.resolved(mention, reading.actors) if is_within or before in {"by", "por"} else None
            )
            if found:
                return found
    if is_within:
        for token in reading.tokens[first:end]:
            code = reading.lexicon.demonyms.get(token.low)
            if code:
                return [reading.discourse.country(code)]
    return []


def _as_before(reading: ReadSentence, clause: Clause) -> Promisors:
    """Return who owes what a verb without a subject says: whoever was the subject before it."""
    if reading.has_subject:
        return all_who_meet(reading, 0) if reading.heard is None else Promisors(list(reading.heard))
    if reading.tokens[clause.found.first].low.endswith(reading.lexicon.we_endings):
        return all_who_meet(reading, 0)
    is_impersonal = "se" in clause.group.auxiliaries and clause.found.rule.reason is Reason.WILL
    return Promisors(reasons=[Reason.NO_PROMISOR]) if is_impersonal else understood(reading)


def all_who_meet(reading: ReadSentence, count: int | None) -> Promisors:
    """Return all who meet: by their names where the text says who "we" are."""
    together = reading.discourse.together
    if together and count in {0, None, len(together)}:
        return Promisors(list(together), reasons=[Reason.COLLECTIVE])
    return Promisors(collective=count or 0, reasons=[Reason.COLLECTIVE])


def understood(reading: ReadSentence) -> Promisors:
    """Return who owes it where the sentence says nobody: in Spanish whoever was spoken of, or all who meet."""
    if reading.lexicon.language != "es":
        return Promisors(reasons=[Reason.NO_PROMISOR])
    last = reading.discourse.last
    if last is None:
        owing = all_who_meet(reading, 0)
        return Promisors(owing.actors, owing.collective, [*owing.reasons, Reason.POINTED_AT])
    return Promisors(list(last), reasons=[Reason.POINTED_AT if last else Reason.NO_PROMISOR])


def _is_possessed(reading: ReadSentence, mention: Mention) -> bool:
    return mention.kind == SIDE and reading.tokens[mention.first].low in reading.lexicon.possessives


def _country_of(reading: ReadSentence, actor: Actor) -> Actor:
    """Return the country of a person, whose government or police are not its own; of others themselves."""
    return reading.discourse.country(actor.territory) if actor.kind == PERSON and actor.territory else actor


def among(reading: ReadSentence, mentions: Sequence[Mention]) -> Promisors:
    """Return who owes it of those who are mentioned as its subject."""
    owing = Promisors()
    for mention in mentions:
        if mention.kind == UNNAMED:
            if mention.territory:
                owing.actors.append(reading.discourse.country(mention.territory))
            continue
        found = reading.discourse.resolved(mention, reading.actors)
        if _is_possessed(reading, mention) and reading.has_subject:
            # "Kenya said that its police will": whoever was the subject before.
            if reading.heard is None:
                return all_who_meet(reading, 0)
            found = [_country_of(reading, actor) for actor in reading.heard]
        if found is None:
            reading.has_all_for_subject()
            return all_who_meet(reading, mention.count)
        if found and mention.first not in reading.actors:
            owing.reasons.append(Reason.POINTED_AT)
        owing.actors += found
    if owing.actors:
        reading.has_for_subject(owing.actors)
        reading.discourse.heard(owing.actors)
    else:
        owing.reasons.append(Reason.NO_PROMISOR)
    return owing
