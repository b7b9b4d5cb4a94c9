"""Running an import: read, judged whole, written in pieces, each of which says how far it is.

How it is called, by the command line as by `POST /v1/imports`:

    file = import_file(opened, "promises.csv", mapping)      # `mapping`: its text, the name of a ready one, or None
    run = ImportRun(snapshots, transact, actor)
    id = run.begin(file, ImportOptions(dry_run=True))
    outcome = run.finish(id, file, ImportOptions(dry_run=True))

All of it is plain and synchronous. `transact` runs a function of a connection in a transaction that writes.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine

from app.context import Context, context
from app.db.statements import core_table
from app.exchange.formats.bundle import Bundle
from app.exchange.formats.faults import BadBundle, BundleFault
from app.exchange.garbage import release, without_full_collections
from app.exchange.imports.batches import (
    ImportOptions,
    begin,
    change,
    note_piece,
    request_of,
    store_rows,
)
from app.exchange.imports.file_reading import ImportFile, read_file
from app.exchange.imports.row_report import report_rows, told
from app.exchange.loading.load_report import Report
from app.exchange.loading.loader import Reach, load, load_the_rest
from app.exchange.loading.part_plan import Loading
from app.exchange.loading.pieces import LoadStopped, Rest
from app.ledger.entries.chain import now
from app.ledger.model.rows.head import head
from app.ledger.model.shapes import Values
from app.strict_json import encode_text
from app.tables.imports import Import
from app.vocabulary import ImportState

Transact = Callable[[Callable[[Connection], Any]], Any]
"""Runs a function in a transaction that writes, and returns what it returns once that is committed."""

ROWS = 2000
"""Rows of a report that are kept in one transaction."""

KEPT_FAULTS = 100
"""Faults that the import itself tells; its rows tell all."""

Told = Callable[[int], None]


@dataclass(frozen=True)
class ImportOutcome:
    """How an import ended, and what is wrong if it was refused or stopped; how much was written, and is left."""

    state: ImportState
    faults: Sequence[BundleFault] = ()
    written: int = 0
    left: int = 0
    counts: Values = field(default_factory=dict)


@dataclass(frozen=True)
class ImportRun:
    """Runs imports on a database, in the name of somebody. `go_on` is called before each piece, and may raise.

    `rest` waits after it, so that others get to write.
    """

    snapshots: Engine
    transact: Transact
    actor: str
    go_on: Callable[[], None] = lambda: None
    rest: Rest | None = None

    def begin(self, file: ImportFile, options: ImportOptions) -> int:
        """Record that an import begins; return its id. Raises `BadBundle` with what is wrong with the mapping."""
        _ = file.rules
        id: int = self.transact(lambda connection: begin(connection, file.facts, options, file.mapping, self.actor))
        return id

    @without_full_collections()
    def finish(
        self, id: int, file: ImportFile, options: ImportOptions, planned: Told = lambda _changes: None
    ) -> ImportOutcome:
        """Read, judge and write the file. `planned` is told how many changes are to be written, once that is known."""
        try:
            bundle = read_file(file)
            rules = file.rules
            loading = options.loading(rules.data_set if rules is not None else bundle.data_set or self.actor)
            self._change(id, data_set=loading.data_set)
            with self._acting(id, loading.data_set):
                return self._load(id, bundle, loading, options, planned)
        except LoadStopped as stopped:
            outcome = ImportOutcome(ImportState.STOPPED, stopped.faults, stopped.written, stopped.left)
        except BadBundle as bad:
            outcome = ImportOutcome(ImportState.REFUSED, bad.faults)
            self._keep_rows(id, Report(), bad.faults)
        except BaseException:
            self._change(id, state=ImportState.STOPPED)
            raise
        return self._ended(id, outcome)

    def _load(self, id: int, bundle: Bundle, loading: Loading, options: ImportOptions, planned: Told) -> ImportOutcome:
        if options.dry_run:
            report, refused = _sifted(self.snapshots, bundle, loading)
            release(bundle.records)
            self._keep_rows(id, report, refused)
            return self._ended(id, ImportOutcome(ImportState.PREVIEW, refused, counts=_counts(report, bundle, refused)))

        def judged(report: Report, changes: int) -> None:
            planned(changes)
            self._keep_rows(id, report, ())
            # One that goes on has written some already.
            total = core_table(Import).c.done + changes
            self._change(id, total=total, counts=encode_text(_counts(report, bundle)))

        reach = Reach(self.snapshots, noting(self.transact, id, ImportState.RUNNING, self.go_on), self.rest)
        report = load(reach, bundle, loading, planned=judged, warns=False)
        release(bundle.records)
        return self._ended(id, ImportOutcome(ImportState.DONE, report.left, counts=_counts(report, bundle)))

    def _ended(self, id: int, outcome: ImportOutcome) -> ImportOutcome:
        counts = {"counts": encode_text(outcome.counts)} if outcome.counts else {}
        faults = encode_text([told(fault) for fault in outcome.faults[:KEPT_FAULTS]])
        self._change(id, state=outcome.state, finished_at=now(), faults=faults, **counts)
        return outcome

    def _change(self, id: int, **values: Any) -> None:
        self.transact(lambda connection: change(connection, id, **values))

    def _keep_rows(self, id: int, report: Report, refused: Sequence[BundleFault]) -> None:
        rows = list(report_rows(report, refused))
        for start in range(0, max(1, len(rows)), ROWS):
            self.transact(partial(store_rows, id=id, start=start, rows=rows[start : start + ROWS]))

    @contextmanager
    def _acting(self, id: int, data_set: str) -> Iterator[None]:
        token = context.set(Context(self.actor, request_of(id), data_set))
        try:
            yield
        finally:
            context.reset(token)


def noting(transact: Transact, id: int, state: ImportState, go_on: Callable[[], None]) -> Transact:
    """Return what runs a piece and, in the same transaction, takes note of the entries that it wrote."""

    def noted(piece: Callable[[Connection], Any]) -> Any:
        go_on()

        def run(connection: Connection) -> Any:
            before = head(connection).number
            result = piece(connection)
            after = head(connection).number
            if after > before:
                note_piece(connection, id, state, after - before, before + 1, after)
            return result

        return transact(run)

    return noted


def _sifted(snapshots: Engine, bundle: Bundle, loading: Loading) -> tuple[Report, Sequence[BundleFault]]:
    """Return what would become of a bundle without the records that are refused, and why these are."""
    report, refused = load_the_rest(Reach(snapshots, _nothing), replace(bundle, faults=[]), loading, dry_run=True)
    return report, [*bundle.faults, *refused]


def _nothing(_piece: object) -> Any:
    raise AssertionError  # a dry run writes nothing


def _counts(report: Report, bundle: Bundle, refused: Sequence[BundleFault] = ()) -> Values:
    found: Values = {name: asdict(counts) for name, counts in report.collections.items() if any(vars(counts).values())}
    records = {fault.record for fault in refused}
    return {"collections": found, "refused": len(records), "notes": list(bundle.notes)}
