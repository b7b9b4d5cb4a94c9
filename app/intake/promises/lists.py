"""Lists of what is promised: a sentence leads them ("The parties agreed to:"), and each item is a promise."""

from collections.abc import Sequence
from dataclasses import replace

from app.intake.clauses.holding import Clause
from app.intake.clauses.read_sentence import ReadSentence
from app.intake.findings import Finding, Findings
from app.intake.promises.doings import doing_of, line_of
from app.intake.promises.judgement import note_due
from app.intake.promises.promisors import all_who_meet, among, understood
from app.intake.promises.targets import targets_of
from app.intake.text.sentences import Sentence
from app.vocabulary import IntakeReason as Reason
from app.vocabulary import Origin, Strength

MOST_LISTED = 60
"""Words of an item of a list that are quoted."""

AT_THE_BEGINNING = 3
"""Words of an item among which a clause of its own begins: "Canada will …", "that each side would …"."""


class Lists:
    """The lists of a text, of which each may hold another."""

    def __init__(self) -> None:
        """Begin outside of any list."""
        self._led: dict[int, Finding] = {}

    def lead_of(self, sentence: Sentence) -> Finding | None:
        """Return what leads the list that a sentence is an item of, None where that undertakes nothing."""
        return self._led.get(sentence.lead.start) if sentence.lead is not None else None

    def note_lead(self, reading: ReadSentence, findings: Findings, before: int) -> None:
        """Remember a sentence that leads a list, with what it pledges: its findings are those from `before` on."""
        sentence = reading.sentence
        if sentence.lead is None:
            self._led.clear()
        if not sentence.leads:
            return
        pledges = [one for one in findings.found[before:] if one.kind is None]
        led = pledges[-1] if pledges else _undertaking(reading)
        if led is not None and findings.found[-1:] == [led] and _says_nothing(reading):
            findings.found.pop()
            led = replace(led, title="", rule=f"{reading.lexicon.language}-list")
        if led is not None:
            self._led[sentence.start] = led

    def keep_item(self, reading: ReadSentence, clauses: Sequence[Clause], findings: Findings, before: int) -> None:
        """Keep an item of a list as a pledge where its lead undertakes it; its findings are those from `before` on."""
        lead = self.lead_of(reading.sentence)
        if lead is None:
            return
        own = [clause for clause in clauses if clause.found.rule.gives is None]
        if any(clause.first < AT_THE_BEGINNING for clause in own) and len(findings.found) > before:
            _owe_as_led(findings.found[before:], lead)
            return
        last = _end(reading, _before_clauses(reading, own))
        if last < 2:  # noqa: PLR2004 - a word alone says nothing
            return
        for first, end in _doings(reading, last):
            findings.add(_item(reading, findings, lead, first, end))


def _before_clauses(reading: ReadSentence, own: Sequence[Clause]) -> int:
    """Return where an item ends, or a clause begins that follows on it: ", for which Peru will …"."""
    last = min([len(reading.tokens), MOST_LISTED, *(one.first for one in own if one.first >= AT_THE_BEGINNING)])
    if last == min(len(reading.tokens), MOST_LISTED):
        return last
    return next((at for at in range(last - 1, 1, -1) if reading.tokens[at].text in ",;:"), last)


def _says_nothing(reading: ReadSentence) -> bool:
    """Return whether what leads a list only points at it: "agreed on the following measures:"."""
    return any(token.low in reading.lexicon.following for token in reading.tokens)


def _undertaking(reading: ReadSentence) -> Finding | None:
    """Return what a sentence undertakes that leads a list and says nothing itself: "The parties agreed to:"."""
    leading = reading.lexicon.leading
    place = next((at for at in range(len(reading.tokens) - 1, -1, -1) if reading.tokens[at].low in leading), None)
    if place is None:
        return None
    group = reading.clauses.verbs.group(place)
    subject = reading.clauses.subjects.of_verb(group.first)
    low = reading.tokens[place].low
    is_of_nobody = (group.has_be and reading.lexicon.is_participle(low)) or "se" in group.auxiliaries
    is_agreed = leading[low][0] is Origin.AGREED
    if group.is_negated or (subject.is_thing and not is_of_nobody):
        return None
    if subject.is_left_out or (is_of_nobody and is_agreed):
        owing = all_who_meet(reading, 0) if is_of_nobody or low.endswith("mos") else understood(reading)
    else:
        owing = among(reading, subject.mentions)
    if not owing.actors and owing.collective is None:
        return None
    origin, strength = leading[low]
    several = owing.collective is not None or len(owing.actors) > 1
    return Finding(
        (reading.sentence.start, reading.sentence.end),
        f"{reading.lexicon.language}-list",
        0.75,
        "",
        reasons=[Reason.LISTED, *owing.reasons],
        promisors=[actor.number for actor in owing.actors],
        collective=owing.collective,
        origin=Origin.AGREED if several else origin,
        strength=strength,
    )


def _owe_as_led(found: Sequence[Finding], lead: Finding) -> None:
    """Let those who lead a list owe what an item says to be done, where it does not say by whom."""
    for one in found:
        if one.kind is None and Reason.NO_PROMISOR in one.reasons:
            one.reasons = [*(why for why in one.reasons if why is not Reason.NO_PROMISOR), Reason.LISTED]
            one.promisors, one.collective = list(lead.promisors), lead.collective
            one.confidence += 0.2
        if one.kind is None:
            one.origin, one.strength = lead.origin, lead.strength


def _end(reading: ReadSentence, last: int) -> int:
    """Return where an item ends without the words and marks that close it."""
    tokens, lexicon = reading.tokens, reading.lexicon
    while last and (
        tokens[last - 1].low in lexicon.coordinators | lexicon.prepositions
        or not (tokens[last - 1].is_word or tokens[last - 1].text[0].isdigit() or tokens[last - 1].text in "%”»)")
    ):
        last -= 1
    return last


def _doings(reading: ReadSentence, last: int) -> Sequence[tuple[int, int]]:
    """Return where the doings of an item stand."""
    tokens, lexicon = reading.tokens, reading.lexicon
    first = 1 if tokens[0].low in {"to", "a", *lexicon.that} else 0
    verb = first + (tokens[first].low in lexicon.negations)
    is_verb = lexicon.is_gerund(tokens[verb].low) or tokens[verb].low in lexicon.action_verbs
    return reading.clauses.extents.parts(first, last) if is_verb else [(first, last)]


def _item(reading: ReadSentence, findings: Findings, lead: Finding, first: int, last: int) -> Finding:
    doing = doing_of(reading.lexicon, reading.tokens, first, last)
    words = reading.written(first, last)
    is_own = not lead.title
    finding = replace(
        lead,
        span=reading.span(first, last),
        title=doing.title if is_own else line_of(f"{lead.title}: {words}"),
        reasons=list(dict.fromkeys([*lead.reasons, Reason.LISTED])),
        precision=doing.precision,
        pledge_kind=doing.kind or lead.pledge_kind,
        targets=list(targets_of(words)),
        part_of=None if is_own else next((n for n, one in enumerate(findings.found) if one is lead), None),
        paragraph=reading.sentence.paragraph,
        promisors=list(lead.promisors),
        beneficiaries=list(lead.beneficiaries),
        due=None,
    )
    note_due(reading, finding, reading.sentence.start, reading.tokens[last - 1].end)
    if doing.is_exploratory:
        finding.strength = Strength.EXPLORATORY
    return finding
