"""What a connection's transactions wrote last, kept beside it: undone, let go and committed as the database does it."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, event

from app.db.failures import DATABASE_ERRORS, TransactionLostError
from app.db.statements import send

MOST_BYTES = 32 * 2**20
"""Of all that is kept of committed transactions."""

MOST_BYTES_EACH = 2**20
"""Of what is kept under one key."""

_NAME = "transaction_cache"
_ALL = object()
"""The key of a level that stands in the place of all that was kept before."""


@dataclass(frozen=True)
class _Kept:
    """A value, None where it is known to be out of date, and about how many bytes it takes."""

    value: Any
    size: int = 0


class TransactionCache:
    """What is known of the database by the transaction under way: what it wrote, and what those before it committed.

    The latter may be out of date, for others write, too: it counts only once `trust` was told that they have not.
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self._committed: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._bytes = 0
        self._trusted = False
        self._levels: list[dict[Hashable, _Kept]] = [{}]

    def get(self, key: Hashable) -> Any:
        """Return what is kept under a key, None where nothing is that counts."""
        for level in reversed(self._levels):
            if key in level:
                return level[key].value
            if _ALL in level:
                return None
        kept = self._committed.get(key) if self._trusted else None
        return None if kept is None else kept.value

    def may_have(self, key: Hashable) -> bool:
        """Return whether something committed is kept under a key, of which `trust` has yet to tell if it counts."""
        return key in self._committed and not any(key in level or _ALL in level for level in self._levels)

    def made(self, key: Hashable) -> Any:
        """Return what the transaction under way keeps under a key, None where it keeps nothing."""
        return next((level[key].value for level in reversed(self._levels) if key in level), None)

    def keep(self, key: Hashable, value: Any, size: int = 0) -> None:
        """Keep a value that is never changed, `size` bytes or so; instead of one that is too large, nothing."""
        self._levels[-1][key] = _Kept(value if size <= MOST_BYTES_EACH else None, size)

    def forget(self, key: Hashable) -> None:
        """Let nothing be known under a key."""
        if self.made(key) is not None or key in self._committed:
            self._levels[-1][key] = _Kept(None)

    def forget_all(self) -> None:
        """Let nothing be known that was kept until now, but for what the transaction under way keeps without a size."""
        small = {key: kept for level in self._levels for key, kept in level.items() if not kept.size}
        self._levels[-1] = small | {_ALL: _Kept(None)}

    def trust(self, key: Hashable, value: Any) -> None:
        """Let count what was committed if the same was committed under the key; else forget all of it."""
        kept = self._committed.get(key)
        self._trusted = kept is not None and kept.value == value
        if not self._trusted:
            self.clear()

    def clear(self) -> None:
        """Forget what was committed."""
        self._committed.clear()
        self._bytes = 0

    def begin(self) -> None:
        """Start a transaction, which knows nothing yet."""
        self._levels, self._trusted = [{}], False

    def begin_savepoint(self) -> None:
        """Start what may be undone by itself."""
        self._levels.append({})

    def release_savepoint(self) -> None:
        """Add what was kept since the savepoint to what was before."""
        level = self._levels.pop()
        self._levels[-1] = level if _ALL in level else self._levels[-1] | level

    def roll_back_savepoint(self) -> None:
        """Drop what was kept since the savepoint."""
        self._levels.pop()

    def commit(self) -> None:
        """Take over what the transaction kept; of all that is kept, what was written longest ago goes first."""
        for level in self._levels:
            if _ALL in level:
                self.clear()
            for key, kept in level.items():
                self._drop(key)
                if kept.value is not None:
                    self._committed[key] = kept
                    self._bytes += kept.size
        while self._bytes > MOST_BYTES:
            self._drop(next(key for key, kept in self._committed.items() if kept.size))
        self.begin()

    def _drop(self, key: Hashable) -> None:
        if (kept := self._committed.pop(key, None)) is not None:
            self._bytes -= kept.size


def transaction_cache(connection: Connection) -> TransactionCache | None:
    """Return the cache of a writer's connection, None for a connection that only reads. It goes with the connection."""
    found: TransactionCache | None = connection.info.get(_NAME)
    return found


def add_transaction_cache(engine: Engine) -> None:
    """Give each connection of a writer's engine a cache that follows its transactions and SQLAlchemy's savepoints."""

    def following(step: Callable[[TransactionCache], None]) -> Callable[..., None]:
        def follow(connection: Connection, *_event: object) -> None:
            # A connection that was lost has lost its cache, too.
            if not connection.invalidated:
                step(connection.info.setdefault(_NAME, TransactionCache()))

        return follow

    for name, step in _STEPS.items():
        event.listen(engine, name, following(step))


_STEPS: Mapping[str, Callable[[TransactionCache], None]] = {
    "begin": TransactionCache.begin,
    # Should the commit fail, what is kept does not count: the ledger's head will be another.
    "commit": TransactionCache.commit,
    "rollback": TransactionCache.begin,
    "savepoint": TransactionCache.begin_savepoint,
    "release_savepoint": TransactionCache.release_savepoint,
    "rollback_savepoint": TransactionCache.roll_back_savepoint,
}


@contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """Undo what is done in the context if it raises. In words: SQLAlchemy's own savepoints take twice as long.

    Raises `TransactionLostError` where that cannot be undone alone.
    """
    cache: TransactionCache = connection.info[_NAME]
    send(connection, "SAVEPOINT command")
    cache.begin_savepoint()
    try:
        yield
        send(connection, "RELEASE SAVEPOINT command")
    except BaseException as error:
        cache.roll_back_savepoint()
        try:
            send(connection, "ROLLBACK TO SAVEPOINT command")
            send(connection, "RELEASE SAVEPOINT command")
        except DATABASE_ERRORS:
            raise TransactionLostError from error
        raise
    cache.release_savepoint()
