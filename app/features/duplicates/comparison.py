"""Which of many records are called alike, without comparing each with each. Pure functions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from operator import attrgetter
from typing import TypeVar

from rapidfuzz import fuzz, process

from app.values.sort_keys import folded
from app.values.words import STOP_WORDS, words

SAME = 1.0
"""The score of what another register, or the text itself, shows to be one."""

RAISES, LOWERS = 0.3, 0.85
"""What a fact that two records share adds of what is missing to 1, and what is left where they differ in it."""

MAX_FACTS = 2
"""Facts that a record has."""

TELLING = 3
"""The rarest words of a name by which it is looked for: names that share none of them are not compared."""

SMALL = 20
"""Names with a word in common of which each is compared with each; of more, each with those that come next."""

NEXT = 8
"""How many come next, in alphabetical order of their words: no word makes comparing quadratic."""


Item = TypeVar("Item")


@dataclass(frozen=True)
class Candidate:
    """A record that may be a duplicate: its names, the facts that speak for or against, and marks that only it has.

    Records of different groups are never one.
    """

    id: str
    label: str
    group: str = ""
    names: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_names(self) -> Sequence[str]:
        """Its name and its other names."""
        return [self.label, *self.names]


@dataclass(frozen=True)
class Pair:
    """Two records that may be one, how likely that is, and why."""

    score: float
    first: Candidate
    second: Candidate
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it is compared: its words folded and in alphabetical order, and whose it is."""

    text: str
    owner: int


def duplicates(candidates: Sequence[Candidate], threshold: float) -> list[Pair]:
    """Return the pairs that reach the threshold, the likeliest first."""
    names = [_Name(name, owner) for owner, one in enumerate(candidates) for name in _sorted_names(one)]
    found = _Alike(candidates, threshold)
    for first, others in _neighbours(names):
        found.compare(first, others)
    marked: dict[tuple[str, str], list[int]] = {}
    for index, one in enumerate(candidates):
        for mark in one.marks.items():
            marked.setdefault(mark, []).append(index)
    for sharing in marked.values():
        for one_of, others_of in _within(sharing, SMALL):
            for other in others_of:
                found.take(one_of, other, 0.0)
    return found.pairs()


def duplicates_of(candidate: Candidate, others: Iterable[Candidate], threshold: float) -> list[Pair]:
    """Return the pairs of one record with others, each of which is looked at."""
    known = [candidate, *(other for other in others if other.id != candidate.id)]
    own = [_Name(name, 0) for name in _sorted_names(candidate)]
    found = _Alike(known, threshold)
    theirs = [_Name(name, index) for index, other in enumerate(known[1:], 1) for name in _sorted_names(other)]
    for name in own:
        found.compare(name, theirs)
    for index, other in enumerate(known[1:], 1):
        if candidate.marks.items() & other.marks.items():
            found.take(0, index, 0.0)
    return found.pairs()


def _sorted_names(candidate: Candidate) -> Iterable[str]:
    """Return the names as they are compared. One of stop words alone, or of no words, keeps what it has."""
    for name in dict.fromkeys(candidate.all_names):
        found = [word.word for word in words(name)]
        telling = [word for word in found if word not in STOP_WORDS] or found
        if text := " ".join(sorted(telling)) or folded(name):
            yield text


def _neighbours(names: Sequence[_Name]) -> Iterator[tuple[_Name, Sequence[_Name]]]:
    """Yield the names with those worth comparing them with: they share a rare word, or stand beside each other."""
    word_lists = [sorted(set(name.text.split())) for name in names]
    common = Counter(word for own in word_lists for word in own)
    blocks: dict[str, list[_Name]] = {}
    for name, own in zip(names, word_lists, strict=True):
        for word in nsmallest(TELLING, own, key=common.__getitem__):
            if common[word] > 1:
                blocks.setdefault(word, []).append(name)
    for block in blocks.values():
        yield from _within(sorted(block, key=attrgetter("text")), SMALL)
    # What is misspelt at one end stands beside the right one from the other.
    yield from _within(sorted(names, key=attrgetter("text")), 0)
    yield from _within(sorted(names, key=lambda name: name.text[::-1]), 0)


def _within(block: Sequence[Item], small: int) -> Iterator[tuple[Item, Sequence[Item]]]:
    reach = len(block) if len(block) <= small else NEXT
    for position, first in enumerate(block[:-1], 1):
        yield first, block[position : position + reach]


class _Alike:
    """The pairs that were found, each with how much alike their names are at best."""

    def __init__(self, candidates: Sequence[Candidate], threshold: float) -> None:
        self._candidates = candidates
        self._threshold = threshold
        self._least = 100 * max(0.0, 1 - (1 - threshold) / (1 - RAISES) ** MAX_FACTS)
        self._found: dict[tuple[int, int], float] = {}

    def compare(self, first: _Name, others: Sequence[_Name]) -> None:
        texts = [other.text for other in others]
        for _text, ratio, index in process.extract(
            first.text, texts, scorer=fuzz.ratio, processor=None, score_cutoff=self._least, limit=None
        ):
            self.take(first.owner, others[index].owner, ratio / 100)

    def take(self, first: int, second: int, ratio: float) -> None:
        if first != second and self._candidates[first].group == self._candidates[second].group:
            key = (first, second) if first < second else (second, first)
            self._found[key] = max(ratio, self._found.get(key, 0.0))

    def pairs(self) -> list[Pair]:
        """Return the pairs that reach the threshold, the likeliest first."""
        found = []
        for (first, second), ratio in self._found.items():
            pair = _judged(self._candidates[first], self._candidates[second], ratio)
            if pair.score >= self._threshold:
                found.append(pair)
        return sorted(found, key=lambda pair: (-pair.score, pair.first.id, pair.second.id))


def _judged(first: Candidate, second: Candidate, ratio: float) -> Pair:
    """Return the pair with its score: how much alike the names are, moved by the facts."""
    score, why = ratio, [f"names alike: {ratio:.2f}"] if ratio else []
    for name in first.facts.keys() & second.facts.keys():
        same = first.facts[name] == second.facts[name]
        score = 1 - (1 - score) * (1 - RAISES) if same else score * LOWERS
        why.append(f"{'same' if same else 'other'} {name}")
    marks = sorted(first.marks.items() & second.marks.items())
    why += [f"same {name}" for name, _value in marks]
    first, second = sorted((first, second), key=lambda one: one.id)
    return Pair(SAME if marks else round(score, 3), first, second, tuple(sorted(why)))
