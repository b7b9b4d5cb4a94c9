"""Waking those who wait for a commit, from the thread that made it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class CommitNotifier:
    """Notified of every commit of this process. Once it is closed, nobody waits any longer."""

    def __init__(self) -> None:
        """Begin with nobody listening."""
        self._lock = threading.Lock()
        self._subscribers: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self.closed = False

    @contextmanager
    def subscribe(self) -> Iterator[asyncio.Event]:
        """Yield an event that is set after every commit. Listen first and then look, and nothing is missed."""
        notified = asyncio.Event()
        with self._lock:
            self._subscribers[notified] = asyncio.get_running_loop()
        try:
            yield notified
        finally:
            with self._lock:
                del self._subscribers[notified]

    def notify(self) -> None:
        """Wake all who listen. From any thread."""
        with self._lock:
            subscribers = list(self._subscribers.items())
        for notified, loop in subscribers:
            with suppress(RuntimeError):  # its event loop has closed: nobody is there to be woken
                loop.call_soon_threadsafe(notified.set)

    def close(self) -> None:
        """Let nobody wait any longer. From any thread."""
        self.closed = True
        self.notify()
