"""`pacta serve`: everything from an empty folder to a running service, and to its end."""

import os
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

import uvicorn
from sqlalchemy import Engine
from typing_extensions import override

from app.cli.administration.bootstrap import FirstKey, is_empty, make_first_key, migrate, queue_documents
from app.cli.administration.database import address_of, writing
from app.cli.administration.load_progress import load_path, summary
from app.cli.terminal import fail, log, notice, on_terminal, say
from app.exchange.formats.bundle import SEEDS
from app.exchange.formats.faults import BadBundle
from app.http.server.configuration import configuration
from app.http.server.request_log import configure_libraries
from app.main import create_app
from app.settings import Settings


def serve(settings: Settings) -> None:
    """Prepare the database and serve until a signal says to stop."""
    configure_libraries(settings)
    # First of all: whoever runs Pacta twice by mistake should hear of it before anything is touched.
    listening = bind(settings.host, settings.port, "PACTA_HOST", "PACTA_PORT")
    with listening:
        with writing(settings, new=True) as engine:
            first_key = _prepare(engine, settings)
        _serve(settings, listening, first_key)


def bind(host: str, port: int, host_option: str, port_option: str) -> socket.socket:
    """Return a socket at an address, as two settings or options name it. It refuses connections until it listens."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError):
        fail(f"{host_option}: must be an address of this machine.")
    opened = socket.socket(family, kind, protocol)
    try:
        # Without it, the connections of a service that has just ended would block the next one.
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
    except OSError as error:
        opened.close()
        _fail_at(host, port, error, host_option, port_option)
    return opened


def _fail_at(host: str, port: int, error: OSError, host_option: str, port_option: str) -> NoReturn:
    reason = os.strerror(error.errno) if error.errno else str(error)
    fail(f"{host_option} and {port_option}: cannot listen on {host}, port {port}: {reason}.")


def listen(opened: socket.socket, host: str, port: int, host_option: str, port_option: str) -> str:
    """Let a socket accept connections, and return where programs on this machine find it."""
    try:
        opened.listen()
    except OSError as error:
        # Somebody else was quicker.
        _fail_at(host, port, error, host_option, port_option)
    return _address(host, opened.getsockname()[1])


def _prepare(engine: Engine, settings: Settings) -> FirstKey | None:
    database = address_of(settings)
    notice("preparing", f"Preparing the database at {database} …", database=database)
    before, after = migrate(engine)
    if before != after:
        sentence = f"Migrated {database} from {before or 'nothing'} to revision {after}."
        notice("migrated", sentence, database=database, before=before, after=after)
    queue_documents(engine)
    if settings.seed:
        _load_seeds(engine)
    return _print_first_key(make_first_key(engine, settings))


def _load_seeds(engine: Engine) -> None:
    with engine.begin() as connection:
        if not is_empty(connection):
            return
    notice("loading seeds", "Loading the seeds …")
    try:
        # Beside lines of the log there is no place for others.
        report = load_path(engine, SEEDS, watched=on_terminal())
    except BadBundle as error:
        fail(*map(str, error.faults), "The seeds cannot be loaded; PACTA_SEED=0 starts without them.")
    notice("seeds loaded", f"{summary(report)} These are the seeds.", created=report.created)


def _print_first_key(key: FirstKey | None) -> FirstKey | None:
    if key is not None and key.secret is not None:
        say("", f"The first key, with scope admin, shown this once: {key.secret}", "")
    elif key is not None and key.file is not None:
        # A warning, so that it is seen where little is logged.
        log().warning("first key written", file=str(key.file), scope="admin")
    return key


class _Server(uvicorn.Server):
    """uvicorn's server, which says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _serve(settings: Settings, listening: socket.socket, first_key: FirstKey | None) -> None:
    address = listen(listening, settings.host, settings.port, "PACTA_HOST", "PACTA_PORT")
    server = _Server(configuration(create_app(settings)), lambda: _print_address(address, first_key))

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    # For what comes before uvicorn listens to signals, and for after: it raises the one that stopped it once more.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    server.run([listening])
    notice("stopped", "Stopped.")


def _address(host: str, port: int) -> str:
    """Return where a program on this machine finds what is served."""
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 - it was asked to listen everywhere
        host = "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _print_address(address: str, first_key: FirstKey | None) -> None:
    """Say where to look, and what the examples of the README and the scripts in examples/ need to find it."""
    console, example = f"{address}/docs", f"{address}/v1/pledges?limit=5"
    if not on_terminal():
        log().info("serving", address=address, pages=f"{address}/", console=console, example=example)
        return
    key = "a key (`pacta keys create` makes one)"
    if first_key is not None:
        key = "the key above" if first_key.secret else "the key that PACTA_BOOTSTRAP_KEY gave"
    say(
        "",
        f"Pacta serves at {address}",
        f"  pages    {address}/",
        f"  console  {console}",
        f"  a list   {example}",
        f"  examples export PACTA_URL={address}",
        f"  writing  needs {key}: press Authorize in the console, or send it as",
        "           Authorization: Bearer KEY",
        "Ctrl-C stops it.",
        "",
    )
