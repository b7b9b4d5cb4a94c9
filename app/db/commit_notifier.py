"""Waking those who wait for a commit, from the thread that made it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Bell:
    """Rung after every commit of this process. Once it is closed, nobody is to wait any longer."""

    def __init__(self) -> None:
        """Begin with nobody listening."""
        self._lock = threading.Lock()
        self._listening: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self.closed = False

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """Give an event that is set whenever the bell rings. Listen first and look then, and nothing is missed."""
        heard = asyncio.Event()
        with self._lock:
            self._listening[heard] = asyncio.get_running_loop()
        try:
            yield heard
        finally:
            with self._lock:
                del self._listening[heard]

    def ring(self) -> None:
        """Wake all who listen. From any thread."""
        with self._lock:
            listening = list(self._listening.items())
        for heard, loop in listening:
            with suppress(RuntimeError):  # its event loop has closed: nobody is there to be woken
                loop.call_soon_threadsafe(heard.set)

    def close(self) -> None:
        """Let nobody wait any longer. From any thread."""
        self.closed = True
        self.ring()
