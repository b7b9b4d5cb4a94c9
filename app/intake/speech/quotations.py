"""Quotations in another language than the text's: they are read by the rules of their own."""

from collections.abc import Iterator

from app.intake.rules.patterns import Found, Patterns
from app.intake.speech.speech import Speech
from app.intake.text.languages import language_of
from app.intake.text.sentences import Sentence
from app.vocabulary import StatementKind

FEWEST = 4
"""Words and marks of a quotation whose language is looked for."""

SURE = 0.25
"""How sure it must be that they are of another language: two small words, and none of the text's."""

_CLOSING = {"“": "”", "«": "»", '"': '"'}


def foreign_quotations(sentence: Sentence, language: str) -> Iterator[tuple[int, int]]:
    """Yield where the words begin and end that a sentence quotes in another language than that of its text."""
    tokens, at = sentence.tokens, 0
    while at < len(tokens):
        closing = _CLOSING.get(tokens[at].text)
        if closing is None:
            at += 1
            continue
        end = next((n for n in range(at + 1, len(tokens)) if tokens[n].text == closing), len(tokens))
        if end - at > FEWEST:
            found, sureness = language_of(sentence.text[tokens[at + 1].start : tokens[end - 1].end])
            if found != language and sureness >= SURE:
                yield at + 1, end
        at = end + 1


def quoted_sentence(sentence: Sentence, first: int, end: int) -> Sentence:
    """Return what a sentence quotes from one place to before another as a sentence of its own."""
    tokens = sentence.tokens
    return Sentence(sentence.text, tokens[first].start, tokens[end - 1].end, sentence.paragraph)


def speech_of_quotation(patterns: Patterns, around: Speech, count: int) -> Speech:
    """Return the speech of a quotation of so many words, which whoever says what is around it speaks."""
    rule = next(patterns.rules_of(StatementKind.CLAIM))
    return Speech(
        Found(rule, 0, 1, 1),
        around.actors,
        around.attributed_to,
        0,
        count,
        is_quoted=True,
        is_unnamed=around.is_unnamed,
    )
