"""Patterns of words, and how they are found: each place of a sentence is looked at once for each rule it may begin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.intake.rules.rule import Rule
from app.intake.rules.word_classes import CLASSES, WIDTHS, Test, Width
from app.intake.text.tokens import Token
from app.intake.words.lexicon import Lexicon
from app.vocabulary import StatementKind

MOST_REPEATED = 3


@dataclass(frozen=True)
class _Step:
    words: frozenset[str]
    test: Test | None
    width: Width | None
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
        return CLASSES["doing"](lexicon, tokens, at)

    def names(self, lexicon: Lexicon, words: Sequence[Token]) -> bool:
        """Return whether some words name a doing, or what is set up."""
        return bool(words) and (CLASSES["doing"](lexicon, words, 0) or CLASSES["founding"](lexicon, words, 0))

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
        named = written[1:-1]
        return _Step(frozenset(), CLASSES.get(named), WIDTHS.get(named), optional, repeated, is_action)
    return _Step(frozenset(written.split("|")), None, None, optional, repeated, is_action)


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
    places, place = [at] if step.is_optional else [], at
    for _time in range(MOST_REPEATED if step.is_repeated else 1):
        width = _fits(step, lexicon, tokens, place)
        if not width:
            break
        place += width
        places.append(place)
    for place in reversed(places):
        found = _ends(lexicon, tokens, place, rest)
        if found is not None:
            return found[0], at if step.is_action else found[1]
    return None


def _fits(step: _Step, lexicon: Lexicon, tokens: Sequence[Token], at: int) -> int:
    """Return how many words from a place on a step stands for; 0: it does not fit there."""
    if at >= len(tokens):
        return 0
    if step.width is not None:
        return step.width(lexicon, tokens, at)
    return int(tokens[at].low in step.words if step.test is None else step.test(lexicon, tokens, at))
