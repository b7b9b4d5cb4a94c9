"""The clauses of a sentence: its verbs, their subjects, and what is to be done."""

from collections.abc import Sequence

from app.intake.clauses.extents import Extents
from app.intake.clauses.subjects import Subjects
from app.intake.clauses.verbs import Verbs
from app.intake.names.mention import Mention
from app.intake.text.tokens import Token
from app.intake.words.lexicon import Lexicon


class Clauses:
    """The clauses of a sentence."""

    def __init__(
        self, tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon, verbs: frozenset[int]
    ) -> None:
        """Take the sentence; `verbs` are the places at which rules have found verbs."""
        self.verbs = Verbs(tokens, mentions, lexicon, verbs)
        self.subjects = Subjects(tokens, mentions, lexicon, verbs)
        self.extents = Extents(tokens, mentions, lexicon, verbs)
