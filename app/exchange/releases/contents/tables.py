"""The tables of a release: every list whole, under the columns that it has everywhere."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from inspect import cleandoc

from pydantic import BaseModel
from sqlalchemy import Connection

from app.exchange.tables.list_rows import documents_now
from app.exchange.tables.options import TableOptions
from app.exchange.tables.pledge_parties import PledgeParty, pledge_parties
from app.exchange.tables.writers import Batches, csv_pieces
from app.records.base.collections import Collection
from app.records.base.columns import Column, columns_of
from app.records.base.lists.list_queries import Active, ListDefinition
from app.records.base.parts.part_collections import PartCollection, part_collections
from app.records.registry import COLLECTIONS
from app.strict_json import encode

GUARDED = TableOptions()
"""How cells are written: with commas, points, and formulas guarded."""

Pieces = Callable[[Connection, date], Iterator[bytes]]
"""Gives the CSV file of a table, of a snapshot and the day that it is of."""


@dataclass(frozen=True)
class ReleaseTable:
    """A table: its name, what a row is, its columns, its key, and which other tables its columns name rows of."""

    name: str
    description: str
    model: type[BaseModel]
    pieces: Pieces
    key: Sequence[str] = ("id",)
    foreign: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"

    @property
    def columns(self) -> Sequence[Column]:
        """The columns."""
        return columns_of(self.model)


def record_tables() -> list[ReleaseTable]:
    """Return the tables of all records, and of their parts that have lists of their own."""
    paths = Counter(one.part_type.path for one in part_collections())
    return [
        *(_of_records(name, one) for name, one in COLLECTIONS.items()),
        _of_parties(COLLECTIONS["pledges"]),
        *(_of_parts(one, shared=paths[one.part_type.path] > 1) for one in part_collections()),
    ]


def _of_records(name: str, collection: Collection) -> ReleaseTable:
    model, told = collection.document, _told(collection.record_type.written)
    return ReleaseTable(name, told, model, partial(_csv, collection.list_definition, {}, "id", model))


def _of_parties(pledges: Collection) -> ReleaseTable:
    """Return the table of pledges party by party."""

    def pieces(connection: Connection, day: date) -> Iterator[bytes]:
        documents = partial(
            documents_now,
            list_definition=pledges.list_definition,
            active={},
            sort="id",
            payload="document",
            today=day,
        )
        with closing(pledge_parties(documents, (), None, connection, day)) as rows:
            yield from csv_pieces(columns_of(PledgeParty), rows, GUARDED)

    foreign = {"pledge.id": "pledges", "party.id": "participants"}
    return ReleaseTable(
        "pledge-parties", _told(PledgeParty), PledgeParty, pieces, ("pledge.id", "party.id", "role"), foreign
    )


def _of_parts(parts: PartCollection, *, shared: bool) -> ReleaseTable:
    """Return the table of a part type; the name of one that other records have, too, says whose it is."""
    noun, path = parts.record_type.noun, parts.part_type.path
    query = parts.query.model_validate({})
    model, definition = parts.item or parts.document, parts.list_of(query)
    return ReleaseTable(
        f"{noun}-{path}" if shared else path,
        _told(parts.part_type.written),
        model,
        partial(_csv, definition, definition.active(query), query.sort, model),
        (f"{noun}.id", "id"),
        {f"{noun}.id": parts.collection},
    )


def _csv(
    definition: ListDefinition,
    active: Active,
    sort: str,
    model: type[BaseModel],
    connection: Connection,
    day: date,
) -> Iterator[bytes]:
    with closing(documents_now(connection, definition, active, sort, "document", day)) as documents:
        yield from csv_pieces(columns_of(model), documents, GUARDED)


def csv_of(model: type[BaseModel], rows: Iterator[Sequence[BaseModel]]) -> Iterator[bytes]:
    """Yield a CSV file of what a release makes itself."""
    documents: Batches = ([encode(row.model_dump(mode="json", by_alias=True)) for row in few] for few in rows)
    return csv_pieces(columns_of(model), documents, GUARDED)


def _told(model: type[BaseModel]) -> str:
    return " ".join(cleandoc(model.__doc__ or "").split())
