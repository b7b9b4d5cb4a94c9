"""Loading a bundle through the ledger: all of it or nothing, and nothing that is there already."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from app.context import Context, context
from app.errors import PactaError
from app.exchange.bundles import Bundle, BundleRecord
from app.exchange.faults import BadBundle, BundleFault
from app.exchange.link_order import cycles, follow_merges, in_order, missing
from app.exchange.load_report import Counts, Report
from app.exchange.parts import Parts
from app.ledger.model.batches import Change
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Values
from app.ledger.model.state_rows import load_states
from app.ledger.writing.append import append
from app.ledger.writing.item_ids import identify
from app.records.pledges.status.histories import PART_TYPE
from app.records.pledges.status.review import Proposal, StatusReview, says_the_same
from app.records.registry import RECORD_TYPES
from app.values.sort_keys import latest_day
from app.vocabulary import Operation

PIECE = 1000
"""Changes that are handed to the ledger at once."""

Progress = Callable[[int, int], None]
"""Called with how many changes of how many are written."""

Key = tuple[str, str]


@dataclass(frozen=True)
class _Difference:
    """A record that is new or says something else than the one that is there."""

    record: BundleRecord
    before: State | None
    values: Values

    def change(self, without: Iterable[str] = ()) -> Change:
        values = self.values | {name: [] for name in without}
        return Change(self.record.record_type, self.record.id, Operation.PUT, values)


def load_bundle(
    engine: Engine,
    bundle: Bundle,
    *,
    dry_run: bool = False,
    actor: str = "seeds",
    progress: Progress = lambda _done, _all: None,
) -> Report:
    """Load a bundle in one transaction and report what became of it; a dry run takes everything back.

    Raises `BadBundle` with all that is wrong with the bundle, or with what it would do: then nothing is written.
    """
    token = context.set(Context(actor=actor, request="command line"))
    try:
        with engine.connect() as connection, connection.begin() as transaction:
            report = load(connection, bundle, progress)
            if dry_run:
                transaction.rollback()
    finally:
        context.reset(token)
    return report


def load(connection: Connection, bundle: Bundle, progress: Progress = lambda _done, _all: None) -> Report:
    """Load a bundle within the transaction of the connection. Raises `BadBundle`; the caller rolls back."""
    _refuse(bundle.faults, follow_merges(connection, bundle), missing(connection, bundle), cycles(bundle))
    report = Report({collection: Counts() for collection in RECORD_TYPES})
    differences = _differences(connection, bundle, report)
    changes = _changes(differences)
    for done, piece in _pieces(changes):
        progress(done, len(changes))
        append(connection, piece)
    progress(len(changes), len(changes))
    _check(connection, differences)
    _record_parts(connection, bundle, report)
    report.collections[PART_TYPE] = _review_status_changes(connection, bundle)
    return report


def _refuse(*faults: Iterable[BundleFault]) -> None:
    if found := [fault for some in faults for fault in some]:
        raise BadBundle(found)


def _differences(connection: Connection, bundle: Bundle, report: Report) -> list[_Difference]:
    """Return the records that are to be written, in the order of loading."""
    found = []
    states: dict[Key, State] = {}
    for collection, record_type in RECORD_TYPES.items():
        ids = [record.id for record in bundle.records if record.record_type.collection == collection]
        states |= {(collection, id): state for id, state in load_states(connection, record_type, ids).items()}
    for record_ in in_order(bundle.records):
        before = states.get(record_.key)
        values = identify(record_.record_type.inline, record_.values, before.written if before else None)
        counts = report.collections[record_.record_type.collection]
        if before is None:
            counts.created += 1
        elif before.written == values:
            counts.unchanged += 1
            continue
        else:
            counts.changed += 1
        found.append(_Difference(record_, before, values))
    return found


def _changes(differences: Sequence[_Difference]) -> list[Change]:
    """Return the changes in pieces that can be written one after the other.

    What a nested item refers to may come in a later piece: then its list is left empty at first, and the record is
    written whole at the end.
    """
    pieces = {difference.record.key: index // PIECE for index, difference in enumerate(differences)}
    new = {difference.record.key for difference in differences if difference.before is None}
    first, again = [], []
    for difference in differences:
        piece = pieces[difference.record.key]
        later = {
            reference.pointer.split("/")[1]
            for reference in difference.record.references()
            if (target := (reference.collection, reference.record)) in new and pieces[target] > piece
        }
        later -= difference.record.record_type.part_types.keys()
        first.append(difference.change(later))
        if later:
            again.append(difference.change())
    return [*first, *again]


def _pieces(changes: Sequence[Change]) -> Iterator[tuple[int, Sequence[Change]]]:
    """Yield the changes in pieces, each with how many came before it."""
    for start in range(0, len(changes), PIECE):
        yield start, changes[start : start + PIECE]


def _check(connection: Connection, differences: Sequence[_Difference]) -> None:
    """Let each kind refuse what the state of all records, as they are now, forbids."""
    faults: list[BundleFault] = []
    for difference in differences:
        before, record_ = difference.before, difference.record
        after = State(record_.id, 0, "", "", difference.values, before.parts if before else {})
        try:
            record_.record_type.check(connection, before, after)
        except PactaError as refusal:
            faults.extend(record_.refused(refusal))
    _refuse(faults)


def _record_parts(connection: Connection, bundle: Bundle, report: Report) -> None:
    """Record the parts of the bundle that are not there yet: before the statuses, whose guards look at them."""
    parts = Parts(connection, in_order(bundle.records))
    _refuse(parts.faults)
    for _done, piece in _pieces(parts.changes):
        append(connection, piece)
    report.collections |= parts.counts


def _review_status_changes(connection: Connection, bundle: Bundle) -> Counts:
    """Judge and record the status changes of the bundle that are not there yet, by the day they take effect."""
    stated = sorted(
        (
            (record_, item)
            for record_ in in_order(bundle.records)
            for item in record_.items
            if item.part_type.name == PART_TYPE
        ),
        key=lambda pair: latest_day(pair[1].values["effective_on"]) or "",
    )
    counts = Counts()
    review = StatusReview(connection, [Proposal(record_.id, item.values) for record_, item in stated])
    changes, faults = [], []
    for record_, item in stated:
        known = review.states[record_.id].parts.get(PART_TYPE, {}).values()
        # One that was withdrawn stays withdrawn.
        if any(says_the_same(item.values, change) for change in known):
            counts.unchanged += 1
            continue
        verdict = review.decide(Proposal(record_.id, item.values))
        if verdict.refusal is not None:
            faults.extend(record_.refused(verdict.refusal, item.place))
        elif verdict.change is not None:
            counts.created += 1
            part = f"{PART_TYPE}/{verdict.change['id']}"
            changes.append(Change(record_.record_type, record_.id, Operation.PUT, verdict.change, part))
    _refuse(faults)
    for _done, piece in _pieces(changes):
        append(connection, piece)
    return counts
