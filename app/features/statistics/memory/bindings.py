"""What clauses are bound to in memory: the rows that are kept of now or of a moment, or the twins at a moment."""

from typing import Any, ClassVar

from sqlalchemy import CTE, BindParameter, ColumnElement, FromClause, String, Table, and_, case, literal, select, true
from typing_extensions import override

from app.db.statements import core_table
from app.features.statistics.memory.counted_at_once import CountedAtOnce
from app.features.statistics.memory.kept import KEY, ROLLUPS
from app.features.statistics.memory.kept_rows import PLEDGES_NOW, PROMISOR_SPANS_NOW, PROMISORS_NOW, SPANS_NOW
from app.features.statistics.memory.moments import PLEDGES_THEN, PROMISOR_SPANS_THEN, PROMISORS_THEN, SPANS_THEN
from app.features.statistics.memory.spans import spans
from app.features.statistics.memory.twin_rows import twin_in_memory
from app.records.base.lists.bindings import BOUNDS, OF_PARTY, Binding, CountsFor, Derived, held, key_column
from app.records.pledges.derived import rollup
from app.records.pledges.queries import COLLECTION
from app.tables.base import Base
from app.tables.history import STANDINGS, TWINS
from app.tables.pledges import Party
from app.vocabulary import PartyRole


class Promisors:
    """The promisors of pledges at a moment, each where it stands itself."""

    def __init__(self, binding: Binding) -> None:
        """Take the binding that pledges are bound to."""
        self._binding = binding
        self._parties = twin_in_memory(TWINS[core_table(Party)]).alias()
        self.standings: FromClause = twin_in_memory(STANDINGS).alias()
        self.promisor: ColumnElement[str] = self._parties.c.participant
        self._ceased: CTE | None = None

    def counts(self, by: BindParameter[str]) -> ColumnElement[bool]:
        """Return the clause that a pledge counts for the promisor, by a rollup."""
        return rollup.counts_for(key_column(self._parties), self.promisor, self._binding, by)

    def ceased(self, by: BindParameter[str]) -> ColumnElement[str]:
        """Return the day since which a pledge does not count for the promisor, null where it does, by a rollup.

        Before the promisors are put beside the pledges.
        """
        self._ceased = rollup.ceased_for(self._binding, by)
        since: ColumnElement[str] = self._ceased.c.since
        return since

    def beside(self, source: FromClause, pledge: ColumnElement[str], *, own: bool) -> FromClause:
        """Return pledges with their promisors beside them; `own`: and with where each stands."""
        owing = [
            key_column(self._parties) == pledge, self._parties.c.role == PartyRole.PROMISOR.value, *held(self._parties)
        ]  # fmt: skip
        found = source.join(self._parties, and_(*owing))
        if (ceased := self._ceased) is not None:
            found = found.outerjoin(ceased, and_(ceased.c.pledge == pledge, ceased.c.promisor == self.promisor))
        if not own:
            return found
        of_promisor = [key_column(self.standings) == pledge, self.standings.c.subject == self.promisor]
        return found.join(self.standings, and_(*of_promisor, *held(self.standings)))


class PromisorsKept(Promisors):
    """The promisors of pledges as they are kept."""

    def __init__(self, kept: Table) -> None:
        """Take the rows."""
        self.standings = self._rows = kept.alias()
        self.promisor = self._rows.c.promisor

    @override
    def counts(self, by: BindParameter[str]) -> ColumnElement[bool]:
        return _ceased(self._rows, by).is_(None)

    @override
    def ceased(self, by: BindParameter[str]) -> ColumnElement[str]:
        return _ceased(self._rows, by)

    @override
    def beside(self, source: FromClause, pledge: ColumnElement[str], *, own: bool) -> FromClause:
        return source.join(self._rows, and_(self._rows.c[KEY] == pledge, *_there(self._rows)))


