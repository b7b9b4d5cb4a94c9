"""What an export asks for, and the stream that answers it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from app import VERSION
from app.audience import audience
from app.etags import digest
from app.exchange.export.bundle_writer import BundleFormat, write_bundle
from app.ledger.entries.history import Moment
from app.ledger.model.rows.head import Head, head, head_at
from app.strict_json import encode


@dataclass(frozen=True)
class Export:
    """In what to write which records, as of which moment."""

    form: BundleFormat
    collections: Sequence[str]
    moment: Moment | None

    def tag(self, last: Head) -> str:
        """Return the tag of the answer."""
        asked = encode([self.form.ending, sorted(self.collections), audience.get().name, VERSION])
        return f'"{last.number}-{digest(asked)}"'


def export(connection: Connection, asked: Export) -> tuple[Head, Iterator[bytes]]:
    """Return the head of the ledger that a bundle shows, and the bundle piece by piece: on one snapshot."""
    last = head(connection) if asked.moment is None else head_at(connection, asked.moment.number)
    return last, write_bundle(connection, asked.form, asked.collections, asked.moment)
