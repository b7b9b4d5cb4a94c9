"""A process of its own for what comes from outside: started, held to its limits, watched, and ended with its parent.

What runs in it writes lines of JSON; the last says that this was all, that memory ran out, or what else is wrong.
"""

import contextlib
import fcntl
import os
import resource
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import IO

from app.exchange.formats.uploads.limits import MEBIBYTE, Limits
from app.exchange.formats.uploads.messages import RefusedFile

ROOT = Path(__file__).parents[3]
START = "import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"
PIECE = 256 * 1024
END, MEMORY = b'["end"]', b'["memory"]'


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
        else:
            yield line
    if ended:
        return
    code = child.wait()
    if code == -9 or code == -24:  # noqa: PLR1714, PLR2004 - SIGKILL, SIGXCPU
        raise RefusedFile(f"takes more than {limits.cpu_seconds} seconds to read: split it", name)
    raise RefusedFile(f"cannot be read: {_too_large(limits)}, or it is damaged", name)


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
