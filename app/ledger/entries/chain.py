"""The chain of entries: each hash covers the entry's columns, the digest of its salted body, and the entry before."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from operator import itemgetter
from os import urandom

from sqlalchemy import Connection, insert

from app.context import context
from app.db.columns import INSTANT_FORMAT
from app.db.statements import Query
from app.ledger.model.rows.head import Head, head, move_head
from app.ledger.model.shapes import Values
from app.strict_json import encode
from app.tables.ledger.entries import Entry

ENTRY_FORM = 1
"""The form of entries' bodies. A release that changes the written shape raises it and converts on reading."""

ENTRIES = "entries"
"""The collection of entries about entries: redactions. Their record is the number of the entry that was redacted."""

HASHED = (
    "number", "at", "actor", "request", "data_set", "collection", "record", "version", "part", "operation", "form",
    "digest", "previous",
)  # fmt: skip


def now(after: str = "") -> str:
    """Return this instant, never before `after`: the ledger's time does not run backwards when a clock does."""
    return max(datetime.now(UTC).strftime(INSTANT_FORMAT), after)


def hash_of(entry: Values) -> str:
    """Return the hash of an entry's columns, its own excepted."""
    return hashlib.sha256(encode(_hashed(entry))).hexdigest()


_hashed = itemgetter(*HASHED)


SALT_BYTES = 16
"""Random bytes in front of a body where its digest is made: without them, nobody can try what a redacted one held."""


def digest_of(salt: str, body: str) -> str:
    """Return the digest of a body behind its salt (hexadecimal), by which the chain verifies once both are redacted."""
    return hashlib.sha256(bytes.fromhex(salt) + body.encode()).hexdigest()


class Chain:
    """Makes new entries that follow the head; `write` appends them in one statement."""

    def __init__(self, connection: Connection) -> None:
        """Read the head and take the time and the actor of this command."""
        self._connection = connection
        self._head = head(connection)
        self._made: list[Values] = []
        self.at = now(self._head.at)
        self._context = context.get()
        self.actor = self._context.actor

    def add(self, collection: str, record: str, version: int, part: str | None, operation: str, text: str) -> Values:
        """Return the entry that says what was written, as JSON, chained to the one before."""
        salt = urandom(SALT_BYTES).hex()
        last: Values = self._made[-1] if self._made else {"number": self._head.number, "hash": self._head.hash}
        entry: Values = {
            "number": last["number"] + 1,
            "at": self.at,
            "actor": self.actor,
            "request": self._context.request,
            "data_set": self._context.data_set,
            "collection": collection,
            "record": record,
            "version": version,
            "part": part,
            "operation": operation,
            "form": ENTRY_FORM,
            "salt": salt,
            "body": text,
            "digest": digest_of(salt, text),
            "previous": last["hash"],
        }
        entry["hash"] = hash_of(entry)
        self._made.append(entry)
        return entry

    def write(self) -> Sequence[Values]:
        """Append the entries to the ledger."""
        if self._made:
            _ENTER.write(self._connection, self._made)
            last = self._made[-1]
            move_head(self._connection, Head(last["number"], last["hash"], last["at"], self._head.documents))
        return self._made


_ENTER = Query(insert(Entry))
