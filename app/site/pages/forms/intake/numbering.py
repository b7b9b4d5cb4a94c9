"""Fields of things of which a form has several: `candidate-3-title` is the title of the third."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from app.site.pages.editing.entries import Entries

MOST = 1_000
"""Numbers from here on are none of ours."""

_prefix = re.compile(r"([a-z]+)-(?:([1-9][0-9]{0,2})-)?").match
_row = re.compile(r"([a-z]+)-([1-9][0-9]{0,2})-([a-z_]+)").fullmatch


class Numbering:
    """The fields of a form by what they belong to. It is found out once: a form has thousands."""

    def __init__(self, entries: Entries) -> None:
        """Sort the fields."""
        self._numbers: dict[str, set[int]] = {}
        self._rows: dict[str, list[tuple[str, int, str]]] = {}
        for field, values in entries.values.items():
            prefix, what, number = _owner(field)
            if number:
                self._numbers.setdefault(what, set()).add(number)
            if prefix and (row := _row(field[len(prefix) :])) and any(value.strip() for value in values):
                self._rows.setdefault(prefix, []).append((row[1], int(row[2]), row[3]))

    def numbers(self, what: str) -> list[int]:
        """Return the numbers of all that the form has of something, in order."""
        return sorted(self._numbers.get(what, ()))

    def rows(self, prefix: str, kind: str, by: Iterable[str]) -> list[int]:
        """Return the numbers of the rows of a kind below a prefix of which one of some fields holds anything."""
        names = frozenset(by)
        return sorted({number for of, number, name in self._rows.get(prefix, ()) if of == kind and name in names})


@lru_cache(20_000)
def _owner(field: str) -> tuple[str, str, int]:
    found = _prefix(field)
    return ("", "", 0) if found is None else (found[0], found[1], int(found[2] or 0))


def numbers_of(entries: Entries, what: str) -> list[int]:
    """Return the numbers of all that a form has of something, in order."""
    owners = map(_owner, entries.values)
    return sorted({number for _prefix_, of, number in owners if of == what and number})


def without(values: Mapping[str, Sequence[str]], prefix: str) -> dict[str, Sequence[str]]:
    """Return fields without those below a prefix."""
    return {name: given for name, given in values.items() if not name.startswith(prefix)}


def text_of(entries: Entries) -> str:
    """Return the text that was read, with all its white space: places in it are counted."""
    return "".join(entries.values.get("text", ())[-1:])
