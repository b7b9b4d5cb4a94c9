"""Characters that cannot be seen: controls, those that Unicode has programs ignore, and what becomes of them.

Two names that look alike should be alike, and a name should read as it is stored. So lines leave out those that stand
between letters for nothing, nobody may turn letters around, and search and sorting pass over all of them. Longer texts
keep the marks of direction that they were written with, and whole documents keep everything: quotations are compared
with them.
"""

import re
import unicodedata

CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
"""Control characters but line feed and tabulator, as the inside of a character class."""

SEPARATORS = "\u2028\u2029"
"""What ends a line or a paragraph for some programs and not for others, as the inside of a character class."""

DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""What turns the letters after it around, or says which way they run, as the inside of a character class."""

TAGS = "\U000e0000-\U000e007f"
"""Letters that nobody sees, one for each of ASCII, as the inside of a character class."""

_JOINERS = "\u200c\u200d"
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""What chooses the form in which the character before is seen: ☎ as a picture, a way of writing 葛."""

# Default_Ignorable_Code_Point (Unicode 17, DerivedCoreProperties.txt) without the above, and the marks of interlinear
# annotation, which are as little seen. Other characters of category Cf are seen: the signs of numbers in Arabic, Syriac
# and Kaithi, and those that Egyptian hieroglyphs are arranged by.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)

PASSED_OVER = _UNSEEN + _SELECTORS + _JOINERS
"""What search and sorting pass over, as the inside of a character class."""

passed_over = re.compile(f"[{PASSED_OVER}]")
"""Finds what search and sorting pass over."""

overrides = re.compile("[\u202d\u202e]")
"""Finds what turns the letters after it around, so that a text reads otherwise than it is stored."""

_separator = re.compile(f"[{SEPARATORS}]")
_hidden = re.compile(f"[{PASSED_OVER}{CONTROLS}\ud800-\udfff]")

_unseen_or_selector = re.compile(f"[{_UNSEEN}{_SELECTORS}]")
_selector = re.compile(f"[{_SELECTORS}]")
# Scripts whose letters have forms to choose from: Han, Mongolian, Myanmar; and the signs among letters and punctuation
# that are pictures as well.
_has_forms = re.compile(
    "[\u1000-\u109f\u1820-\u18af\u203c\u2049\u2139\u3030\u3400-\u4dbf\u4e00-\u9fff\uaa60-\uaa7f\uf900-\ufaff"
    "\U00020000-\U0003fffd]"
)
_KEYCAP = "\u20e3"


def without_hidden(text: str) -> str:
    """Return a text without anything that a reader would not see, for programs that read what people do not.

    Selectors and joiners go, too: any text can be written in them. Emoji fall apart by that, and Persian runs together.
    """
    return _hidden.sub("", _separator.sub("\n", text))


def without_unseen(line: str) -> str:
    """Return a line without what cannot be seen.

    The joiners stay: Persian, Hindi and emoji are written with them. So do selectors behind what has forms.
    """
    return _unseen_or_selector.sub(_seen, line)


def _seen(found: re.Match[str]) -> str:
    if found.start() == 0 or not _selector.match(found[0]):
        return ""
    before, after = found.string[found.start() - 1], found.string[found.end() : found.end() + 1]
    is_symbol = not before.isascii() and unicodedata.category(before)[0] == "S"
    # What the normal form replaces by something else has no forms once it is stored.
    has_forms = is_symbol and unicodedata.is_normalized("NFC", before)
    return found[0] if has_forms or _has_forms.match(before) or after == _KEYCAP else ""
