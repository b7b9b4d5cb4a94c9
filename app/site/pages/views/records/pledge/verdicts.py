"""Who stands where: a row for the whole, for each promisor and each who carries it out, and the evidence of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.vocabulary import Act, ActionRelation, Joint, PartyRole, StatusBasis

Values = Mapping[str, Any]
DEEDS = {ActionRelation.CARRIES_OUT.value, ActionRelation.CONTRIBUTES.value}


@dataclass(frozen=True)
class Verdict:
    """Where the whole (no `party`) or a party stands, by which status change, and by which deeds.

    Without any deed there are at most announcements.
    """

    party: Values | None
    role: str | None
    standing: Values
    change: Values | None
    actions: Sequence[Values]

    @property
    def citations(self) -> Sequence[Values]:
        """What the verdict rests on."""
        return self.change["citations"] if self.change else ()

    @property
    def deed_known(self) -> bool:
        """Return whether anything is known to have been done."""
        return bool(self.actions) or any(one["act"] == Act.CONCRETE_ACTION for one in self.citations)


def verdicts(pledge: Values, changes: Sequence[Values], actions: Sequence[Values]) -> list[Verdict]:
    """Return where everybody stands: promisors first, then those who carry it out."""
    by_id = {change["id"]: change for change in changes}
    deeds = [action for action in actions if _relation(action, pledge["id"]) in DEEDS]
    rows = []
    if pledge["status"]["basis"] == StatusBasis.WHOLE or pledge["joint"] == Joint.JOINT:
        status = pledge["status"]
        rows.append(Verdict(None, None, status, by_id.get(status["change"]), deeds))
    for role in (PartyRole.PROMISOR, PartyRole.IMPLEMENTER):
        for party in pledge["parties"]:
            if party["role"] == role and party["status"]:
                change = by_id.get(party["status"]["change"])
                own = [action for action in deeds if _did(action, party["participant"]["id"], change)]
                rows.append(Verdict(party["participant"], role.value, party["status"], change, own))
    return rows


def _relation(action: Values, pledge: str) -> str | None:
    return next((about["relation"] for about in action["about"] if about["pledge"]["id"] == pledge), None)


def _did(action: Values, participant: str, change: Values | None) -> bool:
    """Return whether an action is the participant's, or one that its status rests on."""
    named = [actor[name] for actor in action["actors"] for name in ("participant", "on_behalf_of")]
    if any(one and one["id"] == participant for one in named):
        return True
    return change is not None and any(one["id"] == action["id"] for one in change["actions"])
