"""Verbs with what stands before them: auxiliaries, negations and adverbs."""

from dataclasses import dataclass, field

from app.intake.clauses.words_of_sentence import WordsOfSentence

MOST_OF_A_VERB = 8
"""Auxiliaries and adverbs of a verb."""


@dataclass(frozen=True)
class VerbGroup:
    """A verb with what stands before it: where it begins, and what its auxiliaries say."""

    first: int
    is_negated: bool = False
    is_hypothetical: bool = False
    has_be: bool = False
    has_auxiliary: bool = False
    is_past: bool = False
    """Told as past: a promise that was kept or given up, or that had been made before."""
    auxiliaries: frozenset[str] = field(default=frozenset())


class Verbs(WordsOfSentence):
    """The verbs of a sentence."""

    def group(self, verb: int) -> VerbGroup:
        """Return the verb at a place with its auxiliaries and adverbs."""
        lexicon, at = self._lexicon, verb
        found = set[str]()
        while at > 0 and verb - at < MOST_OF_A_VERB:
            low = self._low(at - 1)
            if at - 1 in self._ending and low not in lexicon.adverbs and low not in lexicon.auxiliaries:
                break
            if low in lexicon.auxiliaries or low in lexicon.negations or lexicon.is_adverb(low):
                found.add(low)
                at -= 1
            else:
                break
        negated = bool(found & lexicon.negations) or self._low(verb - 1) in lexicon.negations
        return VerbGroup(
            at,
            is_negated=negated,
            is_hypothetical=bool(found & lexicon.hypothetical),
            has_be=bool(found & lexicon.be),
            has_auxiliary=bool(found & lexicon.auxiliaries),
            auxiliaries=frozenset(found),
        )
