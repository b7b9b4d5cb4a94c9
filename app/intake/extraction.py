"""Sentence by sentence: which rules hold, who says what, and what of it is promised."""

from collections.abc import Sequence
from datetime import date
from itertools import islice

from app.intake.clauses.clauses import Clauses
from app.intake.clauses.denials import denied_words
from app.intake.clauses.holding import Clause, first_holding
from app.intake.clauses.read_sentence import Background, ReadSentence
from app.intake.findings import Findings
from app.intake.names.discourse import Discourse
from app.intake.names.mentions import Mentions
from app.intake.promises.lists import Lists
from app.intake.promises.pledges import keep_pledges
from app.intake.rules.patterns import Patterns
from app.intake.rules.rule import Subject as Where
from app.intake.speech.quotations import foreign_quotations, quoted_sentence, speech_of_quotation
from app.intake.speech.speech import Speech
from app.intake.speech.speeches import Speeches, hear
from app.intake.speech.statements import keep_statements
from app.intake.text.sentences import Sentence
from app.intake.words.lexicon import Lexicon

MOST_CLAUSES = 40
"""Verbs of a sentence that are looked at."""


class Extraction:
    """Reads sentences in order, and keeps what it finds."""

    def __init__(
        self, lexicon: Lexicon, patterns: Patterns, said: date | None, other: tuple[Lexicon, Patterns]
    ) -> None:
        """Begin a text; `said` is the day from which relative dates count, if it is known.

        `other` are the words and rules of the other language, for what the text quotes in it.
        """
        self.discourse = Discourse(lexicon)
        self.findings = Findings()
        self._background = Background(lexicon, patterns, self.discourse, said)
        self._other = Background(*other, self.discourse, said)
        self._lists = Lists()
        self._paragraph = 0

    def read(self, sentence: Sentence) -> None:
        """Read a sentence."""
        if not sentence.tokens:
            return
        if sentence.paragraph != self._paragraph:
            self._paragraph = sentence.paragraph
            self.discourse.speaker = None
        quoted = list(foreign_quotations(sentence, self._background.lexicon.language))
        reading, clauses = self._clauses(sentence, self._background, quoted)
        reading.is_led = self._lists.lead_of(sentence) is not None
        before = len(self.findings.found)
        speeches = Speeches(reading, clauses)
        self._read_clauses(reading, clauses, speeches)
        around = [self._said_around(speeches, first) for first, _end in quoted]
        keep_statements(reading, speeches.told, self.findings)
        self._lists.keep_item(reading, clauses, self.findings, before)
        self._lists.note_lead(reading, self.findings, before)
        for (first, end), speech in zip(quoted, around, strict=True):
            self._read_quotation(quoted_sentence(sentence, first, end), speech)
        self.discourse.leave(sentence, reading.mentions, reading.actors)

    def _said_around(self, speeches: Speeches, place: int) -> Speech | None:
        """Return the speech that a quotation stands in, of which nothing else is kept."""
        speech = next((one for one in speeches.told if one.first <= place < one.after), None)
        if speech is not None:
            speech.is_used = True
        return speech

    def _read_quotation(self, sentence: Sentence, around: Speech | None) -> None:
        """Read what is quoted in the other language by its rules."""
        reading, clauses = self._clauses(sentence, self._other, ())
        speeches = Speeches(reading, clauses)
        if around is not None:
            speeches.told.insert(0, speech_of_quotation(reading.patterns, around, len(sentence.tokens)))
        self._read_clauses(reading, clauses, speeches)
        keep_statements(reading, speeches.told, self.findings)

    def _clauses(
        self, sentence: Sentence, background: Background, quoted: Sequence[tuple[int, int]]
    ) -> tuple[ReadSentence, list[Clause]]:
        """Return a sentence with whom it names, and the clauses of it whose rules hold, without those `quoted`."""
        lexicon, patterns = background.lexicon, background.patterns
        mentions = [one for one in Mentions(sentence.tokens, lexicon).found() if not _is_within(quoted, one.first)]
        actors = self.discourse.enter(sentence, mentions)
        found = (one for one in patterns.found(lexicon, sentence.tokens) if not _is_within(quoted, one[0].first))
        matches = list(islice(found, MOST_CLAUSES))
        verbs = frozenset(one[0].first for one in matches)
        clauses = Clauses(sentence.tokens, mentions, lexicon, verbs)
        reading = ReadSentence(sentence, background, mentions, actors, clauses)
        holding = [clause for several in matches if (clause := first_holding(reading, several)) is not None]
        reading.denied = denied_words(reading, holding)
        return reading, holding

    def _read_clauses(self, reading: ReadSentence, clauses: list[Clause], speeches: Speeches) -> None:
        """Keep the pledges of a sentence, from left to right; of what one took, none other is made."""
        taken = -1
        for number, clause in enumerate(clauses):
            if clause.found.rule.gives is not None:
                hear(reading, clause)
                continue
            if clause.found.first <= taken:
                continue
            later = [one for one in clauses[number + 1 :] if one.found.rule.subject is not Where.OWNER]
            stops = sorted(one.first for one in later if one.first > clause.found.action)
            limit = min(
                (one.first for one in later if one.found.rule.gives is None and one.first in stops), default=None
            )
            taken = max(taken, keep_pledges(reading, clause, stops, speeches, self.findings, (taken + 1, limit)))


def _is_within(spans: Sequence[tuple[int, int]], place: int) -> bool:
    return any(first <= place < end for first, end in spans)
