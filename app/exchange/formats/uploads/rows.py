"""Opening a file: the child is started, bounded and watched, and what it tells is read as it comes."""

import os
import selectors
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import monotonic
from typing import IO, Any

import jiter
import orjson

from app.exchange.formats.uploads.limits import MEBIBYTE, Limits, Sheet, Task
from app.exchange.formats.uploads.messages import FileFault, Message, Note, RefusedFile, Row, SheetBegins

ROOT = Path(__file__).parents[4]
START = "import sys; sys.path.insert(0, sys.argv[1]); from app.exchange.formats.uploads.child import main; main()"
PIECE = 256 * 1024


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
    tie, tied = os.pipe()
    file.seek(0)
    child = subprocess.Popen(  # noqa: S603 - this Python, and a program of ours
        [sys.executable, "-I", "-c", START, str(ROOT), orjson.dumps(task.as_values()).decode(), str(tie)],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=(tie,),
        env={"PATH": os.environ.get("PATH", ""), "MALLOC_ARENA_MAX": "1"},
    )
    os.close(tie)
    try:
        yield _told(child, task.name, task.limits)
    finally:
        os.close(tied)
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _told(child: subprocess.Popen[bytes], name: str, limits: Limits) -> Iterator[Message]:
    ended = False
    for line in _lines(child, name, limits):
        if line == END:
            ended = True
        elif line == MEMORY:
            raise RefusedFile(_too_large(limits), name)
        else:
            yield message_of(line, name)
    if ended:
        return
    code = child.wait()
    if code == -9 or code == -24:  # noqa: PLR1714, PLR2004 - SIGKILL, SIGXCPU
        raise RefusedFile(f"takes more than {limits.cpu_seconds} seconds to read: split it", name)
    raise RefusedFile(f"cannot be read: {_too_large(limits)}, or it is damaged", name)


END, MEMORY = b'["end"]', b'["memory"]'
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


def _too_large(limits: Limits) -> str:
    return f"it takes more than {limits.memory_bytes // MEBIBYTE} MiB of memory to read"


def _lines(child: subprocess.Popen[bytes], name: str, limits: Limits) -> Iterator[bytes]:
    """Yield the lines that the child writes, until its time is up: time in which it waits for us does not count."""
    assert child.stdout is not None  # noqa: S101 - a pipe, as it was asked for
    source, left, rest = child.stdout.fileno(), limits.wall_seconds, bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(source, selectors.EVENT_READ)
        while True:
            began = monotonic()
            if not selector.select(left):
                raise RefusedFile(f"takes more than {limits.wall_seconds:.0f} seconds to read: split it", name)
            left = max(left - (monotonic() - began), 0.001)
            if not (piece := os.read(source, PIECE)):
                return
            if b"\n" not in piece:
                rest += piece
                continue
            first, *lines = (bytes(rest) + piece).split(b"\n")
            yield first
            rest = bytearray(lines.pop())
            yield from lines
