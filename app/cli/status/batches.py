"""Sending status changes: all or nothing, or one batch after the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.cli.exit_codes import ExitCode
from app.cli.progress import Progress
from app.cli.status.change_files import Change

if TYPE_CHECKING:
    from app.client import Client, Problem

MOST = 500
"""Items of a batch, as the API takes them."""

MOST_BYTES = 1_000_000
"""Bytes of a batch: somewhat less than a body may have."""

ITEM = re.compile(r"/items/(\d+)")
NOT_FOUND = 404
RECORDED, INVALID, GUARDED = "recorded", "invalid", "refused"


@dataclass
class Outcome:
    """What became of a status change: recorded, unchanged, refused (by a guard or by what is recorded) or invalid."""

    change: Change
    outcome: str
    was: str | None = None
    """The status before."""
    why: list[str] = field(default_factory=list)
    is_missing: bool = False
    """Whether there is no such pledge."""

    @property
    def as_dict(self) -> dict[str, Any]:
        """Return it for a script."""
        item = self.change.item
        told = {"line": self.change.line, "pledge": item.get("pledge"), "status": item.get("status"), "was": self.was}
        return told | {"outcome": self.outcome, "why": self.why}


@dataclass
class Report:
    """What became of all."""

    outcomes: list[Outcome]

    def count(self, *kinds: str) -> int:
        """Return how many had one of these outcomes."""
        return sum(one.outcome in kinds for one in self.outcomes)

    @property
    def code(self) -> ExitCode:
        """Return how the command ends."""
        if self.count(INVALID):
            return ExitCode.FAILED
        return ExitCode.FORBIDDEN if self.count(GUARDED) else ExitCode.DONE


def apply_all(client: "Client", changes: list[Change]) -> Report:
    """Record all, or nothing where one is refused."""
    from app.client import Invalid

    try:
        answer = client.change_statuses([one.item for one in changes], atomic=True)  # type: ignore[misc] # as written
    except Invalid as refusal:
        if not _by_item(refusal):
            raise
        # What is no status change kept the batch from being judged: a dry run tells what is wrong with the others.
        judged = apply_each(client, changes, lambda _done, _every: None, dry_run=True)
        return Report([one for one in judged.outcomes if one.outcome in {INVALID, GUARDED}])
    return Report(list(_outcomes(changes, answer)))


def apply_each(client: "Client", changes: list[Change], progress: Progress, *, dry_run: bool) -> Report:
    """Record what can be recorded, in batches; in a dry run, find out what would become of each."""
    outcomes = list[Outcome]()
    for batch in _batches(changes):
        outcomes += _apply_batch(client, batch, dry_run=dry_run)
        if len(batch) < len(changes):
            progress(len(outcomes), len(changes))
    outcomes.sort(key=lambda one: one.change.line)
    return Report(outcomes)


def _batches(changes: list[Change]) -> Iterator[list[Change]]:
    """Yield batches that the API takes: not too many at once, nor too much."""
    from app.client.requests import encode

    batch, size = list[Change](), 0
    for change in changes:
        more = len(encode(change.item))
        if batch and (len(batch) == MOST or size + more > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(change)
        size += more
    yield batch


def _apply_batch(client: "Client", changes: list[Change], *, dry_run: bool) -> list[Outcome]:
    from app.client import Invalid

    invalid = list[Outcome]()
    while changes:
        items: Any = [one.item for one in changes]
        try:
            answer = client.change_statuses(items, atomic=False, dry_run=dry_run or None)
        except Invalid as refusal:
            # An item that is no status change keeps the batch from being judged: the others go without it.
            whys = _by_item(refusal)
            if not whys:
                raise
            invalid += [Outcome(one, INVALID, why=whys[index]) for index, one in enumerate(changes) if index in whys]
            changes = [one for index, one in enumerate(changes) if index not in whys]
        else:
            return [*invalid, *_outcomes(changes, answer)]
    return invalid


def _outcomes(changes: list[Change], answer: Any) -> Iterator[Outcome]:
    for found in answer["items"]:
        previous = (found.get("change") or {}).get("previous") or {}
        problem = found.get("problem") or {}
        why = [_without_item(fault) for fault in problem.get("errors", ())]
        if problem and not why:
            why = [problem.get("detail", "")]
        is_missing = problem.get("status") == NOT_FOUND
        yield Outcome(changes[found["index"]], found["outcome"], previous.get("status"), why, is_missing)


def _without_item(fault: dict[str, Any]) -> str:
    place = ITEM.sub("", fault.get("pointer", ""), count=1)
    return f"{place}: {fault['message']}" if place else str(fault["message"])


def _by_item(refusal: "Problem") -> dict[int, list[str]]:
    """Return what is wrong with which item."""
    whys: dict[int, list[str]] = {}
    for fault in refusal.errors:
        found = ITEM.match(fault.pointer or "")
        if found is not None:
            told = _without_item({"pointer": fault.pointer, "message": fault.message})
            whys.setdefault(int(found[1]), []).append(told)
    return whys
