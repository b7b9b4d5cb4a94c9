"""The closed lists of words that reading goes by, of one language: what the rules mean by their classes of words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.vocabulary import Origin, Strength

Words = frozenset[str]


def words(text: str) -> Words:
    """Return the words of a list, which are separated by spaces."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a list, one a line, the longest first."""
    found = {tuple(line.split()) for line in text.strip().splitlines() if line.strip()}
    return tuple(sorted(found, key=lambda one: (-len(one), one)))


@dataclass(frozen=True)
class Lexicon:
    """The words of a language by what they do in a sentence. All are in lower case, with their accents."""

    language: str
    abbreviations: Words
    starters: Words = field(repr=False)
    """Words with which sentences begin, as they are written there."""

    determiners: Words
    prepositions: Words
    coordinators: Words
    subordinators: Words
    relatives: Words
    that: Words
    negations: Words
    adverbs: Words
    """Those that stand between a subject and its verb; others are known by their ending."""
    adverb_ending: str
    asides: tuple[tuple[str, ...], ...]
    """Phrases that stand where adverbs do: in turn, for its part."""
    auxiliaries: Words
    be: Words
    hypothetical: Words
    """Auxiliaries of what would be."""
    obligation: Words
    advising: Words
    """Auxiliaries by which somebody advises."""
    pronouns: Mapping[str, str]
    """Pronouns, with what they stand for: person, side, sides, we, I."""
    possessives: Mapping[str, str]
    possession: Words
    """What binds an owner to what is owned, behind it: 's."""
    of: Words
    """What binds an owner to what is owned, before it."""

    roles: tuple[tuple[str, ...], ...]
    """Offices that speak for a country or a body."""
    bodies: Words
    """Words that name a part of a country which acts for it: government, administration."""
    institutions: Words
    """Words by which a name is known as that of a body."""
    collectives: Words
    """Words for all who meet: sides, leaders, countries."""
    counting: Words
    """What stands before them: both, the two."""
    agents: Words
    """Words for people and services that act for their country: its police, Canadian instructors."""
    unnamed: Words
    """Words for speakers whom nobody names: official, sources."""
    anonymous: tuple[tuple[str, ...], ...]
    """What speakers ask for whom nobody names: anonymity."""
    according: tuple[tuple[str, ...], ...]
    """What stands before whoever says the rest of a sentence: according to."""
    demonyms: Mapping[str, str]
    """Adjectives of countries, with the code of the territory."""
    joiners: Words
    """Small words within names."""
    not_names: Words
    """Words that have capital letters and name nobody: days, months."""

    action_verbs: Words
    """Verbs of doing in the form that follows 'to' and 'will': by them a second doing is known after 'and'."""
    stative_verbs: Words
    """Verbs that name no doing."""
    describing: Words
    """Verbs that say what a thing is, whoever it is said of."""
    exploratory_verbs: Words
    intention_verbs: Words
    figurative_objects: Words
    """Objects that nobody can see done: a future, a new chapter."""
    doing_nouns: Words
    """Nouns that name a doing, by which a commitment is told from one to a mere subject."""
    founding_nouns: Words
    """Nouns of what is set up: command, programme, fund."""
    specific_verbs: Words
    """Verbs of acts that can be seen done."""
    general_nouns: Words
    """Objects that only say in which direction."""
    is_gerund: Callable[[str], bool]
    """A form that names a doing: "opening"; in Spanish the infinitive."""
    is_participle: Callable[[str], bool]
    is_future: Callable[[str], bool]
    """A form by which what follows will be: "will"; in Spanish a verb in the future tense."""

    description_participles: Words
    """What is done to something by its nature, not by anybody's promise: used, seen."""
    futures: Words
    """Auxiliaries of the future, by which what is said of a thing is a forecast."""
    perfect: Words
    leading: Mapping[str, tuple[Origin, Strength]]
    """Words that lead a list of what is undertaken, with how firmly."""
    none: Words
    """What denies a noun, beside the negations: any plan, ninguna intención."""
    pluperfect: Words
    was: Words
    ending_a_promise: Words
    """Verbs of promises that were kept, broken or given up."""
    recalling: Words
    """Verbs of saying by which what follows is told as past."""
    money: Words
    """Words by which a number is a sum of money."""
    promising: Words
    """Verbs of saying by which what follows is promised: assured that."""
    following: Words
    """Words of a lead that only points at its list: the following measures."""
    occasional: Words
    """What begins the words that say on which occasion somebody spoke: after, during."""
    placing: Words
    """What begins a day or a place: on, in."""
    denying: tuple[tuple[str, ...], ...]
    """Verbs by which what follows is denied, whatever it is: denied, ruled out."""
    rejecting: Words
    """Verbs by which what is alleged is denied: rejected claims that."""
    alleged: Words
    """Nouns by which what follows is only alleged: claims that, rumours that."""
    untrue: tuple[tuple[str, ...], ...]
    """What says that what follows is not so: it is not true that."""
    opposing: Words
    """What begins another clause, which goes against the one before: but, while."""
    adding: Words
    """Verbs by which somebody goes on to say something: adding that."""
    we_endings: tuple[str, ...]
    """Endings of verbs by which "we" are their subject; none: that is always said."""
    evaluative: Words
    """Words by which what is said is what the speaker thinks, not a fact."""
    courteous: Words
    """Words of thanks and of friendship, by which what is said commits to nothing."""
    needing: Words
    conditional: tuple[tuple[str, ...], ...]
    """What begins a condition."""
    including: tuple[tuple[str, ...], ...]
    purpose: tuple[tuple[str, ...], ...]
    """What begins the purpose or the result of a doing, behind it."""
    acts: tuple[tuple[str, Words], ...]
    """The kinds of pledges with the verbs and the nouns of doing that show them."""
    general_acts: Words
    """Verbs and nouns of doing that only say in which direction."""
    acts_on: tuple[tuple[Words, Words, str], ...]
    """What is of another kind by what it is done to: verbs and nouns of doing, objects, the kind."""
    kinds: tuple[tuple[str, Words], ...]
    """The kinds of pledges with words that show them where no act does, in the order in which they are tried."""

    @cached_property
    def roles_by_word(self) -> Mapping[str, Sequence[tuple[str, ...]]]:
        """Return the offices by the word with which they begin, the longest first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.roles:
            found.setdefault(phrase[0], []).append(phrase)
        return found

    def is_adverb(self, low: str) -> bool:
        """Return whether a word may stand between a subject and its verb."""
        return low in self.adverbs or (len(low) > 5 and low.endswith(self.adverb_ending))  # noqa: PLR2004 - "apply"
