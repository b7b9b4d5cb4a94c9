"""In which encoding a text is: that of its mark, UTF-8 if it can be, else the one of two old ones that reads better."""

import codecs
import unicodedata
from typing import BinaryIO

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
NAMES = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "latin-1": "latin-1",
    "windows-1252": "cp1252",
    "mac-roman": "mac_roman",
}
"""The encodings that a mapping can name."""

OLD = ("cp1252", "mac_roman")
SAMPLE = 256 * 1024
PIECE = 1024 * 1024


def find_encoding(opened: BinaryIO) -> tuple[str, str | None]:
    """Return the encoding of a text by Python's name, and what is odd about it; the file stands at its beginning."""
    head = opened.read(4)
    opened.seek(0)
    for mark, name in MARKS.items():
        if head.startswith(mark):
            return name, "begins with a byte order mark, left out" if name == "utf-8-sig" else "is UTF-16"
    if (wide := _without_mark(head)) is not None:
        return wide, "is UTF-16 without a byte order mark"
    sample = _until_not_utf8(opened)
    opened.seek(0)
    if sample is None:
        return "utf-8-sig", None
    name = _old_encoding(sample)
    shown = next(known for known, python in NAMES.items() if python == name)
    return name, f"is not UTF-8: read as {shown}, as far as can be told; say its encoding in the mapping"


def _without_mark(head: bytes) -> str | None:
    if len(head) == 4 and head[1] == head[3] == 0 and head[0] and head[2]:  # noqa: PLR2004 - two characters
        return "utf-16-le"
    if len(head) == 4 and head[0] == head[2] == 0 and head[1] and head[3]:  # noqa: PLR2004
        return "utf-16-be"
    return None


def _until_not_utf8(opened: BinaryIO) -> bytes | None:
    """Return what stands around the first bytes that are no UTF-8; nothing if all of it is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    while piece := opened.read(PIECE):
        try:
            decoder.decode(piece)
        except UnicodeDecodeError:
            return piece + opened.read(SAMPLE)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        opened.seek(-min(opened.tell(), SAMPLE), 1)
        return opened.read(SAMPLE)
    return None


def _old_encoding(sample: bytes) -> str:
    """Return the encoding in which more of what is not ASCII is a letter within a word, or punctuation beside one."""
    if b"\r" in sample and b"\n" not in sample:
        return "mac_roman"
    return max(OLD, key=lambda name: _likelihood(sample, name))


def _likelihood(sample: bytes, name: str) -> int:
    text = sample.decode(name, errors="replace")
    score = 0
    for before, one, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if one.isascii():
            continue
        category = unicodedata.category(one)
        in_word = before.isalpha() or after.isalpha()
        if category == "Ll":
            score += 2 if in_word else -1
        elif category == "Lu":
            # Within a word, an upper-case letter stands among others.
            score += 1 if not before.islower() and (in_word or before.isspace()) else -2
        elif category in {"Pi", "Pf", "Pd"}:
            score += 1
        else:
            score -= 1
    return score
