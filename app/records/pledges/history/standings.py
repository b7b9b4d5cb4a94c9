"""Keeps where pledges stood: which rows a status change closes and opens, in its interval alone.

A change on day d covers the days from d until the day before the next change of the same party, and alters what follows
from that one's place. Once it is withdrawn, the change before it covers them again. Where those who are judged change,
or the day until which the pledge is due, all days are recomputed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection
from typing_extensions import override

from app.ledger.model.shapes import Values
from app.records.base.history.keepers import Keeper
from app.records.base.history.rows import OpenRows, Row
from app.records.base.history.steps import Change, Changed, Gone, PartWithdrawn, PartWritten, Step, Written
from app.records.base.promisors import WHOLE, address_within
from app.records.pledges.history.standing_queries import (
    DUES,
    JOINT,
    REACHES,
    RECORDED,
    changed_within,
    last_standing,
    standing_within,
)
from app.records.pledges.status.histories import PART_TYPE, overrides
from app.records.pledges.status.judged import UNJUDGED, Judged
from app.records.pledges.status.standings import (
    SUBJECT_OF_WHOLE,
    Dues,
    Judgeable,
    Judging,
    Span,
    Timeline,
    end_of_reach,
    spans_after,
    timelines,
)
from app.tables.history import ALWAYS, NEVER, STANDINGS, STATUS_CHANGES
from app.values.sort_keys import day_of_part
from app.vocabulary import Joint, StatusBasis

Told = tuple[str, str | None]
"""The first day that a change covers, and the party."""


class StandingsKeeper(Keeper):
    """Keeps the standings of pledges, and the status changes that they follow from."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._standings = OpenRows(STANDINGS, "pledge_id", "subject")
        self._changes = OpenRows(STATUS_CHANGES, "pledge_id", "party")
        self._pledges: dict[str, Judgeable] = {}
        self._terms: dict[str, list[Any]] = {}
        self._timelines: dict[str, Timeline] = {}
        super().__init__(self._standings, self._changes)

    @override
    def load(self, connection: Connection, changed: Changed) -> None:
        known = [record for record in changed.records if record not in changed.anew]
        self._standings.load(connection, known, last_standing)
        self._load_dues(connection, changed)
        self._load_pledges(connection, changed, known)
        recorded = self._recorded(connection, changed)
        stretches: dict[tuple[str, str], list[str]] = {}
        for record in known:
            told = [
                found
                for change in changed.records[record]
                for step in change.steps
                if (found := self._tells_of(record, change.number, step, recorded)) is not None
            ]
            if told:
                first = min(day for day, _party in told)
                end = self._reach(connection, record, *told[0]) if len(told) == 1 else NEVER
                stretches.setdefault((first, end), []).append(record)
        for (first, end), records in stretches.items():
            self._standings.load(connection, records, standing_within, first=first, end=end)
            self._changes.load(connection, records, changed_within, first=first, end=end)

    def _load_dues(self, connection: Connection, changed: Changed) -> None:
        """Read until when pledges are due, as of the entries that are taken: what is amended has been brought up."""
        first = min(changes[0].number for changes in changed.records.values())
        for row in DUES.mappings(connection, {"records": list(changed.records), "first": first}):
            self._terms.setdefault(row["pledge_id"], []).append(row)

    def _dues(self, record: str, number: int) -> Dues:
        """Return until when a pledge is due, as of an entry, from which day on."""
        found: list[tuple[str, str | None]] = []
        for row in self._terms.get(record, ()):
            holds = row["from_entry"] <= number < row["to_entry"]
            if holds and (not found or found[-1][1] != row["due_last_day"]):
                found.append((row["from_day"], row["due_last_day"]))
        return tuple(found)

    def _load_pledges(self, connection: Connection, changed: Changed, known: Sequence[str]) -> None:
        """Read who was judged of pledges: the last row of each subject names its roles."""
        if not known:
            return
        first = min(changed.records[record][0].number for record in known)
        # Facts have been brought up already.
        for pledge, joint in JOINT.on(connection, {"records": known, "first": first}):
            subjects = self._standings.open(pledge)
            promisors = frozenset(one["subject"] for one in subjects if one["is_promisor"])
            implementers = frozenset(one["subject"] for one in subjects if one["is_implementer"])
            is_shared = len(promisors) == 1 or joint == Joint.JOINT
            shared = promisors if is_shared else frozenset[str]()
            before = changed.records[pledge][0].number - 1
            self._pledges[pledge] = Judgeable(promisors, implementers, shared, self._dues(pledge, before))

    def _tells_of(self, record: str, number: int, step: Step, recorded: Mapping[tuple[str, str], Told]) -> Told | None:
        """Return the first day that a step covers, and the party; None where it covers none."""
        everything: Told = (ALWAYS, None)
        pledge, dues = self._pledges.get(record), self._dues(record, number)
        if pledge is None or dues != pledge.dues or isinstance(step, Gone):
            return everything
        if isinstance(step, Written):
            return None if Judgeable.of(step.written, dues) == pledge else everything
        if isinstance(step, PartWritten) and step.part_type == PART_TYPE:
            if not step.before:
                return _day(step), step.written["party"]
            told = recorded.get((record, step.part))
            return everything if told is not None and told[1] != step.written["party"] else told
        if isinstance(step, PartWithdrawn) and step.part_type == PART_TYPE:
            return recorded.get((record, step.part))
        return None

    def _reach(self, connection: Connection, record: str, day: str, party: str | None) -> str:
        """Return the first day that a single change cannot alter, as `end_of_reach` has it."""
        pledge = self._pledges.get(record)
        if day == ALWAYS or pledge is None:
            return NEVER
        is_whole = address_within(party, pledge.shared) is WHOLE
        parties = sorted(pledge.shared) if is_whole else [party]
        values = {"record": record, "day": day, "parties": parties}
        ((found,),) = REACHES[is_whole].on(connection, values)
        return found or NEVER

    def _recorded(self, connection: Connection, changed: Changed) -> dict[tuple[str, str], Told]:
        """Return of the changes that are withdrawn or written again on which day they took effect, and for whom."""
        found: dict[tuple[str, str], Told] = {}
        for record, changes in changed.records.items():
            steps = [step for change in changes for step in change.steps]
            if parts := [part for step in steps if (part := _recorded_before(step)) is not None]:
                rows = RECORDED.on(connection, {"record": record, "parts": parts})
                found |= {(record, part): (day, party) for part, day, party in rows}
        return found

    def _timeline(self, record: str, pledge: Judgeable) -> Timeline:
        """Return where promisors stand together, on all days that the entries cover."""
        if record not in self._timelines:
            rows = (row for promisor in pledge.promisors for row in self._standings.open(record, promisor))
            self._timelines[record] = Timeline(Span(row["from_day"], row["to_day"], _judged(row)) for row in rows)
        return self._timelines[record]

    @override
    def close(self, record: str, number: int) -> None:
        super().close(record, number)
        self._pledges.pop(record, None)
        self._timelines.pop(record, None)

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        before, dues = self._pledges.get(record), self._dues(record, change.number)
        if isinstance(step, Written):
            self._pledges[record] = Judgeable.of(step.written, dues)
        elif before is not None:
            self._pledges[record] = replace(before, dues=dues)
        if isinstance(step, PartWritten) and step.part_type == PART_TYPE:
            self._take_change(record, step, change.number)
        elif isinstance(step, PartWithdrawn) and step.part_type == PART_TYPE:
            self._take_back(record, step.part, change.number)
        if self._pledges.get(record) != before:
            self._stand_anew(record, change.number)

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
            "overridden": overrides(step.written),
            "unknown_because": step.written["unknown_because"],
            "sources_reviewed_up_to": step.written["sources_reviewed_up_to"],
        }
        if not step.stands or (step.before and not before):
            return
        if before:
            self._changes.replace(record, [row], number, lambda other: other["id"] == step.part)
        else:
            self._changes.exchange(record, (), [row], number)
        if before and before[0]["party"] != row["party"]:
            self._stand_anew(record, number)
        else:
            self._stand(record, row, number)

    def _take_back(self, record: str, part: str, number: int) -> None:
        # What was still scheduled covers no days.
        for row in [row for row in self._changes.open(record) if row["id"] == part]:
            self._changes.exchange(record, [row], (), number)
            self._stand(record, row, number)

    def _stand(self, record: str, row: Row, number: int) -> None:
        """Recompute where the party of a change stands on the days that the change can alter."""
        pledge, day = self._pledge(record), row["effective_last_day"]
        subject = address_within(row["party"], pledge.shared)
        own = sorted(
            (
                _judging(other)
                for other in self._changes.open(record)
                if other["effective_last_day"] >= day and address_within(other["party"], pledge.shared) == subject
            ),
            key=lambda judging: (judging.day, judging.entry),
        )
        end = end_of_reach(own, day)
        within = [judging for judging in own if judging.day < end]
        if subject is WHOLE:
            self._stand_whole(record, pledge, within, (day, end), number)
            return
        if subject in pledge.subjects:
            before = self._before(record, subject, day)
            for span in spans_after(before, day, end, within, pledge, StatusBasis.PROMISORS):
                self._set(record, subject, span, number)
        if subject in pledge.promisors:
            self._stand_together(record, day, self._first_of_whole(record, day, end), number)

    def _stand_whole(
        self, record: str, pledge: Judgeable, within: Sequence[Judging], stretch: tuple[str, str], number: int
    ) -> None:
        """Recompute where a pledge stands as a whole, and with it those who stand where it does."""
        start, end = stretch
        for promisor in pledge.shared:
            before = self._before(record, promisor, start)
            for span in spans_after(before, start, end, within, pledge, StatusBasis.PROMISORS):
                self._set(record, promisor, span, number)
        held = self._before(record, SUBJECT_OF_WHOLE, start)
        was_judged = held.basis == StatusBasis.WHOLE
        first = start if was_judged else min((judging.day for judging in within), default=end)
        self._stand_together(record, start, first, number)
        for span in spans_after(held if was_judged else UNJUDGED, first, end, within, pledge, StatusBasis.WHOLE):
            self._set(record, SUBJECT_OF_WHOLE, span, number)

    def _first_of_whole(self, record: str, start: str, end: str) -> str:
        """Return the first day of a stretch on which the pledge was judged as a whole, or its end."""
        judged = [
            max(row["from_day"], start)
            for row in self._standings.open(record, SUBJECT_OF_WHOLE)
            if row["basis"] == StatusBasis.WHOLE and row["to_day"] > start
        ]
        first: str = min([end, *judged])
        return first

    def _stand_together(self, record: str, start: str, end: str, number: int) -> None:
        """Recompute the collective status of the promisors, where the pledge was not judged as a whole."""
        for span in self._timeline(record, self._pledge(record)).spans(start, end):
            self._set(record, SUBJECT_OF_WHOLE, span, number)

    def _before(self, record: str, subject: str, day: str) -> Judged:
        """Return what held just before a day."""
        for row in self._standings.open(record, subject):
            if row["from_day"] < day <= row["to_day"]:
                return _judged(row)
        return UNJUDGED

    def _set(self, record: str, subject: str, span: Span, number: int) -> None:
        """Let something hold on the days of a span, and leave what held on the others."""
        pledge = self._pledge(record)
        changed = [
            row
            for row in self._standings.open(record, subject)
            if row["from_day"] < span.end and row["to_day"] > span.start and _judged(row) != span.judged
        ]
        made = []
        timeline = self._timeline(record, pledge) if subject in pledge.promisors else None
        for row in changed:
            if row["from_day"] < span.start:
                made.append(pledge.row(subject, Span(row["from_day"], span.start, _judged(row))))
            within = Span(max(row["from_day"], span.start), min(row["to_day"], span.end), span.judged)
            made.append(pledge.row(subject, within))
            if timeline is not None:
                timeline.move(within.start, within.end, _judged(row), span.judged)
            if row["to_day"] > span.end:
                made.append(pledge.row(subject, Span(span.end, row["to_day"], _judged(row))))
        self._standings.exchange(record, changed, made, number)

    def _stand_anew(self, record: str, number: int) -> None:
        """Recompute where everybody stands on all days."""
        pledge = self._pledge(record)
        judgings = [_judging(row) for row in self._changes.open(record)]
        rows = [pledge.row(subject, span) for subject, spans in timelines(judgings, pledge).items() for span in spans]
        self._standings.replace(record, rows, number)
        self._timelines.pop(record, None)

    def _pledge(self, record: str) -> Judgeable:
        # It was written before its changes.
        return self._pledges[record]


def _recorded_before(step: Step) -> str | None:
    """Return the status change that a step is about, where it was recorded before."""
    if isinstance(step, PartWithdrawn) or (isinstance(step, PartWritten) and step.before):
        return step.part if step.part_type == PART_TYPE else None
    return None


def _day(step: PartWritten) -> str:
    return day_of_part(step.written["effective_on"], step.recorded_at) or ALWAYS


def _judged(row: Row) -> Judged:
    return Judged(*(row[name] for name in Judged._fields))


def _judging(row: Row) -> Judging:
    change: Values = {name: row[name] for name in ("status", "overridden", "unknown_because")}
    return Judging(row["effective_last_day"], row["entry"], row["party"], change)
