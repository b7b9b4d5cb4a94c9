"""Judging status changes: each against the change before it in its history, in the order they came."""

from bisect import insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from app.context import context
from app.errors import Fault, GuardRefused, Invalid, NotFound, PactaError, PreconditionFailed
from app.ledger.entries.chain import now
from app.ledger.model.record_rows import Key
from app.ledger.model.record_state import PartState, State
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.batches import Batch
from app.ledger.model.rows.first_read import Piece, first_read
from app.ledger.model.rows.reach import Reach, reached
from app.ledger.model.rows.state_rows import copy_of
from app.ledger.model.shapes import Reference, Values
from app.ledger.references.nearest_ids import NearestIds
from app.ledger.references.redirects import redirects
from app.ledger.writing.item_ids import identify
from app.ledger.writing.part_commands import LATEST
from app.records.base.amended import in_force
from app.records.base.promisors import address_within, implementers_of, is_doer_on, judged_together, promisors_of
from app.records.measurements.part_type import MEASUREMENTS
from app.records.pledges.guards import refusals
from app.records.pledges.judgement import Judgement
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status.affiliations import AFFILIATIONS, BELONGS
from app.records.pledges.status.evidence import PUBLICATIONS, PUBLISHED, Evidence, pending_affiliations, pieces
from app.records.pledges.status.histories import PART_TYPE, histories, order, previous_of
from app.records.pledges.status.proposals import Proposal, Verdict, equal_change, following
from app.records.sources.citations import INLINE
from app.records.sources.record_type import SOURCES
from app.tables.base import PART_ID_LENGTH
from app.values.identifiers import distinct
from app.vocabulary import Act, Joint, Status


@dataclass(frozen=True)
class _Judged:
    """Who is judged of a pledge, who of them `shared` with the whole, and the histories of all, by whom they are of."""

    shared: frozenset[str]
    histories: dict[str | None, list[PartState]]
    promisors: Sequence[str]
    implementers: Sequence[str]


