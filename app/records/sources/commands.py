"""Storing the text of a source, and deleting it. No entry records this: see docs/decisions."""

from sqlalchemy import Connection, delete, insert

from app.context import context
from app.errors import NotFound
from app.ledger.entries.chain import now
from app.ledger.writing.record_commands import existing
from app.records.sources.record_type import SOURCES
from app.records.sources.texts.quotations import digest_of, stored_text
from app.tables.sources import SourceText
from app.write_result import WriteResult


def store_text(connection: Connection, source: str, text: str) -> WriteResult:
    """Keep the text of a source in place of the one that was kept. Raises `NotFound` where there is no such source."""
    existing(connection, SOURCES, source)
    kept = stored_text(connection, source)
    if kept.text != text:
        connection.execute(delete(SourceText).where(SourceText.source_id == source))
        row = {"sha256": digest_of(text), "stored_at": now(), "stored_by": context.get().actor, "text": text}
        connection.execute(insert(SourceText), [{"source_id": source, **row}])
    return WriteResult(source, 0, b"")


def remove_text(connection: Connection, source: str) -> WriteResult:
    """Throw the text of a source away. Raises `NotFound` where none is kept."""
    existing(connection, SOURCES, source)
    if stored_text(connection, source).text is None:
        detail = "No text of the source is stored."
        raise NotFound(detail)
    connection.execute(delete(SourceText).where(SourceText.source_id == source))
    return WriteResult(source, 0, b"")
