"""Opening a file: it is parsed in a bounded process, and what that tells is read as it comes."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import IO, Any

import jiter
import orjson

from app.exchange.formats.bounded_process import lines_of_child
from app.exchange.formats.uploads.limits import Limits, Sheet, Task
from app.exchange.formats.uploads.messages import FileFault, Message, Note, RefusedFile, Row, SheetBegins

CHILD = "app.exchange.formats.uploads.child"


def open_rows(
    file: IO[bytes], name: str, sheets: tuple[Sheet, ...] = (), limits: Limits | None = None
) -> AbstractContextManager[Iterator[Message]]:
    """Open a file for reading in a child process; yields what is told of it, which raises `RefusedFile` at its end.

    `file` is an open file of the system's, `name` what the client calls it: its ending says what it is. Leaving ends
    the child.
    """
    return _open(file, Task(name, sheets, limits or Limits()))


def open_bundles(file: IO[bytes], name: str, limits: Limits) -> AbstractContextManager[Iterator[Message]]:
    """Open a package of bundles as `open_rows` opens a file: what its files hold comes with the lines of its values."""
    return _open(file, Task(name, limits=limits, bundles=True))


@contextmanager
def _open(file: IO[bytes], task: Task) -> Iterator[Iterator[Message]]:
    told = orjson.dumps(task.as_values())
    with lines_of_child(CHILD, file, task.name, told, task.limits) as lines:
        yield (message_of(line, task.name) for line in lines)


MESSAGES: dict[str, Any] = {"sheet": SheetBegins, "note": Note, "fault": FileFault}


def message_of(line: bytes, name: str) -> Message:
    """Return the message of a line that the child wrote. Raises `RefusedFile` for its last one, if it says so."""
    try:
        kind, *values = jiter.from_json(line, float_mode="decimal")
    except ValueError:
        # What stands in a row is nested some levels deeper than it was in the file.
        raise RefusedFile("nests lists and objects more deeply than can be read", name) from None
    if kind == "rows":
        return [Row(number, cells) for number, cells in values[0]]
    if kind == "refused":
        sheet, number, column, told = values
        raise RefusedFile(told, sheet or name, number, column)
    message: Message = MESSAGES[kind](*values)
    return message
