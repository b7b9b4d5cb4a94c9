"""A status change before it is recorded, and what the guards look at."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.ledger.model.record_state import PartState
from app.ledger.model.shapes import Values
from app.records.instruments.participation.standing import Deed
from app.values.sort_keys import earliest_day, latest_day
from app.vocabulary import FINAL, Relation


@dataclass(eq=False)
class Judgement:
    """A status change before it is recorded, with all that its guards look at.

    `day` is the day by which the change is ordered; `measurements` are all of the pledge; `published` gives when
    each cited source was published; `affiliations` gives, for each cited speaker and each actor, the
    participants that it is part of or holds an office of. `is_then`: the party is one on the day. `actions` are those
    that the change names, `acts` what participants did about the pledge's instrument. `announced` is when the pledge
    was announced, and `announcements` are the sources that it cites for that.
    """

    change: Values
    day: str
    previous: PartState | None
    promisors: Sequence[str]
    implementers: Sequence[str]
    is_joint: bool
    pledge: str
    due: str | None
    targets: Sequence[Values]
    measurements: Sequence[PartState]
    published: dict[str, str | None]
    affiliations: dict[str, set[str]]
    kind: str | None = None
    is_then: bool = True
    actions: Sequence[Values] = ()
    acts: Mapping[str, Sequence[Deed]] = field(default_factory=dict)
    announced: str | None = None
    announcements: Collection[str] = ()
    status: str = field(init=False)
    supporting: Sequence[Values] = field(init=False)

    def __post_init__(self) -> None:
        """Take from the change what nearly all guards ask for: they are asked of each change that is loaded.

        That is the status that it claims, and the citations that support the claim: what contradicts it, or stands
        around it, is no evidence for it.
        """
        self.status = self.change["status"]
        self.supporting = [one for one in self.change["citations"] if one["relation"] == Relation.SUPPORTS]

    @cached_property
    def judged(self) -> set[str]:
        """Whose doing the change judges: the party, or any promisor."""
        party = self.change["party"]
        return set(self.promisors) if party is None else {party}

    @property
    def doers(self) -> set[str]:
        """Who may have done it: those who are judged, or who carry it out for them."""
        party = self.change["party"]
        return self.judged if party is not None and party not in self.promisors else self.judged | {*self.implementers}

    def is_of_a_party(self) -> bool:
        """Return whether an implementer is judged, or a promisor that owes its own: who is that on the day."""
        party = self.change["party"]
        if not self.is_then:
            return False
        return party in self.implementers or (party in self.promisors and not self.owes_together())

    def owes_together(self) -> bool:
        """Return whether several promisors owe one performance."""
        return self.is_joint and len(self.promisors) > 1

    def leaves(self) -> bool:
        """Return whether the change leaves a status that should have been the last."""
        if self.previous is None:
            return False
        before: str = self.previous.written["status"]
        return before in FINAL and before != self.status

    def is_announcement(self, source: str) -> bool:
        """Return whether a source is that of the promise itself: cited for it as such, or out by when it was made."""
        announced, published = earliest_day(self.announced), latest_day(self.published.get(source))
        was_out = announced is not None and published is not None and published <= announced
        return was_out or source in self.announcements
