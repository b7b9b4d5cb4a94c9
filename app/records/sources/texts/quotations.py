"""The quotations that rest on a source, wherever they stand, and whether its text holds them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, literal, null, select

from app.db.statements import core_table
from app.deadline import in_time
from app.errors import NotFound
from app.ledger.model.nested_tables import QUOTE, NestedTable
from app.ledger.model.record_type import all_record_types
from app.ledger.model.shapes import Values
from app.ledger.references.redirects import absence_error
from app.ledger.writing.record_commands import existing
from app.records.sources.record_type import SOURCES
from app.records.sources.texts.search import Found, Searched
from app.tables.base import owner_key
from app.tables.sources import Source, SourceText
from app.vocabulary import QuotationOutcome

MAX_QUOTATIONS = 2_000
"""Quotations of one source that an answer holds. The command line checks any number."""

MAX_COMPARED = 50_000_000
"""Characters that one answer may take to compare with quotations that are not there word for word: two seconds."""

UNCHECKED = Found(QuotationOutcome.UNCHECKED)


@dataclass(frozen=True)
class Quotation:
    """A quotation of a source, and the citation that it stands in: on a record, or on a part of one."""

    collection: str
    record: str
    part: str | None
    citation: str
    page: str | None
    section: str | None
    exact: str
    prefix: str | None
    suffix: str | None


@dataclass(frozen=True)
class StoredText:
    """The text of a source as it is kept."""

    source: str
    title: str
    text: str | None
    sha256: str | None
    stored_at: str | None
    stored_by: str | None


def quotations(connection: Connection, source: str, most: int | None = None) -> list[Quotation]:
    """Return the quotations of a source, by collection and record; those of records before those of their parts."""
    found: list[Quotation] = []
    for statement in _statements(source):
        left = None if most is None else most - len(found)
        found += [Quotation(*row) for row in connection.execute(statement.limit(left))]
    return found


def _statements(source: str) -> Iterator[Select[Any]]:
    for record_type in all_record_types():
        for nested_table in record_type.nested_tables:
            if nested_table.field == "citations":
                yield _citing(source, record_type.collection, nested_table, None, None)
        for name, part_type in record_type.part_types.items():
            for nested_table in part_type.nested_tables:
                if nested_table.field == "citations":
                    yield _citing(source, record_type.collection, nested_table, name, part_type.part_column)


def _citing(
    source: str, collection: str, nested_table: NestedTable, part_type: str | None, key: str | None
) -> Select[Any]:
    table = core_table(nested_table.table)
    part = null() if key is None else literal(f"{part_type}/") + table.c[key]
    order = [owner_key(table), *([] if key is None else [table.c[key]]), table.c.position]
    quote = [table.c[f"quote_{name}"] for name in QUOTE]
    columns = (literal(collection), owner_key(table), part, table.c.id, table.c.page, table.c.section, *quote)
    return select(*columns).where(table.c.cited_source == source, table.c.quote_exact.is_not(None)).order_by(*order)


def digest_of(text: str) -> str:
    """Return what a text is known by: the SHA-256 of its UTF-8."""
    return sha256(text.encode()).hexdigest()


def stored_text(connection: Connection, source: str) -> StoredText:
    """Return what is kept of a source: its text, if there is one. Raises `NotFound` where there is no such source."""
    kept = (SourceText.text, SourceText.sha256, SourceText.stored_at, SourceText.stored_by)
    statement = select(Source.id, Source.title, *kept).outerjoin(SourceText, SourceText.source_id == Source.id)
    row = connection.execute(statement.where(Source.id == source)).first()
    if row is None:
        raise absence_error(connection, SOURCES, source)
    return StoredText(*row)


def text_document(connection: Connection, source: str) -> Values:
    """Return the text of a source as readers get it. Raises `NotFound`."""
    kept = stored_text(connection, source)
    if kept.text is None:
        detail = "No text of the source is stored."
        raise NotFound(detail)
    return {"source": {"id": kept.source, "title": kept.title}, **_checksum(kept, kept.text), "text": kept.text}


def texts_of(connection: Connection) -> dict[str, str]:
    """Return the texts that are stored, by their sources."""
    rows = connection.execute(select(SourceText.source_id, SourceText.text))
    return {row.source_id: row.text for row in rows}


def source_ids(connection: Connection) -> set[str]:
    """Return the ids of all sources."""
    return set(connection.scalars(select(Source.id)))


def find(quotation: Quotation, searched: Searched) -> Found:
    """Look for a quotation in a text, however long that takes."""
    words = (quotation.exact, quotation.prefix, quotation.suffix)
    return searched.find(*words) or searched.find_edited(*words)


def report(connection: Connection, source: str, text: str | None = None) -> Values:
    """Return the quotations of a source, each looked for in `text`, else in what is stored. Raises `NotFound`."""
    if text is not None:
        # Sending a text to a source that was merged is refused, as writing to it is; reading leads on.
        existing(connection, SOURCES, source)
    kept = stored_text(connection, source)
    looked_at = kept.text if text is None else text
    found = quotations(connection, source, MAX_QUOTATIONS + 1)
    items = [item(quotation, outcome, looked_at) for quotation, outcome in _checked(found[:MAX_QUOTATIONS], looked_at)]
    counts = Counter(item["outcome"] for item in items)
    return {
        "source": {"id": kept.source, "title": kept.title},
        "text": None if looked_at is None else _checksum(kept, looked_at),
        "complete": len(found) <= MAX_QUOTATIONS,
        "counts": {outcome.value: counts[outcome.value] for outcome in QuotationOutcome},
        "quotations": items,
    }


def _checksum(kept: StoredText, text: str) -> Values:
    digest = digest_of(text)
    stored = kept.sha256 == digest
    return {
        "sha256": digest,
        "characters": len(text),
        "stored_at": kept.stored_at if stored else None,
        "stored_by": kept.stored_by if stored else None,
    }


def _checked(found: Iterable[Quotation], text: str | None) -> Iterator[tuple[Quotation, Found]]:
    """Yield each quotation with what came of it, as long as that does not take too long."""
    if text is None:
        yield from ((quotation, UNCHECKED) for quotation in found)
        return
    searched, left = Searched(text), MAX_COMPARED
    for quotation in in_time(found):
        words = (quotation.exact, quotation.prefix, quotation.suffix)
        outcome = searched.find(*words)
        if outcome is None and left > 0:
            left -= len(text)
            outcome = searched.find_edited(*words)
        yield quotation, outcome or UNCHECKED


def item(quotation: Quotation, found: Found, text: str | None = None) -> Values:
    """Return a quotation and what came of it, as readers get it: of an edited one, with what `text` has instead."""
    edited = found.outcome == QuotationOutcome.EDITED and text is not None
    return {
        "collection": quotation.collection,
        "record": quotation.record,
        "part": quotation.part,
        "citation": quotation.citation,
        "page": quotation.page,
        "section": quotation.section,
        "quote": {name: getattr(quotation, name) for name in QUOTE},
        "outcome": found.outcome.value,
        "start": found.start,
        "end": found.end,
        "similarity": found.similarity,
        "places": found.places,
        "context": found.context,
        "found": text[found.start : found.end] if edited and text is not None else None,
    }
