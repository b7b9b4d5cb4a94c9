"""Where in a record the words of a question are: excerpts, cut into what was searched for and what stands around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values
from app.ledger.model.texts import Written, texts_of
from app.ledger.projections.search_index import zone_of
from app.values.questions import AnyForm, Question, Term
from app.values.words import Word, stems, words

MAX_HIGHLIGHTS = 3
BEFORE, LENGTH = 60, 240
"""Characters of an excerpt before the first word that was found, and in all."""

Span = tuple[int, int]


@dataclass(frozen=True)
class _Found:
    """A text with the places of what was found in it, and which of the question's terms that is."""

    written: Written
    spans: Sequence[Span]
    terms: frozenset[Term]


def highlights(record_type: RecordType, state: State, question: Question) -> list[Values]:
    """Return the excerpts that show most of the question's terms, those in the title first."""
    ordered = sorted(texts_of(record_type, state), key=lambda written: zone_of(record_type, written.field))
    found = [one for written in ordered if (one := _find(written, question)) is not None]
    seen: set[Term] = set()
    telling: list[_Found] = []
    rest: list[_Found] = []
    for one in found:
        (rest if one.terms <= seen else telling).append(one)
        seen |= one.terms
    return [_excerpt(one) for one in (telling + rest)[:MAX_HIGHLIGHTS]]


def _find(written: Written, question: Question) -> _Found | None:
    text = list(words(written.text))
    places = {term: list(_places(term, text)) for term in question.wanted}
    spans = sorted({span for found in places.values() for span in found})
    return _Found(written, spans, frozenset(term for term in places if places[term])) if spans else None


def _places(term: Term, text: Sequence[Word]) -> Iterator[Span]:
    if isinstance(term, AnyForm):
        wanted = set(term.stems)
        yield from ((word.start, word.end) for word in text if not wanted.isdisjoint(stems(word.word)))
        return
    *before, last = term.words
    for index in range(len(text) - len(before)):
        end = text[index + len(before)]
        if (end.word.startswith(last) if term.open else end.word == last) and all(
            text[index + offset].word == word for offset, word in enumerate(before)
        ):
            yield text[index].start, end.end


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
