"""What the rows of a sheet give: records, put together where several rows speak of one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.exchange.imports.mapping.cells import CellMaker
from app.exchange.imports.mapping.models import Mapping, RowRule, SheetMapping
from app.exchange.imports.mapping.pieces import PiecesMaker
from app.exchange.imports.mapping.record_node import Origin, RecordNode, add_values
from app.exchange.imports.mapping.rows import RowContext, shown
from app.exchange.imports.mapping.sources import Source
from app.exchange.imports.mapping.templates import ColumnsMaker, Conditions, ObjectMaker, maker_of, over
from app.ledger.model.record_type import RecordType
from app.records.registry import RECORD_TYPES
from app.values.identifiers import distinct

Key = tuple[str, str]


@dataclass
class Given:
    """A record that rows gave so far."""

    record_type: RecordType
    id: str
    values: dict[str, Any]
    origins: dict[str, list[tuple[int, Origin]]]
    first: Origin

    def node(self) -> RecordNode:
        """Return it as a record of a bundle is read."""
        return RecordNode({"id": self.id} | self.values, self.first.line, self.origins, self.first)


class Rule:
    """A rule of a mapping, made ready for the columns of a sheet."""

    def __init__(self, rule: RowRule, source: Source, mapping: Mapping) -> None:
        """Prepare what it makes."""
        self.rule = rule
        self.record_type = RECORD_TYPES[rule.collection]
        self.id = CellMaker(rule.id, source, mapping.words)
        self.external_id = None if rule.external_id is None else CellMaker(rule.external_id, source, mapping.words)
        self.when = Conditions(rule.when, source)
        self.repeat: PiecesMaker | ColumnsMaker | None = None
        if rule.for_each is not None:
            self.repeat = PiecesMaker(rule.for_each, source, mapping.words)
        elif rule.for_columns is not None:
            self.repeat = ColumnsMaker(rule.for_columns, source)
        made = maker_of(rule.record, source, mapping.words)
        assert isinstance(made, ObjectMaker)  # noqa: S101 - it is made of an object
        self.record = made
        self.citation = (
            None if mapping.cites is None or not rule.cites else maker_of(mapping.cites, source, mapping.words)
        )
        self.data_set = mapping.data_set

    def give(self, row: RowContext) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Yield the records of a row: the column of its id, the id, its values, whose parts cite the data set."""
        if not self.when.met(row):
            return
        for _ in [None] if self.repeat is None else over(self.repeat, row):
            before = len(row.faults)
            id = self.id.make(row)
            values = self.record.make(row)
            if values is None:
                continue
            if id is None and len(row.faults) == before:
                row.fault(self.id.column, "is blank: the id of the record is made of it")
            if self.external_id is not None and (code := self.external_id.make(row)) is not None:
                values["external_ids"] = {**(values.get("external_ids") or {}), self.data_set: str(code)}
            if len(row.faults) == before:
                self._cite_parts(values, row)
                yield self.id.column, str(id), values

    def _cite_parts(self, values: dict[str, Any], row: RowContext) -> None:
        if self.citation is None:
            return
        for name, part_type in self.record_type.part_types.items():
            if "citations" in part_type.written.model_fields:
                for part in values.get(name) or ():
                    if isinstance(part, dict):
                        self._cite(part, row)

    def cite(self, values: dict[str, Any], row: RowContext) -> None:
        """Add to a new record where the data set speaks of it: the first row that gives it says that."""
        if self.citation is not None and "citations" in self.record_type.written.model_fields:
            self._cite(values, row)

    def _cite(self, values: dict[str, Any], row: RowContext) -> None:
        assert self.citation is not None  # noqa: S101 - asked before
        citation = self.citation.make(row)
        there = values.get("citations") or []
        if citation is not None and citation not in there:
            values["citations"] = [*there, citation]


class SheetRules:
    """What a mapping says of one sheet, made ready for its columns."""

    def __init__(self, sheet: SheetMapping, columns: list[str] | None, mapping: Mapping) -> None:
        """Find the columns. `missing` names those that the sheet should have."""
        source = Source(columns, sheet.empty, guarded=sheet.formulas_guarded)
        self.skip = Conditions(sheet.skip, source)
        self.rules = [Rule(rule, source, mapping) for rule in sheet.gives]
        self.missing = list(source.missing)


@dataclass
class GivenRecords:
    """The records that rows gave. Those whose ids cannot come again are handed on at once, the others at the end."""

    mapping: Mapping
    waiting: dict[Key, Given] = field(default_factory=dict)
    _lines: dict[Key, Origin] = field(default_factory=dict)
    _held: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Find out which collections come of several rows."""
        adding = {"merge", "first"}
        rules = [rule for sheet in self.mapping.sheets for rule in sheet.gives]
        self._held = frozenset(rule.collection for rule in rules if rule.repeated in adding)

    def add(self, rule: Rule, row: RowContext, column: str, id: str, values: dict[str, Any]) -> Given | None:
        """Take a record that a row gave; return it if it is complete."""
        origin = Origin(row.sheet, row.line, rule.record)
        key = (rule.rule.collection, id)
        repeated = rule.rule.repeated
        known = self._lines.get(key)
        if known is not None and repeated == "number":
            id = distinct(id, _Taken(self._lines, key[0]))
            row.noted.add(f"{column}: an id that comes again, numbered", row.line)
            key, known = (key[0], id), None
        if known is None:
            self._lines[key] = origin
            rule.cite(values, row)
            given = Given(rule.record_type, id, values, {name: [(0, origin)] for name in values}, origin)
            if key[0] not in self._held:
                return given
            self.waiting[key] = given
            return None
        if repeated == "fault" or key not in self.waiting:
            row.fault(column, f"the id is that of {known.sheet}:{known.line}, too: {shown(id)}")
            return None
        there = self.waiting[key]
        differing = add_values(there.values, there.origins, values, origin)
        for name in differing:
            place = next((one for _start, one in there.origins.get(name, ())), there.first)
            if repeated == "first":
                row.noted.add(f"{name} of {key[0]} differs from what an earlier row says, which is kept", row.line)
            else:
                message = f"{name} differs from what {place.sheet}:{place.line} says of the same record"
                row.fault(rule.record.column_at([name]), message)
        return None

    def rest(self) -> Iterator[Given]:
        """Yield the records that waited for more rows."""
        yield from self.waiting.values()
        self.waiting = {}


@dataclass(frozen=True)
class _Taken:
    """The ids of a collection."""

    lines: dict[Key, Origin]
    collection: str

    def __contains__(self, id: object) -> bool:
        return (self.collection, id) in self.lines
