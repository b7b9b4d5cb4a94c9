"""The routes of tables: three addresses for all of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.routing import APIRoute

from app.access.callers import may_read
from app.errors import NotAcceptable, NotFound
from app.exchange.tables.catalogue import Table, add_statistics, lists, lists_of_record
from app.exchange.tables.openapi import documented
from app.exchange.tables.options import MEDIA_TYPES, Form, Format, TableOptions
from app.exchange.tables.statistics import statistic_tables
from app.exchange.tables.table_response import Written, respond_with_table
from app.http.content_negotiation import best_accepted
from app.http.preconditions import IfNoneMatchRead
from app.http.routing.query import read_query
from app.http.routing.strict import producing
from app.records.base.bodies import typed
from app.records.base.paths import RecordPath
from app.values.wording.expectations import nearest_word


class TableRoute(producing(*MEDIA_TYPES.values())):  # type: ignore[misc] # made at run time
    """A route that answers with tables: which query it takes depends on the address."""

    reads_query = True


router = APIRouter(prefix="/v1", tags=["exchange"], route_class=TableRoute, redirect_slashes=False)
reading = [Depends(may_read)]


def _one_of(names: Iterable[str], description: str) -> Any:
    """Return the declaration of a step of a path; what is none of the names is not found."""
    return Path(description=description, json_schema_extra={"enum": sorted(set(names))})


Suffix = Annotated[str, _one_of(MEDIA_TYPES, "what the table is written as")]
ListName = Annotated[str, _one_of(lists(), "the list")]
CollectionName = Annotated[str, _one_of((name for name, _list in lists_of_record()), "the collection")]
PartName = Annotated[str, _one_of((name for _collection, name in lists_of_record()), "the list of the record")]
NO_TABLE = "There is no such table. /v1/vocabulary lists all tables and their columns."
NO_FORM = f"The table is there as .{', .'.join(MEDIA_TYPES)}, and in no other form."


@router.get(
    "/{table}.{format}",
    operation_id="getTable",
    summary="Read a list as a table",
    dependencies=reading,
    **documented(),
)
async def get_table(request: Request, table: ListName, format: Suffix, _tags: IfNoneMatchRead = None) -> Response:  # noqa: A002
    return await respond(request, _named(lists(), table), format)


@router.get(
    "/{collection}/{id}/{table}.{format}",
    operation_id="getTableOfRecord",
    summary="Read a list of one record as a table",
    dependencies=reading,
    **documented(),
)
async def get_table_of_record(
    request: Request,
    collection: CollectionName,
    id: RecordPath,
    table: PartName,
    format: Suffix,  # noqa: A002
    _tags: IfNoneMatchRead = None,
) -> Response:
    return await respond(request, lists_of_record().get((collection, table)), format, id)


def statistics_router(routes: Sequence[APIRoute]) -> APIRouter:
    """Return the routes of the tables of statistics, which routes of their own count."""
    counted = statistic_tables(routes)
    add_statistics(counted)
    made = APIRouter(prefix="/v1/stats", tags=["exchange"], route_class=TableRoute, redirect_slashes=False)

    @made.get(
        "/{statistic}.{format}",
        operation_id="getTableOfStatistic",
        summary="Read a statistic as a table",
        dependencies=reading,
        **documented(),
    )
    @typed(statistic=Annotated[str, _one_of(counted, "the statistic")])
    async def get_table_of_statistic(
        request: Request,
        statistic: str,
        format: Suffix,  # noqa: A002
        _tags: IfNoneMatchRead = None,
    ) -> Response:
        return await respond(request, _named(counted, statistic), format)

    return made


def _named(known: Mapping[str, Table], name: str) -> Table:
    """Return the table of a name. Raises `NotFound`, with the nearest name."""
    if (found := known.get(name)) is not None:
        return found
    near = nearest_word(name, list(known))
    raise NotFound(NO_TABLE if near is None else f"There is no such table; the nearest is {near}.")


async def respond(request: Request, table: Table | None, suffix: str, record: str = "") -> Response:
    """Return what a request asks of a table. Raises `NotFound`, `Invalid` and `NotAcceptable`."""
    if table is None:
        raise NotFound(NO_TABLE)
    if suffix not in MEDIA_TYPES:
        raise NotFound(NO_FORM)
    media_type = MEDIA_TYPES[Format(suffix)]
    if best_accepted(request.headers.get("accept"), [media_type]) is None:
        detail = f"This address gives {media_type} alone."
        raise NotAcceptable(detail)
    table.refuse_unwanted([name for name, _value in request.query_params.multi_items()])
    query = read_query(request, table.query, frozenset(table.unwanted))
    assert isinstance(query, TableOptions)  # noqa: S101 - every table's query is one
    query.refuse_contradictions()
    rows = await table.ask(request, query, record)
    written = Written(rows, Form(Format(suffix), query), getattr(query, "fields", None), str(request.url))
    return await respond_with_table(request, written)
