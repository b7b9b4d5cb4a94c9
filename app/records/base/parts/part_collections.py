"""Parts with a history of their own, as their routes need them: their list, their answers, what may be done to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model
from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, select

from app.audience import Audience, audience, may_see
from app.db.database import Database
from app.db.statements import Query, core_table
from app.errors import NotFound
from app.ledger.model.documents.number import OLDER, documents_number
from app.ledger.model.part_type import PartType
from app.ledger.model.record_type import RecordType, record_type_of
from app.ledger.model.rows.fresh_rows import fresh_rows
from app.ledger.model.shapes import REFERENCES, Values, Written, document_model
from app.ledger.references.redirects import absence_error
from app.ledger.writing.part_commands import Validate
from app.preconditions import Condition
from app.records.base.documents import DERIVED
from app.records.base.lists.bindings import Binding
from app.records.base.lists.filters import Binds, Filter
from app.records.base.lists.list_queries import ListDefinition
from app.records.base.lists.parameters import PartQuery
from app.strict_json import decode, encode
from app.tables.base import Base, owner_key
from app.values.texts import Text
from app.write_result import WriteResult

Append = Callable[[Connection, str, Any, Condition], WriteResult]
"""A command that appends a part to the record with an id."""

Correct = Callable[[Connection, str, str, Values, Validate, Condition], WriteResult]
"""A command that puts a part of the record with an id right, by a merge patch."""


class Withdrawal(Written):
    """Why a part was a mistake of recording."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "recorded twice"}]})

    reason: Text


class WithdrawalDocument(BaseModel):
    """That a part was recorded by mistake."""

    at: str
    by: str
    reason: str


@cache
def part_document(
    written: type[Written],
    name: str,
    noun: str,
    *,
    label: str | None = "title",
    withdrawable: bool = True,
    schedulable: bool = False,
) -> type[BaseModel]:
    """Return the model of a part as readers get it: what was written, when and by whom, of a record of the noun.

    `label` is the field by which the record is called, if it is called anything.
    """
    fields: dict[str, Any] = {
        "id": (str, ...),
        noun: (REFERENCES[label], ...),
        "version": (int, Field(description=f"the version of the {noun} that it made")),
        "recorded_at": (str, ...),
        "actor": (str, ...),
        "attestation": DERIVED["attestation"],
    }
    if withdrawable:
        fields["withdrawn"] = (WithdrawalDocument | None, ...)
    if schedulable:
        fields["scheduled"] = (bool, Field(description="takes effect on a later day, and counts nowhere until then"))
    return create_model(name, __base__=document_model(written, f"{name}Shape"), __doc__=written.__doc__, **fields)


def part_filters(citations: type[Base], key: str) -> Mapping[str, Filter]:
    """Return the filters that all part types have."""
    inner = core_table(citations)

    def cites(binding: Binding, binds: Binds) -> ColumnElement[bool]:
        owner = owner_key(inner)
        same = and_(owner == binding.column(owner.name), inner.c[key] == binding.column("id"))
        return exists(select(owner).where(same, inner.c.cited_source.in_(binds)))

    return {
        "source": Filter(cites, holds=_cited),
        "recorded_since": Filter(
            lambda binding, binds: binding.column("recorded_at") >= binds[0],
            holds=lambda row, values: row["recorded_at"] >= values[0],
        ),
    }


def _cited(row: Values, values: Sequence[Any]) -> bool:
    return any(citation["source"] in values for citation in decode(row["written"])["citations"])


def scheduled_filters() -> Mapping[str, Filter]:
    """Return the filters by whether a part is yet to take effect."""
    return {
        "scheduled": Filter(
            lambda binding, _binds: binding.column("scheduled_for").is_not(None),
            holds=lambda row, _values: row["scheduled_for"] is not None,
        ),
        "not_scheduled": Filter(
            lambda binding, _binds: binding.column("scheduled_for").is_(None),
            holds=lambda row, _values: row["scheduled_for"] is None,
        ),
    }


