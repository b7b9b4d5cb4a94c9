"""Keeps about which fields sources disagreed, and on which days: of a field of a part, and of the record's own fields.

A part's own field is in dispute by that part alone. Of a field of the record, what is said may stand under many parts:
a row each is kept, so that of a change that says nothing of fields nothing else is read, and of one that does only what
was said of the same fields.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import itemgetter

from sqlalchemy import Connection
from typing_extensions import override

from app.ledger.entries.part_history import part_at, written_at
from app.ledger.model.record_state import PartState, State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values
from app.records.base.history.keepers import Keeper
from app.records.base.history.rows import OpenRows, Row
from app.records.base.history.steps import (
    Change,
    Changed,
    ItemWritten,
    PartDeleted,
    PartItemWritten,
    PartWithdrawn,
    PartWritten,
    Step,
    Written,
)
from app.records.sources.accounts import Tally, field_accounts, voice_of, words_of
from app.strict_json import encode
from app.tables.history import ACCOUNTS, ALWAYS, DIGEST_LENGTH, DISPUTES, NEVER
from app.values.sort_keys import folded
from app.vocabulary import Relation

Stretch = tuple[str, str]
"""A first day, and the day before which the stretch ends."""


@dataclass(frozen=True)
class DerivedField:
    """A field of records that follows from their parts, day by day.

    `altered` takes a record and an entry, and gives the days on which the entry changed the field, None where on none.
    `values` takes a record, an entry and days, and gives what the field was as of the entry, by the first day of each.
    """

    altered: Callable[[Connection, str, int], Stretch | None]
    values: Callable[[Connection, str, int, Stretch], Sequence[tuple[str, str]]]


class DisputesKeeper(Keeper):
    """Keeps what sources said of fields of records, and of which fields they disagreed."""

    def __init__(self, record_type: RecordType, derived: Mapping[str, DerivedField] | None = None) -> None:
        """Take the record type, and its fields that follow from parts."""
        self._record_type = record_type
        self._derived = derived or {}
        self._accounts = OpenRows(ACCOUNTS, "record", "field", collection=record_type.collection)
        self._disputes = OpenRows(DISPUTES, "record", "part", collection=record_type.collection)
        self._written: dict[str, Values] = {}
        super().__init__(self._accounts, self._disputes)

    @override
    def load(self, connection: Connection, changed: Changed) -> None:
        self._connection = connection
        self._accounts.load(connection, [record for record in changed.records if record not in changed.anew])
        self.load_parts(self._disputes, connection, changed)

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        if isinstance(step, Written):
            self._written[record] = step.written
            self._say(record, "", step.written["citations"], ALWAYS, change.number)
            for field in {row["field"] for row in self._accounts.open(record)} - self._derived.keys():
                self._judge(record, field, (ALWAYS, NEVER), change.number)
        elif isinstance(step, ItemWritten):
            if step.field == "citations":
                said = [] if step.body is None else [step.body]
                self._say(record, "", said, ALWAYS, change.number, step.item)
        elif (found := self._part(record, step, change.number)) is not None:
            self._take_part(record, *found, change.number)
        self._follow_parts(record, change.number)

    def _part(self, record: str, step: Step, number: int) -> tuple[str, PartState | None] | None:
        """Return the path of a part that a step altered, and what it is now; None where nothing is said otherwise."""
        if isinstance(step, (PartWithdrawn, PartDeleted)):
            return f"{step.part_type}/{step.part}", None
        if isinstance(step, PartWritten):
            path = f"{step.part_type}/{step.part}"
            if not _speaks(step.written) or step.withdrawn:
                return path, None
            if step.moved:
                return path, part_at(self._connection, self._record_type, record, path, number)
            return path, PartState(step.part, step.written, step.entry, step.recorded_at, "", 0)
        if isinstance(step, PartItemWritten) and step.field == "citations":
            path = f"{step.part_type}/{step.part}"
            return path, part_at(self._connection, self._record_type, record, path, number)
        return None

    def _take_part(self, record: str, path: str, part: PartState | None, number: int) -> None:
        """Let what is said under a part hold from its day on."""
        cited: list[Values] = []
        disputed: list[Values] = []
        day = ALWAYS
        if part is not None and part.withdrawn is None:
            name, key = path.split("/")
            day = self._record_type.part_types[name].day(part.written, part.recorded_at) or ALWAYS
            cited = [citation for citation in part.written["citations"] if citation["field"] not in part.written]
            alone = State(record, 0, "", "", {"citations": []}, {name: {key: part}})
            own = [said for said in field_accounts(alone, {}) if said.part is not None]
            disputed = [_dispute(path, said.field, day, NEVER) for said in own if not said.agree]
        self._disputes.replace(record, disputed, number, lambda row: row["part"] == path)
        self._say(record, path, cited, day, number)

    def _say(
        self, record: str, part: str, citations: Iterable[Values], day: str, number: int, item: str | None = None
    ) -> None:
        """Let what sources say of the record's fields under a part, or in an item there, replace what they said."""

        def same(row: Row) -> bool:
            return row["part"] == part and item in {None, row["citation"]}

        told = [_account(part, citation, day) for citation in citations if citation["field"] is not None]
        before = {_content(row): row for row in self._accounts.open(record) if same(row)}
        after = {_content(row): row for row in told}
        self._accounts.replace(record, told, number, same)
        changed = [row for key, row in (before | after).items() if (key in before) != (key in after)]
        for field in {row["field"] for row in changed}:
            first = min(row["from_day"] for row in changed if row["field"] == field)
            self._judge(record, field, (first, NEVER), number)

    def _follow_parts(self, record: str, number: int) -> None:
        """Judge anew what is borne out of fields that follow from parts, where these have changed."""
        for field, derived in self._derived.items():
            if any(row["words"] is None for row in self._accounts.open(record, field)):
                stretch = derived.altered(self._connection, record, number)
                if stretch is not None:
                    self._judge(record, field, stretch, number)

    def _judge(self, record: str, field: str, stretch: Stretch, number: int) -> None:
        """Find out on which days of a stretch sources disagree about a field of a record; others stay as they are."""
        start, end = stretch
        held = [row for row in self._disputes.open(record, "") if row["field"] == field]
        days = [
            *((row["from_day"], min(row["to_day"], start)) for row in held if row["from_day"] < start),
            *((max(row["from_day"], end), row["to_day"]) for row in held if row["to_day"] > end),
            *self._disputed_days(record, field, stretch, number),
        ]
        rows = [_dispute("", field, *one) for one in _joined(days)]
        self._disputes.replace(record, rows, number, lambda row: row["part"] == "" and row["field"] == field)

    def _disputed_days(self, record: str, field: str, stretch: Stretch, number: int) -> Iterator[Stretch]:
        start, end = stretch
        said = sorted(
            (row for row in self._accounts.open(record, field) if row["from_day"] < end), key=itemgetter("from_day")
        )
        if not said:
            return
        recorded, listed = self._recorded(record, field, said, stretch, number)
        turns = sorted({start, *(day for day, _words in recorded), *(row["from_day"] for row in said)})
        turns = turns[bisect_right(turns, start) - 1 :]
        tally, told = Tally(), 0
        words = recorded[0][1]
        held = dict(recorded)
        for day, until in zip(turns, [*turns[1:], end], strict=True):
            while told < len(said) and said[told]["from_day"] <= day:
                row = said[told]
                tally.add(row["words"], row["voice"], contradicts=row["contradicts"])
                told += 1
            words = held.get(day, words)
            if not tally.agree(words, listed=listed):
                yield day, until

    def _recorded(
        self, record: str, field: str, said: Sequence[Row], stretch: Stretch, number: int
    ) -> tuple[Sequence[tuple[str, str]], bool]:
        """Return what is recorded in a field, as digests by the days from which it is; and whether it is a list."""
        if field in self._derived:
            if all(row["words"] is not None for row in said):
                return [(stretch[0], "")], False
            values = self._derived[field].values(self._connection, record, number, stretch)
            return [(day, _digest(words_of(value))) for day, value in values], False
        if record not in self._written:
            self._written[record] = written_at(self._connection, self._record_type, record, number)
        value = self._written[record].get(field)
        return [(stretch[0], _digest(words_of(value)))], isinstance(value, list)


def _speaks(written: Values) -> bool:
    """Return whether sources speak of fields in what was written."""
    return any(citation["field"] is not None for citation in written.get("citations", ()))


_content = itemgetter("citation", "field", "words", "voice", "contradicts", "from_day")


def _account(part: str, citation: Values, day: str) -> Row:
    account = citation["account"]
    return {
        "part": part,
        "citation": citation["id"],
        "field": citation["field"],
        "words": None if account is None else _digest(folded(account)),
        "voice": _digest(encode(voice_of(citation)).decode()),
        "contradicts": citation["relation"] == Relation.CONTRADICTS,
        "from_day": day,
    }


def _dispute(part: str, field: str, start: str, end: str) -> Values:
    return {"part": part, "field": field, "from_day": start, "to_day": end}


def _joined(days: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield stretches of days, those as one that follow each other without a day between."""
    begins, ends = "", ""
    for start, end in sorted(days):
        if start > ends:
            if begins:
                yield begins, ends
            begins = start
        ends = end
    if begins:
        yield begins, ends


def _digest(words: str) -> str:
    """Return what tells words from others without telling them; nothing of none."""
    return sha256(words.encode()).hexdigest()[:DIGEST_LENGTH] if words else ""
