"""Suggested duplicates, kept until what they were made of has changed.

Comparing a hundred thousand records takes seconds, and may take longer than a request has. So it is done by a thread of
its own, which goes on where somebody who asked has left: who asks again finds what it made.
"""

import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillRunning
from dataclasses import dataclass, field, replace
from hashlib import sha256
from threading import Lock, Thread

from sqlalchemy import Connection, select

from app.deadline import deadline
from app.errors import Unavailable
from app.features.duplicates.comparison import Candidate, Likely, duplicates
from app.features.duplicates.queries import MOST_SHOWN, Suggestions, candidates, shown
from app.ledger.entries.chain import ENTRIES
from app.ledger.entries.numbers import read_numbers
from app.ledger.model.documents_number import OLDER
from app.tables.ledger import Entry

LONGEST = 600
"""Seconds that comparing may take at all: rather than go on for ever, nothing is suggested."""

STALE = 300
"""Seconds for which suggestions are given while newer ones are being made: where records change all the time, others
would never be given."""

MOST_PATIENCE = 1.0

Key = tuple[str, float]
"""A collection, and how likely pairs must be."""


@dataclass(frozen=True)
class _Kept:
    """What was made of the records as they were at an entry; `content` tells those from others."""

    number: int
    content: bytes
    made_at: float
    likely: Likely


@dataclass(frozen=True)
class _Running:
    """What is being compared, and what will come of it."""

    key: Key
    content: bytes
    made: Future[_Kept] = field(default_factory=Future)


MOST_KEPT = 16
"""Collections and thresholds whose suggestions are kept."""


class KeptSuggestions:
    """The suggestions that this process has made."""

    def __init__(self, seconds: float) -> None:
        """Begin with nothing. Whoever asks waits so long, at most a second: a thread of long reads waits with it."""
        self._seconds = min(seconds, MOST_PATIENCE)
        self._lock = Lock()
        self._kept: dict[Key, _Kept] = {}
        self._running: _Running | None = None

    def suggestions(self, connection: Connection, collection: str, threshold: float, limit: int) -> Suggestions:
        """Return the likeliest duplicates of a collection. Raises `Unavailable` while they are not made yet."""
        likely, of_now = self._likely(connection, (collection, threshold))
        return replace(shown(connection, collection, likely, limit), of_now=of_now)

    def _likely(self, connection: Connection, key: Key) -> tuple[Likely, bool]:
        """Return what was found, and whether among the records as they are."""
        end = time.monotonic() + self._seconds
        numbers, known = read_numbers(connection), self._kept.get(key)
        # While columns are brought to this program's form, they change without an entry.
        number = 0 if numbers.documents == OLDER else numbers.ledger
        if known is not None and number and not _has_changed(connection, key[0], known.number, number):
            self._kept[key] = replace(known, number=max(number, known.number))
            return known.likely, True
        compared = candidates(connection, key[0])
        content = _content(compared)
        try:
            while known is None or known.content != content:
                running = self._run(_Running(key, content), number, compared)
                running.made.result(max(0.0, end - time.monotonic()))
                known = self._kept.get(key)
        except StillRunning:
            if known is None or time.monotonic() - known.made_at >= STALE:
                detail = "The suggestions are being made. Try again."
                raise Unavailable(detail) from None
            return known.likely, False
        self._kept[key] = replace(known, number=max(number, known.number))
        return known.likely, True

    def _run(self, wanted: _Running, number: int, compared: list[Candidate]) -> _Running:
        """Return what is being compared: what is wanted, unless that has to wait for something else."""
        with self._lock:
            running = self._running
            if running is None:
                running = self._running = wanted
                arguments = (wanted, number, compared)
                Thread(target=self._compare, args=arguments, name="pacta-comparing", daemon=True).start()
            return running

    def _compare(self, wanted: _Running, number: int, compared: list[Candidate]) -> None:
        try:
            with deadline(LONGEST):
                likely = duplicates(compared, wanted.key[1], MOST_SHOWN)
            made = _Kept(number, wanted.content, time.monotonic(), likely)
            kept = {key: kept for key, kept in self._kept.items() if key != wanted.key}
            self._kept = dict([*kept.items(), (wanted.key, made)][-MOST_KEPT:])
        except Exception as error:  # noqa: BLE001 - whoever waits is to get it
            self._running = None
            wanted.made.set_exception(error)
        else:
            self._running = None
            wanted.made.set_result(made)


def _has_changed(connection: Connection, collection: str, since: int, until: int) -> bool:
    """Return whether records of a collection were written between two entries: their parts are not compared."""
    written = (
        select(Entry.number)
        .where(Entry.number > since, Entry.number <= until, Entry.part.is_(None))
        .where(Entry.collection.in_([collection, ENTRIES]))
        .limit(1)
    )
    return connection.scalar(written) is not None


def _content(compared: list[Candidate]) -> bytes:
    """Return what tells these records from others, by what is compared of them."""
    digest = sha256()
    for one in compared:
        parties = [(role, sorted(those)) for role, those in one.parties.items()]
        digest.update(repr((one.id, one.label, one.group, one.names, one.facts, one.marks, parties)).encode())
    return digest.digest()
