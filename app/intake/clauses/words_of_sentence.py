"""The words of a sentence by their places, with whom they mention and where rules found verbs."""

from collections.abc import Sequence

from app.intake.names.mention import Mention
from app.intake.text.tokens import Token
from app.intake.words.lexicon import Lexicon


class WordsOfSentence:
    """A sentence, as its verbs, subjects and doings are looked for in it."""

    def __init__(
        self, tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon, verbs: frozenset[int]
    ) -> None:
        """Take the sentence; `verbs` are the places at which rules have found verbs."""
        self._tokens = tokens
        self._mentions = mentions
        self._lexicon = lexicon
        self._verbs = verbs
        self._ending = {mention.last: mention for mention in mentions}
        self._starting = {mention.first: mention for mention in mentions}

    def _low(self, place: int) -> str:
        return self._tokens[place].low if 0 <= place < len(self._tokens) else ""
