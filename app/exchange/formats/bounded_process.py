"""A process of its own for what comes from outside: started, held to its limits, watched, and ended with its parent.

What runs in it writes lines of JSON; the last says that this was all, that memory ran out, or what else is wrong. What
fails there without anybody having expected it is told as well, and logged here: the client only hears of its file.
"""

import contextlib
import fcntl
import os
import resource
import selectors
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import IO

import orjson
import structlog

from app.exchange.formats.uploads.limits import MEBIBYTE, Limits
from app.exchange.formats.uploads.messages import RefusedFile

ROOT = Path(__file__).parents[3]
START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from app.exchange.formats.bounded_process import run; run({module!r})"
)
PIECE = 256 * 1024
END, MEMORY, FAILED = b'["end"]', b'["memory"]', b'["failed",'
LONGEST_TRACEBACK = 20_000
"""Characters of a traceback that are told, its last."""

log = structlog.get_logger("pacta.exchange")


def run(module: str) -> None:
    """Run `main` of a module in the child; what it fails of is told."""
    try:
        import_module(module).main()
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent logs it
        sys.stdout.buffer.write(failure(error, is_bug=True))
        sys.exit(1)


def failure(error: Exception, *, is_bug: bool | None = None) -> bytes:
    """Return the line that tells the parent of an exception that nobody expected.

    Unless it is said, what our own code raises is taken for a bug, and what a library raises for its word on a damaged
    file.
    """
    if is_bug is None:
        raised_in = Path(traceback.extract_tb(error.__traceback__)[-1].filename)
        is_bug = raised_in.is_relative_to(ROOT / "app")
    told = "".join(traceback.format_exception(error))[-LONGEST_TRACEBACK:]
    return orjson.dumps(["failed", is_bug, told.encode(errors="replace").decode()]) + b"\n"


def bound(limits: Limits, tie: int) -> None:
    """Let the system hold this process to its limits, and end it when the parent's end of the pipe is closed."""
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    with contextlib.suppress(ValueError, OSError):  # not every system counts the address space
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(tie, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(tie, fcntl.F_SETFL, fcntl.fcntl(tie, fcntl.F_GETFL) | os.O_ASYNC | os.O_NONBLOCK)
    # It may have ended before that: then the pipe is at its end already.
    with contextlib.suppress(BlockingIOError):
        if not os.read(tie, 1):
            sys.exit(1)


@contextmanager
def lines_of_child(module: str, file: IO[bytes], name: str, task: bytes, limits: Limits) -> Iterator[Iterator[bytes]]:
    """Start `main` of a module on a file; yields the lines that it writes but the last. Leaving ends it.

    It is given the root of the program, the task and the number of a pipe that is tied to this process. The lines raise
    `RefusedFile` at their end where the child was ended, or says that memory ran out.
    """
    tie, tied = os.pipe()
    file.seek(0)
    child = subprocess.Popen(  # noqa: S603 - this Python, and a program of ours
        [sys.executable, "-I", "-c", START.format(module=module), str(ROOT), task.decode(), str(tie)],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=(tie,),
        env={"PATH": os.environ.get("PATH", ""), "MALLOC_ARENA_MAX": "1"},
    )
    os.close(tie)
    try:
        yield _told(child, name, limits)
    finally:
        os.close(tied)
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _told(child: subprocess.Popen[bytes], name: str, limits: Limits) -> Iterator[bytes]:
    ended = False
    for line in _lines(child, name, limits):
        if line == END:
            ended = True
        elif line == MEMORY:
            raise RefusedFile(_too_large(limits), name)
        elif line.startswith(FAILED):
            _log_failure(line)
        else:
            yield line
    if ended:
        return
    code = child.wait()
    if code == -9 or code == -24:  # noqa: PLR1714, PLR2004 - SIGKILL, SIGXCPU
        raise RefusedFile(f"takes more than {limits.cpu_seconds} seconds to read: split it", name)
    raise RefusedFile(f"cannot be read: {_too_large(limits)}, or it is damaged", name)


def _log_failure(line: bytes) -> None:
    _kind, is_bug, told = orjson.loads(line)
    if is_bug:
        log.error("reading a file failed", exception=told)
    else:
        log.warning("a file could not be read", exception=told)


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
