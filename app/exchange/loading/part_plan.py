"""What is to be done about the parts of a record: which are new, say something else, or are no longer in the bundle."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from app.errors import PactaError
from app.exchange.formats.bundle import BundleRecord, Item
from app.exchange.formats.faults import BundleFault
from app.exchange.formats.part_order import in_order
from app.exchange.loading.data_sets import OVERWRITE, Said, shape_of
from app.exchange.loading.load_report import Counts
from app.exchange.loading.reconciliation import Leaves, content_of, identified, matches, reconcile, with_ids
from app.exchange.loading.retelling import is_retold
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import PartState, State, Withdrawal
from app.ledger.model.rows.batches import Change
from app.ledger.model.shapes import Values
from app.ledger.writing.part_commands import propose
from app.records.base.amended import AMENDMENTS
from app.records.pledges.status.histories import PART_TYPE
from app.vocabulary import Operation


@dataclass(frozen=True)
class Loading:
    """As what a bundle is loaded: the name of its data set, and whether it overwrites what was changed here.

    What it says otherwise of amendable fields than before is told as amendments from a day on, if one is given.
    `as_copy`: it is what another Pacta holds, which judged it when it was recorded; it is not judged again.
    `undoes`: it is what was here before the requests that are called so; what these wrote is taken back.
    """

    data_set: str
    overwrite: bool = False
    as_amendments: str | None = None
    as_copy: bool = False
    undoes: str | None = None

    def reason(self, what: str) -> str:
        """Return why a part is withdrawn."""
        return f"{what} the data set {self.data_set}" if self.undoes is None else f"The {self.undoes} was undone"


@dataclass(frozen=True)
class _Matched:
    """A part of the bundle, what it says as it would be recorded, and its id: of the known part that it is, if any."""

    item: Item
    values: Values
    id: str


@dataclass
class PartPlan:
    """What is to be done about the parts of one record.

    `state` is the record as it will be, and follows what is planned. What is `gone` comes before the record itself is
    written, `changes` after that. `status_changes` are still to be judged, each with the one that it puts right, if
    any; `refusals` say what is refused, and where.
    """

    record: BundleRecord
    state: State
    said: Said
    loading: Loading
    gone: list[Change] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    status_changes: list[tuple[Item, Values, PartState | None]] = field(default_factory=list)
    left: list[BundleFault] = field(default_factory=list)
    refusals: list[tuple[str, PactaError]] = field(default_factory=list)
    counts: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    _matched: dict[str, list[_Matched]] = field(default_factory=dict)

    def match(self) -> None:
        """Find what each part of the bundle is, and take back what the data set said before and says no longer."""
        told = {item.part_type.name for item in self.record.items} | {name for name, _part in self.said.parts}
        for name, part_type in self.record.record_type.part_types.items():
            if name not in told:
                continue
            self._matched[name] = list(self._match(part_type))
            matched = {found.id for found in self._matched[name]}
            for part, base in self.said.of(name).items():
                known = self.state.parts.get(name, {}).get(part)
                if part in matched or known is None or known.withdrawn is not None:
                    continue
                if self.loading.undoes or name != AMENDMENTS or not is_retold(known.written, self.loading.data_set):
                    self._take_back(part_type, known, base)

    def _match(self, part_type: PartType) -> Iterator[_Matched]:
        items = [item for item in self.record.items if item.part_type.name == part_type.name]
        is_new = self.state.written is self.record.values
        filled, owner = [], self.state if is_new else replace(self.state, written=self.record.values)
        for item in in_order(items, attrgetter("values")):
            try:
                filled.append((item, part_type.fill_in(owner, item.values)))
            except PactaError as refusal:
                self.refusals.append((item.place, refusal))
        candidates, formerly = self._candidates(part_type)
        values = [values for _item, values in filled]
        found = matches(values, candidates, formerly, part_type.derive, (content_of, _content))
        # What was said of a part that is gone goes with its id: another one gets an id of its own.
        taken = {*self.state.parts.get(part_type.name, {}), *formerly}
        ids = identified(values, found, taken, part_type.derive)
        for (item, values_), id in zip(filled, ids, strict=True):
            yield _Matched(item, values_ | {"id": id}, id)

    def _candidates(self, part_type: PartType) -> tuple[Sequence[Mapping[str, Values]], Mapping[str, Values]]:
        """Return the parts that those of the bundle can be, the likeliest first, and what was said of each formerly."""
        said, taken_back = self.said.of(part_type.name), _of(self.said.taken_back, part_type.name)
        shape, known = shape_of(self.record.record_type, part_type.name), self.state.parts.get(part_type.name, {})
        if not (said or taken_back or known):
            return (), {}
        standing = {id: part.written for id, part in known.items() if part.withdrawn is None}
        candidates = (
            {id: written for id, written in standing.items() if id in said},
            {id: written for id, written in standing.items() if id not in said},
            {id: shape.written(leaves) for id, leaves in said.items()},
            {id: part.written for id, part in known.items() if part.withdrawn is not None},
            {id: shape.written(leaves) for id, leaves in taken_back.items()},
        )
        unsaid = dict.fromkeys(part_type.written.model_fields)
        formerly = {
            id: unsaid | (known[id].written if id in known else {}) | shape.written(leaves)
            for id, leaves in (said | taken_back).items()
        }
        return candidates, formerly

    def says_again(self) -> bool:
        """Return whether the bundle has just the parts that the data set said before. The record is not there."""
        for name, part_type in self.record.record_type.part_types.items():
            said, shape, matched = self.said.of(name), shape_of(self.record.record_type, name), set()
            for found in self._match(part_type):
                base = said.get(found.id)
                if base is None or shape.leaves(with_ids(shape, found.values, None, base)) != base:
                    return False
                matched.add(found.id)
            if matched != said.keys():
                return False
        return not self.refusals

    def _take_back(self, part_type: PartType, known: PartState, base: Leaves) -> None:
        if (
            not self.loading.overwrite
            and shape_of(self.record.record_type, part_type.name).leaves(known.written) != base
        ):
            self.counts[part_type.name].left += 1
            message = f"{known.id} is no longer in the bundle, but was changed here; left as it is here"
            self.left.append(self.record.fault(f"/{part_type.name}", message))
            return
        self.counts[part_type.name].removed += 1
        self._remove(part_type, known, self.loading.reason("No longer in"))

    def _remove(self, part_type: PartType, known: PartState, reason: str) -> None:
        if part_type.withdrawable:
            self.gone.append(self._change(part_type, known.id, Operation.WITHDRAW, {"reason": reason}))
            known.withdrawn = Withdrawal("", "", reason)
        else:
            self.gone.append(self._change(part_type, known.id, Operation.DELETE, None))
            del self.state.parts[part_type.name][known.id]

    def settle(self) -> None:
        """Plan what is recorded, once the record itself is settled. Statuses come last: their guards see the rest."""
        rest = [name for name in self._matched if name != PART_TYPE and not self._is_about_statuses(name)]
        self._settle_all([*rest, PART_TYPE])

    def settle_last(self) -> None:
        """Plan what can be about status changes, once these are judged."""
        self._settle_all([name for name in self._matched if self._is_about_statuses(name)])

    def _is_about_statuses(self, name: str) -> bool:
        return PART_TYPE in self.record.record_type.part_types[name].read_with

    def _settle_all(self, names: Iterable[str]) -> None:
        for name in names:
            for found in self._matched.get(name, ()):
                try:
                    self._settle(found)
                except PactaError as refusal:
                    self.refusals.append((found.item.place, refusal))

    def _settle(self, found: _Matched) -> None:
        part_type, part = found.item.part_type, found.id
        known = self.state.parts.get(part_type.name, {}).get(part)
        if known is None and part not in self.said.of(part_type.name):
            self._record(found, found.values)
        elif known is None or known.withdrawn is not None:
            self._settle_absent(found, known)
        else:
            self._settle_standing(found, known)

    def _settle_absent(self, found: _Matched, known: PartState | None) -> None:
        """Settle a part that was withdrawn or deleted: what was so here stays so, unless the data set did it itself."""
        part_type, key = found.item.part_type, (found.item.part_type.name, found.id)
        shape = shape_of(self.record.record_type, part_type.name)
        if key in self.said.taken_back or self.loading.overwrite:
            before = None if known is None else known.written
            values = with_ids(shape, found.values, before, self.said.parts.get(key, {}))
            self.state.parts.get(part_type.name, {}).pop(found.id, None)
            self._record(found, values)
            return
        done = "deleted" if known is None else "withdrawn"
        self._leave(found, "", f"was {done} here; left {done}: {OVERWRITE}")

    def _settle_standing(self, found: _Matched, known: PartState) -> None:
        part_type = found.item.part_type
        name, shape = part_type.name, shape_of(self.record.record_type, part_type.name)
        base = self.said.parts.get((name, known.id), {})
        bundle = with_ids(shape, found.values, known.written, base)
        written, left = bundle, []
        if not self.loading.overwrite or _content(bundle) == _content(known.written):
            reconciled = reconcile(shape, base, known.written, bundle)
            written, left = reconciled.written, list(reconciled.left)
        for field_ in left:
            self._leave(found, f"/{field_}", self.said.reason(field_, (name, known.id)))
        if written == known.written:
            self.counts[name].unchanged += not left
            return
        self.counts[name].changed += 1
        added = _added_citations(known.written, written) if part_type.withdrawable else None
        if added is not None:
            for citation in added:
                self.changes.append(
                    self._change(part_type, f"{known.id}/citations/{citation['id']}", Operation.PUT, citation)
                )
            known.written = written
            return
        if all(written[field] == known.written[field] for field in known.written.keys() - part_type.correctable):
            self._correct(found, known, written)
            return
        if part_type.withdrawable:
            self._remove(part_type, known, self.loading.reason("Corrected in"))
            del self.state.parts[name][known.id]
            self._propose(found, written)
            return
        known.written = written
        self._check(part_type, known.id)
        self.changes.append(self._change(part_type, known.id, Operation.PUT, written))

    def _check(self, part_type: PartType, part: str) -> None:
        if not self.loading.as_copy:
            part_type.check(self.state, part)

    def _correct(self, found: _Matched, known: PartState, written: Values) -> None:
        """Put right what a part says where it stands. Of a status change, guards judge the new evidence."""
        part_type = found.item.part_type
        if part_type.name == PART_TYPE and not self.loading.as_copy:
            self.status_changes.append((found.item, written, known))
            return
        known.written = written
        self._check(part_type, known.id)
        self.changes.append(self._change(part_type, known.id, Operation.CORRECT, written))

    def _record(self, found: _Matched, values: Values) -> None:
        self.counts[found.item.part_type.name].created += 1
        self._propose(found, values)

    def _propose(self, found: _Matched, values: Values) -> None:
        part_type = found.item.part_type
        is_judged = not self.loading.as_copy
        if part_type.name == PART_TYPE and is_judged:
            self.status_changes.append((found.item, values, None))
            return
        part = propose(self.record.record_type, part_type.name, self.state, values, is_checked=is_judged)
        self.changes.append(self._change(part_type, part.id, Operation.PUT, part.written))

    def _leave(self, found: _Matched, pointer: str, message: str) -> None:
        self.counts[found.item.part_type.name].left += 1
        self.left.append(self.record.fault(found.item.place + pointer, message))

    def _change(self, part_type: PartType, part: str, operation: Operation, body: object) -> Change:
        return Change(self.record.record_type, self.record.id, operation, body, f"{part_type.name}/{part}")


def differs(record: BundleRecord, state: State | None) -> bool:
    """Return whether a record or its parts may say something else than is here."""
    if state is None:
        return True
    values = with_ids(shape_of(record.record_type), record.values, state.written, {})
    return values != state.written or not _says_what_stands(record, state)


def _says_what_stands(record: BundleRecord, state: State) -> bool:
    """Return whether the bundle has just the parts that stand, each saying the same."""
    for name, part_type in record.record_type.part_types.items():
        standing = [content_of(part.written) for part in state.parts.get(name, {}).values() if part.withdrawn is None]
        try:
            filled = [part_type.fill_in(state, item.values) for item in record.items if item.part_type is part_type]
        except PactaError:
            return False
        if sorted(standing) != sorted(map(content_of, filled)):
            return False
    return True


def _of(parts: Mapping[tuple[str, str], Leaves], part_type: str) -> dict[str, Leaves]:
    return {part: leaves for (name, part), leaves in parts.items() if name == part_type}


def _content(written: Values) -> str:
    """Return what a part says, whoever is cited for it: evidence is added to what was said."""
    return content_of({name: value for name, value in written.items() if name != "citations"})


def _added_citations(before: Values, after: Values) -> list[Values] | None:
    """Return the citations by which a part says more than before; None where it says something else."""
    if _content(before) != _content(after):
        return None
    known = before["citations"]
    return after["citations"][len(known) :] if after["citations"][: len(known)] == known else None
