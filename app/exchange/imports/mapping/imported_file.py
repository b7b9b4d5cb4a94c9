"""A file with its mapping, gone through once: records, what is wrong, what was odd, and how much there was."""

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, islice
from time import monotonic
from typing import IO, Any

from app.exchange.formats.bundle import Bundle, BundleRecord, read_record
from app.exchange.formats.faults import MOST, BundleFault
from app.exchange.formats.strict_yaml import nodes_of
from app.exchange.formats.uploads.limits import Limits, Sheet
from app.exchange.formats.uploads.messages import FileFault, Note, RefusedFile, Row, SheetBegins
from app.exchange.formats.uploads.rows import open_rows
from app.exchange.imports.mapping.given_records import Given, GivenRecords, SheetRules
from app.exchange.imports.mapping.models import Mapping
from app.exchange.imports.mapping.rows import Noted, RowContext, TooMuch
from app.records.registry import RECORD_TYPES
from app.values.identifiers import slug
from app.vocabulary import SourceKind

SOURCES = "sources"
MAX_CAVEATS = 50
SECONDS = 1800.0
"""How long mapping one file may take, in all."""


@dataclass
class _OpenSheet:
    """The sheet whose rows come just now; without rules, they are passed over."""

    begins: SheetBegins
    rules: SheetRules | None
    noted: Noted


@dataclass
class RowReport:
    """What became of a row: which records it gave, and what is wrong with it."""

    sheet: str
    line: int
    cells: Any
    skipped: bool = False
    given: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    faults: list[BundleFault] = field(default_factory=list)


