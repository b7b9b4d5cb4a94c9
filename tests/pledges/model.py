"""The rules of status as plain as can be: what the service must agree with, whatever was recorded in what order."""

from dataclasses import dataclass, field

LATEST = {
    "2024~": "2024-12-31",
    "2025-06-01": "2025-06-01",
    "2025-05/2025-06-15": "2025-06-15",
    "2025-06-15": "2025-06-15",
    "2025-06-16": "2025-06-16",
    "2025-06-30": "2025-06-30",
    "2025-06": "2025-06-30",
}
"""The dates that changes take effect on, with their latest days."""

DUE = "2025-06-15"
FINAL = {"fulfilled", "not_fulfilled", "abandoned"}
ENDED = FINAL | {"partially_fulfilled", "waived", "superseded", "not_assessable"}
LEFT_OUT = {"waived", "superseded", "not_assessable"}
OPEN = ("in_progress", "stalled", "suspended", "planned", "not_started", "no_verified_progress")


@dataclass
class Said:
    """A change that was recorded."""

    id: str
    party: str | None
    status: str
    date: str
    withdrawn: bool = False


@dataclass
class Model:
    """A pledge: its promisors, and all changes in the order they were recorded."""

    promisors: list[str]
    changes: list[Said] = field(default_factory=list)

    def history(self, party: str | None) -> list[Said]:
        """Return what stands of the whole (None) or of a promisor; of a single one they are the same."""
        ours = [
            said for said in self.changes if not said.withdrawn and (len(self.promisors) == 1 or said.party == party)
        ]
        return sorted(ours, key=lambda said: LATEST[said.date])

    def current(self, party: str | None) -> Said | None:
        history = self.history(party)
        return history[-1] if history else None

    def status(self, party: str | None) -> str:
        current = self.current(party)
        return "not_assessed" if current is None else current.status

    def before(self, said: Said) -> Said | None:
        history = self.history(said.party)
        position = history.index(said)
        return history[position - 1] if position else None

    def is_reversal(self, said: Said) -> bool:
        before = None if said.withdrawn else self.before(said)
        return before is not None and before.status in FINAL and before.status != said.status

    def is_late(self, said: Said) -> bool:
        if said.withdrawn or said.status != "fulfilled":
            return False
        before = self.before(said)
        if before is not None and before.status == "fulfilled":
            return self.is_late(before)
        return LATEST[said.date] > DUE

    def accepts(self, party: str | None, status: str, date: str) -> bool:
        """Return whether the change may be recorded now."""
        if party is not None and party not in self.promisors:
            return False
        earlier = [said for said in self.history(party) if LATEST[said.date] <= LATEST[date]]
        return not earlier or (earlier[-1].status, LATEST[earlier[-1].date]) != (status, LATEST[date])

    def known(self, party: str | None, status: str, date: str) -> Said | None:
        """Return the change that says the same already."""
        same = (said for said in self.changes if (said.party, said.status, said.date) == (party, status, date))
        return next((said for said in same if not said.withdrawn), None)

    def may_go(self, promisors: list[str]) -> bool:
        """Return whether these may be the promisors from now on."""
        gone = set(self.promisors) - set(promisors)
        return not any(said.party in gone and not said.withdrawn for said in self.changes)

    def collective(self) -> str:
        return together([self.status(promisor) for promisor in self.promisors])

    def overall(self) -> tuple[str, str]:
        """Return the pledge's status, and where it comes from."""
        if self.current(None) is not None:
            return self.status(None), "whole"
        judged = any(self.current(promisor) for promisor in self.promisors)
        return self.collective(), "promisors" if judged else "none"


def together(statuses: list[str]) -> str:
    """Return what the statuses of all promisors make, told case by case as the rule is written."""
    counting = [status for status in statuses if status not in LEFT_OUT]
    unassessed = counting.count("not_assessed")
    ended = sum(status in ENDED for status in counting)
    achieved = any(status in {"fulfilled", "partially_fulfilled"} for status in counting)
    if statuses and not counting:
        return statuses[0] if len(set(statuses)) == 1 else "not_assessable"
    if unassessed == len(counting):
        return "not_assessed"
    if len(set(counting)) == 1:
        return counting[0]
    if ended == len(counting):
        return "partially_fulfilled" if achieved else "not_fulfilled"
    if ended + unassessed == len(counting):
        return "in_progress" if achieved else "not_assessed"
    return "in_progress" if achieved else next(status for status in OPEN if status in counting)
