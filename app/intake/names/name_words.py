"""The words of which names are made, by their places in a sentence: capitals, offices, countries, demonyms."""

from collections.abc import Iterator, Sequence

from app.intake.names.territories import territory_named
from app.intake.text.tokens import Token
from app.intake.words.lexicon import Lexicon

LONGEST_TERRITORY = 6
"""Words of the name of a country."""

LONGEST_NAME = 12
"""Words of a name."""

MOST_OF_COURTESY = 4
_COURTESY = frozenset(["h.e", "h.e.", "s.e", "s.e.", "mr", "mrs", "ms", "dr", "sr", "sra", "don", "doña", "."])
_STATES = frozenset(["republic", "kingdom", "commonwealth", "república", "reino"])

WITHIN_PERSONS = frozenset({"de", "la", "del", "al", "bin", "ibn", "von", "van", "der", "da", "dos", "di", "el"})
"""Small words within the names of people."""

WITHIN_BODIES = frozenset({"of", "for", "the", "and", "de", "del", "la", "las", "los", "y", "para", "on", "in"})
"""Small words within the names of bodies."""


class NameWords:
    """The words of a sentence, as names are looked for among them."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        """Take the words of the sentence."""
        self._tokens = tokens
        self._lexicon = lexicon
        self._count = len(tokens)

    def territories(self) -> Iterator[str]:
        """Yield the codes of the countries that are named, also within longer names, in order."""
        place = 0
        while place < self._count:
            found = self._country_words(place)
            if found is not None:
                yield found[0]
            place = found[1] if found is not None else place + 1

    def _low(self, place: int) -> str:
        return self._tokens[place].low if 0 <= place < self._count else ""

    def _role(self, at: int) -> tuple[str, int] | None:
        low = self._low(at)
        for phrase in (*self._lexicon.roles_by_word.get(low, ()), *self._lexicon.roles_by_word.get(low[:-1], ())):
            # The second for several: "Presidents".
            if low not in {phrase[0], f"{phrase[0]}s"}:
                continue
            end = at + len(phrase)
            if end <= self._count and all(
                self._tokens[at + number].low == word for number, word in enumerate(phrase) if number
            ):
                return " ".join(token.text for token in self._tokens[at:end]), end
        return None

    def _person_name(self, at: int) -> tuple[str, int]:
        first = at
        while self._low(at) in _COURTESY and at - first < MOST_OF_COURTESY:
            at += 1
        name, end = self._capitals(at, joiners=WITHIN_PERSONS)
        if not name or (self._country_words(at) is not None and end - at == 1):
            return "", first
        return (name, end) if name else ("", first)

    def _capitals(self, at: int, joiners: frozenset[str] | None = None) -> tuple[str, int]:
        """Return the words with capital letters from a place on, joined by small words, and where they end."""
        joining = self._lexicon.joiners if joiners is None else joiners
        end, last = at, at
        while end < self._count and end - at < LONGEST_NAME:
            token = self._tokens[end]
            if token.is_word and token.is_capitalised and token.low not in self._lexicon.not_names:
                if token.low in self._lexicon.pronouns and end > at:
                    break
                end += 1
                last = end
            elif last > at and token.low in joining and end - last < 2:  # noqa: PLR2004 - "of the"
                end += 1
            else:
                break
        if last == at:
            return "", at
        return self._written(at, last), last

    def _written(self, first: int, after: int) -> str:
        pieces = []
        for number in range(first, after):
            token = self._tokens[number]
            is_joined = number > first and self._tokens[number - 1].end == token.start
            pieces.append(token.text if is_joined or number == first else f" {token.text}")
        return "".join(pieces)

    def _country_words(self, at: int) -> tuple[str, int] | None:
        """Return the territory whose name begins at a place, and where the name ends."""
        if at >= self._count or not self._tokens[at].is_capitalised:
            return None
        if self._low(at) in _STATES and self._low(at + 1) in {"of", "de", "del"}:
            # "the Kingdom of the Netherlands", "República de Honduras".
            named = self._country_words(at + 2 + (self._low(at + 2) in self._lexicon.determiners))
            if named is not None:
                return named
        most = min(LONGEST_TERRITORY, self._count - at)
        for length in range(most, 0, -1):
            last = self._tokens[at + length - 1]
            if not last.is_capitalised:
                continue
            code = territory_named(self._written(at, at + length))
            if code is not None:
                return code, at + length
        return None

    def _demonym(self, at: int) -> tuple[str, int] | None:
        if at >= self._count:
            return None
        two = f"{self._low(at)}-{self._low(at + 1)}"
        if two in self._lexicon.demonyms:
            return self._lexicon.demonyms[two], at + 2
        if self._low(at) in self._lexicon.demonyms:
            return self._lexicon.demonyms[self._low(at)], at + 1
        return None

    def _is_body(self, name: str) -> bool:
        return any(word.casefold() in self._lexicon.institutions for word in name.split())
