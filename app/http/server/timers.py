"""What looks at the clock for a connection: until when its client is waited for, and whether it reads."""

import asyncio
import fcntl
import struct
import termios
from collections.abc import Callable

import structlog

SLOWEST = 4_096
"""Bytes a second that a client must take of an answer at least, or send of a body that takes longer than its time."""

log = structlog.get_logger("pacta.connections")


class Deadline:
    """The time until which something is waited for. Each request sets it and clears it, which must cost little.

    So its timer is left to run out, which happens once in a while, and looks then whether the time has moved on.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, missed: Callable[[], None]) -> None:
        """Call `missed` when the time has come."""
        self._loop = loop
        self._missed = missed
        self._due: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    def set(self, due: float) -> None:
        """Wait until this time of the loop."""
        self._due = due
        if self._timer is not None and self._timer.when() > due:
            self._timer.cancel()
            self._timer = None
        if self._timer is None:
            self._timer = self._loop.call_at(due, self._look)

    def clear(self) -> None:
        """Wait for nothing."""
        self._due = None

    def end(self) -> None:
        """Wait for nothing any more."""
        self._due = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = None
        if self._due is None:
            return
        if self._due > self._loop.time():
            self._timer = self._loop.call_at(self._due, self._look)
        else:
            self._due = None
            self._missed()


class ReaderWatch:
    """Looks, while something is left to be written, how much of it the client took since the last look."""

    def __init__(self, transport: asyncio.Transport, seconds: float, give_up: Callable[[], None]) -> None:
        """Look after `seconds` each, and call `give_up` when too little was taken meanwhile."""
        self._transport = transport
        self._seconds = seconds
        self._give_up = give_up
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin to look, if anything is left to be written."""
        self.stop()
        if self._transport.get_write_buffer_size():
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._seconds, self._look, self._unread())

    def stop(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self, before: int) -> None:
        unread = self._unread()
        if before - unread < SLOWEST * self._seconds:
            log.info("connection closed", reason="the client does not read", unread=unread)
            self._give_up()
        else:
            self.start()

    def _unread(self) -> int:
        """Return how many bytes of what was written have not arrived at the client.

        What the system holds is counted too: it may hold megabytes, and takes more only when a third of them is gone.
        """
        held = bytearray(struct.calcsize("i"))
        fcntl.ioctl(self._transport.get_extra_info("socket").fileno(), termios.TIOCOUTQ, held)
        (unsent,) = struct.unpack("i", held)
        return int(unsent) + self._transport.get_write_buffer_size()
