"""Storing the texts of sources, and deleting them. No entry records this: see docs/decisions."""

from collections.abc import Set as AbstractSet

from sqlalchemy import Connection, delete, insert, select

from app.context import context
from app.errors import NotFound
from app.ledger.entries.chain import now
from app.ledger.writing.record_commands import existing
from app.records.sources.record_type import SOURCES
from app.records.sources.texts.quotations import digest_of, quotations, stored_text
from app.records.sources.texts.search import MISSING, Searched
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


def remove_redacted_texts(
    connection: Connection, texts: AbstractSet[str], quoted: AbstractSet[tuple[str, str]]
) -> list[str]:
    """Throw away the stored texts that hold what was redacted; return the ids of their sources.

    `quoted` are redacted quotations, with the ids of their sources: where one stands in the text in another spelling,
    it is found, too. What another record still quotes of a source is no reason.
    """
    holding = []
    for source in connection.scalars(select(SourceText.source_id).order_by(SourceText.source_id)).all():
        of_source = {exact for cited, exact in quoted if cited == source}
        shown = {one.exact for one in quotations(connection, source)}
        searched = Searched(stored_text(connection, source).text or "")
        if any(text in searched.text for text in (texts | of_source) - shown) or any(
            searched.find_edited(exact, None, None) != MISSING for exact in of_source - shown
        ):
            holding.append(source)
    connection.execute(delete(SourceText).where(SourceText.source_id.in_(holding)))
    return holding
