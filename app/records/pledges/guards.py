"""The rules that a status change must satisfy, as a table. `/v1/vocabulary` publishes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from app.bilingual import Bilingual
from app.errors import Fault
from app.ledger.model.shapes import Values
from app.records.instruments.participation.standing import DOES, Deed, standing_of
from app.records.measurements.progress import asks_for_something, measured, meets
from app.records.pledges.guard_texts import ASKS
from app.records.pledges.judgement import Judgement
from app.records.pledges.status.histories import order
from app.values.sort_keys import earliest_day, latest_day
from app.values.times.dates import today_anywhere, today_utc
from app.values.times.possible_dates import has_begun
from app.vocabulary import (
    NO_CLAIM,
    UNDER_WAY,
    Act,
    ActionRelation,
    ParticipationStanding,
    PledgeKind,
    Status,
)


@dataclass(frozen=True)
class Guard:
    """A rule: when it applies, whether it is satisfied, and which field it is about."""

    name: str
    kind: Literal["integrity", "evidence"]
    field: str
    applies: Callable[[Judgement], bool]
    satisfied: Callable[[Judgement], bool]

    @property
    def asks(self) -> Bilingual:
        """What would satisfy it."""
        return ASKS[self.name]


def _meets_the_targets(judgement: Judgement) -> bool:
    """Return whether what was measured up to the day on which the change takes effect keeps the pledge."""
    party, promisors, day = judgement.change["party"], judgement.promisors, judgement.day
    return all(
        meets(target, measured(judgement.measurements, target["id"], party, promisors, day))
        for target in judgement.targets
        if asks_for_something(target)
    )


def _is_no_repetition(judgement: Judgement) -> bool:
    previous = judgement.previous
    if previous is None:
        return True
    return previous.written["status"] != judgement.status or order(previous)[0] != judgement.day


def _cites_a_deed(judgement: Judgement) -> bool:
    return any(citation["act"] == Act.CONCRETE_ACTION for citation in judgement.supporting)


def _shows_more_than_words(judgement: Judgement) -> bool:
    return bool(judgement.change["actions"]) or any(
        citation["act"] == Act.CONCRETE_ACTION or not judgement.is_announcement(citation["source"])
        for citation in judgement.supporting
    )


def _acted(judgement: Judgement, relation: ActionRelation) -> Iterator[Values]:
    """Yield the actions that are so related to the pledge, and had happened by the day of the change."""
    for action in judgement.actions:
        day = earliest_day(action["happened"])
        related = any(
            about["pledge"] == judgement.pledge and about["relation"] == relation for about in action["about"]
        )
        if related and day is not None and day <= judgement.day:
            yield action


def _is_done_by(judgement: Judgement, action: Values) -> bool:
    named = {one for actor in action["actors"] for one in actor.values() if one is not None}
    return any(({one} | judgement.affiliations.get(one, set())) & judgement.doers for one in named)


def _acts_by(judgement: Judgement, participant: str) -> Iterator[Deed]:
    """Yield what a participant had done about the instrument by the day of the change."""
    yield from (deed for deed in judgement.acts.get(participant, ()) if deed.day <= judgement.day)


def _shows_a_deed(judgement: Judgement) -> bool:
    if _cites_a_deed(judgement) or any(
        _is_done_by(judgement, action) for action in _acted(judgement, ActionRelation.CARRIES_OUT)
    ):
        return True
    return judgement.kind == PledgeKind.TREATY_ACTION and any(
        deed.act in DOES for party in judgement.judged for deed in _acts_by(judgement, party)
    )


def _is_due_or_breached(judgement: Judgement) -> bool:
    due = latest_day(judgement.due)
    passed = due is not None and due < today_utc().isoformat() and due <= judgement.day
    return passed or _cites_a_deed(judgement) or any(_acted(judgement, ActionRelation.WORKS_AGAINST))


def _gave_up(judgement: Judgement) -> bool:
    return _quotes_a_promisor(judgement) or any(
        standing_of(_acts_by(judgement, party)).standing == ParticipationStanding.WITHDREW for party in judgement.judged
    )


def _quotes_a_promisor(judgement: Judgement) -> bool:
    judged = judgement.judged
    return any(
        citation["quote"] is not None
        and citation["speaker"] is not None
        and ({citation["speaker"]} | judgement.affiliations.get(citation["speaker"], set())) & judged
        for citation in judgement.supporting
    )


def _has_later_evidence(judgement: Judgement) -> bool:
    assert judgement.previous is not None  # noqa: S101 - a change that leaves a status has one before it
    before, today = order(judgement.previous)[0], today_anywhere().isoformat()
    days = (earliest_day(judgement.published.get(citation["source"])) for citation in judgement.supporting)
    return any(day is not None and before <= day <= today for day in days)


def _guards() -> tuple[Guard, ...]:
    return (
        Guard(
            "party",
            "integrity",
            "party",
            lambda judgement: judgement.change["party"] is not None,
            Judgement.is_of_a_party,
        ),
        Guard(
            "not_in_the_future",
            "integrity",
            "effective_on",
            lambda _judgement: True,
            lambda judgement: (
                judgement.change["announced_on"] is not None or has_begun(judgement.change["effective_on"])
            ),
        ),
        Guard(
            "successor",
            "integrity",
            "successor",
            lambda judgement: judgement.status == Status.SUPERSEDED,
            lambda judgement: judgement.change["successor"] not in {None, judgement.pledge},
        ),
        Guard(
            "no_repetition",
            "integrity",
            "status",
            lambda _judgement: True,
            _is_no_repetition,
        ),
        Guard(
            "citation",
            "evidence",
            "citations",
            lambda judgement: judgement.status not in NO_CLAIM,
            lambda judgement: bool(judgement.supporting),
        ),
        Guard(
            "reviewed_up_to",
            "evidence",
            "sources_reviewed_up_to",
            lambda judgement: judgement.status == Status.NO_VERIFIED_PROGRESS,
            lambda judgement: judgement.change["sources_reviewed_up_to"] is not None,
        ),
        Guard(
            "beyond_announcement",
            "evidence",
            "citations",
            lambda judgement: judgement.status in UNDER_WAY and bool(judgement.supporting),
            _shows_more_than_words,
        ),
        Guard(
            "concrete_action",
            "evidence",
            "citations",
            lambda judgement: judgement.status == Status.FULFILLED,
            _shows_a_deed,
        ),
        Guard(
            "target_met",
            "evidence",
            "status",
            lambda judgement: judgement.status == Status.FULFILLED and bool(judgement.targets),
            _meets_the_targets,
        ),
        Guard(
            "due_or_breach",
            "evidence",
            "status",
            lambda judgement: judgement.status == Status.NOT_FULFILLED,
            _is_due_or_breached,
        ),
        Guard(
            "quotation",
            "evidence",
            "citations",
            lambda judgement: judgement.status == Status.ABANDONED,
            _gave_up,
        ),
        Guard(
            "reversal_evidence",
            "evidence",
            "citations",
            Judgement.leaves,
            _has_later_evidence,
        ),
    )


GUARDS = _guards()
"""Every guard, in the order in which a refusal names them."""

EVIDENCE_NAMES = tuple(guard.name for guard in GUARDS if guard.kind == "evidence")


def refusals(judgement: Judgement, place: str = "") -> list[tuple[Guard, Fault]]:
    """Return the guards that refuse the change, each with the place in the request and what it asks."""
    overridden = (judgement.change["override"] or {"guards": []})["guards"]
    found = []
    for guard in GUARDS:
        if not guard.applies(judgement) or (guard.kind == "evidence" and guard.name in overridden):
            continue
        if not guard.satisfied(judgement):
            message = f"guard {guard.name}: {guard.asks}"
            if guard.satisfied is _is_no_repetition and judgement.previous is not None:
                message += f": {judgement.previous.id}"
            if guard.kind == "evidence":
                message += f"; or override it by name: {guard.name}"
            found.append((guard, Fault(message, pointer=f"{place}/{guard.field}")))
    return found
