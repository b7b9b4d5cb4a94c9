"""The pledges that are kept of a clause: one for each doing of it, and those that it is said to include."""

from collections.abc import Sequence
from dataclasses import replace

from app.intake.clauses.holding import Clause
from app.intake.clauses.read_sentence import ReadSentence
from app.intake.findings import Finding, Findings
from app.intake.promises.doings import Doing, doing_of, in_the_infinitive, line_of
from app.intake.promises.judgement import Places, judge, judge_sureness
from app.intake.promises.passed_over import why_passed_over
from app.intake.promises.promisors import among, promisors_of
from app.intake.promises.targets import targets_of
from app.intake.rules.rule import Rule
from app.intake.rules.rule import Subject as Where
from app.intake.speech.speech import Speech
from app.intake.speech.speeches import Speeches
from app.vocabulary import IntakeReason as Reason
from app.vocabulary import StatementKind

_CONJUGATED = frozenset({"es-future", "es-would"})
"""Rules by which the verb of a title is conjugated."""

MOST_OF_A_SUBJECT = 10
"""Words before a verb that are quoted with it, since they say who."""


def keep_pledges(
    reading: ReadSentence,
    clause: Clause,
    stops: Sequence[int],
    speeches: Speeches,
    findings: Findings,
    between: tuple[int, int | None],
) -> int:
    """Keep what a rule of pledges found, or why it is none; return the last place that it took.

    `stops` are the places at which other clauses begin, `between` those behind the promise before, and at which the
    next begins, if there is one.
    """
    found, rule = clause.found, clause.found.rule
    end = reading.clauses.extents.end(found.action, stops)
    if end <= found.action:
        return found.first
    speech = speeches.at(found.first)
    named_near = clause.group.first - clause.first <= MOST_OF_A_SUBJECT
    begin = clause.first if rule.is_passive or named_near else clause.group.first
    why = why_passed_over(reading, clause, speeches, speech, end)
    if why is not None:
        findings.ignore(reading.span(begin, end), rule.name, why)
        if why is Reason.NEGATED and speech is None:
            _keep_denial(reading, clause, (begin, end), findings)
        return end - 1
    whole = len(findings.found)
    owing = promisors_of(reading, clause, speech, end)
    limit = max(len(reading.tokens) if between[1] is None else between[1], end)
    foretells = clause.foretells or (speech is not None and speech.is_unnamed)
    doings = [(found.action, end)] if foretells else reading.clauses.extents.parts(found.action, end)
    for number, (first, last) in enumerate(doings):
        doing = doing_of(reading.lexicon, reading.tokens, first, last, begin if rule.is_passive else None)
        finding = _finding(reading, rule, doing, (begin if number == 0 else first, last), speech)
        if number == 0 and rule.name in _CONJUGATED:
            finding.title = _unconjugated(reading, clause, finding.title)
        is_last = number == len(doings) - 1
        places = Places(
            first,
            last,
            said=begin if rule.is_passive else first,
            begin=between[0] if number == 0 else first,
            limit=limit if is_last else last,
        )
        judge(reading, clause, finding, doing, owing, places)
        judge_sureness(reading, clause, finding, doing, speech)
        if number:
            finding.reasons.append(Reason.PART)
        findings.add(finding)
    if speech is not None:
        speech.is_used = True
    _keep_included(reading, findings, whole, end)
    return end - 1


def _unconjugated(reading: ReadSentence, clause: Clause, title: str) -> str:
    """Return the title of what a conjugated verb promises in the infinitive, as titles are."""
    before = reading.tokens[clause.found.first - 1].low if clause.found.first else ""
    following = reading.tokens[clause.found.first + 1].low if clause.found.first + 1 < len(reading.tokens) else ""
    is_alone = following in reading.lexicon.prepositions | {"cada"} or reading.lexicon.is_adverb(following)
    if before == "se" and not is_alone and (clause.subject.is_thing or clause.subject.is_left_out):
        # "se abrirá un puente": who opens it is not said, and its infinitive would say "open itself".
        return line_of(f"se {title[:1].lower()}{title[1:]}")
    return in_the_infinitive(title, before if before in reading.lexicon.auxiliaries else "")


def _keep_denial(reading: ReadSentence, clause: Clause, places: tuple[int, int], findings: Findings) -> None:
    """Keep as a denial what the text says that somebody will not do: "Chile does not intend to"."""
    subject = clause.subject
    if reading.is_denied(clause.found.first):
        # Who denies it is the speaker, not who is said to do it.
        return
    if subject.is_thing or subject.is_left_out or not subject.mentions or clause.found.rule.subject is Where.OWNER:
        return
    owing = among(reading, subject.mentions)
    if not owing.actors and owing.collective is None:
        return
    findings.add(
        Finding(
            reading.span(*places),
            f"{reading.lexicon.language}-will-not",
            0.5,
            "",
            kind=StatementKind.DENIAL,
            reasons=[Reason.NEGATED],
            collective=owing.collective,
            speaker=owing.actors[0].number if len(owing.actors) == 1 else None,
            paragraph=reading.sentence.paragraph,
        )
    )


def _finding(
    reading: ReadSentence, rule: Rule, doing: Doing, places: tuple[int, int], speech: Speech | None
) -> Finding:
    first, last = places
    is_whole = rule.is_passive or rule.subject is Where.WITHIN
    finding = Finding(
        reading.span(first, last),
        rule.name,
        rule.confidence,
        line_of(reading.written(first, last).rstrip(".,;")) if is_whole else doing.title,
        origin=rule.origin,
        strength=rule.strength,
        precision=doing.precision,
        pledge_kind=doing.kind,
        paragraph=reading.sentence.paragraph,
    )
    if rule.reason is not None:
        finding.reasons.append(rule.reason)
    if speech is not None:
        finding.is_quoted = speech.is_quoted
        speech.attribute(finding)
    return finding


def _keep_included(reading: ReadSentence, findings: Findings, whole: int, end: int) -> None:
    """Keep what is included in a pledge, where it names a doing, as a part of it."""
    first = _included(reading, end)
    if first is None or whole >= len(findings.found):
        return
    last = reading.clauses.extents.end(first, ())
    if last - first < 2:  # noqa: PLR2004 - a word alone is an example
        return
    lead = findings.found[whole]
    doing = doing_of(reading.lexicon, reading.tokens, first, last)
    part = replace(
        lead,
        span=reading.span(first, last),
        title=doing.title,
        precision=doing.precision,
        pledge_kind=doing.kind,
        reasons=[*lead.reasons, Reason.PART],
        part_of=whole,
        confidence=lead.confidence - 0.15,
        targets=list(targets_of(reading.written(first, last))),
        due=None,
        beneficiaries=list(lead.beneficiaries),
        promisors=list(lead.promisors),
        implementers=[],
    )
    findings.add(part)


def _included(reading: ReadSentence, end: int) -> int | None:
    """Return where the doing begins that a pledge is said to include, behind its end: ", including by …"."""
    tokens = reading.tokens
    if end + 2 >= len(tokens) or tokens[end].text != ",":
        return None
    for phrase in reading.lexicon.including:
        if reading.begins_with(end + 1, phrase):
            first = end + 1 + len(phrase)
            does = first < len(tokens) and reading.patterns.does(reading.lexicon, tokens, first)
            return first if does else None
    return None
