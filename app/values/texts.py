"""Texts: what people write. Stored in one normal form, so that equal texts compare and count equally.

The form is Unicode NFC, line feeds only, no surrounding white space; in one line, no invisible characters. Lengths are
counted in code points after normalising, as SQLite and PostgreSQL count them.
"""

import re
import unicodedata
from functools import partial
from typing import Annotated, NoReturn

from app.values._strings import StringType, refuse
from app.values.format_characters import CONTROLS, overrides, passed_over, without_unseen

# PostgreSQL stores no NUL, and neither UTF-8 nor JSON carries a lone surrogate; the other control characters and
# the non-characters (U+FDD0..U+FDEF and the last two of each plane) are legal but never meant.
_CONTROL = re.compile(f"[{CONTROLS}]")
_NOT_UNICODE = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_LINE_BREAK = re.compile(r"[\t\n\u2028\u2029]")
# What str.strip takes for white space, without its controls, which are refused and not silently dropped.
_SPACE = (
    " \t\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_LINE_END = re.compile(r"\r\n?")
_INVISIBLE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
# No code point decomposes canonically into more than four, so NFC never shrinks a text below a quarter.
_NFC_SHRINKS_TO = 4
# The Stream-Safe Text Format of Unicode (UAX #15). Beyond being unreadable, long runs of marks make Python's
# normalisation quadratic: 80,000 of them took five seconds.
_MARKS_IN_A_ROW = 30
# Only where this many characters in a row can be marks is each of them looked up: a book takes long.
_POSSIBLE_MARKS = re.compile(f"[\u0300-\U0010ffff]{{{_MARKS_IN_A_ROW + 1},}}")
_TAG_MARKS = frozenset("-_. ")


def _check_marks(text: str) -> None:
    for possible in _POSSIBLE_MARKS.findall(text):
        run = 0
        for character in possible:
            run = run + 1 if unicodedata.combining(character) else 0
            if run > _MARKS_IN_A_ROW:
                refuse("text_marks", "Write at most {limit} combining marks (accents) in a row.", limit=_MARKS_IN_A_ROW)


def _is_blank(text: str) -> bool:
    return all(unicodedata.category(character) in _INVISIBLE or passed_over.match(character) for character in text)


def _normal(text: str, max_length: int, *, lines: bool) -> str:
    text = _LINE_END.sub("\n", text).strip(_SPACE)
    # Before anything that costs time by length.
    if len(text) > max_length * _NFC_SHRINKS_TO:
        _refuse_length(max_length)
    if text.isascii() and text and not _CONTROL.search(text) and (lines or not _LINE_BREAK.search(text)):
        # Of all that is looked for below, ASCII has nothing else.
        return text if len(text) <= max_length else _refuse_length(max_length)
    if _NOT_UNICODE.search(text):
        refuse("text_not_unicode", "Write Unicode characters only: no lone surrogates and no non-characters.")
    if _CONTROL.search(text):
        refuse("text_control", "Leave out NUL and other control characters; long texts may hold line feeds and tabs.")
    if _is_blank(text):
        refuse("text_blank", "Write at least one visible character.")
    if overrides.search(text):
        refuse("text_override", "Leave out U+202D and U+202E, which turn letters around.")
    if not lines and _LINE_BREAK.search(text):
        refuse("text_one_line", "Write this on one line, without tabs.")
    if not lines:
        text = without_unseen(text).strip(_SPACE)
    _check_marks(text)
    text = unicodedata.normalize("NFC", text)
    # Again, as NFC takes some characters apart: what is stored must pass this check when it is sent back.
    _check_marks(text)
    return text if len(text) <= max_length else _refuse_length(max_length)


def normal_text(text: str, max_length: int) -> str:
    """Return the stored form of a text, or refuse it."""
    return _normal(text, max_length, lines=True)


def normal_line(text: str, max_length: int) -> str:
    """Return the stored form of a text of one line, or refuse it."""
    return _normal(text, max_length, lines=False)


def _refuse_length(max_length: int) -> NoReturn:
    refuse("text_too_long", "Write at most {limit} characters (Unicode code points).", limit=max_length)


def _tag(text: str) -> str:
    text = re.sub(" +", " ", _normal(text, 80, lines=False))
    if text != text.lower():
        refuse("tag_case", "Write tags in lower case.")
    # The general category, since \w knows no vowel signs: it would refuse tags in Hindi or Thai.
    kinds = [unicodedata.category(character)[0] for character in text]
    if kinds[0] not in "LN" or any(
        kind not in "LMN" and character not in _TAG_MARKS for kind, character in zip(kinds, text, strict=True)
    ):
        refuse(
            "tag_form", "Write a tag as letters, digits, spaces, '-', '_' and '.', beginning with a letter or a digit."
        )
    return text


def _document(text: str) -> str:
    text = _CONTROL.sub(" ", _LINE_END.sub("\n", text))
    if len(text) > MAX_OF_A_DOCUMENT:
        _refuse_length(MAX_OF_A_DOCUMENT)
    if _NOT_UNICODE.search(text):
        refuse("text_not_unicode", "Write Unicode characters only: no lone surrogates and no non-characters.")
    if _is_blank(text):
        refuse("text_blank", "Write at least one visible character.")
    _check_marks(text)
    text = unicodedata.normalize("NFC", text)
    _check_marks(text)
    return text if len(text) <= MAX_OF_A_DOCUMENT else _refuse_length(MAX_OF_A_DOCUMENT)


MAX_OF_A_DOCUMENT = 1_000_000
"""Characters of a whole document: a thick book."""

_line = partial(StringType, check=partial(_normal, max_length=300, lines=False), max_length=300, pattern=r"\S")

Text = Annotated[
    str,
    StringType(
        check=partial(_normal, max_length=20_000, lines=True),
        description="Text of 1 to 20,000 characters, stored as Unicode NFC without surrounding white space.",
        examples=("Guatemala will increase deportation flights by 40 %.",),
        max_length=20_000,
        pattern=r"\S",
    ),
]
"""A text that may run over several lines."""

WholeText = Annotated[
    str,
    StringType(
        check=_document,
        description=(
            "The text of a document, at most 1,000,000 characters: read as Unicode NFC with line feeds; control "
            "characters, such as those between pages, are read as spaces."
        ),
        examples=("Guatemala has agreed to increase deportation flights by 40%.",),
        max_length=MAX_OF_A_DOCUMENT,
        pattern=r"\S",
    ),
]
"""The text of a whole document, in which positions are counted: nothing is taken off its ends."""

ShortText = Annotated[
    str,
    _line(
        description=(
            "One line of 1 to 300 characters, stored as Unicode NFC without surrounding white space and invisible "
            "characters."
        ),
        examples=("deportation flights received", "a U.S. official"),
    ),
]
"""One line: a name, an indicator, a page."""

Title = Annotated[
    str,
    _line(
        description=(
            "A title or name: one line of 1 to 300 characters, stored without surrounding white space and invisible "
            "characters."
        ),
        examples=("Increase deportation flights by 40 %",),
    ),
]
"""A record's title or name."""

Tag = Annotated[
    str,
    StringType(
        check=_tag,
        description="Lower-case words of 1 to 80 letters and digits of any script, spaces, '-', '_' and '.'.",
        examples=("safe third country", "visita-2025"),
        max_length=80,
        # ASCII's share of the rule; the rest of Unicode has no portable notation.
        pattern=r"^[^\u0000-,/:-^`{-\u007f][^\u0000-\u001f!-,/:-^`{-\u007f]*$",
    ),
]
"""A tag."""