def withdrawn_filters() -> Mapping[str, Filter]:
    """Return the filters by whether a part was withdrawn."""
    return {
        "withdrawn": Filter(
            lambda binding, _binds: binding.column("withdrawn_at").is_not(None),
            holds=lambda row, _values: row["withdrawn_at"] is not None,
        ),
        "not_withdrawn": Filter(
            lambda binding, _binds: binding.column("withdrawn_at").is_(None),
            holds=lambda row, _values: row["withdrawn_at"] is None,
        ),
    }


@dataclass(frozen=True)
class Words:
    """What the routes of a part type are described with: the list, and how to append to it (`append` is a summary)."""

    listed: str
    recorded: str
    append: str | None = None


@dataclass
class PartCollection:
    """A part type of a collection's records, as its routes need it.

    `query_of_all` asks for the list over all records, where there is one. `list_definition_for` gives the list that a
    query asks for and `item` the model of what it holds, where these depend on it. `parameter` is what paths call the
    part's id, `operand` what operations call the part, where its noun alone would not tell them apart.
    """

    collection: str
    part_type: PartType
    document: type[BaseModel]
    query: type[PartQuery]
    list_definition: ListDefinition
    citation: type[Written]
    words: Words
    tag: str
    query_of_all: type[PartQuery] | None = None
    list_definition_for: Callable[[Any], ListDefinition] | None = None
    item: type[BaseModel] | None = None
    parameter: str = "part"
    operand: str | None = None
    _by_id: dict[Audience, Query] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Be known among all part collections."""
        _part_collections.append(self)

    @cached_property
    def record_type(self) -> RecordType:
        """The type of the records that the parts belong to: it comes after its part types."""
        return record_type_of(self.collection)

    @property
    def key(self) -> tuple[RecordType, str]:
        """What commands know the part type by."""
        return self.record_type, self.part_type.name

    def by_id(self) -> Query:
        """Return the statement for the documents number, the record's version and a part of it."""
        reader = audience.get()
        if reader not in self._by_id:
            self._by_id[reader] = self._making_by_id(reader)
        return self._by_id[reader]

    def _making_by_id(self, reader: Audience) -> Query:
        table, owner = core_table(self.part_type.table), core_table(self.record_type.table)
        return Query(
            select(documents_number(), owner.c.version, table.c.entry, table.c.document)
            .join(owner, owner.c.id == owner_key(table))
            .where(owner_key(table) == bindparam("record"), table.c.id == bindparam("part"))
            .where(*may_see(reader, self.collection, owner.c.id))
        )

    @cached_property
    def _owner(self) -> Query:
        owner = core_table(self.record_type.table)
        return Query(select(owner.c.version).where(owner.c.id == bindparam("record")))

    def list_of(self, query: PartQuery) -> ListDefinition:
        """Return the list that a query asks for."""
        return self.list_definition if self.list_definition_for is None else self.list_definition_for(query)

    async def version(self, database: Database, record: str) -> int:
        """Return the version of the record. Raises `NotFound`."""
        rows = await database.hot(self._owner, {"record": record})
        if not rows:
            raise await database.read(absence_error, self.record_type, record)
        version: int = rows[0][0]
        return version

    async def part(self, database: Database, record: str, part: str, field: str | None = None) -> tuple[int, bytes]:
        """Return the record's version and a part of it, or one list of that. Raises `NotFound`."""
        rows = await database.hot(self.by_id(), {"record": record, "part": part})
        if not rows:
            await self.version(database, record)
            detail = f"The {self.record_type.noun} has no such {self.part_type.noun}."
            raise NotFound(detail)
        number, version, entry, document = rows[0]
        if number == OLDER:
            fresh = (await database.read(fresh_rows, core_table(self.part_type.table), [entry])).get(entry)
            document = document if fresh is None else fresh["document"]
        body: bytes = document.encode()
        return version, body if field is None else encode({"items": decode(body)[field]})


_part_collections: list[PartCollection] = []


def part_collections() -> Sequence[PartCollection]:
    """Return all part collections."""
    return _part_collections
