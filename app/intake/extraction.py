"""Sentence by sentence: which rules hold, who says what, and what of it is promised."""

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
from app.intake.speech.speeches import Speeches, hear
from app.intake.speech.statements import keep_statements
from app.intake.text.sentences import Sentence
from app.intake.words.lexicon import Lexicon

MOST_CLAUSES = 40
"""Verbs of a sentence that are looked at."""


class Extraction:
    """Reads sentences in order, and keeps what it finds."""

    def __init__(self, lexicon: Lexicon, patterns: Patterns, said: date | None) -> None:
        """Begin a text; `said` is the day from which relative dates count, if it is known."""
        self.discourse = Discourse(lexicon)
        self.findings = Findings()
        self._background = Background(lexicon, patterns, self.discourse, said)
        self._lists = Lists()
        self._paragraph = 0

    def read(self, sentence: Sentence) -> None:
        """Read a sentence."""
        if not sentence.tokens:
            return
        if sentence.paragraph != self._paragraph:
            self._paragraph = sentence.paragraph
            self.discourse.speaker = None
        reading, clauses = self._clauses(sentence)
        reading.is_led = self._lists.lead_of(sentence) is not None
        before = len(self.findings.found)
        speeches = Speeches(reading, clauses)
        self._read_clauses(reading, clauses, speeches)
        keep_statements(reading, speeches.told, self.findings)
        self._lists.keep_item(reading, clauses, self.findings, before)
        self._lists.note_lead(reading, self.findings, before)
        self.discourse.leave(sentence, reading.mentions, reading.actors)

    def _clauses(self, sentence: Sentence) -> tuple[ReadSentence, list[Clause]]:
        """Return a sentence with whom it names, and the clauses of it whose rules hold."""
        lexicon, patterns = self._background.lexicon, self._background.patterns
        mentions = Mentions(sentence.tokens, lexicon).found()
        actors = self.discourse.enter(sentence, mentions)
        matches = list(islice(patterns.found(lexicon, sentence.tokens), MOST_CLAUSES))
        verbs = frozenset(one[0].first for one in matches)
        clauses = Clauses(sentence.tokens, mentions, lexicon, verbs)
        reading = ReadSentence(sentence, self._background, mentions, actors, clauses)
        found = [clause for several in matches if (clause := first_holding(reading, several)) is not None]
        reading.denied = denied_words(reading, found)
        return reading, found

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
