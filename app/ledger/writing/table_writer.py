"""The tables brought from one state of a batch to the next: only rows that differ, many at a time."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Table, Update, bindparam, delete, insert, update

from app.db.row_keys import is_row, key_of, primary_key
from app.db.statements import Query, core_table
from app.ledger.model.nested_tables import NestedTable
from app.ledger.model.part_type import PartType
from app.ledger.model.record_rows import Row
from app.ledger.model.record_state import State
from app.ledger.model.record_type import DerivedTable, RecordType, all_record_types
from app.ledger.model.rows.batches import Touched
from app.ledger.model.rows.state_rows import stored_derived_rows
from app.ledger.model.rows.written_rows import derived_row, nested_rows, part_row, record_row, row_change
from app.ledger.model.shapes import Values
from app.ledger.model.size_limit import refuse_large
from app.tables.base import owner_key


class TableWriter:
    """Collects what each table needs, then writes: rows out, records, nested rows in, parts."""

    def __init__(self, connection: Connection) -> None:
        """Start with nothing to do."""
        self._connection = connection
        self._out: dict[Table, list[Values]] = {}
        self._in: dict[Table, list[Values]] = {}
        self._records: dict[Table, list[Values]] = {}
        self._updates: dict[tuple[Table, tuple[str, ...]], list[tuple[Values, Mapping[str, Any], Values]]] = {}
        self._parts: dict[Table, list[Values]] = {}
        self._nested_part_rows: dict[Table, list[Values]] = {}
        self._gone: dict[RecordType, list[str]] = {}

    def write(self, batch: Iterable[Touched]) -> None:
        """Bring the tables from `before` to `after` of each record."""
        for touched in batch:
            self._collect(touched)
        for table, rows in self._out.items():
            self._delete(table, rows)
        for table, rows in self._records.items():
            _insert_statement(table, tuple(rows[0])).write(self._connection, rows)
        for (table, _columns), changes in self._updates.items():
            self._update(table, changes)
        for collected in (self._in, self._parts, self._nested_part_rows):
            for table, rows in collected.items():
                _insert_statement(table, tuple(rows[0])).write(self._connection, rows)
        self._delete_records()

    def _collect(self, touched: Touched) -> None:
        table = core_table(touched.record_type.table)
        before, after = touched.before, touched.after
        if after is None:
            if before is not None:
                self._collect_gone(touched, before)
            return
        assert touched.document is not None  # noqa: S101 - rendered before it is stored
        if touched.row is None or before is None:
            row = record_row(touched.record_type, after, touched.document, touched.text_of(after.written))
            self._records.setdefault(table, []).append(row)
        else:
            was, row = _row_change(touched, touched.row, before, after, touched.document)
            self._change(table, {"id": after.id}, was, row)
            # What is written is no column of the change where it stays as it is.
            row = {"written": touched.row["written"], **row}
        touched.texts = (row["written"], row["document"])
        if before is None or before.written != after.written:
            refuse_large(touched.record_type.noun, after.written, row["written"], after.id)
            old = None if before is None else before.written
            for nested_table in touched.record_type.nested_tables:
                if after.written[nested_table.field] or old is not None:
                    self._exchange(nested_table, old, after.written, (after.id,), self._in)
        for derived in touched.record_type.derived:
            self._exchange_derived(derived, self._held(derived, touched), touched.document)
        for name, part_type in touched.record_type.part_types.items():
            self._collect_parts(touched, name, part_type, after)

    def _collect_gone(self, touched: Touched, before: State) -> None:
        """Collect a record to delete, its nested rows first: one that refers to the record itself would keep it."""
        self._gone.setdefault(touched.record_type, []).append(before.id)
        for nested_table in touched.record_type.nested_tables:
            self._exchange(nested_table, before.written, None, (before.id,), self._in)

    def _collect_parts(self, touched: Touched, name: str, part_type: PartType, after: State) -> None:
        rows, parts = touched.part_rows.get(name, {}), after.parts.get(name, {})
        if not rows and not parts:
            return
        table = core_table(part_type.table)
        before = touched.before.parts.get(name, {}) if touched.before else {}
        # A record that was deleted and created again in one batch has none of its old parts.
        if gone := [part for part in rows if part not in parts]:
            self._out.setdefault(table, []).extend({owner_key(table).name: after.id, "id": part} for part in gone)
        for (of_type, id), document in touched.part_documents.items():
            if of_type != name:
                continue
            part = parts[id]
            text = touched.text_of(part.written, f"{name}/{part.id}")
            row = part_row(part_type, after.id, part, document, text)
            if part.id in rows:
                self._change(table, row, rows[part.id], row)
            else:
                self._parts.setdefault(table, []).append(row)
            old = before[part.id].written if part.id in before else None
            if old != part.written:
                refuse_large(part_type.noun, part.written, row.get("written", ""))
            for nested_table in part_type.nested_tables:
                if part.written[nested_table.field] or old is not None:
                    self._exchange(nested_table, old, part.written, (after.id, part.id), self._nested_part_rows)

    def _change(self, table: Table, key: Values, old: Mapping[str, Any], new: Values) -> None:
        # Of a part's row only the columns that all part types share were read: its other columns follow from that.
        if any(name in old and old[name] != value for name, value in new.items()):
            self._updates.setdefault((table, tuple(new)), []).append((key_of(key, primary_key(table)), old, new))

    def _exchange(
        self,
        nested_table: NestedTable,
        before: Values | None,
        after: Values | None,
        ids: Sequence[str],
        into: dict[Table, list[Values]],
    ) -> None:
        """Collect the rows that go and those that come. `ids` begin their key: of the record, and of its part."""
        field = nested_table.field
        if (before is None or not before[field]) and (after is None or not after[field]):
            return
        table = core_table(nested_table.table)
        keys = primary_key(table)
        key = dict(zip(keys, ids, strict=False))
        new = nested_rows(nested_table, after, key)
        if before is None or not before[field]:
            into.setdefault(table, []).extend(new)
            return
        old = nested_rows(nested_table, before, key)
        if old == new:
            return
        if len(old) == len(new):
            # Most often few of many differ, in their places.
            differing = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
            old, new = [one for one, _other in differing], [other for _one, other in differing]
        was = {tuple(row[name] for name in keys): row for row in old}
        now = {tuple(row[name] for name in keys): row for row in new}
        if out := [row for key, row in was.items() if now.get(key) != row]:
            self._out.setdefault(table, []).extend(out)
        if fresh := [row for key, row in now.items() if was.get(key) != row]:
            into.setdefault(table, []).extend(fresh)

    def _held(self, derived: DerivedTable, touched: Touched) -> set[tuple[Any, ...]]:
        """Return the rows of a derived table as they are: those of the document as it was, if it can be read."""
        if touched.queued and touched.after is not None:
            held = stored_derived_rows(self._connection, derived, [touched.after.id]).get(touched.after.id, [])
            return {tuple(row[name] for name in derived.columns) for row in held}
        before = touched.document_before
        return set() if before is None else set(derived.rows(before))

    def _exchange_derived(self, derived: DerivedTable, old: set[tuple[Any, ...]], after: Values) -> None:
        table, new = core_table(derived.table), set(derived.rows(after))
        if old == new:
            return
        if not old:
            self._in.setdefault(table, []).extend(derived_row(derived, after, row) for row in sorted(new))
            return
        keys = primary_key(table)
        gone = [derived_row(derived, after, row) for row in sorted(old - new)]
        was = {tuple(row[name] for name in keys): row for row in gone}
        for row in (derived_row(derived, after, row) for row in sorted(new - old)):
            known = was.pop(tuple(row[name] for name in keys), None)
            if known is None:
                self._in.setdefault(table, []).append(row)
            else:
                self._change(table, row, known, row)
        if was:
            self._out.setdefault(table, []).extend(was.values())

    def _delete_records(self) -> None:
        """Delete records, those that others of them refer to last: in parts, they may refer to each other."""
        if sum(map(len, self._gone.values())) > 1:
            for record_type, ids in self._gone.items():
                parts, derived = record_type.part_types.values(), record_type.derived
                for table in (*(one.table for one in parts), *(one.table for one in derived)):
                    _delete_owned_statement(core_table(table)).write(self._connection, [{"id": id} for id in ids])
        for record_type in reversed(all_record_types()):
            if record_type in self._gone:
                self._delete(core_table(record_type.table), [{"id": id} for id in self._gone[record_type]])

    def _delete(self, table: Table, rows: Sequence[Values]) -> None:
        keys = primary_key(table)
        _delete_statement(table).write(self._connection, [key_of(row, keys) for row in rows])

    def _update(self, table: Table, changes: Sequence[tuple[Values, Mapping[str, Any], Values]]) -> None:
        """Set in every changed row what differs in any: one statement, however the rows differ."""
        keys = primary_key(table)
        differing = {
            name: None
            for _key, old, new in changes
            for name, value in new.items()
            if name not in keys and (name not in old or old[name] != value)
        }
        rows = [key | {name: new[name] for name in differing} for key, _old, new in changes]
        _update_statement(table, tuple(differing)).write(self._connection, rows)


def _row_change(
    touched: Touched, row: Row, before: State, after: State, document: Values
) -> tuple[Mapping[str, Any], Values]:
    """Return columns of a record's row as they were and as they become: those in which a write can change it.

    Of the row as it was those columns alone were read that all records share: the others follow from these, if its
    document can be read. One that is queued may be of an older form.
    """
    document_before = None if touched.queued else touched.document_before
    text = touched.text_of(after.written)
    if document_before is None:
        return row, record_row(touched.record_type, after, document, text)
    return row_change(touched.record_type, row, before, document_before, after, document, text)


@cache
def _insert_statement(table: Table, columns: Sequence[str]) -> Query[Insert]:
    return Query(insert(table).values({name: bindparam(name) for name in columns}))


@cache
def _delete_statement(table: Table) -> Query[Delete]:
    return Query(delete(table).where(*is_row(table, primary_key(table))))


@cache
def _delete_owned_statement(table: Table) -> Query[Delete]:
    return Query(delete(table).where(owner_key(table) == bindparam("id", type_=owner_key(table).type)))


@cache
def _update_statement(table: Table, columns: Sequence[str]) -> Query[Update]:
    values: dict[str, Any] = {name: bindparam(name) for name in columns}
    return Query(update(table).where(*is_row(table, primary_key(table))).values(values))
