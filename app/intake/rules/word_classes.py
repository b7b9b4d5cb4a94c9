"""Classes of words that patterns name: verbs, doings, money, and what may stand between a verb and what it says."""

from collections.abc import Callable, Mapping, Sequence

from app.intake.text.tokens import Token
from app.intake.words.lexicon import Lexicon
from app.intake.words.spanish_verbs import is_conditional

Test = Callable[[Lexicon, Sequence[Token], int], bool]
Width = Callable[[Lexicon, Sequence[Token], int], int]
"""How many words from a place on are of a class; 0: none."""

MOST_INSERTED = 14
"""Words between two commas that may stand between a verb and what it says: "will, subject to approval, fund"."""

MOST_OF_A_NAME = 8
MOST_OF_AN_OWNER = 14


def _verb(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if lexicon.language == "es":
        return lexicon.is_gerund(token.low)
    small = (
        lexicon.determiners | lexicon.prepositions | lexicon.coordinators | lexicon.relatives | lexicon.pronouns.keys()
    )
    return token.is_word and token.low not in small and token.low not in lexicon.negations


def _doing(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    """Return whether a doing is named from a place on: a verb, or a noun of doing before the first small word."""
    if lexicon.is_gerund(tokens[at].low) or tokens[at].low in lexicon.action_verbs:
        return True
    return names_a_doing(lexicon, tokens, at)


def names_a_doing(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    """Return whether a noun of doing leads the words from a place on."""
    for place in range(at, min(at + 7, len(tokens))):
        low = tokens[place].low
        if low in lexicon.doing_nouns:
            return True
        if (
            place > at
            and not tokens[place].is_word
            and tokens[place].text not in "%-"
            and not tokens[place].text[0].isdigit()
        ):
            return False
        if low in lexicon.prepositions and low not in {"a", "al"}:
            return False
    return False


def _np(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    return (token.is_word or token.text[0].isdigit() or token.text in '$€£“"«') and (
        token.low not in lexicon.prepositions | lexicon.coordinators | lexicon.that | lexicon.subordinators
    )


_SELF = frozenset({"itself", "themselves", "himself", "herself", "ourselves", "myself"})


def _is_action(lexicon: Lexicon, low: str) -> bool:
    return lexicon.is_gerund(low) if lexicon.language == "es" else low in lexicon.action_verbs


def _founding(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    """Return whether what is named from a place on is a body, a programme or the like."""
    for place in range(at, min(at + 7, len(tokens))):
        low = tokens[place].low
        if low in lexicon.founding_nouns or low.rpartition("-")[2] in lexicon.founding_nouns:
            return True
        if not tokens[place].is_word or (place > at and low in lexicon.prepositions):
            return False
    return False


def _aside(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> int:
    """Return how long an adverb is, or what is put in: "in turn", ", for its part,"."""
    if at >= len(tokens):
        return 0
    if tokens[at].text == ",":
        return _inserted(tokens, at)
    phrase = next((one for one in lexicon.asides if _stands(tokens, at, one)), None)
    return len(phrase) if phrase else int(lexicon.is_adverb(tokens[at].low))


def _stands(tokens: Sequence[Token], at: int, phrase: tuple[str, ...]) -> bool:
    return tokens[at].low == phrase[0] and tuple(token.low for token in tokens[at : at + len(phrase)]) == phrase


def _inserted(tokens: Sequence[Token], at: int) -> int:
    for place in range(at + 1, min(at + MOST_INSERTED + 2, len(tokens))):
        if tokens[place].text == ",":
            return place + 1 - at if place > at + 1 else 0
        if tokens[place].text in _NOT_INSERTED:
            return 0
    return 0


def _recipient(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> int:
    """Return how long the words are that name to whom something is promised: "to the United States"."""
    if at < len(tokens) and tokens[at].low in _THEM:
        return 1
    place = at + (at < len(tokens) and tokens[at].low in _TO_SOMEBODY)
    place += place < len(tokens) and tokens[place].low in lexicon.determiners
    first = place
    while place < len(tokens) and place - first < MOST_OF_A_NAME:
        is_joined = place > first and tokens[place].low in _WITHIN_NAMES and place + 1 < len(tokens)
        if not tokens[place].is_capitalised and not (is_joined and _goes_on(tokens, place + 1)):
            break
        place += 1
    return place - at if place > first else 0


def _owner(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> int:
    """Return how long the words are, up to the doing, that say whose a commitment is: "of both sides to"."""
    if at >= len(tokens) or tokens[at].low not in lexicon.of | _TO_SOMEBODY:
        return 0
    for place in range(at + 2, min(at + MOST_OF_AN_OWNER, len(tokens) - 1)):
        if not tokens[place].is_word and tokens[place].low not in lexicon.possession:
            return 0
        if tokens[place].low in _BEFORE_A_DOING and _doing_verb(lexicon, tokens, place + 1):
            return place - at
    return 0


def _charged(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> int:
    """Return how long the words are that say who is charged with a doing, up to it: "their ministers to"."""
    if at < len(tokens) and tokens[at].low in lexicon.negations:
        # "asked not to be named" charges nobody.
        return 0
    for place in range(at + 1, min(at + MOST_OF_AN_OWNER, len(tokens) - 1)):
        if not tokens[place].is_word or tokens[place].low in lexicon.that:
            return 0
        before = tokens[place - 1].low
        if lexicon.language == "es":
            is_noun = before in lexicon.determiners and tokens[place].low in lexicon.doing_nouns
            if is_noun or lexicon.is_gerund(tokens[place].low):
                return place - is_noun - at
        elif tokens[place].low == "to" and not tokens[place + 1].is_capitalised and _verb(lexicon, tokens, place + 1):
            return place - at
    return 0


def _doing_verb(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    at += tokens[at].low in lexicon.negations or lexicon.is_adverb(tokens[at].low)
    return at < len(tokens) and _is_action(lexicon, tokens[at].low)


def _sum(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    """Return whether a sum of money is named from a place on: "$40 million", "EUR 45 million", "5 million dollars"."""
    if tokens[at].text in "$€£¥":
        return True
    near = [token.low for token in tokens[at : at + 4]]
    if len(near) > 1 and tokens[at].text.isupper() and len(near[0]) in {2, 3} and near[1][0] in "0123456789$":
        return True
    is_number = near[0][:1].isdigit() or near[0] in _SMALL_NUMBERS
    return is_number and bool(lexicon.money & set(near[1:]))


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].is_capitalised or (
        tokens[at].low in _WITHIN_NAMES and at + 1 < len(tokens) and tokens[at + 1].is_capitalised
    )


_NOT_INSERTED = frozenset(';:—()“”«»"')
_THEM = frozenset({"him", "her", "them", "us"})
_TO_SOMEBODY = frozenset(["to", "with", "a", "al", "con", "ante"])
_WITHIN_NAMES = frozenset(["of", "the", "and", "de", "del", "la", "los", "las", "y", "'s"])
_BEFORE_A_DOING = frozenset(["to", "de", "a", "para", "por", "en"])
_SMALL_NUMBERS = frozenset(
    [
        *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"),
        *("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "doce"),
    ]
)
CLASSES: Mapping[str, Test] = {
    "verb": _verb,
    "future": lambda lexicon, tokens, at: lexicon.is_future(tokens[at].low),
    "would": lambda lexicon, tokens, at: is_conditional(tokens[at].low),
    "doing": _doing,
    "doingnoun": names_a_doing,
    "np": _np,
    "gerund": lambda lexicon, tokens, at: lexicon.is_gerund(tokens[at].low),
    "participle": lambda lexicon, tokens, at: lexicon.is_participle(tokens[at].low),
    "adverb": lambda lexicon, tokens, at: lexicon.is_adverb(tokens[at].low),
    "possessive": lambda lexicon, tokens, at: tokens[at].low in lexicon.possessives,
    "determiner": lambda lexicon, tokens, at: tokens[at].low in lexicon.determiners,
    "action": lambda lexicon, tokens, at: _is_action(lexicon, tokens[at].low),
    "founding": _founding,
    "money": lambda lexicon, tokens, at: tokens[at].text in "$€£¥" or tokens[at].text[0].isdigit(),
    "sum": _sum,
    "act": lambda lexicon, tokens, at: tokens[at].low in lexicon.specific_verbs,
    "self": lambda lexicon, tokens, at: tokens[at].low in _SELF,
    "any": lambda lexicon, tokens, at: tokens[at].is_word,
    "that": lambda lexicon, tokens, at: tokens[at].low in lexicon.that,
}
WIDTHS: Mapping[str, Width] = {"aside": _aside, "recipient": _recipient, "owner": _owner, "charged": _charged}
"""Classes of several words."""
