"""How commands end. Scripts go by these numbers: they do not change."""

import sys
from enum import IntEnum

from app.errors import PactaError


class ExitCode(IntEnum):
    """What the exit code of a command says."""

    DONE = 0
    FAILED = 1
    """It failed, or was refused: what was given is wrong."""
    USAGE = 2
    """The command line is wrong."""
    NOT_FOUND = 3
    """There is no such record."""
    FORBIDDEN = 4
    """A guard forbids it, other records do, or somebody was faster."""
    UNREACHABLE = 5
    """The server does not answer, or is too busy. The same command can be run again."""
    KEY = 6
    """A key is required, or the key may not do this."""


STATUSES = {
    401: ExitCode.KEY,
    403: ExitCode.KEY,
    404: ExitCode.NOT_FOUND,
    409: ExitCode.FORBIDDEN,
    410: ExitCode.NOT_FOUND,
    412: ExitCode.FORBIDDEN,
    428: ExitCode.FORBIDDEN,
    429: ExitCode.UNREACHABLE,
}
GUARDED = frozenset({"guard-refused", "batch-refused"})
UNAVAILABLE = range(500, 600)

ENDING = (
    "Exit codes: 0 done, 1 failed or refused, 2 wrong usage, 3 no such record, 4 forbidden by a guard or by other "
    "records or somebody was faster, 5 the server does not answer or is too busy, 6 a key is required or may not do it."
)


class CommandFailedError(Exception):
    """A fault that could be foreseen: its lines are all that is said of it."""

    def __init__(self, *lines: str, code: ExitCode = ExitCode.FAILED) -> None:
        """Keep what to say, and how to end."""
        super().__init__(*lines)
        self.lines = lines
        self.code = code


def ending(error: Exception) -> tuple[ExitCode, tuple[str, ...]] | None:
    """Return how a command that raised this ends, and what it says; None: it should not have been raised."""
    if isinstance(error, CommandFailedError):
        return error.code, error.lines
    if isinstance(error, PactaError):
        return ExitCode.FAILED, (error.detail,)
    # What a command has not imported it cannot have raised.
    failures = sys.modules.get("app.client.failures")
    if failures is None or not isinstance(error, failures.Failure):
        return None
    if isinstance(error, failures.Problem):
        return code_of(error.status, error.kind), tuple(str(error).splitlines())
    code = ExitCode.FAILED if isinstance(error, failures.OtherLedger) else ExitCode.UNREACHABLE
    return code, (str(error),)


def code_of(status: int, kind: str) -> ExitCode:
    """Return the exit code for a problem."""
    if kind in GUARDED:
        return ExitCode.FORBIDDEN
    return STATUSES.get(status, ExitCode.UNREACHABLE if status in UNAVAILABLE else ExitCode.FAILED)
