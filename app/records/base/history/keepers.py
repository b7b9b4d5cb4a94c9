"""Keepers of histories that every collection has: facts, nested values, cited sources, and when records changed."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select
from typing_extensions import override

from app.db.statements import core_table
from app.ledger.model.nested_tables import DIFFERENT_FROM, NestedTable
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values, references
from app.ledger.model.stored_shapes import completed
from app.records.base.history.rows import OpenRows, Row, every, of_parts
from app.records.base.history.steps import (
    Change,
    Changed,
    Gone,
    ItemWritten,
    PartDeleted,
    PartItemWritten,
    PartWithdrawn,
    PartWritten,
    Step,
    Written,
)
from app.strict_json import decode
from app.tables.history import ALWAYS, NEVER, REFERENCES, TWINS, UPDATES
from app.tables.ledger.entries import Entry
from app.vocabulary import Operation

SOURCES = "sources"


class Keeper(ABC):
    """Keeps the history of one thing of a collection's records: rows of a twin, entry by entry."""

    def __init__(self, *rows: OpenRows) -> None:
        """Take the rows that are kept."""
        self.rows = rows

    def load(self, connection: Connection, changed: Changed) -> None:
        """Read what holds of the records that were touched. Those that are rebuilt have nothing."""
        for rows in self.rows:
            rows.load(connection, [record for record in changed.records if record not in changed.anew])

    def load_parts(self, rows: OpenRows, connection: Connection, changed: Changed) -> list[tuple[str, Step]]:
        """Read of some rows those that hold under the records themselves and the parts that were touched.

        Return what was done to the records that are not rebuilt, step by step.
        """
        known = {record: changes for record, changes in changed.records.items() if record not in changed.anew}
        steps = [(record, step) for record, changes in known.items() for change in changes for step in change.steps]
        whole = {record for record, step in steps if isinstance(step, Gone)}
        parts = {path for _record, step in steps if (path := _part_of(step))}
        rows.load(connection, list(whole))
        rest = [record for record in known if record not in whole]
        rows.load(connection, rest, of_parts, parts=["", *parts])
        return steps

    @abstractmethod
    def take(self, record: str, change: Change, step: Step) -> None:
        """Let what holds follow a step."""

    def forget(self, connection: Connection, records: Sequence[str]) -> None:
        """Delete the whole history of records."""
        for rows in self.rows:
            rows.forget(connection, records)

    def store(self, connection: Connection) -> None:
        """Write what changed."""
        for rows in self.rows:
            rows.store(connection)

    def close(self, record: str, number: int) -> None:
        """Let nothing hold of a record any longer."""
        for rows in self.rows:
            rows.replace(record, (), number)


class FactsKeeper(Keeper):
    """Keeps the columns of a record that filters and sorts look at: a row each time that one changes."""

    def __init__(self, record_type: RecordType) -> None:
        """Take the kind of the records."""
        self._record_type = record_type
        self._facts = OpenRows(TWINS[core_table(record_type.table)], "id")
        super().__init__(self._facts)

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        if isinstance(step, Written):
            columns = self._record_type.written_columns(step.written)
            row = {column.name: columns[column.name] for column in self._facts.table.c if column.name in columns}
            self._facts.replace(record, [row], change.number)


class NestedKeeper(Keeper):
    """Keeps the rows of a nested table: one a value."""

    def __init__(self, nested_table: NestedTable) -> None:
        """Take the nested table."""
        twin = TWINS[core_table(nested_table.table)]
        self._child = nested_table
        self._names = [column.name for column in twin.c]
        self.nested = OpenRows(twin, self._names[0])
        super().__init__(self.nested)

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        if isinstance(step, Written):
            self._replace(record, step.written[self._child.field], change.number, every)
        elif isinstance(step, ItemWritten) and step.field == self._child.field:
            items = [] if step.body is None else [step.body]
            self._replace(record, items, change.number, lambda row: row.get("id") == step.item)

    def _replace(self, record: str, items: Any, number: int, only: Callable[[Row], bool]) -> None:
        made = ({name: row[name] for name in self._names if name in row} for row in self._child.rows(items))
        # A row whose columns are all empty says nothing that could be asked for.
        told = [row for row in made if any(row[name] is not None for name in row if name != "id")]
        self.nested.replace(record, told, number, only)


