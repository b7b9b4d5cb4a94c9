"""The pledges that a statistic is about, and what was known of them at the moment that is asked about, in columns."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, ColumnElement, Connection, Select, Text, cast, func, select
from typing_extensions import override

from app.db.statements import core_table
from app.features.statistics.codec import Column
from app.features.statistics.column_cache import NOWHERE, Columns
from app.features.statistics.column_schema import FAMILIES, NO_DAY, RECORD, day_number, instant_number
from app.features.statistics.columns import PLEDGES
from app.features.statistics.request import Asked, bound
from app.ledger.entries.record_numbers import FIRST
from app.ledger.projections.search_index import numbers_of
from app.records.base.history.pages import clauses
from app.records.base.lists.criteria import COLUMNS, Comparison, Known, Values, term_clauses
from app.records.pledges.queries import COLLECTION
from app.tables.columns import KnownWord
from app.tables.known import KnownTerm
from app.tables.ledger import Entry

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Rows:
    """Rows of a field: the places of their pledges, one after the other, and their columns."""

    pledges: Column
    columns: Mapping[str, Column]

    def __getitem__(self, column: str) -> Column:
        """Return a column."""
        return self.columns[column]

    def only(self, wanted: Mask) -> "Rows":
        """Return some of the rows."""
        if wanted.all():
            return self
        return self.take(wanted)

    def take(self, chosen: NDArray[Any]) -> "Rows":
        """Return the rows that are chosen, in that order."""
        return Rows(self.pledges[chosen], {name: column[chosen] for name, column in self.columns.items()})


class Facts:
    """What was known at a moment of the pledges that match, and which those are."""

    def __init__(self, connection: Connection, columns: Columns, asked: Asked, fields: Iterable[str]) -> None:
        """Read the fields, and find the pledges that match. `fields` are those that are told of."""
        self.connection, self.asked = connection, asked
        self._columns = columns
        self._loaded = columns.load(connection, [RECORD, *fields])
        self.numbers = self._loaded.pledges
        """The numbers of all pledges, in the order of their places."""
        self.last_day = day_number(asked.moment.last_day)
        records = self.known(RECORD)
        matched: Mask = np.zeros(len(self.numbers), np.bool_)
        # One that lacks the day has always been there.
        matched[records.pledges[records["first_day"] <= self.last_day]] = True
        self._records = records
        for clause in clauses(COLLECTION, _KnownInColumns(self), asked.filters):
            matched &= clause
        self.matched = matched

    def words(self, field: str) -> Sequence[str]:
        """Return the words of a field that was named at first, each in the place of its number."""
        return self._loaded.words[FAMILIES.get(field, field)]

    def of_record(self, column: str) -> Column:
        """Return a column of the records, by place."""
        found = np.zeros(len(self.numbers), self._records[column].dtype)
        found[self._records.pledges] = self._records[column]
        return found

    def of_the_day(self, field: str) -> Rows:
        """Return the terms of a field that held on the day that is asked about, of all pledges."""
        rows = self.known(field)
        return rows.only((rows["from_day"] <= self.last_day) & (rows["to_day"] > self.last_day))

    def terms(self, field: str) -> Rows:
        """Return the terms of a field that held on the day that is asked about, of the pledges that match."""
        rows = self.of_the_day(field)
        return rows.only(self.matched[rows.pledges])

    def word_of_each(self, field: str) -> Column:
        """Return by place the number of the word of a field of which every pledge has one; -1 where it has none."""
        rows = self.of_the_day(field)
        found = np.full(len(self.numbers), NOWHERE, rows["word"].dtype)
        found[rows.pledges] = rows["word"]
        return found

    def is_word(self, field: str, numbers: Column, wanted: Collection[str]) -> Mask:
        """Return which of the numbers of words of a field stand for one that is wanted."""
        found: Mask = np.array([word in wanted for word in self.words(field)], np.bool_)[numbers]
        return found

    @cached_property
    def day(self) -> Column:
        """The day on which each pledge was announced, by place."""
        return self.of_record("first_day")

    def known(self, field: str) -> Rows:
        """Return the rows of a field that were known at the moment, of all pledges, on whatever days they held."""
        if field not in self._loaded.columns:
            self._loaded = self._columns.load(self.connection, [field], self._loaded)
        columns, places = self._loaded.columns[field], self._loaded.places[field]
        number = self.asked.moment.number
        known = (columns["from_entry"] <= number) & (columns["to_entry"] > number) & (places != NOWHERE)
        return Rows(places, columns).only(known)


class _KnownInColumns(Known):
    """Clauses as masks over all pledges."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(PLEDGES)
        self._facts = facts

    @override
    def has(self, field: str, values: Values) -> Mask:
        if field not in FAMILIES:
            terms = core_table(KnownTerm)
            found = select(terms.c.record).where(*term_clauses(terms, self.collection, field, values))
            return self.where(lambda record: record.in_(found))
        is_wanted = KnownWord.family == FAMILIES[field], KnownWord.word.in_(values)
        wanted = self._facts.connection.scalars(select(KnownWord.number).where(*is_wanted), bound(self._facts.asked))
        rows = self._facts.of_the_day(field)
        return self._mask(rows.pledges[np.isin(rows["word"], np.fromiter(wanted, np.int64))])

    @override
    def compares(self, column: str, comparison: Comparison, value: BindParameter[Any]) -> Mask:
        numbers = self._facts.of_record(COLUMNS[column])
        read = instant_number if column == "updated_at" else day_number
        compared: Mask = comparison(numbers, read(self._value(value))) & (numbers != NO_DAY)
        return compared

    @override
    def lacks(self, column: str) -> Mask:
        return np.equal(self._facts.of_record(COLUMNS[column]), NO_DAY)

    @override
    def numbered(self, numbers: Select[int]) -> Mask:
        return self._among(numbers, numbers_of(self.collection)[0] - 1)

    @override
    def where(self, clause: Callable[[ColumnElement[str]], ColumnElement[bool]]) -> Mask:
        numbers = select(Entry.number).where(Entry.collection == PLEDGES, FIRST, clause(core_table(Entry).c.record))
        return self._among(numbers, 0)

    def _among(self, numbers: Select[int], before: int) -> Mask:
        """Return the pledges that have one of the numbers, less what comes before those of all pledges."""
        (number,) = numbers.subquery().columns
        # As one text: a million rows take longer to fetch than to find.
        listed = select(func.aggregate_strings(cast(number, Text), ","))
        text = self._facts.connection.scalar(listed, bound(self._facts.asked)) or ""
        return np.isin(self._facts.numbers, np.fromstring(text, np.int64, sep=",") - before)

    def _value(self, parameter: BindParameter[Any]) -> Any:
        return self._facts.asked.values.get(parameter.key, parameter.value)

    def _mask(self, places: NDArray[Any]) -> Mask:
        found = np.zeros(len(self._facts.numbers), np.bool_)
        found[places] = True
        return found
