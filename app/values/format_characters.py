"""Characters that cannot be seen: Unicode's format characters (category Cf), and what becomes of them.

Two names that look alike should be alike, and a name should read as it is stored. So lines leave out those that stand
between letters for nothing, nobody may turn letters around, and search and sorting pass over all of them. Longer texts
keep the marks of direction that they were written with, and whole documents keep everything: quotations are compared
with them.
"""

import re

_JOINERS = "\u200c\u200d"
# Not among them are the signs of this category that are seen: those of numbers in Arabic, Syriac and Kaithi, and those
# that Egyptian hieroglyphs are arranged by.
_UNSEEN = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)

PASSED_OVER = _UNSEEN + _JOINERS
"""What search and sorting pass over, as the inside of a character class."""

unseen = re.compile(f"[{_UNSEEN}]")
"""Finds what lines leave out. The joiners stay: Persian, Hindi and emoji are written with them."""

passed_over = re.compile(f"[{PASSED_OVER}]")
"""Finds what search and sorting pass over."""

overrides = re.compile("[\u202d\u202e]")
"""Finds what turns the letters after it around, so that a text reads otherwise than it is stored."""
