"""Which words of a sentence somebody says."""

from app.intake.clauses.holding import Clause
from app.intake.clauses.read_sentence import ReadSentence
from app.intake.clauses.subjects import Subject

FEWEST = 2
"""Words from which something is said behind the verb."""

MOST_OF_A_DAY = 8
"""Words behind the verb that may name only a day and a place."""


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
    rest = max(reading.end, behind)
    told = _behind_occasion(reading, behind, rest) if found.rule.is_outset else behind
    is_told_before = follows_comma and _is_sentence(reading, start - 1)
    if told == rest and follows_comma and not is_told_before:
        return rest, rest, False
    is_dated = is_told_before and _tells_day_or_place(reading, behind, rest)
    says_little = rest - told < FEWEST or after > found.action or is_dated
    behind = behind if after > found.action else told
    if found.rule.is_outset and start > 2 and follows_comma and says_little:  # noqa: PLR2004 - a word and its comma
        return 0, start - 1, False
    while behind < rest and (tokens[behind].low in reading.lexicon.that or tokens[behind].text in ',:“"«'):
        behind += 1
    return behind, rest, False


def _behind_occasion(reading: ReadSentence, behind: int, rest: int) -> int:
    """Return where what is said begins behind words that say when: "said after talks with the minister that"."""
    lexicon, tokens = reading.lexicon, reading.tokens
    if behind >= rest or tokens[behind].low not in lexicon.occasional:
        return behind
    begun = (at for at in range(behind, rest) if tokens[at].low in lexicon.that or tokens[at].text in ':“"«')
    says = lexicon.auxiliaries | lexicon.futures
    is_told = any(token.low in says for token in tokens[behind:rest])
    return next(begun, behind if is_told else rest)


def _tells_day_or_place(reading: ReadSentence, behind: int, rest: int) -> bool:
    """Return whether the few words behind a verb only name a day or a place: "said in Oslo on 4 March 2025"."""
    lexicon, tokens = reading.lexicon, reading.tokens[behind:rest]
    if not 0 < len(tokens) <= MOST_OF_A_DAY or tokens[0].low not in lexicon.placing:
        return False
    return not any(token.low in lexicon.that | lexicon.auxiliaries | lexicon.futures for token in tokens)


def _is_sentence(reading: ReadSentence, end: int) -> bool:
    """Return whether the words before a place tell something, and not only when or where: "On Monday, she said"."""
    lexicon, tokens = reading.lexicon, reading.tokens[:end]
    is_put_first = tokens[0].low in lexicon.prepositions | lexicon.subordinators | lexicon.occasional
    return not is_put_first or any(token.low in lexicon.auxiliaries | lexicon.futures for token in tokens)
