"""`pacta doctor`: whether all that commands need is there."""

import platform
import shutil
from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

import typer

from app import VERSION
from app.cli.arguments import AsJson
from app.cli.exit_codes import ExitCode, ending
from app.cli.service.connection import Server, client_of, kept_login, local, login_file, server
from app.cli.terminal import say, say_json

if TYPE_CHECKING:
    from app.client import Client

MUCH = 1_000
"""Entries that histories and search may be behind: more takes longer than readers wait for them."""

LITTLE = 1 << 30
"""Bytes left on a disk that are worth a warning."""


class Mark(Enum):
    """How a check went."""

    GOOD = "ok"
    DOUBTFUL = "warning"
    BAD = "failed"


class Check(NamedTuple):
    """What was looked at, and what was found."""

    name: str
    mark: Mark
    found: str
    code: ExitCode = ExitCode.FAILED


def doctor(as_json: AsJson = False) -> None:
    """Check what commands need: the server and the key, or the database, its migrations, its ledger and its disk.

    It ends with 0 where all is well, with 5 where the server does not answer, and else with 1.

    Example: pacta doctor --json
    """
    checks = list[Check]()
    for check in _checks():
        checks.append(check)
        if not as_json:
            say(f"{check.mark.value:8} {check.name}: {check.found}")
    failed = [check for check in checks if check.mark is Mark.BAD]
    if as_json:
        told = [{"check": one.name, "outcome": one.mark.value, "found": one.found} for one in checks]
        say_json({"healthy": not failed, "checks": told})
    if failed:
        raise typer.Exit(failed[0].code)


def _checks() -> Iterator[Check]:
    yield Check("program", Mark.GOOD, f"Pacta {VERSION}, Python {platform.python_version()}")
    try:
        found = server()
        if kept_login() is not None:
            yield Check("login", Mark.GOOD, f"kept in {login_file()}")
        yield from _local() if found is None else _remote(found)
    except Exception as error:
        ended = ending(error)
        if ended is None:
            raise
        code, lines = ended
        yield Check("further checks", Mark.BAD, " ".join(lines), code)


def _ready(client: "Client") -> Check:
    """Return how far what is made of the ledger is behind it: histories, search and what else reads its entries."""
    from app.client import Failure

    try:
        ready = client.get("/readyz")
    except Failure as failure:
        return Check("ready", Mark.DOUBTFUL, str(failure))
    behind = {name: count for name, count in ready["entries_behind"].items() if count}
    told = ", ".join(f"{name} {count}" for name, count in sorted(behind.items())) or "nothing"
    waiting = f"{ready['queued_documents']} documents queued; entries behind: {told}"
    if max(behind.values(), default=0) <= MUCH:
        return Check("ready", Mark.GOOD, waiting)
    return Check("ready", Mark.DOUBTFUL, f"{waiting}; what needs these answers 503 until `pacta serve` has caught up")


def _remote(found: Server) -> Iterator[Check]:
    from app.client import Forbidden, Unauthenticated

    yield Check("server", Mark.GOOD, f"{found.url}, named by {found.named_by}")
    with client_of(found) as client:
        client.get("/healthz")
        yield Check("reachable", Mark.GOOD, "it answers")
        yield _ready(client)
        if found.key is None:
            yield Check("key", Mark.DOUBTFUL, "none: reading alone (PACTA_KEY or `pacta login`)")
        else:
            try:
                # Nothing is written, and who may not write is refused.
                client.topics.create({"name": "Whether the key may write"}, dry_run=True)
                yield Check("key", Mark.GOOD, "may read and write")
            except Forbidden:
                yield Check("key", Mark.GOOD, "may read alone")
            except Unauthenticated:
                yield Check("key", Mark.BAD, "is unknown or revoked", ExitCode.KEY)
                return
        yield Check("ledger", Mark.GOOD, f"at entry {client.get('/v1/ledger')['number']}")


def _local() -> Iterator[Check]:
    import app.records.record_types  # noqa: F401 - makes every record type known to the ledger
    from app.cli.administration.database import address_of, database_file, snapshot
    from app.cli.arguments import checked_settings
    from app.ledger.model.rows.head import head

    settings = checked_settings()
    yield Check("settings", Mark.GOOD, "are as they should be")
    file = database_file(settings)
    with snapshot(settings) as connection:
        # Opening it has compared its revision with the program's.
        yield Check("database", Mark.GOOD, f"{address_of(settings)}, with the tables of this program")
        yield Check("ledger", Mark.GOOD, f"at entry {head(connection).number}; `pacta ledger verify` checks all of it")
    if file is not None:
        free = shutil.disk_usage(file.absolute().parent).free
        left = f"{free / (1 << 30):.1f} GiB left where the database is"
        yield Check("disk", Mark.DOUBTFUL if free < LITTLE else Mark.GOOD, left)
    with local() as client:
        client.get("/healthz")
        yield Check("service", Mark.GOOD, "runs in this process")
        yield _ready(client)
