"""Lists of what is promised: a sentence leads them ("The parties agreed to:"), and each item is a promise."""

from dataclasses import replace

from app.intake.clauses.read_sentence import ReadSentence
from app.intake.findings import Actor, Finding, Findings
from app.intake.promises.doings import doing_of, line_of
from app.intake.promises.judgement import note_due
from app.intake.promises.targets import targets_of
from app.intake.text.sentences import Sentence
from app.vocabulary import IntakeReason as Reason
from app.vocabulary import Origin, Strength

MOST_LISTED = 60
"""Words of an item of a list that are quoted."""


class Lists:
    """The lists of a text, of which one is read at a time."""

    def __init__(self) -> None:
        """Begin outside of any list."""
        self._led: tuple[Sentence, Finding] | None = None

    def note_lead(self, reading: ReadSentence, findings: Findings, before: int) -> None:
        """Remember a sentence that leads a list, with what it pledges: its findings are those from `before` on."""
        sentence = reading.sentence
        if sentence.is_item or not sentence.words.endswith(":"):
            return
        pledges = [one for one in findings.found[before:] if one.kind is None]
        led = pledges[-1] if pledges else _undertaking(reading)
        self._led = (sentence, led) if led is not None else None

    def keep_item(self, reading: ReadSentence, findings: Findings) -> None:
        """Keep an item of a list as a pledge where its lead undertakes it."""
        sentence = reading.sentence
        if self._led is None or sentence.lead is not self._led[0]:
            return
        last = _end(reading)
        if last < 2:  # noqa: PLR2004 - a word alone says nothing
            return
        findings.add(_item(reading, findings, self._led[1], last))


def _undertaking(reading: ReadSentence) -> Finding | None:
    """Return what a sentence undertakes that leads a list and says nothing itself: "The parties agreed to:"."""
    leading = reading.lexicon.leading
    place = next((at for at in range(len(reading.tokens) - 1, -1, -1) if reading.tokens[at].low in leading), None)
    if place is None:
        return None
    group = reading.clauses.verbs.group(place)
    subject = reading.clauses.subjects.of_verb(group.first)
    if group.is_negated or subject.is_thing:
        return None
    actors: list[Actor] = []
    collective = None
    for mention in subject.mentions:
        found = reading.discourse.resolved(mention, reading.actors)
        if found is None:
            collective = mention.count or 0
        else:
            actors += found
    if not actors and collective is None:
        return None
    origin, strength = leading[reading.tokens[place].low]
    several = collective is not None or len(actors) > 1
    return Finding(
        (reading.sentence.start, reading.sentence.end),
        f"{reading.lexicon.language}-list",
        0.75,
        "",
        reasons=[Reason.LISTED] + [Reason.COLLECTIVE] * (collective is not None),
        promisors=[actor.number for actor in actors],
        collective=collective,
        origin=Origin.AGREED if several else origin,
        strength=strength,
    )


def _end(reading: ReadSentence) -> int:
    """Return where an item ends without the marks that close it."""
    tokens = reading.tokens
    last = min(len(tokens), MOST_LISTED)
    while last and not (
        tokens[last - 1].is_word or tokens[last - 1].text[0].isdigit() or tokens[last - 1].text in "%”»)"
    ):
        last -= 1
    return last


def _item(reading: ReadSentence, findings: Findings, lead: Finding, last: int) -> Finding:
    first = 1 if reading.tokens[0].low in {"to", "a"} else 0
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
    note_due(reading, finding, reading.sentence.start, reading.sentence.end)
    if doing.is_exploratory:
        finding.strength = Strength.EXPLORATORY
    return finding
