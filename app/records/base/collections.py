"""A collection as its routes need it: its kind, its list, and what is added to stored answers at read time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Connection, bindparam, select

from app.audience import Audience, audience, may_see
from app.db.columns import AsBytes
from app.db.statements import OneOf, Query, core_table
from app.ledger.model.documents.number import documents_number
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Written
from app.records.base.lists.bindings import Binding, Dated, Past, Present
from app.records.base.lists.citation_filters import citation_filters
from app.records.base.lists.filters import Filter, Sort, clauses
from app.records.base.lists.list_queries import Clocked, Conditions, Finish, Joined, ListDefinition
from app.records.base.lists.parameters import RecordQuery
from app.strict_json import decode
from app.values.times.dates import today_utc
from app.write_result import WriteResult

DERIVED = {
    "attestation": "follows from the citations: leave it out",
    "disputed": "follows from the accounts of citations: leave it out",
}
"""The messages for bodies that have what follows from the citations of every record."""


@dataclass(frozen=True)
class Nested:
    """A list of the written shape that is addressed item by item: its model, and what one and many are called.

    One that is not `listed` has a list of its own, with more in it.
    """

    written: type[Written]
    noun: str
    plural: str
    listed: bool = True


@dataclass(frozen=True)
class Compared:
    """What of two records is compared beside names and external ids, to find duplicates.

    Facts speak for or against it, marks settle it: each by its column. Of a fact of which there may be `several`, one
    in common is enough: those are given by the nested field, its column, and what other columns hold. Records of a kind
    that stands `alone` are never one with those of another kind, nor are those that have parties in one of the `roles`,
    but none in common.
    """

    facts: Mapping[str, str]
    marks: Mapping[str, str] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()
    roles: tuple[str, ...] = ()
    several: Mapping[str, tuple[str, str, Mapping[str, str]]] = field(default_factory=dict)


@dataclass
class Collection:
    """One noun of the API.

    `tags` describes the groups that the console shows its operations in, and `seeded` is the record of the seeds that
    their paths are filled in with. `extras` are columns that `finish` needs to complete a stored document, each taken
    from a document by `extra`; `joined` is what it needs of other tables, told once for now and for any moment, and
    `joins` returns whether there can be any of that for a document. `dated` says what day in the world a record
    has: on earlier days it is left out. `compared` is there where records have names, by which duplicates can be
    looked for. `read_only` has the messages for bodies with derived fields.
    """

    record_type: RecordType
    plural: str
    tags: Mapping[str, str]
    seeded: str
    document: type[BaseModel]
    query: type[RecordQuery]
    filters: Mapping[str, Filter]
    sorts: Mapping[str, Sort]
    nested: Mapping[str, Nested]
    extras: tuple[str, ...] = ()
    joined: Joined = field(default_factory=dict)
    joins: Callable[[Any], bool] = lambda _content: True
    finish: Finish | None = None
    extra: Callable[[Any, str], Any] = lambda content, name: content[name]
    clocked: Clocked = field(default_factory=dict)
    dated: Dated | None = None
    conditions: Conditions = clauses
    compared: Compared | None = None
    read_only: Mapping[str, str] = field(default_factory=dict)
    list_definition: ListDefinition = field(init=False)
    _by_id: dict[tuple[str, Audience], Query] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Make the list, and be known among all collections."""
        _collections[self.record_type.collection] = self
        self.filters = {**citation_filters(self.record_type), **self.filters}
        table = core_table(self.record_type.table)
        self.list_definition = ListDefinition(
            self.record_type.collection,
            table,
            self.filters,
            self.sorts,
            clocked=self.clocked,
            extras=self.extras,
            joined=self.joined,
            finish=self.finish,
            combine=self.conditions,
        )

    def has_changeable_items(self, field: str) -> bool:
        """Return whether the items of a list hold more than what addresses them: else they are added and removed."""
        members = {known.alias or name for name, known in self.nested[field].written.model_fields.items()}
        return not members <= {*self.record_type.keys.get(field, ()), "id"}

    def shape(self, form: str) -> type[BaseModel]:
        """Return the model of the answers in a form."""
        return self.record_type.written if form == "written" else self.document

    def hints(self) -> dict[str, str]:
        """Return the messages for bodies that have read-only fields: for parts, how they are written."""
        hints = {**DERIVED, **self.read_only}
        for name, part_type in self.record_type.part_types.items():
            done = "recorded" if part_type.withdrawable else "written"
            hints[name] = f"are {done} one by one: POST /v1/{self.record_type.collection}/{{id}}/{part_type.path}"
        return hints

    def by_id(self, payload: str) -> Query:
        """Return the statement that fetches the documents number and one record's version and stored answer."""
        asked = (payload, audience.get())
        if asked not in self._by_id:
            table = core_table(self.record_type.table)
            columns = [documents_number(), table.c.version, AsBytes(table.c[payload])]
            visible = may_see(asked[1], self.record_type.collection, table.c.id)
            statement = select(*columns, *self.list_definition.completing_columns())
            self._by_id[asked] = Query(statement.where(table.c.id == bindparam("id"), *visible))
        return self._by_id[asked]

    def past(self) -> Past:
        """Return the binding of clauses to the collection's records at a moment."""
        return Past(self.record_type.collection, core_table(self.record_type.table), self.dated)

    def completed(self, connection: Connection, document: bytes) -> bytes:
        """Return a freshly written document with what is added at read time."""
        if self.finish is None:
            return document
        content = decode(document)
        joined = self.joined_now(connection, [content["id"]]) if self.joins(content) else {}
        extras = [self.extra(content, name) for name in self.extras]
        return self.completing(today_utc())(document, [*extras, *joined.get(content["id"], self._nothing)])

    def answering(
        self, connection: Connection, command: Callable[..., WriteResult], *arguments: Any, **options: Any
    ) -> WriteResult:
        """Carry out a command, and complete its answer: what is joined is as the command leaves it."""
        result = command(connection, *arguments, **options)
        return replace(result, body=self.completed(connection, result.body))

    def joined_now(self, connection: Connection, ids: Sequence[str]) -> Mapping[str, Sequence[Any]]:
        """Return what is joined to records, by their ids."""
        rows = self._joined_now.on(connection, {"ids": ids}) if self.joined else ()
        return dict.fromkeys(ids, self._nothing) | {record: more for record, *more in rows}

    @cached_property
    def _joined_now(self) -> Query:
        return self._joining(Present(core_table(self.record_type.table)))

    def joined_at(
        self, connection: Connection, ids: Sequence[str], moment: Mapping[str, Any]
    ) -> Mapping[str, Sequence[Any]]:
        """Return what was joined to records at a moment, given by its parameters. The histories have come as far."""
        rows = self._joined_then.on(connection, {"ids": ids, **moment}) if self.joined and ids else ()
        return dict.fromkeys(ids, self._nothing) | {record: more for record, *more in rows}

    @property
    def _nothing(self) -> Sequence[Any]:
        return [None] * len(self.joined)

    @cached_property
    def _joined_then(self) -> Query:
        # The records are named by their ids.
        past = self.past().again()
        return self._joining(past, *past.is_there())

    def _joining(self, binding: Binding, *conditions: ColumnElement[bool]) -> Query:
        columns = [expression(binding).label(name) for name, expression in self.joined.items()]
        asked = OneOf(binding.key, "ids"), *conditions
        return Query(select(binding.key, *columns).select_from(binding.source).where(*asked))

    def completing(self, day: date) -> Callable[[bytes, Sequence[Any]], bytes]:
        """Return what gives a stored document with what is added to it on a day, from its extra columns."""
        if self.finish is None:
            return lambda document, _extras: document
        complete = self.finish(day)
        return lambda document, extras: document[:-1] + complete(extras)


_collections: dict[str, Collection] = {}


def collection_of(name: str) -> Collection:
    """Return a collection by its name."""
    return _collections[name]
