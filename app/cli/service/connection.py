"""Where commands find the service: at a server that was named, else in the database of this machine."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import typer

from app.cli.terminal import fail, say_aside

if TYPE_CHECKING:
    from app.client import Client

HERE = "http://pacta.local"
"""What the application in this process takes for its address."""

OF_THE_API = "/v1"
"""What addresses of the API begin with, as commands write them."""

ATTEMPTS = 3
"""How often a request is sent: whoever waits at a terminal would rather hear of it."""


@dataclass(frozen=True)
class Server:
    """A server, and the key for it."""

    url: str
    key: str | None
    named_by: str


def login_file() -> Path:
    """Return the file that keeps what `pacta login` was told, in the platform's folder for settings."""
    return Path(typer.get_app_dir("pacta")) / "login.json"


def server() -> Server | None:
    """Return the server to use; None: the database of this machine."""
    url, key = (os.environ.get(name, "").strip() for name in ("PACTA_URL", "PACTA_KEY"))
    kept = kept_login()
    if url:
        if not key and kept is not None and kept.url == url.rstrip("/"):
            return kept
        return Server(url.rstrip("/"), key or None, "PACTA_URL")
    if os.environ.get("PACTA_DATABASE_URL", "").strip():
        return None
    return None if kept is None else Server(kept.url, key or kept.key, kept.named_by)


def kept_login() -> Server | None:
    """Return the server that `pacta login` was told, if any."""
    file = login_file()
    try:
        text = file.read_text("utf-8")
        mode = file.stat().st_mode
    except OSError:
        return None
    try:
        kept = json.loads(text)
        url, key = str(kept["url"]), kept["key"]
    except (ValueError, TypeError, KeyError):
        fail(f"{file} cannot be read: `pacta login` writes it anew.")
    if os.name == "posix" and mode & 0o077:
        say_aside(f"Others can read {file}, which holds a key: chmod 600 it.")
    return Server(url, key, "pacta login")


@contextmanager
def connected() -> Iterator["Client"]:
    """Open a client for the server, or for the database of this machine."""
    found = server()
    if found is None:
        with local() as client:
            yield client
        return
    with client_of(found) as client:
        yield client


def client_of(found: Server) -> "Client":
    """Return a client for a server."""
    check(found)
    from app.client import Client, Retries

    return Client(found.url, found.key, retries=Retries(attempts=ATTEMPTS))


def check(found: Server) -> None:
    """End the command where what was named is no address, or no key."""
    # httpx has a command line of its own, which takes as long to import as all the rest of it; it can do without.
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type] # so that importing it fails
    import httpx

    if found.key is not None and not (found.key.isascii() and found.key.isprintable()):
        fail("The key holds characters that no key has: copy it anew (PACTA_KEY or `pacta login`).")
    try:
        is_address = urlsplit(found.url).scheme in {"http", "https"}
        httpx.URL(found.url)
    except (httpx.InvalidURL, ValueError):
        is_address = False
    if not is_address:
        fail(f"{found.named_by} names no address: write http://HOST:PORT or https://HOST.")
    if found.url.endswith(OF_THE_API):
        fail(f"{found.named_by} ends in {OF_THE_API}: leave that out, commands add it.")


@contextmanager
def local() -> Iterator["Client"]:
    """Open a client for the database of this machine, which must be there and at this program's revision."""
    from app.cli.administration.database import failing_clearly, snapshot
    from app.cli.arguments import checked_settings
    from app.cli.service.local_transport import LocalTransport
    from app.client import Client
    from app.http.server.request_log import configure
    from app.main import create_app

    settings = checked_settings().model_copy(update={"log_level": "error"})
    with snapshot(settings):
        pass
    configure(settings)
    with (
        failing_clearly(settings),
        Client(HERE, transport=LocalTransport(create_app(settings, is_guest=True))) as client,
    ):
        yield client
