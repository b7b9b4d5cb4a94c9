"""The id that somebody may have meant who named none: looked for by index, so that it costs the same among any number.

A slip of one letter is tried out: every id that it can have come from is looked up, and so is the id without its last
words. Where that finds nothing, ids that begin alike are compared, a limited number of them.
"""

import string
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler
from sqlalchemy import Connection, literal, select, union_all

from app.db.statements import OneOf, Query, core_table
from app.errors import Fault
from app.ledger.model.record_type import RecordType, record_type_of

LETTERS = f"{string.ascii_lowercase}{string.digits}-"
AFTER = "{"
"""What sorts after every letter of an id."""

SHORT = 40
"""Letters of ids of which every typing error is tried. Longer ones are found by how they begin."""

ALIKE = 200
"""Ids compared that begin with the same letters."""

SIMILAR = 0.85
"""The least similarity (Jaro-Winkler) of an id that is named."""


MAX_SOUGHT = 3
"""Unknown ids of a request for which the nearest is looked for: each costs some milliseconds."""


class NearestIds:
    """The ids that somebody may have meant, of the first few that are asked for; each is looked for once."""

    def __init__(self, connection: Connection) -> None:
        """Take the database that is looked in."""
        self._connection = connection
        self._found: dict[tuple[str, str], str | None] = {}

    def of(self, collection: str, unknown: str) -> str | None:
        """Return the id of a record that is most like one that is not there; None where none is, or too many asked."""
        key = (collection, unknown)
        if key not in self._found and len(self._found) < MAX_SOUGHT:
            self._found[key] = nearest(self._connection, record_type_of(collection), unknown)
        return self._found.get(key)

    def fault(self, collection: str, unknown: str, pointer: str) -> Fault:
        """Return the fault of a reference to a record that does not exist."""
        near = self.of(collection, unknown)
        remedy = f"give the id of one of the {collection}" if near is None else f"the nearest id is {near}"
        return Fault(f"does not exist; {remedy}", pointer=pointer)


def nearest(connection: Connection, record_type: RecordType, unknown: str) -> str | None:
    """Return the id of a record that is most like an id that none has, None where none is like it."""
    slips, beginnings = _slips(unknown), list(_beginnings(unknown))
    there = _there(connection, record_type, [*slips, *beginnings])
    for near in (sorted(slips), beginnings):
        if found := [one for one in near if one in there]:
            return found[0]
    alike = sorted(_beginning_alike(connection, record_type, unknown))
    best = process.extractOne(unknown, alike, scorer=JaroWinkler.similarity, score_cutoff=SIMILAR)
    return None if best is None else best[0]


def _slips(word: str) -> set[str]:
    """Return what a word is with a letter less, or two in the other order; a short one, with one more or another."""
    cut = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    less = {before + after[1:] for before, after in cut}
    swapped = {before + after[1] + after[0] + after[2:] for before, after in cut if after[1:]}
    slips = less | swapped
    if len(word) <= SHORT:
        slips |= {before + letter + after[1:] for before, after in cut for letter in LETTERS}
        slips |= {before + letter + after for before, after in cut for letter in LETTERS}
    return slips - {word}


def _beginnings(word: str) -> Iterable[str]:
    """Yield the word without its last words, ever fewer."""
    while "-" in word:
        word = word.rpartition("-")[0]
        yield word


def _there(connection: Connection, record_type: RecordType, ids: Sequence[str]) -> set[str]:
    column = core_table(record_type.table).c.id
    return {found for (found,) in Query(select(column).where(OneOf(column, "ids"))).on(connection, {"ids": ids})}


def _beginning_alike(connection: Connection, record_type: RecordType, unknown: str) -> set[str]:
    """Return ids that begin with all, two thirds and half of the unknown one's letters."""
    column = core_table(record_type.table).c.id
    lengths = sorted({max(2, len(unknown) * thirds // 6) for thirds in (6, 4, 3)})
    found = [
        select(
            select(column)
            .where(column >= literal(unknown[:length]), column < literal(unknown[:length] + AFTER))
            .order_by(column)
            .limit(ALIKE)
            .subquery()
        )
        for length in lengths
    ]
    return set(connection.scalars(union_all(*found)))
