"""Writing a plan in pieces, so that nobody else who writes waits for long; what moved meanwhile is judged again."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import accumulate, islice, takewhile
from time import monotonic, sleep

from sqlalchemy import Connection, func, select

from app.errors import PactaError
from app.exchange.formats.faults import BadBundle, BundleFault
from app.exchange.loading.plan import Group, Plan
from app.ledger.model.record_rows import Key
from app.ledger.model.rows.batches import Change
from app.ledger.model.rows.head import head
from app.ledger.writing.append import append
from app.tables.ledger.entries import Entry

WHOLE = 1000
"""Changes that are written in one transaction, if they fit: all or nothing."""

WHOLE_SECONDS = 0.75
"""How long that may take. Beyond, what is written by then stands, and the rest follows in pieces."""

PIECE_SECONDS = 0.2
"""How long a piece may take: others who write wait that long."""

PAUSE = 0.15
"""Seconds between pieces: an SQLite connection that waits looks every tenth of a second, or a little later."""

MOST = 200
"""Changes that are appended before looking at the clock again: what a change costs is known of those before it."""

FIRST_COST = 0.005
"""Seconds that a change is taken to cost before one was measured."""

LENGTH = 2000
"""Characters of a body that cost as much as the change itself."""

PATIENCE = 3
"""How often a group is judged again outside of the writer before that is done inside, where nothing moves."""

Transact = Callable[[Callable[[Connection], "tuple[Sequence[Group], _Piece]"]], "tuple[Sequence[Group], _Piece]"]
"""Runs a piece in a transaction that writes, and returns what it returns once that is committed."""

Progress = Callable[[int, int], None]
"""Called with how many changes of how many are written."""

Rest = Callable[[], None]
"""Waits between two pieces, so that others get to write."""

JudgeAgain = Callable[[Connection | None, Sequence[Group], set[Key]], Plan]
"""Plans some groups anew, where others are still to be written: on a new snapshot, or on the connection that writes."""


class LoadStopped(BadBundle):
    """A bundle of which a part is written: what is left was refused, because of what was written here meanwhile."""

    def __init__(self, faults: Sequence[BundleFault], written: int, left: int) -> None:
        """Keep what refused the rest, how many changes are written, and how many are left."""
        super().__init__(faults)
        self.written, self.left = written, left


@dataclass
class _Step:
    """A change, and the group that it belongs to."""

    group: Group
    change: Change

    @property
    def weight(self) -> float:
        """How many short changes it costs as much as."""
        return 1 + len(self.change.text) / LENGTH


@dataclass
class _Piece:
    """How many steps were taken, how many changes appended, and the steps that must follow at the end."""

    steps: int = 0
    changes: int = 0
    late: list[_Step] = field(default_factory=list)


class PieceWriter:
    """Writes the changes of a plan in order, a piece a transaction."""

    def __init__(
        self,
        transact: Transact,
        plan: Plan,
        judge_again: JudgeAgain,
        progress: Progress,
        *,
        is_checked: bool = True,
        rest: Rest | None = None,
    ) -> None:
        """Take what is to be written, and what runs a piece in a transaction of its own.

        `is_checked`: records are held against others once they are written. `rest` lets others write between pieces.
        """
        self._transact, self._judge_again, self._progress = transact, judge_again, progress
        self._is_checked, self._rest = is_checked, rest or _pause
        self._steps = deque(_Step(group, change) for group in plan.groups for change in group.changes)
        self._new = {group.record.key for group in plan.groups if group.before is None}
        self._seen = plan.number
        self._moved: dict[Key, int] = {}
        self._cost = FIRST_COST
        self._written = 0
        self.left: list[BundleFault] = []

    def write(self) -> None:
        """Write everything. Raises `BadBundle` where nothing, `LoadStopped` where a part of it is written."""
        try:
            whole = len(self._steps) <= WHOLE
            attempts = 0
            while self._steps:
                self._progress(self._written, self._written + len(self._steps))
                attempts = 0 if self._write_piece(whole=whole, judge_inside=attempts >= PATIENCE) else attempts + 1
                whole = whole and not self._written
                if self._steps:
                    self._rest()
            self._progress(self._written, self._written)
        except (BadBundle, PactaError) as refusal:
            if self._written:
                raise LoadStopped(_faults(refusal), self._written, len(self._steps)) from refusal
            raise

    def _write_piece(self, *, whole: bool, judge_inside: bool) -> bool:
        """Write a piece; return whether it was written. If not, what had moved has been judged again."""
        stale, piece = self._transact(partial(self._piece, whole=whole, judge_inside=judge_inside))
        if stale:
            self._replace(stale, self._judge_again(None, stale, self._new))
            return False
        # Committed: from here on it counts as written.
        for _step in range(piece.steps):
            step = self._steps.popleft()
            if step.change.part is None:
                self._new.discard(step.group.record.key)
        self._steps.extend(piece.late)
        self._written += piece.changes
        return True

    def _piece(self, connection: Connection, *, whole: bool, judge_inside: bool) -> tuple[Sequence[Group], _Piece]:
        """Append a piece, unless there are groups to judge again: return those, and what was appended."""
        self._look(connection)
        stale = self._stale_groups(whole=whole)
        if stale and judge_inside:
            self._replace(stale, self._judge_again(connection, stale, self._new))
            stale = []
        piece = _Piece() if stale else self._append(connection, WHOLE_SECONDS if whole else PIECE_SECONDS)
        self._seen = head(connection).number
        return stale, piece

    def _look(self, connection: Connection) -> None:
        """Take note of what others wrote since the last piece."""
        number = head(connection).number
        if number > self._seen:
            moved = select(Entry.collection, Entry.record, func.max(Entry.number)).where(Entry.number > self._seen)
            for collection, record, last in connection.execute(moved.group_by(Entry.collection, Entry.record)):
                self._moved[collection, record] = last
            self._seen = number

    def _is_stale(self, group: Group) -> bool:
        return bool(self._moved) and any(self._moved.get(key, 0) > group.number for key in group.rests_on)

    def _stale_groups(self, *, whole: bool) -> list[Group]:
        """Return the groups to judge again before the next piece: of a whole load all, else those of the piece."""
        if not self._moved:
            return []
        steps = self._steps if whole else self._fitting(self._after(0), PIECE_SECONDS)
        groups = {id(step.group): step.group for step in steps}
        return [group for group in groups.values() if self._is_stale(group)]

    def _replace(self, stale: Sequence[Group], plan: Plan) -> None:
        """Put the changes of groups that were judged again in the place of those planned before."""
        self.left += plan.report.left
        anew = {group.record.key: group for group in plan.groups}
        gone = {group.record.key for group in stale}
        self._new -= gone - {key for key, group in anew.items() if group.before is None}
        steps: deque[_Step] = deque()
        for step in self._steps:
            key = step.group.record.key
            if key not in gone:
                steps.append(step)
            elif (group := anew.pop(key, None)) is not None:
                steps.extend(_Step(group, change) for change in group.changes)
        self._steps = steps

    def _after(self, taken: int) -> Sequence[_Step]:
        """Return the steps that come after those taken: no more than are written at once, and the one that follows."""
        return list(islice(self._steps, taken, taken + MOST + 1))

    def _fitting(self, steps: Sequence[_Step], seconds: float) -> Sequence[_Step]:
        """Return the first steps that should fit into the time: one at least, and of whole groups if any is whole.

        A record whose changes are written in two goes is read and rendered twice.
        """
        room = seconds / self._cost
        fitting = list(takewhile(lambda weight: weight <= room, accumulate(step.weight for step in steps[:MOST])))
        most = whole = max(1, len(fitting))
        while 0 < whole < len(steps) and steps[whole].group is steps[whole - 1].group:
            whole -= 1
        return steps[: whole or most]

    def _append(self, connection: Connection, seconds: float) -> _Piece:
        """Append as many changes as fit into the time."""
        start, piece, written = monotonic(), _Piece(), set[Key]()
        while piece.steps < len(self._steps):
            left = seconds - (monotonic() - start)
            if left <= 0 and piece.steps:
                break
            fitting = self._fitting(self._after(piece.steps), left)
            some = list(takewhile(lambda step: not self._is_stale(step.group), fitting))
            if not some:
                break
            began = monotonic()
            written |= {step.group.record.key for step in some if step.change.part is None}
            changes = list(_writable(some, self._new, written, piece.late))
            self._append_changes(connection, some, changes)
            piece.steps, piece.changes = piece.steps + len(some), piece.changes + len(changes)
            self._cost = max(1e-5, (monotonic() - began) / sum(step.weight for step in some))
        return piece

    def _append_changes(self, connection: Connection, piece: Sequence[_Step], changes: Sequence[Change]) -> None:
        records = {step.group.record.key: step.group.record for step in piece}
        record = piece[0].group.record
        try:
            written = append(connection, changes) if changes else {}
            for change in changes:
                key = (change.record_type.collection, change.record)
                after = written[key].after
                if self._is_checked and change.part is None and after is not None:
                    record = records[key]
                    record.record_type.refuse(connection, None, after)
        except PactaError as refusal:
            raise BadBundle(record.refused(refusal)) from refusal


def _pause() -> None:
    sleep(PAUSE)


def _faults(refusal: BadBundle | PactaError) -> Sequence[BundleFault]:
    return refusal.faults if isinstance(refusal, BadBundle) else [BundleFault("", None, "", refusal.detail)]


def _writable(
    piece: Sequence[_Step], new: AbstractSet[Key], written: AbstractSet[Key], late: list[_Step]
) -> Iterator[Change]:
    """Yield the changes of a piece. What names a record that comes later follows at the end: lists are left empty.

    Of the records that are `new`, those `written` are there once this piece is, as are all that are not.
    """
    postponed: set[Key] = set()
    for step in piece:
        change, key = step.change, step.group.record.key
        unwritten = (change.named & new) - written
        later = {
            found.pointer.split("/")[1]
            for found in (change.references if unwritten else ())
            if (found.collection, found.record) in unwritten
        }
        if change.part is None:
            later = {name for name in later if isinstance(change.body[name], list)}
        if change.part is not None and (later or key in postponed):
            postponed.add(key)
            late.append(step)
            continue
        if later:
            late.append(step)
            change = replace(change, body=change.body | {name: [] for name in later})
        yield change
