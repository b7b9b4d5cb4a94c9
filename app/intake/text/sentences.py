"""Sentences, with where they stand: lines, items of lists and headings are told apart from running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from app.intake.text.tokens import Token, tokens_of

LONGEST = 2_500
"""Characters of a sentence: what is longer is cut at a space, so that no sentence takes longer than others."""

MOST_TOKENS = 800
"""Words and marks of a sentence that are looked at: more has none that is written in words."""

_BULLET = re.compile(r"[ \t]*(?:[•▪●◦‣∙·*?–—-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])[ \t]+")
_ENDING = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s|$)")
_OPENING = re.compile(r"[\s\"“‘«(\[¿¡—-]*")
_WORD_BEFORE = re.compile(r"[^\s(“\"«]{1,20}$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+$")
_SPACES = re.compile(r"\s+")

_LOOKED_BACK = 20
WRAPPED_AT, MOST_WRAPPED = 40, 130
"""Characters of the lines of a text that was broken to a width: not fewer, and not more."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a text; `lead` is the one that introduces the list which it is an item of."""

    text: str = field(repr=False)
    start: int
    end: int
    paragraph: int
    is_heading: bool = False
    is_item: bool = False
    lead: "Sentence | None" = None

    @property
    def words(self) -> str:
        """Return it as it stands."""
        return self.text[self.start : self.end]

    @cached_property
    def tokens(self) -> list[Token]:
        """Return its words."""
        return tokens_of(self.text, self.start, self.end)[:MOST_TOKENS]


@dataclass(frozen=True)
class _Block:
    start: int
    end: int
    is_item: bool


def sentences_of(text: str, abbreviations: frozenset[str], starters: frozenset[str]) -> Iterator[Sentence]:
    """Yield the sentences of a text, in order.

    `abbreviations` end in a point that ends no sentence, `starters` are words that begin one even after those.
    """
    lead: Sentence | None = None
    for paragraph, block in enumerate(_blocks(text), start=1):
        last: Sentence | None = None
        spans = list(_spans(text, block.start, block.end, abbreviations, starters))
        for start, end in spans:
            is_heading = len(spans) == 1 and not block.is_item and _is_heading(text[start:end])
            last = Sentence(text, start, end, paragraph, is_heading, block.is_item, lead if block.is_item else None)
            yield last
        if last is not None and not block.is_item:
            lead = last if text[last.end - 1] == ":" else None


def _is_heading(line: str) -> bool:
    return len(line) <= 160 and line[-1] not in '.!?…:;”"'  # noqa: PLR2004 - a line of print, twice


def _blocks(text: str) -> Iterator[_Block]:
    """Yield paragraphs, and items of lists: lines, or several where a text was broken to a width."""
    for start, end in _between_empty_lines(text):
        lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text[start:end])]
        lines = [(start + first, start + last) for first, last in lines]
        yield from _joined(text, lines, is_wrapped=_is_wrapped(lines))


def _between_empty_lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in re.finditer(r"\n[ \t]*(?=\n)", text):
        if text[start : found.start()].strip():
            yield start, found.start()
        start = found.end()
    if text[start:].strip():
        yield start, len(text)


def _is_wrapped(lines: list[tuple[int, int]]) -> bool:
    lengths = [end - start for start, end in lines[:-1]]
    return bool(lengths) and min(lengths) >= WRAPPED_AT and max(lengths) <= MOST_WRAPPED


def _joined(text: str, lines: list[tuple[int, int]], *, is_wrapped: bool) -> Iterator[_Block]:
    waiting: _Block | None = None
    for start, end in lines:
        bullet = _BULLET.match(text, start, end)
        first = bullet.end() if bullet else start
        if waiting is not None and bullet is None and (is_wrapped or _goes_on(text, waiting, start)):
            waiting = _Block(waiting.start, end, waiting.is_item)
            continue
        if waiting is not None:
            yield waiting
        waiting = _Block(first, end, bullet is not None) if text[first:end].strip() else None
    if waiting is not None:
        yield waiting


def _goes_on(text: str, before: _Block, start: int) -> bool:
    """Return whether a line goes on in the next: it ends in the midst of a sentence, which begins in no capital."""
    last = text[max(before.start, before.end - _LOOKED_BACK) : before.end].rstrip()[-1:]
    return last not in {".", ":", "!", "?", ";", "”"} and text[start : start + 1].islower()


def _spans(
    text: str, start: int, end: int, abbreviations: frozenset[str], starters: frozenset[str]
) -> Iterator[tuple[int, int]]:
    begun = start
    for found in _ENDING.finditer(text, start, end):
        if _ends_here(text, found, end, abbreviations, starters):
            yield from _cut(text, begun, found.end())
            begun = found.end()
    yield from _cut(text, begun, end)


def _ends_here(
    text: str, found: re.Match[str], end: int, abbreviations: frozenset[str], starters: frozenset[str]
) -> bool:
    if found.end() >= end:
        return True
    opened = _OPENING.match(text, found.end(), end)
    after = opened.end() if opened else found.end()
    if after >= end:
        return True
    following = text[after]
    if following.islower() or following in ",;":
        return False
    if not found[0].startswith(".") or found[0].startswith("..") or len(found[0]) > 1:
        return True
    before = _WORD_BEFORE.search(text, max(found.start() - 20, 0), found.start())
    word = before[0] if before else ""
    next_word = re.match(r"[^\W_]{0,20}", text[after : after + 20])
    is_starter = next_word is not None and next_word[0] in starters
    if word.casefold() in abbreviations:
        return is_starter and len(word) > 1 and word.isupper()
    is_initials = _INITIALS.match(word + ".") is not None
    return is_starter if is_initials else not word.isdigit() or not following.isdigit()


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence without the spaces around it, in pieces where it is too long for one."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            return
        if end - start <= LONGEST:
            yield start, end
            return
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        stop = space if space > start else start + LONGEST
        yield start, stop
        start = stop
