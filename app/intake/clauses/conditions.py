"""Where the words of a sentence name conditions: "if …", "provided that …"."""

from collections.abc import Sequence

from app.intake.text.tokens import Token

MOST_CONDITIONS = 40
"""Conditions of a sentence that are looked at."""

_INVERTED = frozenset({"should", "were"})
_NO_CONDITION = frozenset({"even", "as", "como", "incluso"})
"""What makes another word of "if": even if, as if."""


def conditions_of(tokens: Sequence[Token], conditional: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Return the places of the conditions that a sentence names; `conditional` are phrases that begin one."""
    lows = [token.low for token in tokens]
    found = []
    if lows and lows[0] in _INVERTED and "," in lows:
        # "Should the trial succeed, Norway will".
        found.append((0, lows.index(",")))
    for at, low in enumerate(lows):
        phrase = next((one for one in conditional if low == one[0] and tuple(lows[at : at + len(one)]) == one), None)
        if phrase is None or (len(phrase) == 1 and at and lows[at - 1] in _NO_CONDITION):
            continue
        begun = at + len(phrase)
        end = next((n for n in range(begun, len(lows)) if tokens[n].text in ',;.”"'), len(lows))
        if end > begun:
            found.append((at, end))
            if len(found) == MOST_CONDITIONS:
                break
    return found
