"""Keeps where pledges stood: which rows a status change closes and opens, in its interval alone.

A change on day d covers the days from d until the day before the next change of the same party. Once it is withdrawn,
the change before it covers them again. Where promisors change, all days are recomputed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select
from typing_extensions import override

from app.records.base.history.keepers import Keeper
from app.records.base.history.rows import OpenRows, Row
from app.records.base.history.steps import Change, Changed, Gone, PartWithdrawn, PartWritten, Step, Written
from app.records.base.promisors import WHOLE, address, promisors_of
from app.records.pledges.status.histories import PART_TYPE
from app.records.pledges.status.standings import (
    SUBJECT_OF_WHOLE,
    UNJUDGED,
    Event,
    Judged,
    Span,
    Timeline,
    of_party,
    of_whole,
    timelines,
)
from app.tables.history import ALWAYS, NEVER, STANDINGS, STATUS_CHANGES, STILL
from app.values.sort_keys import day_of_part
from app.vocabulary import StatusBasis

Told = tuple[str, str | None]
"""The first day that a change covers, and the party."""


class StandingsKeeper(Keeper):
    """Keeps the standings of pledges, and the status changes that they follow from."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._standings = OpenRows(STANDINGS, "pledge_id", "subject")
        self._changes = OpenRows(STATUS_CHANGES, "pledge_id", "party")
        self._promisors: dict[str, list[str]] = {}
        self._timelines: dict[str, Timeline] = {}
        super().__init__(self._standings, self._changes)

    @override
    def load(self, connection: Connection, changed: Changed) -> None:
        known = [record for record in changed.records if record not in changed.anew]
        self._standings.load(connection, known, STANDINGS.c.to_day == NEVER)
        withdrawn = self._withdrawn(connection, changed)
        stretches: dict[tuple[str, str], list[str]] = {}
        for record in known:
            steps = [step for change in changed.records[record] for step in change.steps]
            told = [found for step in steps if (found := self._tells_of(record, step, withdrawn)) is not None]
            if told:
                first = min(day for day, _party in told)
                end = self._next_day(connection, record, *told[0]) if len(told) == 1 else NEVER
                stretches.setdefault((first, end), []).append(record)
        for (first, end), records in stretches.items():
            # One that ends on the first day shows what held before it, one that begins on the last what follows.
            held = STANDINGS.c.to_day >= first, STANDINGS.c.to_day < NEVER, STANDINGS.c.from_day <= end
            self._standings.load(connection, records, *held)
            self._changes.load(connection, records, STATUS_CHANGES.c.effective_last_day.between(first, end))

    def _tells_of(self, record: str, step: Step, withdrawn: Mapping[tuple[str, str], Told]) -> Told | None:
        """Return the first day that a step covers, and the party; None where it covers none."""
        if isinstance(step, Written):
            return None if sorted(promisors_of(step.written)) == self._promisors_of(record) else (ALWAYS, None)
        if isinstance(step, PartWritten) and step.part_type == PART_TYPE:
            return (ALWAYS, None) if step.before else (_day(step), step.written["party"])
        if isinstance(step, PartWithdrawn) and step.part_type == PART_TYPE:
            return withdrawn.get((record, step.part))
        return (ALWAYS, None) if isinstance(step, Gone) else None

    def _next_day(self, connection: Connection, record: str, day: str, party: str | None) -> str:
        """Return the end of the days that a single change covers: the day of the next change of its party."""
        if day == ALWAYS:
            return NEVER
        table = STATUS_CHANGES
        later = [table.c.pledge_id == record, table.c.to_entry == STILL, table.c.effective_last_day > day]
        if len(self._promisors_of(record)) > 1:
            later.append(table.c.party == party)
        return connection.scalar(select(func.min(table.c.effective_last_day)).where(*later)) or NEVER

    def _withdrawn(self, connection: Connection, changed: Changed) -> dict[tuple[str, str], Told]:
        """Return of the changes that are withdrawn on which day they took effect, and for whom."""
        gone = {
            record: [step.part for change in changes for step in change.steps if isinstance(step, PartWithdrawn)]
            for record, changes in changed.records.items()
        }
        found: dict[tuple[str, str], Told] = {}
        table = STATUS_CHANGES
        for record, parts in gone.items():
            if parts:
                statement = select(table.c.id, table.c.effective_last_day, table.c.party).where(
                    table.c.pledge_id == record, table.c.to_entry == STILL, table.c.id.in_(parts)
                )
                rows = connection.execute(statement)
                found |= {(record, row.id): (row.effective_last_day, row.party) for row in rows}
        return found

    def _promisors_of(self, record: str) -> list[str]:
        if record not in self._promisors:
            self._promisors[record] = sorted(
                {row["subject"] for row in self._standings.open(record) if row["subject"] != SUBJECT_OF_WHOLE}
            )
        return self._promisors[record]

    def _timeline(self, record: str) -> Timeline:
        """Return where promisors stand together, on all days that the entries cover."""
        if record not in self._timelines:
            rows = (row for row in self._standings.open(record) if row["subject"] != SUBJECT_OF_WHOLE)
            self._timelines[record] = Timeline(Span(row["from_day"], row["to_day"], _judged(row)) for row in rows)
        return self._timelines[record]

    @override
    def close(self, record: str, number: int) -> None:
        super().close(record, number)
        self._forget(record)

    def _forget(self, record: str) -> None:
        self._promisors.pop(record, None)
        self._timelines.pop(record, None)

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        if isinstance(step, Written):
            promisors = sorted(promisors_of(step.written))
            if promisors != self._promisors_of(record):
                self._stand_anew(record, promisors, change.number)
        elif isinstance(step, PartWritten) and step.part_type == PART_TYPE:
            self._take_change(record, step, change.number)
        elif isinstance(step, PartWithdrawn) and step.part_type == PART_TYPE:
            self._take_back(record, step.part, change.number)

    def _take_change(self, record: str, step: PartWritten, number: int) -> None:
        # A merge may have given it another party.
        known = self._changes.open(record, *([] if step.before else [step.written["party"]]))
        before = [row for row in known if row["id"] == step.part]
        row = {
            "effective_last_day": before[0]["effective_last_day"] if before else _day(step),
            "entry": before[0]["entry"] if before else step.entry,
            "id": step.part,
            "party": step.written["party"],
            "status": step.written["status"],
        }
        if step.withdrawn or (step.before and not before):
            return
        if before:
            self._changes.replace(record, [row], number, lambda other: other["id"] == step.part)
        else:
            self._changes.exchange(record, (), [row], number)
        if step.before:
            self._stand_anew(record, self._promisors_of(record), number)
        else:
            self._stand(record, row, number)

    def _take_back(self, record: str, part: str, number: int) -> None:
        (row,) = (row for row in self._changes.open(record) if row["id"] == part)
        self._changes.exchange(record, [row], (), number)
        self._stand(record, row, number)

    def _stand(self, record: str, row: Row, number: int) -> None:
        """Recompute where the party of a change stands on the days that the change covers."""
        promisors = self._promisors_of(record)
        subject = address(row["party"], promisors)
        own = self._changes.open(record, *([] if len(promisors) == 1 else [subject]))
        day = row["effective_last_day"]
        same_day = [other for other in own if other["effective_last_day"] == day]
        if any(other["entry"] > row["entry"] for other in same_day):
            return
        end = min((other["effective_last_day"] for other in own if other["effective_last_day"] > day), default=NEVER)
        holds = max(same_day, key=lambda other: other["entry"], default=None)
        status = None if holds is None else holds["status"]
        for promisor in promisors if len(promisors) == 1 else [subject]:
            if promisor is not WHOLE and promisor in promisors:
                judged = self._before(record, promisor, day) if status is None else of_party(status)
                self._set(record, promisor, Span(day, end, judged), number)
        if subject is WHOLE:
            before = self._before(record, SUBJECT_OF_WHOLE, day)
            if status is not None:
                self._set(record, SUBJECT_OF_WHOLE, Span(day, end, of_whole(status)), number)
                return
            if before[1] == StatusBasis.WHOLE:
                self._set(record, SUBJECT_OF_WHOLE, Span(day, end, before), number)
                return
        self._stand_together(record, day, end, number, whole_too=subject is WHOLE)

    def _stand_together(self, record: str, start: str, end: str, number: int, *, whole_too: bool) -> None:
        """Recompute the collective status of the promisors, where the pledge was not judged as a whole."""
        if not whole_too:
            judged = [
                row["from_day"]
                for row in self._standings.open(record, SUBJECT_OF_WHOLE)
                if row["basis"] == StatusBasis.WHOLE and row["to_day"] > start
            ]
            end = min([end, *judged])
        for span in self._timeline(record).spans(start, end):
            self._set(record, SUBJECT_OF_WHOLE, span, number)

    def _before(self, record: str, subject: str, day: str) -> Judged:
        """Return what held just before a day."""
        for row in self._standings.open(record, subject):
            if row["from_day"] < day <= row["to_day"]:
                return row["status"], row["basis"]
        return UNJUDGED

    def _set(self, record: str, subject: str, span: Span, number: int) -> None:
        """Let something hold on the days of a span, and leave what held on the others."""
        changed = [
            row
            for row in self._standings.open(record, subject)
            if row["from_day"] < span.end and row["to_day"] > span.start and _judged(row) != span.judged
        ]
        made = []
        timeline = None if subject == SUBJECT_OF_WHOLE else self._timeline(record)
        for row in changed:
            if row["from_day"] < span.start:
                made.append(_row(subject, Span(row["from_day"], span.start, _judged(row))))
            within = Span(max(row["from_day"], span.start), min(row["to_day"], span.end), span.judged)
            made.append(_row(subject, within))
            if timeline is not None:
                timeline.move(within.start, within.end, _judged(row), span.judged)
            if row["to_day"] > span.end:
                made.append(_row(subject, Span(span.end, row["to_day"], _judged(row))))
        self._standings.exchange(record, changed, made, number)

    def _stand_anew(self, record: str, promisors: Sequence[str], number: int) -> None:
        """Recompute where everybody stands on all days."""
        events = [
            Event(row["effective_last_day"], row["entry"], row["party"], row["status"])
            for row in self._changes.open(record)
        ]
        rows = [_row(subject, span) for subject, spans in timelines(events, promisors).items() for span in spans]
        self._standings.replace(record, rows, number)
        self._forget(record)


def _day(step: PartWritten) -> str:
    return day_of_part(step.written["effective_on"], step.recorded_at) or ALWAYS


def _judged(row: Row) -> Judged:
    return row["status"], row["basis"]


def _row(subject: str, span: Span) -> dict[str, Any]:
    status, basis = span.judged
    return {"subject": subject, "from_day": span.start, "to_day": span.end, "status": status, "basis": basis}
