"""Whether the client takes what is written to it."""

import asyncio
import fcntl
import struct
import termios
from collections.abc import Callable

import structlog

SLOWEST_READER = 4_096
"""Bytes a second that a client must take at least."""

log = structlog.get_logger("pacta.connections")


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
        if before - unread < SLOWEST_READER * self._seconds:
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
