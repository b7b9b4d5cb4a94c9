"""How the writer's time is divided: between commands, and what is done beside them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SHARE = 0.2
"""The part of the writer's time that work beside commands gets while commands keep coming."""

LEAST, MOST = 0.025, 0.2
"""Seconds owed to that work from which on a piece of it is due, and that can be owed at all.

The first keeps pieces from being so short that beginning and committing takes most of them, the second commands from
waiting long."""

GAP = 0.2
"""How long the writer waits between two pieces, whoever waits for them, as a part of what the first one took: another
process can begin then. SQLite has it look every tenth of a second, and would rarely let it in otherwise."""


class Timekeeper:
    """Keeps account of the writer's time, and says when work beside commands is due.

    What is not spent on pieces of that work is at the disposal of commands: the time between them, too.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now, with nothing owed."""
        self._clock = clock
        self._since = clock()
        self._owed = 0.0
        self.commands = 0.0
        """Seconds that commands had the writer, while they kept coming."""
        self.pieces = 0.0
        """Seconds that pieces of other work took."""
        self.gap = 0.0
        """Seconds to wait before the next piece. Commands are run meanwhile."""

    def rest(self) -> None:
        """Start again after a time without commands: it belonged to nobody, and nothing is owed."""
        self._since = self._clock()
        self._owed = 0.0

    def is_due(self) -> bool:
        """Return whether work beside commands has had less than its share."""
        self._count()
        return self._owed >= LEAST

    @contextmanager
    def piece(self) -> Iterator[None]:
        """Count what happens meanwhile as a piece of work beside commands."""
        self._count()
        try:
            yield
        finally:
            now = self._clock()
            self.pieces += now - self._since
            self.gap = (now - self._since) * GAP
            self._owed -= now - self._since
            self._since = now

    def settle(self) -> None:
        """Owe nothing for now: there is no work left."""
        self._owed = min(self._owed, 0.0)

    def _count(self) -> None:
        now = self._clock()
        passed = now - self._since
        self._since = now
        self.commands += passed
        self._owed = min(self._owed + passed * SHARE / (1 - SHARE), MOST)
