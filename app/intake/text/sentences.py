"""Sentences, with where they stand: lines, items of lists and headings are told apart from running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from app.intake.text.blocks import Block, blocks_of
from app.intake.text.tokens import Token, tokens_of

LONGEST = 2_500
"""Characters of a sentence: what is longer is cut at a space, so that no sentence takes longer than others."""

MOST_TOKENS = 800
"""Words and marks of a sentence that are looked at: more has none that is written in words."""

_ENDING = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s|$)")
_OPENING = re.compile(r"[\s\"“‘«(\[¿¡—-]*")
_WORD_BEFORE = re.compile(r"[^\s(“\"«]{1,20}$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+$")
_SPACES = re.compile(r"\s+")


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
    leads: bool = False
    """It introduces a list."""

    @property
    def words(self) -> str:
        """Return it as it stands."""
        return self.text[self.start : self.end]

    @cached_property
    def tokens(self) -> list[Token]:
        """Return its words."""
        return tokens_of(self.text, self.start, self.end)[:MOST_TOKENS]


def sentences_of(text: str, abbreviations: frozenset[str], starters: frozenset[str]) -> Iterator[Sentence]:
    """Yield the sentences of a text, in order.

    `abbreviations` end in a point that ends no sentence, `starters` are words that begin one even after those.
    """
    leads: list[tuple[str | None, Sentence]] = []
    for paragraph, blocks in enumerate(blocks_of(text), start=1):
        for block in blocks:
            # Items of one sort stand beside each other: what one of them leads has ended with it.
            above = next((n for n, (marks, _lead) in enumerate(leads) if marks == block.marks), len(leads))
            del leads[above if block.is_item else 0 :]
            last = None
            for last in _sentences(text, block, paragraph, leads[-1][1] if leads else None, abbreviations, starters):
                yield last
            if last is not None and last.leads:
                leads.append((block.marks, last))


def _sentences(
    text: str,
    block: Block,
    paragraph: int,
    lead: Sentence | None,
    abbreviations: frozenset[str],
    starters: frozenset[str],
) -> Iterator[Sentence]:
    spans = list(_spans(text, block.start, block.end, abbreviations, starters))
    for number, (start, end) in enumerate(spans):
        is_last = number == len(spans) - 1
        yield Sentence(
            text,
            start,
            end,
            paragraph,
            is_heading=len(spans) == 1 and not block.is_item and not block.leads and _is_heading(text[start:end]),
            is_item=block.is_item,
            lead=lead if number == 0 else None,
            leads=is_last and (block.leads or text[end - 1] == ":"),
        )


def _is_heading(line: str) -> bool:
    return len(line) <= 160 and line[-1] not in '.!?…:;”"'  # noqa: PLR2004 - a line of print, twice


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
