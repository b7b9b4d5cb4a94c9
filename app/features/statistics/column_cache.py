"""The columns of what was known of pledges, in memory: what changed since is read again, the rest is there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from sqlalchemy import Connection, and_, or_, select

from app.features.statistics.codec import Column, unpack
from app.features.statistics.column_schema import LAYOUT, RECORD, families_of
from app.tables.columns import KnownColumns, KnownWord

NOWHERE = -1
"""The place of a pledge that is not among those that are known."""


@dataclass
class _Field:
    """The rows of a field: their columns, where each segment stands in them, and the last change that is in them."""

    columns: list[Column]
    segments: dict[int, slice] = field(default_factory=dict)
    changed: int = 0
    placed: tuple[Column, Column] | None = None
    """The places of the rows' pledges, and the pledges among which these are the places."""


@dataclass(frozen=True)
class Loaded:
    """Rows of fields by column, the numbers of all pledges in order, and the places of the rows' pledges in these.

    `words` are those of the families that the first fields need, each in the place of its number.
    """

    columns: Mapping[str, Mapping[str, Column]]
    places: Mapping[str, Column]
    pledges: Column
    words: Mapping[str, Sequence[str]]


class Columns:
    """What a process has read of the columns.

    It may be ahead of the snapshot of who asks: rows are closed, and taken away only when they are redacted, so that
    what it holds tells every earlier moment as well.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._fields: dict[str, _Field] = {}
        self._words: dict[str, list[str]] = {}
        self._pledges: Column = np.empty(0, np.int32)
        self._lock = Lock()

    def load(self, connection: Connection, fields: Sequence[str], before: Loaded | None = None) -> Loaded:
        """Return the rows of fields, brought up to what the connection sees.

        The records are among the first: they tell which pledges there are. What is loaded later goes with what was
        loaded `before`, and comes without words.
        """
        with self._lock:
            news = self._read(connection, fields)
            families = {family for name in fields for family in families_of(name)} if before is None else ()
            words = self._read_words(connection, families)
            for name, segments in news.items():
                self._take_in(name, segments)
            pledges = self._pledges if before is None else before.pledges
            columns = {name: dict(zip(LAYOUT[name], self._fields[name].columns, strict=True)) for name in fields}
            places = {name: _places(self._fields[name], pledges) for name in fields}
        if before is None:
            return Loaded(columns, places, pledges, words)
        return Loaded({**before.columns, **columns}, {**before.places, **places}, pledges, before.words)

    def _read(self, connection: Connection, fields: Sequence[str]) -> dict[str, dict[int, tuple[int, bytes]]]:
        """Return the segments of fields that changed since they were read, with the numbers of the changes."""
        table = KnownColumns
        for name in fields:
            self._fields.setdefault(name, _Field([np.empty(0, np.int32) for _name in LAYOUT[name]]))
        news = (and_(table.field == name, table.changed > self._fields[name].changed) for name in fields)
        found: dict[str, dict[int, tuple[int, bytes]]] = {}
        statement = select(table.field, table.segment, table.changed, table.data).where(or_(*news))
        for name, segment, changed, data in connection.execute(statement):
            found.setdefault(name, {})[segment] = changed, data
        return found

    def _read_words(self, connection: Connection, families: Iterable[str]) -> dict[str, Sequence[str]]:
        """Return the words of families."""
        table = KnownWord
        known = {family: self._words.setdefault(family, []) for family in sorted(families)}
        news = [and_(table.family == family, table.number >= len(words)) for family, words in known.items()]
        if news:
            statement = select(table.family, table.word).where(or_(*news)).order_by(table.family, table.number)
            for family, word in connection.execute(statement):
                known[family].append(word)
        return {family: tuple(words) for family, words in known.items()}

    def _take_in(self, name: str, news: Mapping[int, tuple[int, bytes]]) -> None:
        """Put segments in the place of what stood for them."""
        before = self._fields[name]
        fresh = {segment: unpack(data, len(LAYOUT[name])) for segment, (_changed, data) in news.items()}
        order = sorted({*before.segments, *fresh})
        columns = [
            _joined([fresh[one][place] if one in fresh else stored[before.segments[one]] for one in order])
            for place, stored in enumerate(before.columns)
        ]
        lengths = [len(fresh[one][0]) if one in fresh else _length(before.segments[one]) for one in order]
        ends = np.cumsum(lengths).tolist()
        segments = {one: slice(end - length, end) for one, length, end in zip(order, lengths, ends, strict=True)}
        self._fields[name] = _Field(columns, segments, max(changed for changed, _data in news.values()))
        if name == RECORD:
            # The rows stand in their order.
            pledges = columns[0][np.flatnonzero(np.diff(columns[0], prepend=-1))]
            if not np.array_equal(pledges, self._pledges):
                self._pledges = pledges


def _places(known: _Field, pledges: Column) -> Column:
    """Return where the pledges of a field's rows stand among pledges."""
    if known.placed is None or known.placed[0] is not pledges:
        last = int(pledges[-1]) if len(pledges) else 0
        table = np.full(last + 2, NOWHERE, np.int32)
        table[pledges] = np.arange(len(pledges), dtype=np.int32)
        known.placed = pledges, table[np.minimum(known.columns[0], last + 1)]
    return known.placed[1]


def _length(of: slice) -> int:
    length: int = of.stop - of.start
    return length


def _joined(pieces: Sequence[Column]) -> Column:
    """Return pieces as one column; one of a single number takes no room."""
    whole = np.concatenate(pieces)
    if len(whole) and whole[0] == whole[-1] and bool((whole == whole[0]).all()):
        return np.broadcast_to(whole[:1].copy(), whole.shape)
    return whole
