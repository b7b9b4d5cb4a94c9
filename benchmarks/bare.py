"""The yardstick of lists: a driver's own statement for the stored answers of a page, joined and answered as they are.

It reads no parameters but those it needs, checks none, has no tag and no cursor, and completes no answer. The
middleware around it is that of every route.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import make_url
from starlette.requests import Request
from starlette.responses import Response

from app.db.engines import prepare_sqlite, sqlite_file
from app.settings import Settings

Row = tuple[Any, ...]
Fetch = Callable[[str, Mapping[str, Any]], Awaitable[Sequence[Row]]]

STATEMENTS = {
    "": "SELECT document FROM pledges ORDER BY id LIMIT :limit",
    "status": "SELECT document FROM pledges WHERE status = :value ORDER BY id LIMIT :limit",
    "topic": (
        "SELECT document FROM pledge_topics t JOIN pledges p ON p.id = t.pledge_id"
        " WHERE t.topic = :value ORDER BY t.pledge_id LIMIT :limit"
    ),
    "latest": (
        "SELECT document FROM pledges WHERE announced_first_day IS NOT NULL"
        " ORDER BY announced_first_day DESC, id DESC LIMIT :limit"
    ),
}
"""What `/bare?by=…` reads."""


def answering(settings: Settings) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers `/bare?by=topic&value=…&limit=50`, on connections of its own."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        fetch, statements = _sqlite(sqlite_file(url)), STATEMENTS
    else:
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        fetch = _postgresql(address, settings.read_connections)
        statements = {
            by: text.replace(":limit", "%(limit)s").replace(":value", "%(value)s") for by, text in STATEMENTS.items()
        }

    async def bare(request: Request) -> Response:
        asked = request.query_params
        values = {"value": asked.get("value"), "limit": int(asked["limit"])}
        rows = await fetch(statements[asked.get("by", "")], values)
        body = f'{{"items":[{",".join([row[0] for row in rows])}],"next_cursor":null}}'.encode()
        return Response(body, media_type="application/json")

    return bare


def _sqlite(file: Path) -> Fetch:
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    prepare_sqlite(connection, writing=False)

    async def fetch(text: str, values: Mapping[str, Any]) -> Sequence[Row]:
        return connection.execute(text, values).fetchall()

    return fetch


def _postgresql(address: str, connections: int) -> Fetch:
    pool: AsyncConnectionPool[AsyncConnection[Row]] = AsyncConnectionPool(
        address, min_size=2, max_size=connections, open=False, check=None, kwargs={"autocommit": True}
    )

    async def fetch(text: str, values: Mapping[str, Any]) -> Sequence[Row]:
        # Does nothing where it is open.
        await pool.open()
        async with pool.connection() as connection:
            return await (await connection.execute(text.encode(), values)).fetchall()

    return fetch
