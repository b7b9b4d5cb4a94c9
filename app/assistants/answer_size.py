"""How answers are kept small and clean: long texts and lists are cut, and told; what nobody would see is taken out."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from typing_extensions import TypedDict

from app.values.format_characters import without_hidden

MOST_BYTES = 20_000
"""Bytes of an answer as it is sent: all that a model gets to read at once."""

ROOM = MOST_BYTES - 3_000
"""Bytes for what a tool tells. The rest is for a cursor, for what the answer rests on, and for the protocol's frame."""

STEPS = ((2_000, 40), (1_000, 25), (500, 15), (250, 8), (120, 5), (60, 3), (30, 1))
"""How long texts and lists may be, tried one after the other until the answer is small enough."""

READABLE = STEPS[2:5]
"""The same for lists, of which the last are left out rather than shortened to less."""

MOST_CUTS = 20
"""Cuts that are named. That there are more is told."""

_OPEN = frozenset({"translations", "classifications", "external_ids", "amended"})
"""Members whose own members are not a form of Pacta's: there may be any number of them."""

# Ids, words of closed lists, days and hashes: part of one would be another.
_code = re.compile(r"[A-Za-z0-9_:.-]{1,120}").fullmatch


class Cut(TypedDict):
    """What is here in part only."""

    at: str
    """A JSON pointer into the answer."""
    shown: int
    """Characters, items or members."""
    of: int


def weight(value: Any) -> int:
    """Return the bytes of a JSON value as it is sent, at most: some transports escape what is not ASCII."""
    return len(json.dumps(value, separators=(",", ":")))


Fits = Callable[[Any], bool]
"""Whether an answer is small enough."""


def fits(answer: Any) -> bool:
    """Return whether what a tool tells is small enough."""
    return weight(answer) <= ROOM


def fits_repeated(answer: Any) -> bool:
    """Return whether it is, if it is sent once more as a text."""
    return weight(answer) + weight(json.dumps(answer, separators=(",", ":"))) <= ROOM


def shortened(value: Any, texts: int, items: int) -> tuple[Any, list[Cut]]:
    """Return a clean copy of a JSON value in which no text is longer, and no list, and what was cut."""
    cuts: list[Cut] = []
    return _shortened(value, texts, items, "", cuts), cuts


def _shortened(value: Any, texts: int, items: int, at: str, cuts: list[Cut]) -> Any:
    if isinstance(value, str):
        if len(value) <= texts or _code(value):
            return without_hidden(value)
        cuts.append({"at": at, "shown": texts, "of": len(value)})
        return without_hidden(value[:texts]) + "…"
    if isinstance(value, list):
        if len(value) > items:
            cuts.append({"at": at, "shown": items, "of": len(value)})
        return [_shortened(one, texts, items, f"{at}/{place}", cuts) for place, one in enumerate(value[:items])]
    if isinstance(value, dict):
        names = list(value)
        if at.rpartition("/")[2] in _OPEN and len(names) > items:
            cuts.append({"at": at, "shown": items, "of": len(names)})
            names = names[:items]
        clean = {without_hidden(name)[:120]: value[name] for name in names}
        return {name: _shortened(one, texts, items, f"{at}/{pointed(name)}", cuts) for name, one in clean.items()}
    return value


def pointed(name: str) -> str:
    """Return a member's name as a JSON pointer has it (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def fitting(value: dict[str, Any], fits: Fits) -> dict[str, Any]:
    """Return what is left of an object once it fits, with what was cut of it as `whole` and `cut`."""
    answer: dict[str, Any] = {}
    for texts, items in STEPS:
        answer = with_cuts(*shortened(value, texts, items))
        if fits(answer):
            return answer
    cuts: list[Cut] = []
    while not fits(with_cuts(answer, cuts)):
        # Not what Pacta makes; but what another server answers is not for it to say.
        largest = max(answer, key=lambda name: weight(answer[name]))
        del answer[largest]
        cuts.append({"at": f"/{pointed(largest)}", "shown": 0, "of": 1})
    return with_cuts(answer, cuts)


def with_cuts(answer: dict[str, Any], cuts: Sequence[Cut]) -> dict[str, Any]:
    """Return an answer with what was cut of it, the outermost first."""
    named = sorted(cuts, key=lambda cut: cut["at"].count("/"))[:MOST_CUTS]
    return answer | {"whole": not cuts, "cut": named}


def leading(rows: Sequence[Any], rest: dict[str, Any], fits: Fits) -> tuple[dict[str, Any], int]:
    """Return an answer with as many of the rows as fit, as `items`, and how many those are: one at least, if any.

    Rows are shortened before any is left out, but not to less than what says something.
    """
    answer: dict[str, Any] = {}
    for texts, items in READABLE:
        answer = _listed(rows, rest, texts, items)
        if fits(answer):
            return answer, len(rows)
    least, most = 1, len(rows) - 1
    while least < most:
        middle = (least + most + 1) // 2
        if fits(_listed(rows[:middle], rest, texts, items)):
            least = middle
        else:
            most = middle - 1
    answer = _listed(rows[:least], rest, texts, items)
    return (answer if fits(answer) else fitting({"items": list(rows[:least])} | rest, fits)), least


def _listed(rows: Sequence[Any], rest: dict[str, Any], texts: int, items: int) -> dict[str, Any]:
    cuts: list[Cut] = []
    listed = [_shortened(row, texts, items, f"/items/{place}", cuts) for place, row in enumerate(rows)]
    return with_cuts({"items": listed} | rest, cuts)
