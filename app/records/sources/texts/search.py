"""Finding a quotation (a W3C TextQuoteSelector) in the text of its source. Pure functions.

Word for word first. Failing that, white space, quotation marks and dashes are put in one form in both texts, and what
is most like the quotation is looked for.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz

from app.vocabulary import QuotationOutcome

SIMILAR = 0.85
"""How like the quotation a passage must be, to be taken for it after edits: 1 is the same."""

WORTH_A_LOOK = 70.0
"""How like it a passage of the same length must be, in percent: words that were put in push others out."""

LONG = 300
"""From this length on the two ends are looked for: comparing the whole everywhere would take seconds."""

END = 200
MAX_PLACES = 1000
"""Places of one quotation that are compared by what stands around them."""

_ALIKE = {
    ord(character): plain
    for plain, characters in {
        "'": "\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4",
        '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033",
        "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    }.items()
    for character in characters
}
# White space, and what is not seen.
_SHORTER = re.compile("[\\s\u00ad\u200b-\u200d\u2060\ufeff]+")


@dataclass(frozen=True)
class Found:
    """Where a quotation stands: code points of the text. `places`: how often, `context`: between its neighbours."""

    outcome: QuotationOutcome
    start: int | None = None
    end: int | None = None
    similarity: float | None = None
    places: int = 0
    context: bool | None = None


MISSING = Found(QuotationOutcome.MISSING)
Place = tuple[int, int]


class Searched:
    """A text that quotations are looked for in. Its other form is made when the first one is not found as it is."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self.text = text

    @cached_property
    def _evened(self) -> "_Evened":
        return _Evened(self.text)

    def find(self, exact: str, prefix: str | None, suffix: str | None) -> Found | None:
        """Return where the quotation stands word for word. Prefix and suffix decide between several places."""
        places = [(start, start + len(exact)) for start in _places(self.text, exact)]
        return self._chosen(QuotationOutcome.EXACT, places, prefix, suffix, 1.0)

    def find_edited(self, exact: str, prefix: str | None, suffix: str | None) -> Found:
        """Return where the quotation stands in other words or another spelling; `MISSING` if nothing is like it."""
        evened, wanted = self._evened, _Evened(exact.strip()).text
        places = [evened.place(start, start + len(wanted)) for start in _places(evened.text, wanted)]
        found = self._chosen(QuotationOutcome.EDITED, places, prefix, suffix, 1.0)
        if found is not None:
            return found
        like = _most_like(wanted, evened.text)
        if like is None:
            return MISSING
        start, end, similarity = like
        found = self._chosen(QuotationOutcome.EDITED, [evened.place(start, end)], prefix, suffix, similarity)
        return found or MISSING

    def _chosen(
        self, outcome: QuotationOutcome, places: Sequence[Place], prefix: str | None, suffix: str | None, like: float
    ) -> Found | None:
        if not places:
            return None
        if prefix is None and suffix is None:
            return Found(outcome, *places[0], like, len(places))
        fitting = [self._fits(place, prefix, suffix) for place in places]
        best = max(range(len(places)), key=lambda index: fitting[index])
        return Found(outcome, *places[best], like, len(places), context=fitting[best] >= WHOLE)

    def _fits(self, place: Place, prefix: str | None, suffix: str | None) -> float:
        """Return how like prefix and suffix what stands around a place is."""
        start, end = place
        fits = []
        if prefix is not None:
            wanted = _Evened(prefix).text.strip()
            before = _Evened(self.text[max(0, start - 2 * len(prefix) - ROOM) : start]).text.rstrip()
            fits.append(fuzz.ratio(wanted, before[-len(wanted) :]))
        if suffix is not None:
            wanted = _Evened(suffix).text.strip()
            after = _Evened(self.text[end : end + 2 * len(suffix) + ROOM]).text.lstrip()
            fits.append(fuzz.ratio(wanted, after[: len(wanted)]))
        return sum(fits) / len(fits)


WHOLE = 100.0
ROOM = 20
"""What white space may take more beside a place than in a prefix."""


class _Evened:
    """A text with its white space, quotation marks and dashes in one form, and a map back to its positions."""

    def __init__(self, text: str) -> None:
        pieces: list[str] = []
        self._starts, self._shifts = [0], [0]
        length = last = 0
        for match in _SHORTER.finditer(text):
            kept = " " if any(map(str.isspace, match[0])) else ""
            pieces += (text[last : match.start()], kept)
            length += match.start() - last + len(kept)
            last = match.end()
            if len(match[0]) > len(kept):
                self._starts.append(length)
                self._shifts.append(last - length)
        pieces.append(text[last:])
        self.text = "".join(pieces).translate(_ALIKE)

    def place(self, start: int, end: int) -> Place:
        """Return the place in the text as it was."""
        return self._position(start), self._position(end - 1) + 1

    def _position(self, position: int) -> int:
        return position + self._shifts[bisect_right(self._starts, position) - 1]


def _places(text: str, wanted: str) -> Iterator[int]:
    start = text.find(wanted)
    for _ in range(MAX_PLACES):
        if start < 0:
            return
        yield start
        start = text.find(wanted, start + 1)


def _most_like(wanted: str, text: str) -> tuple[int, int, float] | None:
    """Return the passage of the text that is most like the wanted one, and how like it is."""
    if len(wanted) < LONG:
        aligned = _aligned(wanted, text)
        if aligned is None:
            return None
        room = len(wanted) // 2 + 8
        starts, ends = _borders(text, aligned[0], room, starts=True), _borders(text, aligned[1], room, starts=False)
    else:
        head, tail = _aligned(wanted[:END], text), _aligned(wanted[-END:], text)
        starts = ([head[0]] if head else []) + ([tail[1] - len(wanted)] if tail else [])
        ends = ([tail[1]] if tail else []) + ([head[0] + len(wanted)] if head else [])
    likes: list[tuple[float, int, int]] = [
        (fuzz.ratio(wanted, text[start:end]) / 100, start - end, start)
        for start in starts
        for end in ends
        # Longer than that, it cannot be like enough.
        if 0 <= start < end <= start + 2 * len(wanted)
    ]
    if not likes:
        return None
    like, length, start = max(likes)
    return (start, start - length, round(like, 3)) if like >= SIMILAR else None


def _aligned(wanted: str, text: str) -> Place | None:
    align: Callable[..., Any] = fuzz.partial_ratio_alignment
    found = align(wanted, text, score_cutoff=WORTH_A_LOOK)
    return None if found is None else (found.dest_start, found.dest_end)


def _borders(text: str, position: int, room: int, *, starts: bool) -> list[int]:
    """Return where words begin or end near the position; the position itself, where none does."""
    first, last = max(0, position - room), min(len(text), position + room)
    border = re.compile(r"\b(?=\w)" if starts else r"(?<=\w)\b|(?<=[^\w\s])(?!\w)")
    return [match.start() for match in border.finditer(text, first, last)] or [position]
