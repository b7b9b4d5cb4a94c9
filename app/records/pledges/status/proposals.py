"""Status changes that are asked for, and what became of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from app.errors import PactaError
from app.ledger.model.record_rows import Key
from app.ledger.model.record_state import PartState
from app.ledger.model.shapes import Reference, Values, records_named, references
from app.ledger.references.reference_rewrite import Redirects, rewrite_shape
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status.schemas import StatusChange
from app.vocabulary import Operation


@dataclass(frozen=True)
class Proposal:
    """A status change that is asked for. `place` is where it stands in the request.

    It `corrects` another, where it is to put right what that one says.
    """

    pledge: str
    change: Values
    place: str = ""
    if_version: int | None = None
    corrects: PartState | None = None

    @property
    def operation(self) -> Operation:
        """What the entry does that records it."""
        return Operation.PUT if self.corrects is None else Operation.CORRECT

    @property
    def references(self) -> Sequence[Reference]:
        """All that the change refers to, and where."""
        return references(StatusChange, self.change)

    @cached_property
    def named(self) -> set[Key]:
        """The records that the change refers to."""
        return records_named(StatusChange, self.change)

    @property
    def evidence(self) -> Sequence[Values]:
        """The changes whose evidence guards look at: the change, and what it corrects."""
        return [self.change] if self.corrects is None else [self.change, self.corrects.written]

    @property
    def citations(self) -> Sequence[Values]:
        """The citations that guards look at."""
        return [citation for change in self.evidence for citation in change["citations"]]


@dataclass(frozen=True)
class Verdict:
    """What became of a proposal: a change to record, the equal change that is there, or a refusal."""

    change: Values | None = None
    unchanged: PartState | None = None
    refusal: PactaError | None = None


def following(proposal: Proposal, moved: Redirects) -> Proposal:
    """Return the proposal with survivors in the place of merged records."""
    pledge = moved.get((PLEDGES.collection, proposal.pledge), proposal.pledge)
    return replace(proposal, pledge=pledge, change=rewrite_shape(PLEDGES.merging, StatusChange, proposal.change, moved))


def equal_change(change: Values, known: Iterable[PartState]) -> PartState | None:
    """Return the change that stands and says the same, so that a batch can be sent twice."""
    return next((other for other in known if other.withdrawn is None and says_the_same(change, other)), None)


def says_the_same(change: Values, other: PartState) -> bool:
    """Return whether a recorded change has the content of `change`, ids aside. It may have more evidence."""
    content = {name: value for name, value in change.items() if name not in {"id", "citations", "actions"}}
    if any(other.written[name] != value for name, value in content.items()):
        return False
    if not {*change["actions"]} <= {*other.written["actions"]}:
        return False
    there = _citations(other.written)
    return all(citation in there for citation in _citations(change))


def _citations(change: Values) -> list[Values]:
    return [{name: value for name, value in citation.items() if name != "id"} for citation in change["citations"]]
