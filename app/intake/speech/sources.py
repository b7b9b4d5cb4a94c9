"""Who is named as the source of a sentence: "according to two officials", "según el ministro"."""

from collections.abc import Iterator
from dataclasses import replace

from app.intake.clauses.read_sentence import ReadSentence
from app.intake.clauses.subjects import Subject
from app.intake.names.mention import BODY, TERRITORY, UNNAMED, Mention
from app.intake.rules.patterns import Found
from app.intake.rules.structure import ACCORDING
from app.intake.speech.speakers import speakers_of
from app.intake.speech.speech import Speech

MOST_BESIDE = 3
"""Words between "according to" and the one by which a speaker is known: "according to one very senior official"."""


def speeches_by_source(reading: ReadSentence) -> Iterator[Speech]:
    """Yield what a sentence tells according to somebody: what follows the comma behind, or what stands before."""
    rule = next(one for one in ACCORDING if one.language == reading.lexicon.language)
    tokens = reading.tokens
    for at in range(len(tokens)):
        phrase = next((one for one in reading.lexicon.according if reading.begins_with(at, one)), None)
        if phrase is None:
            continue
        mention = _mention(reading, at + len(phrase))
        if mention is None:
            continue
        actors, words = speakers_of(reading, Subject((mention,), mention.first))
        if actors == [] and words is None:
            continue
        clause = next((place + 1 for place in range(at - 1, -1, -1) if tokens[place].text == ";"), 0)
        comma = next((place for place in range(mention.last, len(tokens)) if tokens[place].text == ","), None)
        if at == clause:
            first, last = len(tokens) if comma is None else comma + 1, reading.end
        else:
            first, last = clause, at - (tokens[at - 1].text == ",")
        # Between commas, within what somebody else says, it is a part of that.
        if first < last and (at == clause or comma is None):
            speech = Speech(Found(rule, at, first, first), actors, words, first, last)
            speech.is_unnamed = mention.kind == UNNAMED
            # What a ministry published is told by the text, not said by a person.
            speech.is_used = mention.kind in {BODY, TERRITORY}
            yield speech


def _mention(reading: ReadSentence, place: int) -> Mention | None:
    """Return who is named at a place, or soon behind it: by words alone that describe them."""
    lexicon = reading.lexicon
    others = lexicon.relatives | lexicon.that | lexicon.prepositions | lexicon.auxiliaries
    for one in reading.mentions:
        if place <= one.first <= place + MOST_BESIDE:
            between = reading.tokens[place : one.first]
            # "two officials" are not the two who meet.
            is_unnamed = reading.tokens[one.last].low in lexicon.unnamed
            named = replace(one, kind=UNNAMED) if is_unnamed else one
            return named if all(token.is_word and token.low not in others for token in between) else None
    return None
