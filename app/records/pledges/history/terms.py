"""Keeps what was in force of pledges on which days: due, strength and conditions, after what was amended.

A record's own fields hold on all days until an amendment of the field; so each of these is kept with its day, and the
days are told anew where one comes or goes.
"""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from sqlalchemy import Connection
from typing_extensions import override

from app.ledger.model.shapes import Values
from app.records.base.amended import AMENDMENTS as PART_TYPE
from app.records.base.history.keepers import Keeper
from app.records.base.history.rows import OpenRows, Row
from app.records.base.history.steps import Change, Changed, Gone, PartWithdrawn, PartWritten, Step, Written
from app.records.pledges.amendments.terms import condition_rows, has_baseline
from app.strict_json import decode, encode_text
from app.tables.history import ALWAYS, AMENDMENTS, CONDITIONS, NEVER, TERMS
from app.values.sort_keys import day_of_part, latest_day

FIRST = ""
"""The id of what the pledge said first."""


class TermsKeeper(Keeper):
    """Keeps the terms of pledges, the conditions, and the amendments that both follow from."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._amendments = OpenRows(AMENDMENTS, "pledge_id")
        self._terms = OpenRows(TERMS, "pledge_id")
        self._conditions = OpenRows(CONDITIONS, "pledge_id")
        super().__init__(self._amendments, self._terms, self._conditions)

    @override
    def load(self, connection: Connection, changed: Changed) -> None:
        for rows in self.rows:
            rows.load(
                connection,
                [
                    record
                    for record, changes in changed.records.items()
                    if record not in changed.anew
                    and any(_is_about_terms(step) for change in changes for step in change.steps)
                ],
            )

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        if isinstance(step, Written):
            row = {"id": FIRST, "effective_last_day": ALWAYS, "entry": 0, "changes": _changes(step.written)}
        elif isinstance(step, PartWritten) and step.part_type == PART_TYPE:
            known = {row["id"]: row for row in self._amendments.open(record)}.get(step.part)
            if not step.stands or (step.before and known is None):
                return
            row = {
                "id": step.part,
                "effective_last_day": day_of_part(step.written["effective_on"], step.recorded_at) or ALWAYS,
                "entry": step.entry,
            }
            if known is not None:
                row = {name: known[name] for name in row}
            row["changes"] = _changes(step.written["changes"])
        elif isinstance(step, PartWithdrawn) and step.part_type == PART_TYPE:
            self._amendments.replace(record, (), change.number, lambda other: other["id"] == step.part)
            self._tell(record, change.number)
            return
        else:
            return
        self._amendments.replace(record, [row], change.number, lambda other: other["id"] == row["id"])
        self._tell(record, change.number)

    def _tell(self, record: str, number: int) -> None:
        """Let hold on each day what the last amendment by then says of each field."""
        told = sorted(self._amendments.open(record), key=itemgetter("effective_last_day", "entry"))
        changes = [(row["effective_last_day"], decode(row["changes"])) for row in told]
        self._terms.replace(record, _terms(changes), number)
        self._conditions.replace(record, _conditions(changes), number)


def _is_about_terms(step: Step) -> bool:
    if isinstance(step, (PartWritten, PartWithdrawn)):
        return step.part_type == PART_TYPE
    return isinstance(step, (Written, Gone))


def _changes(values: Values) -> str:
    """Return what is filtered by of the values of fields, as one text."""
    changes: Values = {name: values[name] for name in ("due", "strength") if name in values}
    if "wording" in values:
        changes["has_wording"] = values["wording"] is not None
    if "targets" in values:
        changes["has_baseline"] = has_baseline(values["targets"])
    if "conditions" in values:
        changes["conditions"] = [list(row) for row in condition_rows(values["conditions"])]
    return encode_text(changes)


def _spans(changes: Sequence[tuple[str, Values]], *fields: str) -> Iterator[tuple[str, str, Values]]:
    """Yield what held of fields from a day until before another."""
    start, holds = ALWAYS, dict[str, object]()
    for day, values in changes:
        fresh = holds | {name: values[name] for name in fields if name in values}
        if fresh != holds and day > start and holds:
            yield start, day, holds
            start = day
        holds = fresh
    yield start, NEVER, holds


def _terms(changes: Sequence[tuple[str, Values]]) -> Iterator[Row]:
    first = changes[0][1]["due"] if changes else None
    for start, end, values in _spans(changes, "due", "strength", "has_wording", "has_baseline") if changes else ():
        yield {
            "from_day": start,
            "to_day": end,
            "due_last_day": latest_day(values["due"]),
            "due_moved": values["due"] != first,
            "strength_in_force": values["strength"],
            "has_wording": values["has_wording"],
            "has_baseline": values["has_baseline"],
        }


def _conditions(changes: Sequence[tuple[str, Values]]) -> Iterator[Row]:
    for start, end, values in _spans(changes, "conditions") if changes else ():
        for id_, waits_for, met_first_day in values["conditions"]:
            yield {
                "from_day": start,
                "to_day": end,
                "id": id_,
                "waits_for": waits_for,
                "met_first_day": met_first_day,
            }
