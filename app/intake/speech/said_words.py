"""Which words of a sentence somebody says."""

from app.intake.clauses.holding import Clause
from app.intake.clauses.read_sentence import ReadSentence
from app.intake.clauses.subjects import Subject

FEWEST = 2
"""Words from which something is said behind the verb."""


def said_words(reading: ReadSentence, clause: Clause, subject: Subject, after: int) -> tuple[int, int, bool]:
    """Return where the words begin and end: those behind, or those before; and whether these stand in quotation marks.

    `after` is where the words end that say who speaks.
    """
    tokens, found = reading.tokens, clause.found
    start = min(clause.group.first, subject.first) if not subject.is_left_out else clause.group.first
    follows_comma = start > 1 and tokens[start - 1].text == ","
    beside = start - 2 if follows_comma else start - 1
    quote = beside if beside >= 0 and tokens[beside].text in '”"»' else None
    if found.rule.is_outset and quote is not None:
        opened = next((at for at in range(quote - 1, -1, -1) if tokens[at].text in '“"«'), -1)
        return opened + 1, quote, True
    behind = max(found.action, after)
    rest = _trimmed(reading, behind)
    says_little = rest - behind < FEWEST or after > found.action
    if found.rule.is_outset and start > 2 and follows_comma and says_little:  # noqa: PLR2004 - a word and its comma
        return 0, start - 1, False
    while behind < rest and (tokens[behind].low in reading.lexicon.that or tokens[behind].text in ',:“"«'):
        behind += 1
    return behind, rest, False


def _trimmed(reading: ReadSentence, behind: int) -> int:
    """Return where a sentence ends without the marks that close it."""
    tokens = reading.tokens
    rest = len(tokens)
    while rest > behind and not tokens[rest - 1].is_word and not tokens[rest - 1].text[0].isdigit():
        rest -= 1
    return rest
