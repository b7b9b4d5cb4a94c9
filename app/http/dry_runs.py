"""Dry runs: a command is run as ever, in its turn, and undone before anything of it is committed."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated, Any, NoReturn

from fastapi import Query
from sqlalchemy import Connection

from app.values.flags import Flag
from app.write_result import WriteResult

DryRun = Annotated[
    Flag,
    Query(
        description="answer 200 with what this would, without tag or address, and write nothing; "
        "`Idempotency-Key` is passed over"
    ),
]
Command = Callable[[Connection], WriteResult]


class _DoneError(Exception):
    """Carries what a command returned past the transaction, which is undone by what is raised."""

    def __init__(self, result: WriteResult) -> None:
        super().__init__("a dry run")
        self.result = result


def _undone(connection: Connection, command: Command) -> NoReturn:
    raise _DoneError(command(connection))


async def dry_run(write: Callable[..., Awaitable[Any]], command: Command) -> WriteResult:
    """Return what the command would, with nothing written. Raises what it refuses."""
    try:
        await write(_undone, command)
    except _DoneError as done:
        return replace(done.result, dry_run=True)
    raise AssertionError  # it always raises
