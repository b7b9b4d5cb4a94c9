"""`pacta mcp`: tools for assistants, over standard input and output or over HTTP."""

import ipaddress
from contextlib import AbstractAsyncContextManager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.arguments import checked_settings
from app.cli.service.connection import Server, check, server
from app.cli.terminal import fail, notice, on_terminal

if TYPE_CHECKING:
    from app.client import AsyncClient
    from app.settings import Settings

MISSING = (
    "Assistants need the package `mcp`, which is an extra:",
    "  pip install 'pacta[assistants]'",
    "or, in a clone of Pacta:",
    "  .venv/bin/pip install -e '.[assistants]'",
)
LOOPBACK = ("127.0.0.1", "localhost", "::1")
NAMED = ("--host", "--port")
PATIENCE = 10.0
"""Most seconds that a call waits for a busy service, all waits together."""


def mcp(
    http: Annotated[bool, typer.Option("--http", help="Serve streamable HTTP at /mcp, for several clients.")] = False,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8100,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="Name under which others reach it, as Host has it: NAME or NAME:PORT; may be repeated."),
    ] = None,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(help="Origin whose pages may ask, such as https://example.org; may be repeated."),
    ] = None,
    text: Annotated[
        bool, typer.Option("--text", help="Repeat answers as JSON text, for clients that show models nothing else.")
    ] = False,
) -> None:
    """Serve tools for assistants by the Model Context Protocol: seven, which read and write nothing.

    Without --http it talks over standard input and output, as a client starts it: with your key (PACTA_KEY or `pacta
    login`), or on this machine's database. Over HTTP each client sends a key of its own, where reading needs one.

    Examples: pacta mcp; pacta mcp --http --port 8100
    """
    if find_spec("mcp") is None:
        fail(*MISSING)
    if not http:
        _by_stdio(text)
        return
    if not _is_loopback(host) and not allow_host:
        raise typer.BadParameter(
            "name at least one, as clients will send it: an address that others reach can be given any name",
            param_hint="--allow-host",
        )
    _by_http(host, port, allow_host or [], allow_origin or [], text)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _by_stdio(text: bool) -> None:
    import anyio
    from mcp.server.stdio import stdio_server

    from app.assistants.server import make_server

    # Where the log goes, the client may show it.
    found, settings = server(), _settings("error")

    async def run() -> None:
        # First of all: from here on nothing else is written to where the client reads.
        async with stdio_server() as streams, _client(found, settings, trusted=True) as client:
            served = make_server(lambda _authorization: client, repeats=text)
            reading, writing = streams
            await served.run(reading, writing, served.create_initialization_options())

    _checked(found, settings)
    anyio.run(run)


def _by_http(host: str, port: int, hosts: list[str], origins: list[str], text: bool) -> None:
    import uvicorn

    from app.assistants.http_application import PATH, http_application
    from app.cli.administration.server import bind, listen
    from app.http.server import request_log
    from app.http.server.configuration import configuration
    from app.http.server.limits import limits_of
    from app.http.server.protocol import LIMITS

    found, settings = server(), _settings()
    request_log.configure_libraries(settings)
    _checked(found, settings)
    with bind(host, port, *NAMED) as listening:
        address = listen(listening, host, port, *NAMED) + PATH
        number = listening.getsockname()[1]
        here = [f"[{name}]:{number}" if ":" in name else f"{name}:{number}" for name in LOOPBACK]
        application = http_application(
            lambda: _client(found, settings, trusted=False),
            [*here, *hosts],
            [*(f"http://{name}" for name in here), *origins],
            {LIMITS: limits_of(settings)},
            repeats=text,
        )
        notice("serving assistants", f"Assistants are served at {address}. Ctrl-C stops it.", address=address)
        uvicorn.Server(configuration(application)).run([listening])


def _settings(level: str | None = None) -> "Settings":
    from app.http.server import request_log

    settings = checked_settings().model_copy(update={"webhooks": False})
    if on_terminal() and "log_format" not in settings.model_fields_set:
        settings = settings.model_copy(update={"log_format": "text"})
    if level is not None:
        settings = settings.model_copy(update={"log_level": level})
    request_log.configure(settings)
    return settings


def _checked(found: Server | None, settings: "Settings") -> None:
    """End the command where there is nothing to read."""
    if found is not None:
        check(found)
        return
    from app.cli.administration.database import snapshot

    with snapshot(settings):
        pass


def _client(found: Server | None, settings: "Settings", *, trusted: bool) -> AbstractAsyncContextManager["AsyncClient"]:
    """Open a client for the server or the database. `trusted`: with the key, or the rights, of who runs the command."""
    from app.client import AsyncClient, Retries

    retries = Retries(patience=PATIENCE)
    if found is None:
        from app.cli.service.local_application import local_client

        return local_client(settings, retries, trusted=trusted)
    return AsyncClient(found.url, found.key if trusted else None, retries=retries)
