"""Which of many records are called alike, without comparing each with each. Pure functions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest
from operator import attrgetter
from typing import TypeVar

from rapidfuzz import fuzz, process

from app.deadline import in_time
from app.values.search.words import STOP_WORDS, words
from app.values.sort_keys import folded

SAME = 1.0
"""The score of what another register, or the text itself, shows to be one."""

RAISES, LOWERS = 0.3, 0.85
"""What a fact that two records share adds of what is missing to 1, and what is left where they differ in it, or in who
takes part."""

ALIKE = 50
"""How many hundredths of two names must agree to be given as a reason."""

TELLING = 3
"""The rarest words of a name by which it is looked for: names that share none of them are not compared."""

SMALL = 20
"""Names with a word in common of which each is compared with each; of more, each with those that come next."""

NEXT = 8
"""How many come next, in alphabetical order of their words: no word makes comparing quadratic."""

Item = TypeVar("Item")

Fact = frozenset[str]
"""What a record has of a fact: one value, or several."""

Parties = Mapping[str, frozenset[str]]
"""Who takes part in something, by role."""


@dataclass(frozen=True)
class Candidate:
    """A record that may be a duplicate: its names, the facts that speak for or against, and marks that only it has.

    Records of different groups are never one, nor are those that have parties in a role, but none in common.
    `different` holds which others it was found to be different from, and why.
    """

    id: str
    label: str
    group: str = ""
    names: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    parties: Parties = field(default_factory=dict)
    different: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_names(self) -> Sequence[str]:
        """Its name and its other names."""
        return [self.label, *self.names]

    @cached_property
    def sorted_names(self) -> Sequence[str]:
        """Its names as they are compared. One of stop words alone, or of no words, keeps what it has."""
        return list(_sorted_names(self.all_names))

    def can_be(self, other: "Candidate") -> bool:
        """Return whether nothing rules out that both are one."""
        for role, own in self.parties.items():
            others = other.parties.get(role)
            if others is not None and own.isdisjoint(others):
                return False
        return self.group == other.group

    def is_different(self, other: "Candidate") -> bool:
        """Return whether one of both says that it is not the other."""
        return other.id in self.different or self.id in other.different


@dataclass(frozen=True)
class Pair:
    """Two records that may be one, how likely that is, and why."""

    score: float
    first: Candidate
    second: Candidate
    why: tuple[str, ...]


@dataclass(frozen=True)
class Likely:
    """The likeliest pairs, and how many have which score in all."""

    pairs: Sequence[Pair]
    scores: Mapping[float, int]

    @property
    def found(self) -> int:
        """Return how many pairs there are in all."""
        return sum(self.scores.values())

    def reaching(self, threshold: float) -> "Likely":
        """Return those that reach a threshold, which is not below that of the comparison."""
        scores = {score: count for score, count in self.scores.items() if score >= threshold}
        return Likely([pair for pair in self.pairs if pair.score >= threshold], scores)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it is compared: its words folded and in alphabetical order, and whose it is.

    Names are compared within an `area`: all of them, or those of records that have a party in common.
    """

    text: str
    owner: int
    areas: Sequence[str]


def duplicates(candidates: Sequence[Candidate], threshold: float, most: int | None = None) -> Likely:
    """Return the pairs that reach the threshold and were not found to be different, the likeliest first."""
    found = _Alike(candidates, threshold)
    areas = _areas(candidates)
    names = [
        _Name(name, owner, areas[owner]) for owner, one in enumerate(in_time(candidates)) for name in one.sorted_names
    ]
    for first, others in in_time(_neighbours(names)):
        found.compare(first, others)
    marked: dict[tuple[str, str], list[int]] = {}
    for index, one in enumerate(candidates):
        for mark in one.marks.items():
            marked.setdefault(mark, []).append(index)
    for sharing in in_time(marked.values()):
        for one_of, others_of in _within(sharing, SMALL):
            for other in others_of:
                found.take(one_of, other, 0.0)
    return found.likely(most)


def duplicates_of(
    candidate: Candidate, others: Iterable[Candidate], threshold: float, most: int | None = None
) -> Likely:
    """Return the pairs of one record with others, each of which is looked at."""
    known = [candidate, *(other for other in others if other.id != candidate.id and candidate.can_be(other))]
    own = [_Name(name, 0, ()) for name in candidate.sorted_names]
    found = _Alike(known, threshold)
    theirs = [
        _Name(name, index, ()) for index, other in enumerate(in_time(known[1:]), 1) for name in other.sorted_names
    ]
    for name in own:
        found.compare(name, theirs)
    for index, other in enumerate(known[1:], 1):
        if candidate.marks.items() & other.marks.items():
            found.take(0, index, 0.0)
    return found.likely(most)


def found_different(candidates: Sequence[Candidate], threshold: float, most: int | None = None) -> Likely:
    """Return the pairs that reach the threshold, and of which one says that it is not the other."""
    places = {one.id: index for index, one in enumerate(candidates)}
    found = _Alike(candidates, threshold, different=True)
    for index, one in enumerate(in_time(candidates)):
        for other in (places[id] for id in one.different if id in places):
            theirs = [_Name(name, other, ()) for name in candidates[other].sorted_names]
            for name in one.sorted_names:
                found.compare(_Name(name, index, ()), theirs)
            if one.marks.items() & candidates[other].marks.items():
                found.take(index, other, 0.0)
    return found.likely(most)


