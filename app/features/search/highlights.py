"""Where in a record the words of a question are: excerpts, cut into what was searched for and what stands around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from app.deadline import in_time
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values
from app.ledger.model.texts import Written, texts_of
from app.ledger.projections.search_index import zone_of
from app.values.search.questions import AnyForm, Question, Term
from app.values.search.words import Word, stems, words

MAX_HIGHLIGHTS = 3
BEFORE, LENGTH = 60, 240
"""Characters of an excerpt before the first word that was found, and in all."""

Span = tuple[int, int]


@dataclass(frozen=True)
class _Found:
    """A text with the places in its first excerpt of what was found, and which of the question's terms that is."""

    written: Written
    spans: Sequence[Span]
    terms: frozenset[Term]


class Highlighter:
    """Shows where the terms of a question are in records, of each of which it reads so many words at most."""

    def __init__(self, question: Question, most_words: int) -> None:
        """Look at which words terms can end with, so that a word is looked up and not compared with each term."""
        self._wanted = frozenset(question.wanted)
        self._most_words = most_words
        self._by_stem: dict[str, list[Term]] = {}
        self._by_word: dict[str, list[Term]] = {}
        self._open: list[tuple[str, Term]] = []
        for term in question.wanted:
            if isinstance(term, AnyForm):
                for stem in term.stems:
                    self._by_stem.setdefault(stem, []).append(term)
            elif term.open:
                self._open.append((term.words[-1], term))
            else:
                self._by_word.setdefault(term.words[-1], []).append(term)

    def highlights(self, record_type: RecordType, state: State) -> list[Values]:
        """Return the excerpts that show most of the terms, those in the title first.

        Of each text the first excerpt counts in which something was found: what comes after it is not read. Nor are
        more texts, once they could change nothing or enough words were read.
        """
        seen: set[Term] = set()
        telling: list[_Found] = []
        rest: list[_Found] = []
        left = self._most_words
        for written in sorted(texts_of(record_type, state), key=lambda written: zone_of(record_type, written.field)):
            found, read = self._find(written, left)
            left -= read
            if found is not None:
                (rest if found.terms <= seen else telling).append(found)
                seen |= found.terms
            if left <= 0 or (seen >= self._wanted and len(telling) + len(rest) >= MAX_HIGHLIGHTS):
                break
        return [_excerpt(one) for one in (telling + rest)[:MAX_HIGHLIGHTS]]

    def _find(self, written: Written, most_words: int) -> tuple[_Found | None, int]:
        """Return what was found in a text, and how many words were read of it."""
        read: list[Word] = []
        spans: dict[Span, set[Term]] = {}
        end = len(written.text)
        for word in in_time(islice(words(written.text), most_words)):
            if word.start > end:
                break
            read.append(word)
            for term in self._ending_with(word.word):
                start = _start(term, read)
                if start is not None:
                    spans.setdefault((start, word.end), set()).add(term)
                    end = min(end, start + LENGTH)
        terms = frozenset[Term]().union(*spans.values())
        return (_Found(written, sorted(spans), terms) if spans else None), len(read)

    def _ending_with(self, word: str) -> Iterator[Term]:
        """Yield the terms that may end with a word."""
        if self._by_stem:
            for stem in stems(word):
                yield from self._by_stem.get(stem, ())
        yield from self._by_word.get(word, ())
        for beginning, term in self._open:
            if word.startswith(beginning):
                yield term


def _start(term: Term, read: Sequence[Word]) -> int | None:
    """Return where a term begins that may end with the last word that was read, None if other words come before."""
    if isinstance(term, AnyForm):
        return read[-1].start
    first = len(read) - len(term.words)
    if first < 0 or any(read[first + offset].word != word for offset, word in enumerate(term.words[:-1])):
        return None
    return read[first].start


def _excerpt(found: _Found) -> Values:
    text = found.written.text
    first = found.spans[0][0]
    start = _word_after(text, first - BEFORE, first)
    end = max(_word_before(text, start + LENGTH, first), found.spans[0][1])
    fragments: list[Values] = []
    place = start
    for begins, ends in found.spans:
        if ends > end or begins < place:
            continue
        if begins > place:
            fragments.append({"text": text[place:begins], "matched": False})
        fragments.append({"text": text[begins:ends], "matched": True})
        place = ends
    if end > place:
        fragments.append({"text": text[place:end], "matched": False})
    return {"field": found.written.pointer, "start": start, "fragments": fragments}


def _word_after(text: str, place: int, limit: int) -> int:
    """Return where the first whole word after a place begins, `limit` where there is none before that."""
    if place <= 0:
        return 0
    space = text.find(" ", place, limit)
    return limit if space < 0 else space + 1


def _word_before(text: str, place: int, limit: int) -> int:
    """Return where the last whole word before a place ends."""
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", limit, place + 1)
    return place if space < 0 else space
