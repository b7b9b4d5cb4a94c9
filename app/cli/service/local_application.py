"""The application in this process, for what awaits: as whoever has a key, or as who may open the database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx

from app.access.callers import CALLER, Caller
from app.cli.service.connection import HERE
from app.client import AsyncClient, Retries
from app.main import create_app

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from app.settings import Settings

READER = Caller(key_id="command-line", label="command line", scopes=frozenset({"read"}))
"""Who can read the database's file needs no key to read."""


@asynccontextmanager
async def local_client(settings: "Settings", retries: Retries, *, trusted: bool) -> AsyncIterator[AsyncClient]:
    """Open a client for the application, started for as long. `trusted`: it reads without a key, whatever is public."""
    app = create_app(settings, is_guest=True)
    async with app.router.lifespan_context(app) as state:
        given: dict[str, Any] = dict(state or {})

        async def answer(scope: "Scope", receive: "Receive", send: "Send") -> None:
            if trusted:
                scope = {**scope, "headers": [*scope["headers"], (b"authorization", b"Bearer -")], CALLER: READER}
            await app({**scope, "state": dict(given)}, receive, send)

        transport = httpx.ASGITransport(answer, raise_app_exceptions=False)
        async with AsyncClient(HERE, transport=transport, retries=retries) as client:
            yield client
