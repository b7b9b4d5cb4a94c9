"""A sentence while it is read: its words, whom it names, and what reading it goes by."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from app.intake.clauses.clauses import Clauses
from app.intake.clauses.conditions import conditions_of
from app.intake.findings import Actor, Span
from app.intake.names.discourse import Discourse
from app.intake.names.mention import Mention
from app.intake.rules.patterns import Patterns
from app.intake.text.sentences import Sentence
from app.intake.text.tokens import Token
from app.intake.words.lexicon import Lexicon


@dataclass(frozen=True)
class Background:
    """What every sentence of a text is read by: words and rules of its language, who is who, and its day."""

    lexicon: Lexicon
    patterns: Patterns
    discourse: Discourse
    said: date | None
    """The day from which relative dates count, if it is known."""


@dataclass
class ReadSentence:
    """A sentence with what is known of it; `actors` are who is named, by the place where the mention begins."""

    sentence: Sentence
    background: Background
    mentions: Sequence[Mention]
    actors: dict[int, Actor]
    clauses: Clauses
    heard: list[Actor] | None = field(default_factory=list)
    """Who was the last subject of it; None: all who meet."""

    denied: Sequence[Span] = ()
    """From which place to before which the words stand that somebody denies."""

    has_subject: bool = False
    is_led: bool = False
    """It is an item of a list of what is undertaken."""

    @property
    def tokens(self) -> Sequence[Token]:
        """Return its words."""
        return self.sentence.tokens

    @property
    def lexicon(self) -> Lexicon:
        """Return the words of its language."""
        return self.background.lexicon

    @property
    def patterns(self) -> Patterns:
        """Return the rules of its language."""
        return self.background.patterns

    @property
    def discourse(self) -> Discourse:
        """Return who is who in its text."""
        return self.background.discourse

    @cached_property
    def conditions(self) -> list[tuple[int, int]]:
        """Return where its words name conditions."""
        return conditions_of(self.tokens, self.lexicon.conditional)

    @cached_property
    def end(self) -> int:
        """Return the place behind its last word or number: what follows are the marks that close it."""
        last = len(self.tokens)
        while last and not (self.tokens[last - 1].is_word or self.tokens[last - 1].text[0].isdigit()):
            last -= 1
        return last

    def span(self, first: int, last: int) -> Span:
        """Return where the words from one place to before another stand in the text."""
        return self.tokens[first].start, self.tokens[max(first, last - 1)].end

    def written(self, first: int, last: int) -> str:
        """Return the words from one place to before another as the text writes them."""
        if first >= last:
            return ""
        start, end = self.span(first, last)
        return self.sentence.text[start:end]

    def begins_with(self, place: int, phrase: tuple[str, ...]) -> bool:
        """Return whether the words from a place on are those of a phrase."""
        # Most differ in their first word.
        if place >= len(self.tokens) or self.tokens[place].low != phrase[0]:
            return False
        return tuple(token.low for token in self.tokens[place : place + len(phrase)]) == phrase

    def is_denied(self, place: int) -> bool:
        """Return whether the word at a place stands within what somebody denies."""
        return any(first <= place < end for first, end in self.denied)

    def has_all_for_subject(self) -> None:
        """Note that the subject are all who meet."""
        self.heard, self.has_subject = None, True
        self.discourse.last = None

    def has_for_subject(self, actors: list[Actor]) -> None:
        """Note who the subject is."""
        self.heard, self.has_subject = actors, True

    def does(self, first: int, last: int) -> bool:
        """Return whether the words from one place to before another name a doing."""
        return self.patterns.names(self.lexicon, self.tokens[first:last])