def _areas(candidates: Sequence[Candidate]) -> Sequence[Sequence[str]]:
    """Return within which areas each is compared: those of its rarest parties in one role, or the one of all."""
    common = Counter(party for one in candidates for party in _leading(one))
    return [nsmallest(TELLING, sorted(_leading(one)), key=common.__getitem__) or [""] for one in candidates]


def _leading(candidate: Candidate) -> frozenset[str]:
    """Return the parties of the first role in which a record has any."""
    return next(iter(candidate.parties.values()), frozenset())


def _sorted_names(names: Sequence[str]) -> Iterable[str]:
    for name in dict.fromkeys(names):
        found = [word.word for word in words(name)]
        telling = [word for word in found if word not in STOP_WORDS] or found
        if text := " ".join(sorted(telling)) or folded(name):
            yield text


def _neighbours(names: Sequence[_Name]) -> Iterator[tuple[_Name, Sequence[_Name]]]:
    """Yield the names with those worth comparing them with: they share a rare word, or stand beside each other."""
    word_lists = [sorted(set(name.text.split())) for name in names]
    common = Counter(word for own in word_lists for word in own)
    blocks: dict[tuple[str, str], list[_Name]] = {}
    for name, own in zip(in_time(names), word_lists, strict=True):
        for word in nsmallest(TELLING, own, key=common.__getitem__):
            if common[word] > 1:
                for area in name.areas:
                    blocks.setdefault((area, word), []).append(name)
    for block in blocks.values():
        yield from _within(sorted(block, key=attrgetter("text")), SMALL)
    # What is misspelt at one end stands beside the right one from the other.
    yield from _within(sorted(names, key=lambda name: (name.areas[0], name.text)), 0)
    yield from _within(sorted(names, key=lambda name: (name.areas[0], name.text[::-1])), 0)


def _within(block: Sequence[Item], small: int) -> Iterator[tuple[Item, Sequence[Item]]]:
    reach = len(block) if len(block) <= small else NEXT
    for position, first in enumerate(block[:-1], 1):
        yield first, block[position : position + reach]


class _Alike:
    """The pairs that reach the threshold, each with its best score: those that are `different`, or the others."""

    def __init__(self, candidates: Sequence[Candidate], threshold: float, *, different: bool = False) -> None:
        self._candidates = candidates
        self._different = different
        self._threshold = threshold
        most_facts = max((len(one.facts) for one in candidates), default=0)
        self._least = 100 * max(0.0, 1 - (1 - threshold) / (1 - RAISES) ** most_facts)
        self._found: dict[int, float] = {}

    def compare(self, first: _Name, others: Sequence[_Name]) -> None:
        texts = [other.text for other in others]
        for _text, ratio, index in process.extract(
            first.text, texts, scorer=fuzz.ratio, processor=None, score_cutoff=self._least, limit=None
        ):
            self.take(first.owner, others[index].owner, ratio / 100)

    def take(self, first: int, second: int, ratio: float) -> None:
        """Take a pair whose names are so much alike, if that and its facts are enough."""
        low, high = (first, second) if first < second else (second, first)
        one, other = self._candidates[low], self._candidates[high]
        # As one number: where names are much alike there are millions of pairs.
        pair = low * len(self._candidates) + high
        if (
            low != high
            and self._found.get(pair, 0.0) < SAME
            and one.is_different(other) == self._different
            and one.can_be(other)
        ):
            score = _score(one, other, ratio)
            if score >= self._threshold and score > self._found.get(pair, 0.0):
                self._found[pair] = score

    def likely(self, most: int | None) -> Likely:
        """Return the pairs, the likeliest first: of more than `most`, the likeliest alone."""

        def place(found: tuple[int, float]) -> tuple[float, str, str]:
            first, second = self._pair(found[0])
            return -found[1], first.id, second.id

        items = self._found.items()
        shown = sorted(items, key=place) if most is None else nsmallest(most, in_time(items), key=place)
        return Likely([self._explained(pair, score) for pair, score in shown], Counter(self._found.values()))

    def _pair(self, pair: int) -> tuple[Candidate, Candidate]:
        """Return two records, the one whose id comes first before the other."""
        first, second = (self._candidates[index] for index in divmod(pair, len(self._candidates)))
        return (first, second) if first.id < second.id else (second, first)

    def _explained(self, pair: int, score: float) -> Pair:
        """Return a pair with what speaks for and against it."""
        first, second = self._pair(pair)
        theirs = second.sorted_names
        ratio = max(fuzz.ratio(own, other) for own in first.sorted_names for other in theirs)
        why = [f"names alike: {ratio / 100:.2f}"] if ratio >= ALIKE else []
        same = _shared(first, second)
        if first.parties:
            same["parties"] = first.parties == second.parties
        why += [f"{'same' if agree else 'other'} {name}" for name, agree in same.items()]
        why += [f"same {name}" for name, _value in first.marks.items() & second.marks.items()]
        return Pair(score, first, second, tuple(sorted(why)))


def _shared(first: Candidate, second: Candidate) -> dict[str, bool]:
    """Return of each fact that both have whether they have something of it in common."""
    return {
        name: not found.isdisjoint(second.facts[name]) for name, found in first.facts.items() if name in second.facts
    }


def _score(first: Candidate, second: Candidate, ratio: float) -> float:
    """Return how likely two are one: how much alike their names are, moved by the facts, unless a mark settles it."""
    if first.marks.items() & second.marks.items():
        return SAME
    score = ratio
    for is_shared in _shared(first, second).values():
        score = 1 - (1 - score) * (1 - RAISES) if is_shared else score * LOWERS
    if first.parties != second.parties:
        score *= LOWERS
    return round(score, 3)
