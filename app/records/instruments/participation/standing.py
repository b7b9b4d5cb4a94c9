"""Where participants stand to an instrument, by what they did about it. Pure functions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from app.bilingual import Bilingual
from app.ledger.model.record_state import PartState
from app.values.sort_keys import day_of_part
from app.vocabulary import ParticipationAct, ParticipationStanding

PART_TYPE = "participation"

GIVES: Mapping[ParticipationAct, ParticipationStanding] = {
    ParticipationAct.ENDORSED: ParticipationStanding.ENDORSER,
    ParticipationAct.SIGNED: ParticipationStanding.SIGNATORY,
    ParticipationAct.PROVISIONALLY_APPLIED: ParticipationStanding.PROVISIONAL,
    ParticipationAct.RATIFIED: ParticipationStanding.BOUND,
    ParticipationAct.ACCEPTED: ParticipationStanding.BOUND,
    ParticipationAct.APPROVED: ParticipationStanding.BOUND,
    ParticipationAct.ACCEDED: ParticipationStanding.BOUND,
    ParticipationAct.SUCCEEDED: ParticipationStanding.BOUND,
    ParticipationAct.WITHDREW: ParticipationStanding.WITHDREW,
}
"""The standing that an act gives. The others give none."""

DOES = frozenset({*GIVES, ParticipationAct.RESERVATION_WITHDRAWN})
"""The acts by which a pledge to act on a treaty can be kept."""

LEAST_FIRST = (
    ParticipationStanding.NONE,
    ParticipationStanding.ENDORSER,
    ParticipationStanding.SIGNATORY,
    ParticipationStanding.PROVISIONAL,
    ParticipationStanding.BOUND,
)
"""Standings that an act only raises: who is bound and signs stays bound."""

RULE = Bilingual(
    "A participant's acts are taken in the order of their days, undated ones first, then of their entries; those that "
    "were withdrawn do not count. endorsed, signed, provisionally_applied and consent (ratified, accepted, approved, "
    "acceded, succeeded) raise the standing to endorser, signatory, provisional and bound, and never lower it; "
    "withdrew makes it withdrew, from which it can be raised again. `since` and `in_force` are those of the act that "
    "made it. reserved adds a reservation, reservation_withdrawn takes one away, withdrew all. An act that equals "
    "another of the participant (sort, day and to) counts once.",
    "Los actos de un participante se toman en el orden de sus días, primero los que no tienen fecha, y después en el "
    "de sus asientos; los retirados no cuentan. endorsed, signed, provisionally_applied y el consentimiento "
    "(ratified, accepted, approved, acceded, succeeded) elevan la situación a endorser, signatory, provisional y "
    "bound, y nunca la rebajan; withdrew la convierte en withdrew, desde donde puede volver a elevarse. `since` e "
    "`in_force` son los del acto que la produjo. reserved añade una reserva, reservation_withdrawn quita una, "
    "withdrew todas. Un acto igual a otro del participante (clase, día y to) cuenta una vez.",
)

Told = tuple[str, bool]
"""A standing, and whether it is with reservations."""

FIRST = ""
"""The day of what is undated: before all others."""


@dataclass(frozen=True)
class Deed:
    """A participation act as its standing depends on it: its day, its entry, what was done, and to whom."""

    day: str
    entry: int
    act: str
    to: str | None = None
    id: str = ""


@dataclass
class PartyStanding:
    """Where a participant stands after some of its acts: `made_by` is the act that made it so."""

    standing: ParticipationStanding = ParticipationStanding.NONE
    made_by: str | None = None
    reservations: int = 0

    def take(self, deed: Deed) -> None:
        """Let an act follow."""
        act = ParticipationAct(deed.act)
        gives = GIVES.get(act)
        if act == ParticipationAct.RESERVED:
            self.reservations += 1
        elif act == ParticipationAct.RESERVATION_WITHDRAWN:
            self.reservations = max(0, self.reservations - 1)
        elif gives == ParticipationStanding.WITHDREW:
            self.standing, self.made_by, self.reservations = gives, deed.id, 0
        elif gives is not None and (
            self.standing == ParticipationStanding.WITHDREW
            or LEAST_FIRST.index(gives) > LEAST_FIRST.index(self.standing)
        ):
            self.standing, self.made_by = gives, deed.id

    @property
    def told(self) -> Told:
        """What lists filter by."""
        return self.standing.value, self.reservations > 0


def in_order(deeds: Iterable[Deed]) -> list[Deed]:
    """Return the acts of a participant in their order, equal ones once."""
    found: dict[tuple[str, str, str | None], Deed] = {}
    for deed in sorted(deeds, key=lambda deed: (deed.day, deed.entry)):
        found.setdefault((deed.day, deed.act, deed.to), deed)
    return list(found.values())


def standing_of(deeds: Iterable[Deed]) -> PartyStanding:
    """Return where a participant stands after its acts."""
    standing = PartyStanding()
    for deed in in_order(deeds):
        standing.take(deed)
    return standing


def spans(deeds: Iterable[Deed], first: str, last: str) -> Iterator[tuple[str, str, Told]]:
    """Yield from which day until before which a participant stood where, from its first act on."""
    standing = PartyStanding()
    told: list[tuple[str, Told]] = []
    for day, same_day in groupby(in_order(deeds), lambda deed: deed.day):
        for deed in same_day:
            standing.take(deed)
        if not told or told[-1][1] != standing.told:
            told.append((day or first, standing.told))
    for (day, held), (end, _next) in pairwise([*told, (last, standing.told)]):
        yield day, end, held


def deeds_of(parts: Iterable[PartState]) -> dict[str, list[Deed]]:
    """Return the acts that stand, by participant."""
    found: dict[str, list[Deed]] = {}
    for part in parts:
        if part.withdrawn is None:
            written = part.written
            day = day_of_part(written["on"], part.recorded_at) or FIRST
            deed = Deed(day, part.entry, written["act"], written["to"], part.id)
            found.setdefault(written["participant"], []).append(deed)
    return found


def acts_of(deeds: Sequence[Deed]) -> list[str]:
    """Return what a participant did, in order."""
    return [deed.act for deed in in_order(deeds)]
