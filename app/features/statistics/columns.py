"""Keeps what was known of pledges in columns: a projection that writes those segments anew whose pledges changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from app.db.row_keys import is_row, key_of, primary_key
from app.db.statements import core_table
from app.features.statistics.codec import pack, unpack
from app.features.statistics.column_schema import (
    END,
    FAMILIES,
    LAYOUT,
    RECORD,
    SCORE,
    SCORE_FAMILIES,
    SEGMENT,
    day_number,
    instant_number,
)
from app.ledger.entries import record_numbers
from app.ledger.model.state_rows import in_chunks
from app.ledger.projections.projections import Entered, Projection, register_projection
from app.records.base.history.projection import KNOWN
from app.records.pledges.queries import COLLECTION
from app.tables.columns import KnownColumns, KnownWord
from app.tables.known import KnownRecord, KnownScore, KnownTerm

PLEDGES = COLLECTION.record_type.collection

Word = tuple[str, str]
"""A family, and a word or an id of it."""

Rows = dict[str, list[list[int]]]
"""Rows of numbers, by field."""


def _clear(connection: Connection) -> None:
    # Emptied, and the words left: whoever has read them sees that they changed, and goes on by the same numbers.
    connection.execute(update(KnownColumns).values(data=b"", changed=_next(connection)))


def _next(connection: Connection) -> int:
    """Return the number of the next change of columns: no two have the same, whatever is made anew."""
    return (connection.scalar(select(func.max(KnownColumns.changed))) or 0) + 1


def _project(connection: Connection, entries: Sequence[Entered]) -> None:
    ids = list({entry.record: None for entry in entries if entry.collection == PLEDGES})
    if not ids:
        return
    numbers = record_numbers.numbers(connection, PLEDGES, ids)
    fresh = _fresh(connection, numbers)
    segments = {number // SEGMENT for number in numbers.values()}
    table = core_table(KnownColumns)
    stored = connection.execute(select(table).where(table.c.segment.in_(segments)))
    before = {(row.field, row.segment): row.data for row in stored}
    changed = _next(connection)
    written = [
        {"field": field, "segment": segment, "changed": changed, "data": data}
        for field, rows in fresh.items()
        for segment, data in _replaced(field, rows, numbers.values(), before).items()
    ]
    keys = primary_key(table)
    replaced = [key_of(row, keys) for row in written if (row["field"], row["segment"]) in before]
    if replaced:
        connection.execute(delete(table).where(*is_row(table, keys)), replaced)
    if written:
        connection.execute(insert(table), written)


COLUMNS = register_projection(Projection("columns", 1, _clear, _project, rests_on=KNOWN))


def _replaced(
    field: str, fresh: Sequence[Sequence[int]], numbers: Iterable[int], before: Mapping[tuple[str, int], bytes]
) -> dict[int, bytes]:
    """Return the segments of a field that change when the rows of pledges of these numbers become the fresh ones."""
    width = len(LAYOUT[field])
    rows = np.array(fresh, np.int64).reshape(-1, width).T
    # In one order, whichever way they came: of a pledge after the other, which joins rely on.
    rows = rows[:, np.lexsort(rows[::-1])]
    changed = np.sort(np.fromiter(numbers, np.int64))
    found: dict[int, bytes] = {}
    for segment in np.unique(changed // SEGMENT).tolist():
        within = np.array([segment, segment + 1]) * SEGMENT
        own = rows[:, slice(*np.searchsorted(rows[0], within))]
        stored = np.array(unpack(before.get((field, segment), b""), width), np.int64)
        is_changed = np.zeros(stored.shape[1], np.bool_)
        for pledge in changed[slice(*np.searchsorted(changed, within))]:
            is_changed[slice(*np.searchsorted(stored[0], [pledge, pledge + 1]))] = True
        if not np.array_equal(stored[:, is_changed], own):
            rest = stored[:, ~is_changed]
            found[segment] = pack(list(np.insert(rest, np.searchsorted(rest[0], own[0]), own, axis=1)))
    return found


def _fresh(connection: Connection, numbers: Mapping[str, int]) -> Rows:
    """Return what is known of pledges by now, by field."""
    rows: Rows = {field: [] for field in LAYOUT}
    terms, scores = core_table(KnownTerm), core_table(KnownScore)
    own = [terms.c.collection == PLEDGES, terms.c.field.in_(FAMILIES)]
    known_terms = list(_of(connection, select(terms).where(*own), terms.c.record, numbers))
    known_scores = list(_of(connection, select(scores), scores.c.record, numbers))
    words: dict[Word, None] = {(FAMILIES[row.field], row.value): None for row in known_terms}
    for row in known_scores:
        words |= {(family, getattr(row, name)): None for name, family in SCORE_FAMILIES.items()}
    coded = _coded(connection, list(words))
    for row in known_terms:
        word = coded[FAMILIES[row.field], row.value]
        rows[row.field].append([*_held(row, numbers), word, day_number(row.from_day), day_number(row.to_day)])
    for row in known_scores:
        scaled = [coded[family, getattr(row, name)] for name, family in SCORE_FAMILIES.items()]
        days = [day_number(row.period_first_day), day_number(row.period_last_day)]
        rows[SCORE].append([*_held(row, numbers), *scaled, row.score, *days, row.entry])
    records = core_table(KnownRecord)
    statement = select(records).where(records.c.collection == PLEDGES)
    for row in _of(connection, statement, records.c.record, numbers):
        days = [day_number(row.first_day), day_number(row.due_last_day)]
        rows[RECORD].append([*_held(row, numbers), *days, instant_number(row.updated_at)])
    return rows


def _of(connection: Connection, statement: Any, record: Any, ids: Iterable[str]) -> Iterator[Row[Any]]:
    for piece in in_chunks(list(ids)):
        yield from connection.execute(statement.where(record.in_(piece)))


def _held(row: Row[Any], numbers: Mapping[str, int]) -> list[int]:
    return [numbers[row.record], row.from_entry, min(row.to_entry, END)]


def _coded(connection: Connection, words: Sequence[Word]) -> dict[Word, int]:
    """Return the numbers of words; those that are new get the next of their family."""
    table = KnownWord
    found: dict[Word, int] = {}
    families = sorted({family for family, _word in words})
    for piece in in_chunks(sorted({word for _family, word in words})):
        statement = select(core_table(table)).where(table.family.in_(families), table.word.in_(piece))
        found |= {(row.family, row.word): row.number for row in connection.execute(statement)}
    new = [word for word in words if word not in found]
    if new:
        grown = {family for family, _word in new}
        following = select(table.family, func.max(table.number) + 1).where(table.family.in_(grown))
        after = {row[0]: row[1] for row in connection.execute(following.group_by(table.family))}
        for family, word in new:
            found[family, word] = after.get(family, 0)
            after[family] = found[family, word] + 1
        rows = [{"family": family, "word": word, "number": found[family, word]} for family, word in new]
        connection.execute(insert(table), rows)
    return found