class AtMoment(CountedAtOnce):
    """The twins at a moment."""

    def __init__(self) -> None:
        """Take the pledges."""
        super().__init__(*_PLEDGES, twin_in_memory)

    @override
    def again(self) -> Binding:
        return AtMoment()

    def counted(self, by: BindParameter[str]) -> ColumnElement[bool]:
        """Return the clause that a pledge counts, by a rollup."""
        return rollup.FILTER.clause(self, [by])

    def ceased(self, by: BindParameter[str]) -> ColumnElement[str]:
        """Return the day since which a pledge counts for none of its promisors, null where it does, by a rollup."""
        return rollup.ceased(self, by, "ceased")

    def promisors(self) -> Promisors:
        """Return the promisors of the pledges."""
        return Promisors(self)

    def spans(self, pledges: CTE, today: ColumnElement[str], *, of_promisors: bool) -> FromClause:
        """Return the spans in which some pledges, or their promisors, stood somewhere, and were due by a day."""
        those = select(pledges.c.pledge)
        found = spans(twin_in_memory, lambda key: [key.in_(those)], today, of_promisors=of_promisors)
        return found.cte("spans")


class Now(AtMoment):
    """The rows that are kept of now; of other tables, their twins."""

    kept_pledges: ClassVar[Table] = PLEDGES_NOW.table
    kept_promisors: ClassVar[Table] = PROMISORS_NOW.table

    def __init__(self) -> None:
        """Take the pledges."""
        super().__init__()
        self.source = self._rows = self.kept_pledges.alias()
        self.key = self._rows.c[KEY]

    @override
    def again(self) -> Binding:
        return type(self)()

    @override
    def is_there(self) -> list[ColumnElement[bool]]:
        return _there(self._rows)

    @override
    def column(self, name: str) -> ColumnElement[Any]:
        found: ColumnElement[Any] = self._rows.c[name]
        return found

    @override
    def derived(self, name: str, told: Derived) -> ColumnElement[Any]:
        return self.column(name)

    @override
    def owing(self, standings: type[Base]) -> FromClause:
        rows = self.kept_promisors.alias()
        own = [rows.c[name] for name in (*sorted(OF_PARTY), *ROLLUPS)]
        shown = rows.c[KEY], rows.c.promisor.label("subject"), true().label("is_promisor"), *own
        return select(*shown).where(*_there(rows)).subquery()

    @override
    def counts_for(self, owing: FromClause, by: BindParameter[str], told: CountsFor) -> ColumnElement[bool]:
        return _ceased(owing, by).is_(None)

    @override
    def counted(self, by: BindParameter[str]) -> ColumnElement[bool]:
        return _ceased(self._rows, by).is_(None)

    @override
    def ceased(self, by: BindParameter[str]) -> ColumnElement[str]:
        return _ceased(self._rows, by)

    @override
    def promisors(self) -> Promisors:
        return PromisorsKept(self.kept_promisors)

    @override
    def spans(self, pledges: CTE, today: ColumnElement[str], *, of_promisors: bool) -> FromClause:
        return _kept_spans(PROMISOR_SPANS_NOW.table if of_promisors else SPANS_NOW.table)


class OnDay(AtMoment):
    """The twins on a day, by what is known now: of spans those that are kept of now, which have all days."""

    @override
    def spans(self, pledges: CTE, today: ColumnElement[str], *, of_promisors: bool) -> FromClause:
        return _kept_spans(PROMISOR_SPANS_NOW.table if of_promisors else SPANS_NOW.table)


class KeptOnDay(Now):
    """The rows that are kept of a day, by what is known now."""

    kept_pledges, kept_promisors = PLEDGES_THEN, PROMISORS_THEN


class KeptAsKnown(KeptOnDay):
    """The rows that are kept of an earlier moment."""

    @override
    def spans(self, pledges: CTE, today: ColumnElement[str], *, of_promisors: bool) -> FromClause:
        return _kept_spans(PROMISOR_SPANS_THEN if of_promisors else SPANS_THEN)


_PLEDGES = COLLECTION.record_type.collection, core_table(COLLECTION.record_type.table), COLLECTION.dated


def _kept_spans(kept: Table) -> FromClause:
    return select(*(column for column in kept.c if column.name not in BOUNDS)).where(*_there(kept)).subquery("spans")


def _there(rows: FromClause) -> list[ColumnElement[bool]]:
    """Return the clauses by which kept rows are there: those of a moment all are."""
    return held(rows) if "to_entry" in rows.c else []


def _ceased(rows: FromClause, by: BindParameter[str]) -> ColumnElement[str]:
    return case(*((by == literal(word.value, String()), rows.c[word.value]) for word in ROLLUPS))
