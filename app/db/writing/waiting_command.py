"""A command that waits for the writer: run alone or beside others, and told to whoever asked."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import Connection

from app.db.failures import TransactionLostError, deliverable, is_operational, refusal
from app.db.transaction_cache import savepoint

log = structlog.get_logger()


@dataclass
class WaitingCommand:
    """A command, the context it was asked in, where its outcome is awaited, and the outcome."""

    command: Callable[[Connection], Any]
    context: Context
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None

    def deliver(self) -> None:
        """Hand the outcome to the client, if it still waits."""
        with suppress(RuntimeError):  # its event loop has closed: nobody is there to be notified
            self.loop.call_soon_threadsafe(self._settle)

    def _settle(self) -> None:
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(deliverable(self.error))
        else:
            self.future.set_result(self.result)


def attempt_alone(connection: Connection, waiting: WaitingCommand) -> None:
    """Run the only command of a transaction, whose refusal ends it."""
    try:
        waiting.result = waiting.context.run(waiting.command, connection)
    except Exception as error:
        if is_operational(error):
            raise TransactionLostError from error
        connection.rollback()
        waiting.error = error


def attempt_beside_others(connection: Connection, waiting: WaitingCommand) -> None:
    """Run one command in a savepoint, so that its refusal leaves nothing while its neighbours commit."""
    try:
        with savepoint(connection):
            waiting.result = waiting.context.run(waiting.command, connection)
    except TransactionLostError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, its client gets it, and nobody else
        waiting.error = error
        if is_operational(error):
            waiting.context.run(log.exception, "database failed a command")
            waiting.error = refusal(error)
