"""Judging status changes: each against the change before it in its history, in the order they came."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select, union

from app.errors import Fault, GuardRefused, Invalid, NotFound, PactaError, PreconditionFailed
from app.ledger.documents import names_of
from app.ledger.identifying import identify
from app.ledger.kinds import PartState, State
from app.ledger.shapes import Values, references
from app.ledger.states import load_states
from app.records.pledges.guards import Judgement, refusals
from app.records.pledges.histories import SIDE, address, histories, previous_of, promisors_of
from app.records.pledges.kind import PLEDGES
from app.records.pledges.status_schemas import StatusChange
from app.records.sources.citations import INLINE
from app.tables.base import PART_ID_LENGTH
from app.tables.participants import Membership, Office
from app.tables.sources import Source
from app.values.identifiers import distinct
from app.values.sorting import earliest_day
from app.vocabulary import FINAL, Status

LATEST = 2**62
"""The entry of a change that is not recorded yet: after all others."""


@dataclass(frozen=True)
class Proposal:
    """A status change that is asked for. `place` is where it stands in the request."""

    pledge: str
    change: Values
    place: str = ""
    if_version: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What became of a proposal: a change to record, the equal change that is there, or a refusal."""

    change: Values | None = None
    unchanged: PartState | None = None
    refusal: PactaError | None = None


@dataclass
class Judge:
    """Judges proposals on the same pledges one after the other; each sees those before it.

    What the guards look at is fetched once for all: pledges with their histories, what is cited, who speaks for whom.
    """

    connection: Connection
    proposals: Sequence[Proposal]
    states: dict[str, State] = field(default_factory=dict)
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    published: dict[str, str | None] = field(default_factory=dict)
    affiliations: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Fetch what the guards look at."""
        self.states = load_states(
            self.connection, PLEDGES, list({proposal.pledge: None for proposal in self.proposals})
        )
        wanted = {
            (found.collection, found.record)
            for proposal in self.proposals
            for found in references(StatusChange, proposal.change)
        }
        self.names = names_of(self.connection, sorted(wanted))
        self._fetch_published()
        self._fetch_affiliations()

    def judge(self, proposal: Proposal) -> Verdict:
        """Return the verdict; a change that is accepted counts for the proposals after it."""
        state = self.states.get(proposal.pledge)
        if state is None:
            detail = "There is no such pledge."
            return Verdict(
                refusal=NotFound(detail, faults=[Fault("names no pledge", pointer=f"{proposal.place}/pledge")])
            )
        if proposal.if_version not in {None, state.version}:
            detail = f"The pledge is at version {state.version} by now."
            fault = Fault("read the pledge again", pointer=f"{proposal.place}/if_version")
            return Verdict(refusal=PreconditionFailed(detail, faults=[fault], current_version=state.version))
        known = state.parts.setdefault(SIDE, {})
        if (equal := _equal(proposal.change, known.values())) is not None:
            return Verdict(unchanged=equal)
        try:
            change = self._identified(proposal, known)
            self._refuse_missing(proposal)
            self._refuse_unguarded(proposal, state, change)
        except PactaError as refusal:
            return Verdict(refusal=refusal)
        state.version += 1
        known[change["id"]] = PartState(change["id"], change, LATEST + len(known), "", "", state.version)
        return Verdict(change=change)

    def _identified(self, proposal: Proposal, known: Mapping[str, PartState]) -> Values:
        change = identify(INLINE, proposal.change, None, proposal.place)
        given = change["id"]
        if given is None:
            side = PLEDGES.sides[SIDE]
            return change | {"id": distinct(side.derive(change), known, PART_ID_LENGTH)}
        if given in known:
            detail = "The pledge has another status change with this id."
            raise Invalid(detail, faults=[Fault("leave it out, or give a new one", pointer=f"{proposal.place}/id")])
        return change

    def _refuse_missing(self, proposal: Proposal) -> None:
        faults = [
            Fault(
                f"names nothing: give the id of one of the {found.collection}", pointer=proposal.place + found.pointer
            )
            for found in references(StatusChange, proposal.change)
            if (found.collection, found.record) not in self.names
        ]
        if faults:
            detail = "References to records that do not exist."
            raise Invalid(detail, faults=faults)

    def _refuse_unguarded(self, proposal: Proposal, state: State, change: Values) -> None:
        promisors = promisors_of(state.written)
        history = histories(state.parts[SIDE].values(), promisors).get(address(change["party"], promisors), [])
        proposed = PartState(change["id"], change, LATEST + len(history), "", "", 0)
        judgement = Judgement(
            change=change,
            previous=previous_of(proposed, history),
            promisors=promisors,
            pledge=state.id,
            due=state.written["due"],
            target=state.written["target"],
            published=self.published,
            affiliations=self.affiliations,
        )
        if found := refusals(judgement, proposal.place):
            guards = [guard.name for guard, _fault in found]
            detail = f"Refused by {', '.join(guards)}."
            raise GuardRefused(detail, faults=[fault for _guard, fault in found], guards=guards)

    def _fetch_published(self) -> None:
        """Fetch when cited sources were published, where a change could leave a final status."""
        if not any(
            change.written["status"] in FINAL
            for state in self.states.values()
            for change in state.parts.get(SIDE, {}).values()
        ) and not any(proposal.change["status"] in FINAL for proposal in self.proposals):
            return
        sources = {citation["source"] for proposal in self.proposals for citation in proposal.change["citations"]}
        if sources:
            statement = select(Source.id, Source.published).where(Source.id.in_(sorted(sources)))
            self.published = {source: earliest_day(date) for source, date in self.connection.execute(statement)}

    def _fetch_affiliations(self) -> None:
        """Fetch what the speakers belong to, where a change says that a promisor gave up."""
        speakers = {
            citation["speaker"]
            for proposal in self.proposals
            if proposal.change["status"] == Status.ABANDONED
            for citation in proposal.change["citations"]
            if citation["speaker"] is not None
        }
        if speakers:
            self.affiliations = affiliations(self.connection, speakers)


def affiliations(connection: Connection, persons: Iterable[str]) -> dict[str, set[str]]:
    """Return all that each participant is part of or holds an office of, near and far."""
    belonging = union(
        select(Membership.owner.label("id"), Membership.participant.label("whole")),
        select(Office.owner, Office.body).where(Office.body.is_not(None)),
    ).subquery()
    found = (
        select(belonging.c.id.label("person"), belonging.c.whole)
        .where(belonging.c.id.in_(sorted(persons)))
        .cte(recursive=True)
    )
    found = found.union(select(found.c.person, belonging.c.whole).where(belonging.c.id == found.c.whole))
    reached: dict[str, set[str]] = {}
    for person, whole in connection.execute(select(found.c.person, found.c.whole)):
        reached.setdefault(person, set()).add(whole)
    return reached


def _equal(change: Values, known: Iterable[PartState]) -> PartState | None:
    """Return the change that says the same, ids aside, so that a batch can be sent twice."""
    content = _content(change)
    for other in known:
        if other.withdrawn is None and _content(other.written) == content:
            return other
    return None


def _content(change: Values) -> Values:
    citations = [{name: value for name, value in citation.items() if name != "id"} for citation in change["citations"]]
    return {name: value for name, value in change.items() if name != "id"} | {"citations": citations}