class ImportedFile:
    """The records that a file and a mapping give. Going through it once fills what else it tells."""

    def __init__(self, opened: IO[bytes], name: str, mapping: Mapping, limits: Limits | None = None) -> None:
        """Take an open file of the system's, and what the client calls it."""
        self._opened, self.name, self.mapping, self._limits = opened, name, mapping, limits or Limits()
        self.faults = list[BundleFault]()
        self.notes = list[Note]()
        self.rows, self.skipped, self.given = Counter[str](), Counter[str](), Counter[str]()
        self._noted = list[Noted]()
        self._records = GivenRecords(mapping)
        self._read = Bundle(name)
        self._deadline = monotonic() + SECONDS

    def __iter__(self) -> Iterator[BundleRecord]:
        """Yield the records that are sound: at once where one row gives them, else when all rows are read."""
        for report in self.reports():
            self.faults.extend(report.faults)
            if len(self.faults) >= MOST:
                return
            yield from self._ready
        yield from chain.from_iterable(map(self._checked, self._records.rest()))
        yield from self._literal()
        self.faults.extend(self._read.faults)
        self._read.faults = []

    def bundle(self, most: int | None = None) -> Bundle:
        """Return all records as a bundle, with all that is wrong; what is odd are caveats of the data set's source.

        More records than `most` are too many: they are in memory together.
        """
        records = list(islice(self, None if most is None else most + 1))
        if most is not None and len(records) > most:
            self.faults.append(BundleFault(self.name, None, "", f"gives more than {most} records; split it"))
        return Bundle(self.mapping.data_set, records, self._read.places, self.faults, self._odd()[:MAX_CAVEATS])

    def reports(self) -> Generator[RowReport]:
        """Yield what becomes of each row; what is complete then is `_ready`. Problems of the file come as rows, too."""
        sheets = tuple(_sheet(one) for one in self.mapping.sheets)
        current: _OpenSheet | None = None
        try:
            with open_rows(self._opened, self.name, sheets, self._limits) as told:
                for message in told:
                    if isinstance(message, list):
                        for row in message:
                            yield self._report(row, current)
                    elif isinstance(message, SheetBegins):
                        current = self._begin(message)
                        if current.rules is not None and current.rules.missing:
                            yield self._missing(current)
                    elif isinstance(message, Note):
                        self.notes.append(message)
                    else:
                        yield _file_fault(message)
        except RefusedFile as refusal:
            self._ready = []
            for fault in [*refusal.faults, refusal.fault(self.name)]:
                yield _file_fault(fault)
        for noted in self._noted:
            self.notes.extend(
                Note(noted.sheet, line, what, times) for what, (times, line, _last) in noted.counts.items()
            )

    _ready: Sequence[BundleRecord] = ()

    def _begin(self, begins: SheetBegins) -> _OpenSheet:
        rules = SheetRules(self.mapping.sheets[begins.wanted], begins.columns, self.mapping)
        noted = Noted(begins.name)
        self._noted.append(noted)
        return _OpenSheet(begins, rules, noted)

    def _missing(self, current: _OpenSheet) -> RowReport:
        """Report the columns that a sheet lacks; its rows are passed over, as each would lack the same."""
        assert current.rules is not None  # noqa: S101 - asked before
        begins, missing = current.begins, current.rules.missing
        there = ", ".join(begins.columns or [])[:500]
        message = f"is not there: the sheet has {there}"
        faults = [BundleFault(begins.name, 1, "", message, column=name) for name in missing]
        current.rules = None
        self._ready = []
        return RowReport(begins.name, 1, begins.columns, faults=faults)

    def _report(self, row: Row, current: _OpenSheet | None) -> RowReport:
        assert current is not None  # noqa: S101 - a sheet begins before its rows
        sheet, ready = current.begins.name, list[BundleRecord]()
        self._ready = ready
        report = RowReport(sheet, row.line, row.cells)
        self.rows[sheet] += 1
        if current.rules is None:
            return report
        context = RowContext(sheet, row.line, row.cells, current.noted)
        if current.rules.skip.any_met(context):
            self.skipped[sheet] += 1
            report.skipped = True
            return report
        if monotonic() > self._deadline:
            raise RefusedFile(f"takes longer than {SECONDS:.0f} seconds to map: split it", sheet, row.line)
        try:
            for rule in current.rules.rules:
                for column, id, values in rule.give(context):
                    report.given.append((rule.rule.collection, id, values))
                    given = self._records.add(rule, context, column, id, values)
                    if given is not None:
                        ready.extend(self._checked(given))
        except TooMuch:
            context.fault("", "gives more items than a row may: too many columns or pieces")
        report.faults = [BundleFault(sheet, row.line, "", message, column=column) for column, message in context.faults]
        return report

    def _checked(self, given: Given) -> Iterator[BundleRecord]:
        """Yield a record if it is sound; what is wrong with it is among the faults."""
        node = given.node()
        read_record(given.first.sheet, given.record_type, node, "", self._read)
        self.given[given.record_type.collection] += 1
        yield from self._taken()

    def _taken(self) -> Iterator[BundleRecord]:
        records, self._read.records = self._read.records, []
        self.faults.extend(self._read.faults)
        self._read.faults = []
        yield from records

    def _literal(self) -> Iterator[BundleRecord]:
        """Yield the records that stand in the mapping itself, the source that is the data set among them."""
        mapping = self.mapping
        for collection, records in mapping.records.items():
            for values in records:
                if (collection, values.get("id")) not in self._read.places:
                    read_record("mapping", RECORD_TYPES[collection], nodes_of(values), "", self._read)
                    self.given[collection] += 1
        if mapping.has_source and (SOURCES, mapping.data_set) not in self._read.places:
            read_record("mapping", RECORD_TYPES[SOURCES], nodes_of(self._source()), "", self._read)
            self.given[SOURCES] += 1
        yield from self._taken()

    def _source(self) -> dict[str, Any]:
        """Return the source that is the data set: what is odd in it are its caveats."""
        mapping = self.mapping
        return {
            "id": mapping.data_set,
            "kind": SourceKind.DATASET.value,
            "title": mapping.title,
            "url": mapping.url,
            "publisher": mapping.publisher,
            "language": mapping.language,
            "caveats": [*mapping.caveats, *self._odd()][:MAX_CAVEATS],
            "tags": [f"licence-{slug(mapping.licence)}"] if mapping.licence else [],
        }

    def _odd(self) -> list[str]:
        return [f"{note.sheet}: {note.message}{_times(note)}" for note in self.notes]


def _times(note: Note) -> str:
    return "" if note.times == 1 else f", {note.times} times"


def _sheet(one: Any) -> Sheet:
    return Sheet(
        one.file,
        one.sheet,
        tuple(one.at),
        one.encoding,
        one.delimiter,
        one.skip_lines,
        tuple(one.columns),
        one.optional,
    )


def _file_fault(fault: FileFault) -> RowReport:
    made = BundleFault(fault.sheet, fault.line, "", fault.message, column=fault.column)
    return RowReport(fault.sheet, fault.line or 0, None, faults=[made])


def preview(opened: IO[bytes], name: str, mapping: Mapping, rows: int = 20) -> list[RowReport]:
    """Return what the first rows of each sheet become. No more is read than is shown, once every sheet has begun."""
    found, seen = list[RowReport](), Counter[str]()
    with closing(ImportedFile(opened, name, mapping).reports()) as reports:
        for report in reports:
            seen[report.sheet] += 1
            if seen[report.sheet] <= rows:
                found.append(report)
            if len(seen) >= len(mapping.sheets) and min(seen.values()) >= rows:
                break
    return found