class ReferencesKeeper(Keeper):
    """Keeps which sources a record refers to: in its fields on all days, in each of its parts from its day on."""

    def __init__(self, record_type: RecordType) -> None:
        """Take the kind of the records."""
        self._record_type = record_type
        self._days: dict[tuple[str, str], str] = {}
        self._references = OpenRows(
            REFERENCES, "from_record", from_collection=record_type.collection, to_collection=SOURCES
        )
        super().__init__(self._references)

    @override
    def load(self, connection: Connection, changed: Changed) -> None:
        for record, step in self.load_parts(self._references, connection, changed):
            if isinstance(step, PartItemWritten) or (isinstance(step, PartWritten) and self._lacks_day(record, step)):
                self._load_day(connection, record, step)

    def _lacks_day(self, record: str, step: PartWritten) -> bool:
        """Return whether a part that was put right comes to refer to sources, and did not before."""
        path = f"{step.part_type}/{step.part}"
        if not step.before or any(row["part"] == path for row in self._references.open(record)):
            return False
        model = self._record_type.part_types[step.part_type].written
        return any(found.collection == SOURCES for found in references(model, step.written))

    def _load_day(self, connection: Connection, record: str, step: PartItemWritten | PartWritten) -> None:
        path = f"{step.part_type}/{step.part}"
        statement = (
            select(Entry.body, Entry.at)
            .where(Entry.collection == self._record_type.collection, Entry.record == record)
            .where(Entry.part == path, Entry.operation == Operation.PUT)
            .order_by(Entry.version.desc())
            .limit(1)
        )
        found = connection.execute(statement).first()
        if found is not None and found.body is not None:
            written = completed(self._record_type.part_types[step.part_type].written, decode(found.body))
            self._days.setdefault((record, path), self._day(step.part_type, written, found.at))

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        if isinstance(step, Written):
            rows = self._rows(self._record_type.written, step.written, "", ALWAYS)
            self._references.replace(record, rows, change.number, lambda row: row["part"] == "")
        elif isinstance(step, ItemWritten):
            self._take_item(record, change, step, "", ALWAYS)
        elif isinstance(step, PartWritten):
            path = f"{step.part_type}/{step.part}"
            day = self._day(step.part_type, step.written, step.recorded_at)
            if step.before:
                held = (row["from_day"] for row in self._references.open(record) if row["part"] == path)
                day = next(held, self._days.get((record, path), day))
            self._days[record, path] = day
            rows = self._rows(self._record_type.part_types[step.part_type].written, step.written, path, day)
            self._references.replace(record, rows, change.number, lambda row: row["part"] == path)
        elif isinstance(step, PartItemWritten):
            path = f"{step.part_type}/{step.part}"
            self._take_item(record, change, step, path, self._days[record, path])
        elif isinstance(step, PartDeleted):
            path = f"{step.part_type}/{step.part}"
            self._references.replace(record, (), change.number, lambda row: row["part"] == path)

    def _take_item(self, record: str, change: Change, step: ItemWritten | PartItemWritten, part: str, day: str) -> None:
        item = f"{step.field}/{step.item}"
        written = {} if step.body is None else {step.field: [step.body]}
        model = (
            self._record_type.part_types[step.part_type].written
            if isinstance(step, PartItemWritten)
            else self._record_type.written
        )
        rows = self._rows(model, written, part, day)
        self._references.replace(record, rows, change.number, lambda row: row["part"] == part and row["item"] == item)

    def _rows(self, model: Any, written: Values, part: str, day: str) -> Iterator[Values]:
        for found in references(model, written):
            # A source that is told apart from another does not rest on it.
            if found.collection == SOURCES and not found.field.startswith(DIFFERENT_FROM):
                yield {
                    "part": part,
                    "item": _item_of(written, found.pointer),
                    "to_record": found.record,
                    "from_day": day,
                    "to_day": NEVER,
                }

    def _day(self, part_type: str, written: Values, recorded_at: str) -> str:
        return self._record_type.part_types[part_type].day(written, recorded_at) or ALWAYS


def _part_of(step: Step) -> str | None:
    if isinstance(step, (PartWritten, PartItemWritten, PartWithdrawn, PartDeleted)):
        return f"{step.part_type}/{step.part}"
    return None


def _item_of(written: Values, pointer: str) -> str:
    """Return the item of a list in which a reference stands: the field and the item's id, or the field alone."""
    field, *rest = pointer.removeprefix("/").split("/")
    item = written[field][int(rest[0])] if rest and isinstance(written[field], list) else None
    return f"{field}/{item['id']}" if isinstance(item, Mapping) and "id" in item else field


class UpdatesKeeper(Keeper):
    """Keeps when records last changed."""

    def __init__(self, record_type: RecordType) -> None:
        """Take the kind of the records."""
        super().__init__(OpenRows(UPDATES, "record", collection=record_type.collection))

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        (rows,) = self.rows
        rows.replace(record, [{"updated_at": change.at}], change.number)
