"""Undoing an import: what it changed is put back, what it made is taken away, and what people changed since stays."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, Engine

from app.context import Context, context
from app.errors import Conflict
from app.exchange.formats.faults import BundleFault
from app.exchange.imports.batches import change, find, request_of, undo_request_of
from app.exchange.imports.deletion import Deletion
from app.exchange.imports.earlier_states import Touched, bundle_of, touched_by, written_by
from app.exchange.imports.row_report import told
from app.exchange.imports.run import KEPT_FAULTS, Transact, noting
from app.exchange.loading.loader import Reach, load_the_rest
from app.exchange.loading.part_plan import Loading
from app.ledger.entries.chain import now
from app.ledger.model.record_rows import Key
from app.ledger.model.shapes import Values
from app.strict_json import encode_text
from app.vocabulary import ImportState

CHUNK = 500
"""Records whose histories are in memory together."""

CHANGED = "was changed here since; left as it is here"
REDACTED = "was redacted in part, so what was here before is not known; left as it is here"
MERGED = "was merged or deleted here since; left so"
"""Why something of an import stays."""


@dataclass
class UndoOutcome:
    """What became of what an import wrote: what was deleted, put back and taken back; what is left, and why."""

    deleted: int = 0
    changed: int = 0
    removed: int = 0
    left: list[BundleFault] = field(default_factory=list)

    def as_values(self) -> Values:
        """Return it as it is told."""
        return {
            "deleted": self.deleted,
            "changed": self.changed,
            "removed": self.removed,
            "left": [told(fault) for fault in self.left[:KEPT_FAULTS]],
            "left_in_all": len(self.left),
        }


@dataclass(frozen=True)
class ImportUndo:
    """Undoes imports on a database, in the name of somebody. `go_on` is called before each piece, and may raise."""

    snapshots: Engine
    transact: Transact
    actor: str
    go_on: Callable[[], None] = lambda: None

    def begin(self, id: int, *, dry_run: bool = False) -> None:
        """Record that an import is being undone. Raises `NotFound`, and `Conflict` where there is nothing to undo."""

        def begun(connection: Connection) -> None:
            _refuse(find(connection, id))
            if not dry_run:
                change(connection, id, state=ImportState.UNDOING, undone_by=self.actor)

        self.transact(begun)

    def finish(self, id: int, *, dry_run: bool = False) -> UndoOutcome:
        """Undo an import, in pieces, and return what became of it; a dry run writes nothing. It can be done twice."""
        try:
            with self.snapshots.begin() as connection:
                found = find(connection, id)
                first, last = found["first_entry"], found["last_entry"]
                keys = [] if first is None else written_by(connection, id, first, last)
            with self._acting(id, found["data_set"]):
                outcome = self._undone(id, found["data_set"], keys, dry_run=dry_run)
        except BaseException:
            if not dry_run:
                self.transact(lambda connection: change(connection, id, state=ImportState.STOPPED))
            raise
        if not dry_run:
            values = {"faults": encode_text([told(fault) for fault in outcome.left[:KEPT_FAULTS]]), "undone_at": now()}
            self.transact(lambda connection: change(connection, id, state=ImportState.UNDONE, **values))
        return outcome

    def _undone(self, id: int, data_set: str, keys: Sequence[Key], *, dry_run: bool) -> UndoOutcome:
        outcome, going, then = UndoOutcome(), dict[Key, int](), dict[Key, set[Key]]()
        transact = noting(self.transact, id, ImportState.UNDOING, self.go_on)
        for start in range(0, len(keys), CHUNK):
            with self.snapshots.begin() as connection:
                touched = touched_by(connection, id, keys[start : start + CHUNK])
            going |= {one.key: one.now.version for one in touched if one.goes and one.now is not None}
            staying = [one for one in touched if not one.goes and self._stays(one, outcome)]
            then |= {one.key: one.references_then() for one in staying if dry_run}
            self._put_back(id, data_set, staying, outcome, transact, dry_run=dry_run)
        deletion = Deletion(self.snapshots, transact, going, then)
        outcome.deleted = deletion.run(dry_run=dry_run)
        outcome.left += deletion.left
        return outcome

    def _stays(self, one: Touched, outcome: UndoOutcome) -> bool:
        """Return whether a record is to be put back, and take note of one that is not."""
        if one.now is None:
            if not one.was_created:
                outcome.left.append(_fault(one, MERGED))
            return False
        if not one.known:
            outcome.left.append(_fault(one, REDACTED))
            return False
        if one.was_created:
            outcome.left += [_fault(one, CHANGED, name) for name in one.fields_since] or [_fault(one, CHANGED)]
        return True

    def _put_back(
        self,
        id: int,
        data_set: str,
        touched: Sequence[Touched],
        outcome: UndoOutcome,
        transact: Transact,
        *,
        dry_run: bool,
    ) -> None:
        loading = Loading(data_set, as_copy=True, undoes=request_of(id))
        report, refused = load_the_rest(Reach(self.snapshots, transact), bundle_of(touched), loading, dry_run=dry_run)
        outcome.changed += sum(row.outcome == "changed" for row in report.rows)
        outcome.removed += report.total("removed")
        outcome.left += refused
        outcome.left += [replace(fault, message=CHANGED) for fault in report.left]

    @contextmanager
    def _acting(self, id: int, data_set: str) -> Iterator[None]:
        token = context.set(Context(self.actor, undo_request_of(id), data_set))
        try:
            yield
        finally:
            context.reset(token)


def _refuse(found: Values) -> None:
    if found["state"] in {ImportState.RUNNING, ImportState.UNDOING}:
        detail = "The import is under way."
        raise Conflict(detail)
    if found["state"] in {ImportState.PREVIEW, ImportState.REFUSED}:
        detail = "The import wrote nothing."
        raise Conflict(detail)


def _fault(one: Touched, message: str, name: str = "") -> BundleFault:
    collection, id = one.key
    place = f"/{collection}/{id}" + (f"/{name}" if name else "")
    return BundleFault("", None, name, message, place, record=one.key)
