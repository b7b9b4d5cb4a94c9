"""Tools over streamable HTTP: one POST a message, one JSON answer each, nothing kept between them."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from app.access.callers import CHALLENGE
from app.assistants.server import make_server
from app.client import AsyncClient, Forbidden, Unauthenticated
from app.client.failures import Failure
from app.client.requests import address
from app.errors import Forbidden as NotAllowed
from app.errors import MethodNotAllowed, NotFound, PactaError, Unavailable
from app.errors import Unauthenticated as NotKnown
from app.http.problems import problem_response

PATH = "/mcp"
MOST_BYTES = 65_536
"""Bytes of a message: the longest arguments are some thousand."""

Opened = Callable[[], AbstractAsyncContextManager[AsyncClient]]
"""Opens a client, without a key, for as long as the application runs."""


def http_application(
    opened: Opened,
    hosts: Sequence[str],
    origins: Sequence[str],
    state: dict[str, Any],
    *,
    repeats: bool = False,
) -> Starlette:
    """Return the application.

    Whoever asks reads with the key that came with the message, and with no other. `hosts` are the values of Host that
    are answered, `origins` those of Origin; a name's address may change after a page was loaded from it. `state` is for
    the server.
    """
    clients: list[AsyncClient] = []

    def client_of(authorization: str | None) -> AsyncClient:
        return clients[0].with_key(_key(authorization))

    server: Server[Any] = make_server(client_of, repeats=repeats)
    manager = StreamableHTTPSessionManager(
        server,
        json_response=True,
        stateless=True,
        security_settings=TransportSecuritySettings(allowed_hosts=list(hosts), allowed_origins=list(origins)),
        max_request_body_size=MOST_BYTES,
    )

    @asynccontextmanager
    async def lifespan(_application: Starlette) -> AsyncIterator[dict[str, Any]]:
        async with opened() as client, manager.run():
            clients.append(client)
            yield state

    return Starlette(
        # Nothing is sent unasked: there is no stream to GET, and no session to DELETE.
        routes=[Route(PATH, _Gate(manager.handle_request, client_of), methods=["POST"])],
        exception_handlers={HTTPException: _refused_by_router},
        lifespan=lifespan,
    )


class _Gate:
    """Lets a message pass whose sender may read: a wrong key is refused, and where reading is not public so is none."""

    def __init__(self, app: ASGIApp, client_of: Callable[[str | None], AsyncClient]) -> None:
        self._app = app
        self._client_of = client_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        error = await self._refusal(Request(scope).headers.get("authorization"))
        if error is not None:
            await problem_response(error, PATH)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _refusal(self, authorization: str | None) -> PactaError | None:
        try:
            await self._client_of(authorization).get(address("ledger"))
        except PactaError as error:
            return error
        except Unauthenticated:
            detail = "Reading requires a key here." if authorization is None else "The key is unknown or revoked."
            return NotKnown(detail, headers=CHALLENGE)
        except Forbidden:
            return NotAllowed("The key lacks the scope read.")
        except Failure:
            return Unavailable("The service does not answer. Try again later.")
        return None


def _key(authorization: str | None) -> str | None:
    if authorization is None:
        return None
    scheme, _space, key = authorization.partition(" ")
    key = key.strip()
    if scheme.lower() != "bearer" or not key or not (key.isascii() and key.isprintable()):
        raise NotKnown("Authorization must be a bearer key.", headers=CHALLENGE)
    return key


async def _refused_by_router(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == MethodNotAllowed.status:
        refusal: PactaError = MethodNotAllowed("Messages are sent by POST.", headers={"Allow": "POST"})
    else:
        refusal = NotFound(f"There is nothing here: assistants are served at {PATH}.")
    return problem_response(refusal, request.url.path)
