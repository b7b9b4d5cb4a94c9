"""Paragraphs, and items of lists: lines of their own, or told apart within a line by their marks: "(a) …; (b) …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

BULLETS, NUMBERS, LETTERS, WITHIN = "bullets", "numbers", "letters", "within"
WRAPPED_AT, MOST_WRAPPED = 40, 130
"""Characters of the lines of a text that was broken to a width: not fewer, and not more."""

MOST_MARKS = 200
"""Marks of items that are looked at in one line."""

_BULLET = re.compile(r"[ \t]*(?:[•▪●◦‣∙·*?–—-]|\(?(?:(?P<number>\d{1,3})|(?P<letter>[a-z]|[ivx]{1,5}))[.)])[ \t]+")
_MARK = re.compile(r"(?<=\s)\(?(?P<mark>\d{1,2}|[ivx]{1,5}|[a-z])\)\s+")
_FIRST = {"a": LETTERS, "i": "romans", "1": NUMBERS}
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_LINE = re.compile(r"[^\n]+")
_CLOSED = re.compile(r"[.!?]+[\"”»)]?(?=\s|$)")
_LOOKED_BACK = 20


@dataclass(frozen=True)
class Block:
    """A paragraph or an item of a list; `marks` are by what its items are told apart, where it is one."""

    start: int
    end: int
    marks: str | None = None
    leads: bool = False
    """It introduces the items that follow in the same line."""

    @property
    def is_item(self) -> bool:
        """Return whether it is an item of a list."""
        return self.marks is not None


def blocks_of(text: str) -> Iterator[list[Block]]:
    """Yield the paragraphs of a text and the items of its lists, in order, each with the items within its line."""
    for start, end in _between_empty_lines(text):
        lines = [(found.start(), found.end()) for found in _LINE.finditer(text, start, end)]
        for block in _joined(text, lines, is_wrapped=_is_wrapped(lines)):
            yield list(_itemised(text, block))


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


def _joined(text: str, lines: list[tuple[int, int]], *, is_wrapped: bool) -> Iterator[Block]:
    waiting: Block | None = None
    for start, end in lines:
        bullet = _BULLET.match(text, start, end)
        first = bullet.end() if bullet else start
        if waiting is not None and bullet is None and (is_wrapped or _goes_on(text, waiting, start)):
            waiting = Block(waiting.start, end, waiting.marks)
            continue
        if waiting is not None:
            yield waiting
        waiting = Block(first, end, _marks(bullet)) if text[first:end].strip() else None
    if waiting is not None:
        yield waiting


def _marks(bullet: re.Match[str] | None) -> str | None:
    if bullet is None:
        return None
    return NUMBERS if bullet["number"] else LETTERS if bullet["letter"] else BULLETS


def _goes_on(text: str, before: Block, start: int) -> bool:
    """Return whether a line goes on in the next: it ends in the midst of a sentence, which begins in no capital."""
    last = text[max(before.start, before.end - _LOOKED_BACK) : before.end].rstrip()[-1:]
    return last not in {".", ":", "!", "?", ";", "”"} and text[start : start + 1].islower()


def _itemised(text: str, block: Block) -> Iterator[Block]:
    """Yield a block, or what leads a list within it and the items of that, with what follows behind the last."""
    marks = _enumeration(text, block)
    if len(marks) < 2:  # noqa: PLR2004 - one item makes no list
        yield block
        return
    yield Block(block.start, marks[0].start(), block.marks, leads=True)
    for mark, following in pairwise(marks):
        yield Block(mark.end(), following.start(), WITHIN)
    closed = _CLOSED.search(text, marks[-1].end(), block.end)
    last = closed.end() if closed else block.end
    yield Block(marks[-1].end(), last, WITHIN)
    if text[last : block.end].strip():
        yield Block(last, block.end)


def _enumeration(text: str, block: Block) -> list[re.Match[str]]:
    """Return the marks of the first list within a block: each is the next of the one before."""
    found: list[re.Match[str]] = []
    sort = ""
    for number, mark in enumerate(_MARK.finditer(text, block.start, block.end)):
        if number == MOST_MARKS:
            break
        if not found:
            sort = _FIRST.get(mark["mark"], "")
            if sort and text[block.start : mark.start()].strip():
                found.append(mark)
        elif mark["mark"] == _following(sort, len(found)):
            found.append(mark)
    return found


def _following(sort: str, count: int) -> str:
    if sort == NUMBERS:
        return str(count + 1)
    if sort == LETTERS:
        return chr(ord("a") + count) if count < 26 else ""  # noqa: PLR2004 - letters of the alphabet
    return _ROMANS[count] if count < len(_ROMANS) else ""
