"""`pacta login`, `pacta logout`: which server commands use, and with which key."""

import json
import os
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from app.cli.service.connection import Server, client_of, login_file
from app.cli.terminal import fail, say, say_aside


def login(
    url: Annotated[str, typer.Argument(help="The address of the server, such as https://pacta.example.org.")],
    key: Annotated[
        str, typer.Option(envvar="PACTA_KEY", prompt=True, hide_input=True, help="The key; asked for if left out.")
    ],
) -> None:
    """Use a server from now on, with a key. Both are kept in a file that nobody else can read.

    Example: pacta login https://pacta.example.org
    """
    found = Server(url.rstrip("/"), key.strip(), "The argument")
    with client_of(found) as client:
        # A wrong key is refused by reading, too.
        number = client.get("/v1/ledger")["number"]
    parts = urlsplit(found.url)
    if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        say_aside("The key goes to this server unencrypted: use https where there is a network between.")
    _keep(login_file(), {"url": found.url, "key": found.key})
    say(f"Commands use {found.url} from now on (its ledger is at entry {number}). `pacta logout` forgets it.")


def logout() -> None:
    """Forget the server and the key: commands use the database of this machine again.

    Example: pacta logout
    """
    file = login_file()
    try:
        file.unlink()
    except FileNotFoundError:
        say("There was nothing to forget.")
        return
    except OSError as error:
        fail(f"{file} cannot be removed: {error.strerror}.")
    say("Forgotten: commands use the database of this machine (PACTA_DATABASE_URL).")


def _keep(file: Path, login: dict[str, str | None]) -> None:
    """Write the file so that its owner alone can read it, at every moment."""
    import secrets

    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            json.dump(login, opened)
        fresh.replace(file)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        fail(f"{file} cannot be written: {error.strerror}.")
