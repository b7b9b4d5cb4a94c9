"""Patterns of words, and how they are found: each place of a sentence is looked at once for each rule it may begin."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.intake.rules.rule import Rule
from app.intake.text.tokens import Token
from app.intake.words.lexicon import Lexicon
from app.vocabulary import StatementKind

Test = Callable[[Lexicon, Sequence[Token], int], bool]
MOST_REPEATED = 3


def _verb(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if lexicon.language == "es":
        return lexicon.is_gerund(token.low)
    small = (
        lexicon.determiners | lexicon.prepositions | lexicon.coordinators | lexicon.relatives | lexicon.pronouns.keys()
    )
    return token.is_word and token.low not in small and token.low not in lexicon.negations


def _future(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].low
    return len(low) > 4 and low.endswith(_FUTURES) and low not in _NO_FUTURES  # noqa: PLR2004 - "está"


def _conditional(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].low
    return len(low) > 5 and low.endswith(("ría", "rían", "ríamos")) and low not in _NO_FUTURES  # noqa: PLR2004


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


CLASSES: Mapping[str, Test] = {
    "verb": _verb,
    "future": _future,
    "would": _conditional,
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
    "self": lambda lexicon, tokens, at: tokens[at].low in _SELF,
    "any": lambda lexicon, tokens, at: tokens[at].is_word,
    "that": lambda lexicon, tokens, at: tokens[at].low in lexicon.that,
}
_FUTURES = ("rá", "rán", "remos")
_NO_FUTURES = frozenset(
    [
        "podrá",
        "podrán",
        "deberá",
        "deberán",
        "será",
        "serán",
        "habrá",
        "habrán",
        "estará",
        "estarán",
        "tendrá",
        "tendrán",
        "podría",
        "podrían",
        "debería",
        "deberían",
        "mayoría",
        "categoría",
        "asesoría",
        "auditoría",
        "tesorería",
        "consejería",
        "canciller",
        "todavía",
        "asesorías",
    ]
)


@dataclass(frozen=True)
class _Step:
    words: frozenset[str]
    test: Test | None
    is_optional: bool
    is_repeated: bool
    is_action: bool


@dataclass(frozen=True)
class Found:
    """Where a rule's words stand: from `first` to before `after`; `action` is where what is done begins."""

    rule: Rule
    first: int
    after: int
    action: int


class Patterns:
    """The patterns of some rules, ready to be looked for."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Read the patterns."""
        self._by_word: dict[str, list[tuple[Rule, tuple[_Step, ...]]]] = {}
        self._by_class: list[tuple[Rule, tuple[_Step, ...]]] = []
        for rule in rules:
            for pattern in rule.patterns:
                steps = tuple(_step(word) for word in pattern.split())
                if steps[0].test is not None:
                    self._by_class.append((rule, steps))
                for word in steps[0].words:
                    self._by_word.setdefault(word, []).append((rule, steps))

        self._rules = {rule.name: rule for rule in rules}

    def rules_of(self, kind: StatementKind) -> Iterator[Rule]:
        """Yield the rules that introduce what is said of a kind, the most general last."""
        yield from (rule for rule in reversed(self._rules.values()) if rule.gives is kind and rule.is_outset)

    def does(self, lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
        """Return whether a doing is named from a place on."""
        return _doing(lexicon, tokens, at)

    def names(self, lexicon: Lexicon, words: Sequence[Token]) -> bool:
        """Return whether some words name a doing, or what is set up."""
        return bool(words) and (_doing(lexicon, words, 0) or _founding(lexicon, words, 0))

    def found(self, lexicon: Lexicon, tokens: Sequence[Token]) -> Iterator[list[Found]]:
        """Yield what is found in a sentence, from left to right: of one place all, the one that says most first."""
        for place in range(len(tokens)):
            possible = [*self._by_word.get(tokens[place].low, ()), *self._by_class]
            matches = [one for rule, steps in possible if (one := _match(lexicon, tokens, place, rule, steps))]
            if matches:
                yield sorted(matches, key=lambda one: -one.after)


def _step(written: str) -> _Step:
    is_action = written.startswith("~")
    written = written.removeprefix("~")
    suffix = written[-1] if written[-1] in "?*" else ""
    written = written.removesuffix(suffix) if suffix else written
    optional, repeated = suffix in {"?", "*"} and bool(suffix), suffix == "*"
    if written.startswith("<"):
        return _Step(frozenset(), CLASSES[written[1:-1]], optional, repeated, is_action)
    return _Step(frozenset(written.split("|")), None, optional, repeated, is_action)


def _match(lexicon: Lexicon, tokens: Sequence[Token], first: int, rule: Rule, steps: tuple[_Step, ...]) -> Found | None:
    ends = _ends(lexicon, tokens, first, steps)
    if ends is None:
        return None
    after, action = ends
    return Found(rule, first, after, after if action < 0 else action)


def _ends(lexicon: Lexicon, tokens: Sequence[Token], at: int, steps: tuple[_Step, ...]) -> tuple[int, int] | None:
    """Return where the words of a pattern end, and where its action begins (-1: it has none); None where it fails.

    What may be missing is tried as it stands first, then without. Patterns are short, so that this is soon over.
    """
    if not steps:
        return at, -1
    step, rest = steps[0], steps[1:]
    times = 0
    while at + times < len(tokens) and times < (MOST_REPEATED if step.is_repeated else 1):
        if not _fits(step, lexicon, tokens, at + times):
            break
        times += 1
    for taken in range(times, (0 if step.is_optional else 1) - 1, -1):
        found = _ends(lexicon, tokens, at + taken, rest)
        if found is not None:
            return found[0], at if step.is_action else found[1]
    return None


def _fits(step: _Step, lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].low in step.words if step.test is None else step.test(lexicon, tokens, at)
