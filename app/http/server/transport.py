"""A connection's transport as answers are written to it."""

from asyncio import Transport
from collections.abc import Callable


class AnswerTransport:
    """A transport that is closed by its protocol, which knows whether the client is still sending.

    Closed before it has read everything, a connection is reset, and the answer may be lost on its way (RFC 9112
    section 9.6).
    """

    def __init__(self, transport: Transport, finish: Callable[[], None]) -> None:
        """Write to the transport; `finish` is called when all has been written."""
        self._transport = transport
        self._finish = finish
        self._is_finished = False
        self.write = transport.write
        self.abort = transport.abort
        self.get_write_buffer_size = transport.get_write_buffer_size

    def close(self) -> None:
        """Say that nothing more will be written."""
        if not self.is_closing():
            self._is_finished = True
            self._finish()

    def is_closing(self) -> bool:
        """Return whether nothing more can be written."""
        return self._is_finished or self._transport.is_closing()
