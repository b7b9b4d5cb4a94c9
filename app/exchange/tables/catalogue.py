"""The one list of tables: lists of records, of parts and of a record's items, with how rows are asked for."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any

from fastapi import Request
from pydantic import BaseModel, create_model
from sqlalchemy import Connection

from app.db.database import Database
from app.errors import Fault, Invalid
from app.exchange.tables.list_rows import Documents, documents_now, documents_then, parts_then
from app.exchange.tables.options import TableOptions
from app.exchange.tables.pledge_parties import PledgeParty, pledge_parties
from app.exchange.tables.pledge_scores import PledgeScores, ScoresQuery, pledge_scores, score_columns
from app.ledger.entries.history import Moment
from app.ledger.entries.numbers import Numbers, present_numbers
from app.ledger.model.item_keys import path_of
from app.ledger.projections.projections import up_to_date
from app.records.base.collections import Collection
from app.records.base.columns import Column, describe
from app.records.base.history.moments import moment_of
from app.records.base.history.projection import HISTORY
from app.records.base.item_routes import item_document
from app.records.base.lists.closures import with_what_is_below
from app.records.base.lists.filter_ids import Named, named_by, settle
from app.records.base.lists.list_queries import Active, ListDefinition
from app.records.base.lists.parameters import ListQuery, PartQuery
from app.records.base.lists.text_filter import index_words
from app.records.base.parts.part_collections import PartCollection, part_collections
from app.records.base.parts.past_parts import Parts
from app.records.base.queries import detail, nested_items
from app.records.pledges.queries import COLLECTION as PLEDGES
from app.records.pledges.schemas import PledgeQuery
from app.records.registry import COLLECTIONS
from app.strict_json import encode
from app.values.times.dates import today_utc

PAGING = dict.fromkeys(("limit", "cursor", "count"), "a table holds all rows")
"""What lists take and tables do not, and why."""

FLAT = PAGING | {"form": "the rows are no records"}
OF_NOW = FLAT | dict.fromkeys(("known_at", "as_of", "fields"), "the rows are those of now, and whole")


@dataclass(frozen=True)
class Rows:
    """The rows of a table: what makes them on a snapshot, their model, and the moment, None for the present.

    Of what was read before there is a snapshot `known` has the rows, and `numbers` how far the ledger was before.
    `columns` gives those that depend on what the rows hold; else they follow from the model.
    """

    documents: Callable[[Connection], Documents]
    model: type[BaseModel]
    moment: Moment | None = None
    numbers: Numbers | None = None
    known: Sequence[bytes] | None = None
    columns: Callable[[Connection], Sequence[Column]] | None = None


Ask = Callable[[Request, Any, str], Awaitable[Rows]]
"""Gives the rows that a query asks for; of parts, those of the record with an id. Raises what the list refuses."""


@dataclass(frozen=True)
class Table:
    """A list that can be had as a table: the list's query, the model of its rows, and what gives them.

    What is `unwanted` of the query is refused: `remedy` says why.
    """

    query_of_list: type[BaseModel]
    model: type[BaseModel]
    ask: Ask
    unwanted: Mapping[str, str] = field(default_factory=lambda: PAGING)

    @property
    def query(self) -> type[BaseModel]:
        """The query of the list together with what can be asked of its table."""
        return table_query(self.query_of_list)

    def refuse_unwanted(self, given: Sequence[str]) -> None:
        """Raise `Invalid` where a request asks for what the list takes, and its table does not."""
        asked = [name for name in given if name in self.unwanted]
        if faults := [Fault(f"remove it; {self.unwanted[name]}", parameter=name) for name in asked]:
            detail = "The table does not take all that its list does."
            raise Invalid(detail, faults=faults)


@cache
def table_query(query: type[BaseModel]) -> type[BaseModel]:
    """Return the query of a list together with what can be asked of its table."""
    if query is TableOptions:
        return query
    return create_model(f"{query.__name__}OfTable", __base__=(TableOptions, query))


async def settled(database: Database, named: Named, active: Active, moment: Moment | None) -> Active:
    """Return the active filters with the ids that those of merged records stand for. Raises `Invalid`."""
    return {**active, **(await settle(database, named, moment)).ids} if named else active


async def _ask_records(collection: Collection, request: Request, query: ListQuery, _record: str) -> Rows:
    database: Database = request.app.state.database
    definition, name = collection.list_definition, collection.record_type.collection
    moment = await moment_of(database, query)
    active: Active = definition.active(query)
    if active.get("q"):
        await index_words(database, query)
    active = await settled(database, named_by(query, active, name), active, moment)
    model = collection.shape(query.form)
    if moment is None:
        asked = await with_what_is_below(database, definition, active)
        rows = partial(_now, definition, asked, query.sort, query.form)
        return Rows(rows, model)
    await up_to_date(database, HISTORY)
    then = partial(
        documents_then, collection=collection, active=active, sort=query.sort, form=query.form, moment=moment
    )
    return Rows(then, model, moment)


def _now(definition: ListDefinition, active: Active, sort: str, payload: str, connection: Connection) -> Documents:
    return documents_now(connection, definition, active, sort, payload, today_utc())


async def _ask_parts(parts: PartCollection, request: Request, query: PartQuery, record: str) -> Rows:
    database: Database = request.app.state.database
    record_type, definition = parts.record_type, parts.list_of(query)
    active: Active = definition.active(query) | ({record_type.noun: [record]} if record else {})
    moment = await moment_of(database, query)
    model = parts.item or parts.document
    if moment is None and record:
        await parts.version(database, record)
    active = await settled(database, named_by(query, active), active, moment)
    if moment is None:
        return Rows(partial(_now, definition, active, query.sort, "document"), model)
    then = Parts(record_type, parts.part_type, definition, active, query, moment, record or None)
    return Rows(partial(parts_then, parts=then), model, moment)


async def _ask_items(collection: Collection, field: str, request: Request, _query: BaseModel, record: str) -> Rows:
    database: Database = request.app.state.database
    numbers = await present_numbers(database)
    _version, body = await detail(database, collection, record, "document")
    items = [encode(item) for item in nested_items(collection.record_type, body, field)]
    return Rows(lambda _connection: at_once(items), item_document(collection, field), None, numbers, items)


async def _ask_parties(request: Request, query: PledgeQuery, record: str) -> Rows:
    rows = await _ask_records(PLEDGES, request, query, record)
    asked: Active = {"promisor": query.promisor}
    named: Named = {"promisor": ("participants", query.promisor)} if query.promisor else {}
    promisors = (await settled(request.app.state.database, named, asked, rows.moment))["promisor"]
    return replace(rows, documents=partial(pledge_parties, rows.documents, promisors, rows.moment), model=PledgeParty)


async def _ask_scores(request: Request, query: ScoresQuery, record: str) -> Rows:
    database: Database = request.app.state.database
    rows = await _ask_records(PLEDGES, request, query, record)
    active: Active = PLEDGES.list_definition.active(query)
    named: Named = {**named_by(query, active, "pledges"), "assessor": ("participants", [query.assessor])}
    active = await settled(database, named, {**active, "assessor": [query.assessor]}, None)
    asked = query.model_copy(update={"assessor": active["assessor"][0]})
    filters = {name: values for name, values in active.items() if name != "assessor"}
    filters = dict(await with_what_is_below(database, PLEDGES.list_definition, filters))
    return replace(
        rows,
        documents=partial(pledge_scores, rows.documents, asked),
        model=PledgeScores,
        columns=partial(score_columns, filters, asked),
    )


def at_once(documents: Sequence[bytes]) -> Documents:
    """Yield documents that are there already."""
    yield documents


_statistics: dict[str, Table] = {}


@cache
def lists() -> Mapping[str, Table]:
    """Return the tables of lists over all records, by the name of the list."""
    of_records = {name: Table(one.query, one.document, partial(_ask_records, one)) for name, one in COLLECTIONS.items()}
    of_parts = {
        one.part_type.path: Table(one.query_of_all, one.item or one.document, partial(_ask_parts, one))
        for one in part_collections()
        if one.query_of_all is not None
    }
    made = {
        "pledge-parties": Table(PledgeQuery, PledgeParty, _ask_parties, FLAT),
        "pledge-scores": Table(ScoresQuery, PledgeScores, _ask_scores, OF_NOW),
    }
    tables = of_records | of_parts | made
    for name, table in tables.items():
        describe(f"/v1/{name}", table.model)
    return tables


@cache
def lists_of_record() -> Mapping[tuple[str, str], Table]:
    """Return the tables of lists of one record, by collection and list."""
    items = {
        (name, path_of(field)): Table(TableOptions, item_document(one, field), partial(_ask_items, one, field))
        for name, one in COLLECTIONS.items()
        for field in one.nested
        if one.nested[field].listed
    }
    parts = {
        (one.collection, one.part_type.path): Table(one.query, one.item or one.document, partial(_ask_parts, one))
        for one in part_collections()
    }
    tables = items | parts
    for (collection, name), table in tables.items():
        describe(f"/v1/{collection}/{{id}}/{name}", table.model)
    return tables


def statistics() -> Mapping[str, Table]:
    """Return the tables of statistics, by the name of the statistic."""
    return _statistics


def add_statistics(tables: Mapping[str, Table]) -> None:
    """Add the tables of statistics: what counts them is known where all routes are."""
    _statistics.update(tables)
    for name, table in tables.items():
        describe(f"/v1/stats/{name}", table.model)
