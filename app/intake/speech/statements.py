"""The statements that are kept of what is said: those in which no promise was found."""

from collections.abc import Sequence

from app.intake.clauses.read_sentence import ReadSentence
from app.intake.findings import Finding, Findings
from app.intake.speech.speech import Speech
from app.intake.text.tokens import Token
from app.intake.words.lexicon import Lexicon
from app.intake.words.spanish_verbs import is_conditional
from app.vocabulary import IntakeReason as Reason
from app.vocabulary import StatementKind

MOST_SAID = 60
"""Words of a statement that are quoted."""

MOST_OF_A_COURTESY = 6
"""Words of a statement in which thanks or friendship make it a courtesy."""

MOST_OF_A_NEGATION = 12
"""Words of a statement in which a negation makes it a denial."""


def keep_statements(reading: ReadSentence, speeches: Sequence[Speech], findings: Findings) -> None:
    """Keep what is said in a sentence as statements."""
    _take_own(speeches)
    for number, speech in enumerate(speeches):
        if speech.is_used or (speech.actors == [] and speech.attributed_to is None):
            continue
        if _is_within_another(speech, speeches[:number]):
            continue
        last = next(
            (one.found.first for one in speeches[number + 1 :] if speech.first < one.found.first < speech.after),
            speech.after,
        )
        if not speech.found.rule.is_outset:
            last = min(last, reading.clauses.extents.end(speech.first, ()))
        last = min(last, speech.first + MOST_SAID)
        finding = _statement(reading, speech, last) if last > speech.first else None
        if finding is not None:
            findings.add(finding)


def _take_own(speeches: Sequence[Speech]) -> None:
    """Give what "we" say within a speech to whoever speaks."""
    for own in speeches:
        if not own.is_own:
            continue
        around = next(
            (one for one in speeches if one is not own and one.actors and one.first <= own.found.first < one.after),
            None,
        )
        if around is not None:
            around.gives, own.is_used = own.found.rule.gives, True


def _is_within_another(speech: Speech, earlier: Sequence[Speech]) -> bool:
    return any(
        one is not speech and one.first <= speech.found.first < one.after and not one.is_quoted
        for one in earlier
        if not one.is_used and one.found.rule.is_outset
    )


def _statement(reading: ReadSentence, speech: Speech, last: int) -> Finding | None:
    rule = speech.found.rule
    kind = speech.gives or rule.gives or StatementKind.CLAIM
    words = reading.tokens[speech.first : last]
    if rule.is_outset and speech.gives is None:
        kind = _kind_said(reading.lexicon, words, kind, speech)
    words = _trimmed(reading.lexicon, words)
    if len(words) < 2:  # noqa: PLR2004 - a word is no statement
        return None
    begin = speech.first if speech.is_quoted or rule.is_outset else speech.found.first
    finding = Finding(
        (reading.tokens[min(begin, speech.first)].start, words[-1].end),
        rule.name,
        rule.confidence if not speech.attributed_to else rule.confidence - 0.1,
        "",
        kind=kind,
        reasons=[Reason.SAID] + [Reason.QUOTED] * speech.is_quoted,
        collective=0 if speech.actors is None else None,
        is_quoted=speech.is_quoted,
        paragraph=reading.sentence.paragraph,
    )
    if _is_courtesy(reading, speech, kind, words):
        finding.reasons.append(Reason.COURTESY)
    if speech.is_unnamed:
        finding.reasons.append(Reason.UNNAMED_SPEAKER)
    speech.attribute(finding)
    return finding


_MAY_BE_COURTESY = frozenset({StatementKind.PRAISE, StatementKind.VIEW, StatementKind.CLAIM})


def _is_courtesy(reading: ReadSentence, speech: Speech, kind: StatementKind, words: Sequence[Token]) -> bool:
    """Return whether somebody only thanks, or speaks of friendship: nothing that could be kept or checked."""
    said = {reading.tokens[speech.found.first].low, *(token.low for token in words[:MOST_OF_A_COURTESY])}
    return kind in _MAY_BE_COURTESY and bool(said & reading.lexicon.courteous)


def _speaks_of_itself(lexicon: Lexicon, words: Sequence[Token]) -> bool:
    """Return whether what is said is what "we" will do or not: "We will not sign", "No aceptaremos"."""
    near = [token.low for token in words[:MOST_OF_A_NEGATION]]
    is_ours = any(lexicon.pronouns.get(low) in {"we", "I"} for low in near)
    return any(
        lexicon.is_future(low) and (is_ours or (low.endswith(lexicon.we_endings) and lexicon.we_endings != ()))
        for low in near
    )


def _trimmed(lexicon: Lexicon, words: Sequence[Token]) -> Sequence[Token]:
    """Return words without the small words and marks at their end."""
    small = lexicon.coordinators | lexicon.prepositions
    while words and (
        words[-1].low in small or not (words[-1].is_word or words[-1].text[0].isdigit() or words[-1].text == "%")
    ):
        words = words[:-1]
    return words


def _kind_said(lexicon: Lexicon, words: Sequence[Token], kind: StatementKind, speech: Speech) -> StatementKind:
    """Return the kind of a statement by its words; `kind` is that of the verb of saying."""
    lows = {token.low for token in words}
    is_negated = any(token.low in lexicon.negations for token in words[:MOST_OF_A_NEGATION])
    is_claim = kind is StatementKind.CLAIM
    kinds = (
        (StatementKind.DENIAL, is_negated and lows & lexicon.perfect),
        (StatementKind.DENIAL, is_negated and _speaks_of_itself(lexicon, words)),
        (StatementKind.FORECAST, lows & lexicon.futures),
        (StatementKind.FORECAST, speech.is_unnamed and any(is_conditional(low) for low in lows)),
        (StatementKind.NEED, lows & lexicon.needing and is_claim),
        (StatementKind.RECOMMENDATION, lows & lexicon.advising),
        (StatementKind.VIEW, lows & (lexicon.evaluative | lexicon.obligation) and is_claim),
    )
    return next((one for one, holds in kinds if holds), kind)
