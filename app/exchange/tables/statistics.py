"""Statistics as tables: all rows of one, as its own route counts them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

from fastapi import Request
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field, create_model

from app.exchange.tables.catalogue import Rows, Table, at_once
from app.exchange.tables.options import TableOptions
from app.ledger.entries.numbers import present_numbers
from app.ledger.model.shapes import Values
from app.records.base.history.moments import moment_of
from app.strict_json import decode_kept, encode

WHOLE = {"limit": 10**6, "fields": None}
"""All rows, more than any statistic has, with all that a statistic can tell: of a table, `fields` are its columns."""

BY, FLAGS = "by_", "flags"
OF_TABLES = frozenset(TableOptions.model_fields)


def statistic_tables(routes: Iterable[APIRoute]) -> Mapping[str, Table]:
    """Return the tables of statistics by the last step of their paths."""
    return {route.path.rpartition("/")[2]: _table(route) for route in routes}


def _table(route: APIRoute) -> Table:
    declared: type[BaseModel] = get_args(route.endpoint.__annotations__["query"])[0]
    answer: type[BaseModel] = route.responses[200]["model"]
    model = _row(answer)
    return Table(declared, model, partial(_ask, route, model))


async def _ask(route: APIRoute, model: type[BaseModel], request: Request, query: Any, _record: str) -> Rows:
    database = request.app.state.database
    numbers, moment = await present_numbers(database), await moment_of(database, query)
    whole = query.model_copy(update={name: value for name, value in WHOLE.items() if hasattr(query, name)})
    response = await route.endpoint(request=_plain(request), query=whole)
    rows = [encode(row) for row in _rows(decode_kept(response.body))]
    return Rows(lambda _connection: at_once(rows), model, moment, numbers, rows)


def _plain(request: Request) -> Request:
    """Return the request without what asks for a table: addresses in rows repeat what was asked."""
    asked = [one for one in request.query_params.multi_items() if one[0] not in OF_TABLES]
    headers = [(name, value) for name, value in request.scope["headers"] if name != b"if-none-match"]
    return Request({**request.scope, "headers": headers, "query_string": urlencode(asked).encode()})


def _row(answer: type[BaseModel]) -> type[BaseModel]:
    """Return the model of a row: of what has no list of rows, of the groups by which it counts."""
    if "items" in answer.model_fields:
        row: type[BaseModel]
        (row,) = get_args(answer.model_fields["items"].annotation)
        return row
    fields: Any = {
        "by": (Annotated[str | None, Field(description="what the row is about; empty: all")], ...),
        "value": (Annotated[str | None, Field(description="which of these; empty: those without any")], ...),
        "name": (Annotated[str | None, Field(description="what that is called")], ...),
    }
    return create_model(f"{answer.__name__}Row", __base__=(answer.__base__, create_model("Group", **fields)))  # type: ignore[arg-type] # made at run time


def _rows(content: Values) -> Sequence[Values]:
    items: Sequence[Values] | None = content.get("items")
    return list(_groups(content)) if items is None else items


def _groups(content: Values) -> Iterator[Values]:
    lists = {name: rows for name, rows in content.items() if name.startswith(BY)}
    yield {name: value for name, value in content.items() if name not in {*lists, FLAGS}}
    for name, total in content.get(FLAGS, {}).items():
        yield {"by": "flag", "value": name, "total": total}
    for name, rows in lists.items():
        by = name.removeprefix(BY)
        for row in rows:
            value = row.pop(by)
            named = value if isinstance(value, dict) else {"id": value, "name": None}
            yield {"by": by, "value": named["id"], "name": named["name"], **row}
