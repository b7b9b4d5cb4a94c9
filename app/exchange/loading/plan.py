"""What loading a bundle is to write: judged whole, on one snapshot, before anything is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, islice

from sqlalchemy import Connection

from app.errors import PactaError
from app.exchange.formats.bundle import Bundle, BundleRecord
from app.exchange.formats.faults import MOST, BadBundle, BundleFault
from app.exchange.garbage import release
from app.exchange.loading.data_sets import NOTHING, OVERWRITE, Said, said_of, shape_of
from app.exchange.loading.link_order import cycles, follow_merges, in_order, missing
from app.exchange.loading.load_report import Counts, Outcome, RecordOutcome, Report, RowOutcome
from app.exchange.loading.part_plan import Loading, PartPlan, differs
from app.exchange.loading.reconciliation import reconcile, with_ids
from app.exchange.loading.retelling import NOT_AGAIN, Retold, retell
from app.exchange.loading.row_outcomes import differences, row_outcome
from app.http.validation import validated
from app.ledger.model.record_rows import Key
from app.ledger.model.record_state import State
from app.ledger.model.rows.batches import Change
from app.ledger.model.rows.first_read import names_of
from app.ledger.model.rows.head import head
from app.ledger.model.rows.state_rows import copy_of, load_states
from app.ledger.model.shapes import Values
from app.ledger.references.redirects import redirects
from app.records.participants.record_type import PARTICIPANTS
from app.records.pledges.status.histories import PART_TYPE
from app.records.pledges.status.proposals import Proposal
from app.records.pledges.status.review import StatusReview
from app.records.registry import RECORD_TYPES
from app.records.sources.record_type import SOURCES
from app.values.sort_keys import latest_day
from app.vocabulary import Operation


@dataclass
class Group:
    """What is to be written of one record, in order, and what that rests on, as it was at entry `number`.

    `after` is the record as it will be; status changes may be in `changes` alone.
    """

    record: BundleRecord
    before: State | None
    number: int
    changes: list[Change] = field(default_factory=list)
    rests_on: set[Key] = field(default_factory=set)
    after: State | None = None


@dataclass
class Plan:
    """What is to be written, in the order of references, what becomes of the records, and the last entry by then."""

    groups: list[Group]
    report: Report
    number: int


@dataclass
class _Planned:
    """A record of the bundle: what the bundle says, what is here, what it will be, and what of it is left."""

    record: BundleRecord
    bundle: Values
    before: State | None
    after: State
    parts: PartPlan
    number: int
    left: list[BundleFault] = field(default_factory=list)

    @cached_property
    def group(self) -> Group:
        """What is to be written."""
        return Group(self.record, self.before, self.number)

    @property
    def is_written(self) -> bool:
        """Return whether the record itself is new or is to say something else."""
        return self.before is None or self.before.written != self.after.written

    def leave(self) -> None:
        """Leave the record as it is, with all its parts: what the bundle says is refused because of what is here."""
        assert self.before is not None  # noqa: S101 - there is something to leave
        reasons = [fault for place, refusal in self.parts.refusals for fault in self.record.refused(refusal, place)]
        self.left = [replace(fault, message=f"{fault.message.rstrip('.')}; left as it is here") for fault in reasons]
        self.record.values = self.before.written
        self.after = self.before
        self.parts = PartPlan(self.record, self.before, self.parts.said, self.parts.loading)


def _alone(one: _Planned) -> _Planned:
    """Return what would be planned of a record if nothing of it was here."""
    record = replace(one.record, values=one.bundle)
    after = State(record.id, 0, "", "", one.bundle)
    alone = _Planned(record, one.bundle, None, after, PartPlan(record, after, NOTHING, one.parts.loading), one.number)
    alone.parts.match()
    return alone


def plan(connection: Connection, bundle: Bundle, loading: Loading, coming: AbstractSet[Key] = frozenset()) -> Plan:
    """Return what loading a bundle is to write. Raises `BadBundle` with all that is wrong with it.

    The connection should show one moment; nothing is written. `coming` are other records that will be there by then.
    """
    return _Planner(connection, bundle, loading, coming).plan()


class _Planner:
    """Compares the records of a bundle with what is there, and with what the data set said before."""

    def __init__(self, connection: Connection, bundle: Bundle, loading: Loading, coming: AbstractSet[Key]) -> None:
        # Copies: what records say comes to be what will be there.
        self._bundle = replace(bundle, records=[copy(record) for record in bundle.records])
        self._connection, self._loading, self._coming = connection, loading, coming
        self._number = head(connection).number
        self._counts = {collection: Counts() for collection in RECORD_TYPES}
        for record_type in RECORD_TYPES.values():
            self._counts |= {name: Counts() for name in record_type.part_types}
        self._left: list[BundleFault] = []
        self._records: list[RecordOutcome] = []
        self._rows: list[RowOutcome] = []

    def plan(self) -> Plan:
        """Return the plan."""
        merged = follow_merges(self._connection, self._bundle)
        records = [record for record in self._bundle.records if record.key not in merged]
        _refuse(self._bundle.faults, missing(self._connection, self._bundle), cycles(records))
        states = self._states()
        said = self._said(states)
        for record in self._bundle.records:
            if record.key in merged:
                self._leave_merged(record, said.get(record.key, NOTHING), merged[record.key])
        planned = [
            self._planned(record, states.get(record.key), said.get(record.key, NOTHING))
            for record in records
            if not self._stays_deleted(record, states.get(record.key), said.get(record.key, NOTHING))
        ]
        _refuse(cycles([one.record for one in planned], self._connection), self._settle(planned))
        _refuse(self._missing(planned))
        made = self._ordered(planned)
        release(planned)
        return made

    def _states(self) -> dict[Key, State]:
        states: dict[Key, State] = {}
        for collection, record_type in RECORD_TYPES.items():
            ids = [record.id for record in self._bundle.records if record.record_type is record_type]
            states |= {(collection, id): state for id, state in load_states(self._connection, record_type, ids).items()}
        return states

    def _said(self, states: Mapping[Key, State]) -> dict[Key, Said]:
        """Return what the data set said of the records that differ from what is here."""
        found: dict[Key, Said] = {}
        differing = [record for record in self._bundle.records if differs(record, states.get(record.key))]
        for collection, record_type in RECORD_TYPES.items():
            ids = [record.id for record in differing if record.record_type is record_type]
            by_id = said_of(self._connection, record_type, ids, self._loading.data_set, self._loading.undoes)
            found |= {(collection, id): said for id, said in by_id.items() if said.wrote or said.others}
        named = {key: said.names(RECORD_TYPES[key[0]]) for key, said in found.items()}
        wanted = set().union(*named.values()) if named else set()
        gone = wanted - names_of(self._connection, sorted(wanted)).keys()
        if moved := redirects(self._connection, gone):
            for key, names in named.items():
                if names & moved.keys():
                    found[key] = found[key].redirected(RECORD_TYPES[key[0]], moved, key)
        return found

    def _leave_merged(self, record: BundleRecord, said: Said, survivor: str) -> None:
        """Leave a record that was merged into another: what the bundle says anew of it is for people to decide."""
        counts, shape = self._counts[record.record_type.collection], shape_of(record.record_type)
        says_again = shape.leaves(with_ids(shape, record.values, None, said.record)) == said.record
        if (
            says_again
            and PartPlan(record, State(record.id, 0, "", "", record.values), said, self._loading).says_again()
        ):
            counts.unchanged += 1
            self._note(row_outcome(record, "unchanged"))
        else:
            counts.left += 1
            self._note(row_outcome(record, "left"))
            other = f"was merged into {survivor or 'another'}; what differs from what the data set wrote is left"
            self._left.append(record.fault("/id", f"{other}: write it to that one"))

    def _stays_deleted(self, record: BundleRecord, state: State | None, said: Said) -> bool:
        """Return whether a record is left out that a data set wrote, this one or another, and that was deleted here."""
        if state is not None or not (said.wrote or said.others) or self._loading.overwrite:
            return False
        self._counts[record.record_type.collection].left += 1
        self._note(row_outcome(record, "left"))
        self._left.append(record.fault("/id", f"was deleted here; left deleted: {OVERWRITE}"))
        return True

    def _planned(self, record: BundleRecord, before: State | None, said: Said) -> _Planned:
        here = None if before is None else before.written
        bundle = with_ids(shape_of(record.record_type), record.values, here, said.record)
        record.identify(bundle)
        retold = Retold(bundle)
        if before is not None and self._loading.undoes is None:
            retold = self._retold(record, bundle, before, said)
        bundle = retold.bundle
        after = State(record.id, 0, "", "", bundle) if before is None else copy_of(before)
        record.values = bundle
        one = _Planned(record, bundle, before, after, PartPlan(record, after, said, self._loading), self._number)
        one.parts.match()
        one.left += [record.fault(f"/{name}", NOT_AGAIN) for name in retold.left]
        if before is not None:
            record.values = after.written = self._reconciled(one, before)
        return one

    def _retold(self, record: BundleRecord, bundle: Values, before: State, said: Said) -> Retold:
        """Return what the bundle says of the record itself, and let what is to be told as an amendment be a part."""
        loading = self._loading
        is_cited = (SOURCES.collection, loading.data_set) in self._bundle.places
        retold = retell(record, bundle, before, said, loading.data_set, loading.as_amendments, is_cited=is_cited)
        if retold.item is not None:
            record.items = [*record.items, retold.item]
        return retold

    def _reconciled(self, one: _Planned, before: State) -> Values:
        """Return what a record is to say, and take note of what is left."""
        record, said = one.record, one.parts.said
        if self._loading.overwrite or one.bundle == before.written:
            return one.bundle
        found = reconcile(shape_of(record.record_type), said.record, before.written, one.bundle)
        if (reason := _mixture_refused(one, found.written)) is not None:
            one.left.append(record.fault("/id", f"{reason} Left as it is here."))
            return before.written
        one.left += [record.fault(f"/{name}", said.reason(name)) for name in found.left]
        return found.written

    def _settle(self, planned: Sequence[_Planned]) -> Iterator[BundleFault]:
        """Plan parts and status changes; yield what is wrong with them."""
        self._try(planned, {})
        refused = [one for one in planned if one.parts.refusals]
        # What would be refused of an empty database is wrong with the bundle; else it does not go with what is here.
        alone = {one.record.key: _alone(one) for one in refused if one.before is not None}
        self._try(list(alone.values()), {one.record.key: one.after for one in planned if one.is_written})
        for one in refused:
            if one.record.key not in alone or alone[one.record.key].parts.refusals:
                for place, refusal in one.parts.refusals:
                    yield from one.record.refused(refusal, place)
            else:
                one.leave()
        for one in planned:
            self._tally(one)

    def _try(self, planned: Sequence[_Planned], others: Mapping[Key, State]) -> None:
        """Plan the parts of records, and judge their status changes. `others` will be there by then, too."""
        for one in planned:
            before = None if one.before is None else replace(one.after, written=one.before.written)
            try:
                if not self._loading.as_copy:
                    one.record.record_type.refuse_alone(before, one.after)
            except PactaError as refusal:
                one.parts.refusals.append(("", refusal))
            one.parts.settle()
        self._judge(planned, others)
        for one in planned:
            one.parts.settle_last()

    def _tally(self, one: _Planned) -> None:
        """Collect what is to be written of a record, what is left, and count it."""
        counts = self._counts[one.record.record_type.collection]
        counts.created += one.before is None
        counts.changed += one.before is not None and one.is_written
        counts.unchanged += not (one.is_written or one.left)
        counts.left += bool(one.left)
        self._left += [*one.left, *one.parts.left]
        for name, of_parts in one.parts.counts.items():
            self._counts[name].add(of_parts)
        one.group.changes += one.parts.gone
        if one.is_written:
            names = one.record.own_names() if one.after.written is one.record.values else None
            change = Change(one.record.record_type, one.record.id, Operation.PUT, one.after.written, names=names)
            one.group.changes.append(change)
        one.group.changes += one.parts.changes
        one.group.after = one.after
        told = differences(one.record, one.parts.said, one.before, one.bundle, one.after)
        self._note(row_outcome(one.record, _outcome(one), list(told), one.group.changes))

    def _note(self, row: RowOutcome) -> None:
        self._records.append(RecordOutcome(row.collection, row.id, row.outcome))
        self._rows.append(row)

    def _judge(self, planned: Sequence[_Planned], others: Mapping[Key, State]) -> None:
        """Judge status changes by the day they take effect, as the records will be."""
        stated = [(one, *stated) for one in planned for stated in one.parts.status_changes]
        if not stated:
            return
        stated.sort(key=lambda found: latest_day(found[2]["effective_on"]) or "")
        own = {
            one.record.key: one.after
            for one in planned
            if one.parts.status_changes or one.parts.changes or one.is_written
        }
        proposals = [Proposal(one.record.id, values, corrects=known) for one, _item, values, known in stated]
        review = StatusReview(self._connection, proposals, {**others, **own})
        belongings = {(PARTICIPANTS.collection, one) for found in review.affiliations.values() for one in found}
        for (one, item, _values, _known), proposal in zip(stated, review.proposals, strict=True):
            one.group.rests_on |= belongings
            verdict = review.decide(proposal, again=False)
            if verdict.refusal is not None:
                one.parts.refusals.append((item.place, verdict.refusal))
            elif verdict.change is not None:
                part = f"{PART_TYPE}/{verdict.change['id']}"
                record_type, operation = one.record.record_type, proposal.operation
                # It was given ids, and names what was proposed.
                change = Change(record_type, one.record.id, operation, verdict.change, part, names=proposal.named)
                one.parts.changes.append(change)
                judged = review.states[one.record.id].parts[PART_TYPE]
                one.after.parts.setdefault(PART_TYPE, {})[verdict.change["id"]] = judged[verdict.change["id"]]

    def _missing(self, planned: Sequence[_Planned]) -> Iterator[BundleFault]:
        """Yield references to what was deleted here, and take note of what each record rests on."""
        there = {one.record.key for one in planned} | self._coming
        for one in planned:
            for change in one.group.changes:
                one.group.rests_on |= change.named
        wanted = set[Key]().union(*(one.group.rests_on for one in planned)) - there
        known = names_of(self._connection, sorted(wanted)).keys() | there
        for one in planned:
            for collection, id in sorted(one.group.rests_on - known):
                message = f"{id} was deleted from the {collection}; take it out, or load with --overwrite"
                yield one.record.fault(one.record.pointer_to(collection, id), message)
            one.group.rests_on.add(one.record.key)

    def _ordered(self, planned: Sequence[_Planned]) -> Plan:
        groups = {one.record.key: one.group for one in planned}
        ordered = [groups[record.key] for record in in_order([one.record for one in planned])]
        left = sorted(self._left, key=lambda fault: (fault.file, fault.line or 0, fault.field))
        report = Report(self._counts, left, self._records, rows=self._rows)
        return Plan([group for group in ordered if group.changes], report, self._number)


def _outcome(one: _Planned) -> Outcome:
    if one.before is None:
        return "created"
    if one.group.changes:
        return "changed"
    return "left" if one.left or one.parts.left else "unchanged"


def _mixture_refused(one: _Planned, written: Values) -> str | None:
    """Return why what was changed here and in the bundle does not go together in a record; None where it does."""
    try:
        if written != one.bundle:
            validated(one.record.record_type.written, {**written, "id": one.record.id})
    except PactaError as refusal:
        return refusal.detail
    return None


def _refuse(*faults: Iterable[BundleFault]) -> None:
    if found := list(islice(chain.from_iterable(faults), MOST)):
        raise BadBundle(found)