@dataclass
class StatusReview:
    """Judges proposals on the same pledges one after the other; each sees those before it.

    What the guards look at is fetched once for all: pledges with their histories, what is cited, who speaks for whom.
    `states` are the pledges as the accepted proposals make them, `loaded` as they are, `names` what all that they
    refer to is called. `proposals` come to name the survivors of records that were merged. `pending` are
    records as they will be when this is recorded, pledges with all their parts: they stand for those of the database.
    """

    connection: Connection
    proposals: Sequence[Proposal]
    pending: Mapping[tuple[str, str], State] = field(default_factory=dict)
    loaded: Batch = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    published: dict[str, str | None] = field(default_factory=dict)
    affiliations: dict[str, set[str]] = field(default_factory=dict)
    _evidence: Evidence = field(default_factory=Evidence)
    _judged: dict[str, "_Judged"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Fetch what the guards look at, and note when and for whom this is judged."""
        self._at, self._actor, self._near = now(), context.get().actor, NearestIds(self.connection)
        self._load()
        if moved := redirects(self.connection, missing) if (missing := self._missing()) else {}:
            self.proposals = [following(proposal, moved) for proposal in self.proposals]
            self._load()

    def _load(self) -> None:
        of_pledge: dict[str, list[Proposal]] = {}
        for proposal in self.proposals:
            of_pledge.setdefault(proposal.pledge, []).append(proposal)
        pending = {pledge: self.pending.get((PLEDGES.collection, pledge)) for pledge in of_pledge}
        self.states = {pledge: copy_of(state) for pledge, state in pending.items() if state is not None}
        there = [pledge for pledge, state in pending.items() if state is None]
        changes = [change for proposal in self.proposals for change in proposal.evidence]
        more = [*self._publications(), *self._belongings(), *pieces(changes, pending)]
        named = self._named()
        read = first_read(self.connection, {PLEDGES.collection: there}, named, more)
        self.names |= read.names
        for row in read.more:
            if row["what"] == PUBLISHED:
                self.published[row["id"]] = row["written"]
            elif row["what"] == BELONGS:
                self.affiliations.setdefault(row["id"], set()).add(row["written"])
        self._evidence.take(read.more)
        self._know_pending(named)
        self.loaded = reached(self.connection, PLEDGES, there, read.rows, lambda state: _reach(of_pledge[state.id]))
        for touched in self.loaded.values():
            if (state := touched.before) is not None:
                self.states[state.id] = copy_of(state)
        self._judged.clear()

    def _named(self) -> set[Key]:
        """Return the records that the proposals name."""
        return set[Key]().union(*(proposal.named for proposal in self.proposals))

    def _missing(self) -> set[tuple[str, str]]:
        """Return what the proposals name and is not there."""
        pledges = {proposal.pledge for proposal in self.proposals} - self.states.keys()
        return {(PLEDGES.collection, pledge) for pledge in pledges} | (self._named() - self.names.keys())

    def decide(self, proposal: Proposal, *, again: bool = True) -> Verdict:
        """Return the verdict; a change that is accepted counts for the proposals after it.

        `again`: what is asked may have been recorded before; then the change that says the same is returned.
        """
        state = self.states.get(proposal.pledge)
        if state is None:
            detail = "There is no such pledge."
            fault = self._near.fault(PLEDGES.collection, proposal.pledge, f"{proposal.place}/pledge")
            return Verdict(refusal=NotFound(detail, faults=[fault]))
        known = state.parts.setdefault(PART_TYPE, {})
        history = self._history(state, proposal.change["party"])
        if proposal.corrects is not None:
            return self._correct(proposal, state, known[proposal.corrects.id], history)
        if again:
            scheduled = [change for change in known.values() if change.scheduled_for is not None]
            if (equal := equal_change(proposal.change, [*history, *scheduled])) is not None:
                return Verdict(unchanged=equal)
        if proposal.if_version not in {None, state.version}:
            detail = f"The pledge is now at version {state.version}."
            fault = Fault("read the pledge again", pointer=f"{proposal.place}/if_version")
            return Verdict(refusal=PreconditionFailed(detail, faults=[fault], current_version=state.version))
        try:
            change = self._identified(proposal, state)
            proposed = PartState(change["id"], change, LATEST + len(known), self._at, self._actor, state.version + 1)
            proposed.scheduled_for = PLEDGES.part_types[PART_TYPE].schedule(change, self._at)
            self._refuse(proposal, state, proposed, history)
        except PactaError as refusal:
            return Verdict(refusal=refusal)
        state.version += 1
        known[change["id"]] = proposed
        if proposed.stands:
            insort(history, proposed, key=order)
        return Verdict(change=change)

    def _correct(self, proposal: Proposal, state: State, known: PartState, history: list[PartState]) -> Verdict:
        """Return the verdict on what puts a change right: its evidence has to satisfy what it satisfied before."""
        change = identify(INLINE, proposal.change, known.written, proposal.place)
        if change == known.written:
            return Verdict(unchanged=known)
        corrected, others = replace(known, written=change), [other for other in history if other.id != known.id]
        failed = {guard.name for guard, _fault in refusals(self._judgement(state, known, others))}
        try:
            self._refuse(proposal, state, corrected, others, failed)
        except PactaError as refusal:
            return Verdict(refusal=refusal)
        state.version += 1
        state.parts[PART_TYPE][known.id] = corrected
        history[:] = sorted([*others, *([corrected] if corrected.stands else [])], key=order)
        return Verdict(change=change)

    def _history(self, state: State, party: str | None) -> list[PartState]:
        """Return the changes of a party that were read, in order, with those that were accepted."""
        judged = self._who_is_judged(state)
        return judged.histories.setdefault(address_within(party, judged.shared), [])

    def _who_is_judged(self, state: State) -> "_Judged":
        if (judged := self._judged.get(state.id)) is None:
            shared = judged_together(state.written)
            ordered = histories(state.parts[PART_TYPE].values(), shared)
            promisors, implementers = promisors_of(state.written), implementers_of(state.written)
            self._judged[state.id] = judged = _Judged(shared, ordered, promisors, implementers)
        return judged

    def _identified(self, proposal: Proposal, state: State) -> Values:
        kept = frozenset[str]() if state.kept is None else state.kept.ids.get(PART_TYPE, frozenset())
        known: Collection[str] = state.parts[PART_TYPE].keys() | kept if kept else state.parts[PART_TYPE]
        change = identify(INLINE, proposal.change, None, proposal.place)
        given = change["id"]
        if given is None:
            part_type = PLEDGES.part_types[PART_TYPE]
            return change | {"id": distinct(part_type.derive(change), known, PART_ID_LENGTH)}
        if given in known:
            detail = "The pledge has another status change with this id."
            raise Invalid(detail, faults=[Fault("leave it out, or give a new one", pointer=f"{proposal.place}/id")])
        return change

    def _refuse(
        self,
        proposal: Proposal,
        state: State,
        proposed: PartState,
        history: Sequence[PartState],
        failed: AbstractSet[str] = frozenset(),
    ) -> None:
        """Raise what is wrong, but for guards that `failed` before. None looks at a field that names nothing.

        But a source that is not there is judged as one without a date: whoever is about to make it learns what else is
        wrong.
        """
        missing: Sequence[Reference] = ()
        if not proposal.named <= self.names.keys():
            missing = [found for found in proposal.references if (found.collection, found.record) not in self.names]
        unknown = {found.pointer.split("/")[1] for found in missing if found.collection != SOURCES.collection}
        refused = [
            (guard.name, fault)
            for guard, fault in refusals(self._judgement(state, proposed, history), proposal.place)
            if guard.field not in unknown and guard.name not in failed
        ]
        guards, faults = [name for name, _fault in refused], [fault for _name, fault in refused]
        if missing:
            absent = [self._near.fault(one.collection, one.record, proposal.place + one.pointer) for one in missing]
            detail = "References to records that do not exist."
            raise Invalid(detail, faults=[*absent, *faults])
        if refused:
            detail = f"Refused by {', '.join(guards)}."
            raise GuardRefused(detail, faults=faults, guards=guards)

    def _judgement(self, state: State, proposed: PartState, history: Sequence[PartState]) -> Judgement:
        judged, party, (day, _entry) = self._who_is_judged(state), proposed.written["party"], order(proposed)
        return Judgement(
            change=proposed.written,
            day=day,
            previous=previous_of(proposed, history),
            promisors=judged.promisors,
            implementers=judged.implementers,
            is_joint=state.written["joint"] == Joint.JOINT,
            pledge=state.id,
            due=in_force(state, "due", day),
            targets=in_force(state, "targets", day),
            measurements=list(state.parts.get(MEASUREMENTS.name, {}).values()),
            published=self.published,
            affiliations=self.affiliations,
            kind=state.written["kind"],
            is_then=party is None or is_doer_on(state.written, party, proposed.written["effective_on"]),
            actions=[
                self._evidence.actions[one] for one in proposed.written["actions"] if one in self._evidence.actions
            ],
            acts=self._evidence.acts.get(state.written["instrument"], {}),
            announced=state.written["announced"],
            announcements={one["source"] for one in state.written["citations"] if one["act"] == Act.ANNOUNCEMENT},
        )

    def _know_pending(self, named: AbstractSet[Key]) -> None:
        """Let records that are about to be written stand for those of the database."""
        for key in named & self.pending.keys():
            state = self.pending[key]
            self.names[key] = record_type_of(key[0]).name_of(state.written)
            if key[0] == SOURCES.collection:
                self.published[key[1]] = state.written["published"]
        self._evidence.take_pending(self.pending)
        if self.pending:
            self.affiliations = pending_affiliations(self.connection, self._evidence, self._speakers(), self.pending)

    def _publications(self) -> Iterable[Piece]:
        """Yield the select for the dates of cited sources, which count where a change leaves a final status."""
        sources = {citation["source"] for proposal in self.proposals for citation in proposal.citations}
        if sources:
            yield PUBLICATIONS, {"cited": sorted(sources)}

    def _belongings(self) -> Iterable[Piece]:
        """Yield the select for whom the speakers may speak for, where a change says that a promisor gave up."""
        if speakers := self._speakers():
            yield AFFILIATIONS, {"persons": sorted(speakers)}

    def _speakers(self) -> set[str]:
        return {
            citation["speaker"]
            for proposal in self.proposals
            if proposal.change["status"] == Status.ABANDONED
            for citation in proposal.citations
            if citation["speaker"] is not None
        }


def _reach(proposals: Sequence[Proposal]) -> Reach:
    """Return what the guards look at: the neighbours of changes, the ids that are taken, and what was measured."""
    part_type = PLEDGES.part_types[PART_TYPE]
    found = Reach()
    for proposal in proposals:
        change = proposal.change
        if change["status"] == Status.FULFILLED:
            found.complete.add(MEASUREMENTS.name)
        if proposal.corrects is not None:
            found.add(part_type, proposal.corrects.id)
            continue
        found.add(part_type, change)
        wanted = change["id"] if change["id"] is not None else part_type.derive(change)
        # Shortened to make room for a number.
        found.ids.setdefault(PART_TYPE, set()).add(wanted[: PART_ID_LENGTH - ROOM_FOR_NUMBER])
    return found


ROOM_FOR_NUMBER = 10
"""Characters that the number of a twin may take of a derived id."""
