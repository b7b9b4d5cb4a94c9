"""What was found: which records, in which order, and what is shown of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, BindParameter, ColumnElement, Connection, Double, and_, bindparam, func, or_, select

from app.db.columns import AsBytes, ByteLength
from app.db.fulltext import MAX_WORDS, WORDS, QuestionType, WantedType, matches, relevance
from app.db.statements import core_table
from app.deadline import in_time
from app.features.search.highlights import Highlighter
from app.ledger.entries.numbers import read_numbers
from app.ledger.model.documents.number import OLDER
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.fresh_rows import fresh_rows
from app.ledger.model.rows.state_rows import load_states
from app.ledger.model.shapes import Values
from app.ledger.projections.search_index import search_numbers
from app.page_size import fitting
from app.records.base.collections import Collection, collection_of
from app.strict_json import encode_text
from app.tables.ledger.search import SearchRecord
from app.values.search.questions import Question, question
from app.values.times.dates import today_utc

LABEL_LENGTH = 120
ASKED = bindparam("asked", type_=QuestionType())
WANTED = bindparam("wanted", type_=WantedType())


@dataclass(frozen=True)
class Asked:
    """A question, the collections that it is asked of (none: all), and after which hit the page begins."""

    text: str
    collections: Sequence[str]
    after: tuple[float, int] | None = None


@dataclass(frozen=True)
class Found:
    """A page of hits as JSON, and the score and number of its last one if more follow."""

    items: Sequence[str]
    last: tuple[float, int] | None
    count: int | None


def search(connection: Connection, asked: Asked, limit: int, *, documents: bool, count: bool) -> Found:
    """Return a page of hits, the best first, and how many there are in all where that is asked for."""
    values = {"asked": asked.text, "wanted": asked.text, "limit": limit + 1}
    rows = connection.execute(_page(asked), values | _position(asked)).all()
    counted = None
    if count:
        statement = select(func.count()).select_from(WORDS).where(matches(ASKED), *_within(asked))
        counted = connection.scalar(statement, {"asked": asked.text})
    shown = rows[:limit]
    shown = shown[: fitting(_sizes(connection, shown, documents=documents))]
    last = (shown[-1].score, shown[-1].number) if len(rows) > len(shown) else None
    return Found(_hits(connection, shown, question(asked.text), documents=documents), last, counted)


def _page(asked: Asked) -> Any:
    """Return the statement of a page. What is written about a hit is read once it is known which hits there are."""
    found = (
        select(WORDS.c.rowid.label("number"), relevance(WANTED).label("score"))
        .where(matches(ASKED), *_within(asked))
        .cte("found")
        .prefix_with("MATERIALIZED")
    )
    best = select(found)
    if asked.after is not None:
        score: BindParameter[float] = bindparam("after_score", type_=Double)
        number: BindParameter[int] = bindparam("after_number", type_=BigInteger)
        best = best.where(or_(found.c.score < score, and_(found.c.score == score, found.c.number > number)))
    page = best.order_by(found.c.score.desc(), found.c.number).limit(bindparam("limit")).subquery("page")
    return (
        select(page.c.number, page.c.score, SearchRecord.collection, SearchRecord.record)
        .join(SearchRecord, SearchRecord.number == page.c.number)
        .order_by(page.c.score.desc(), page.c.number)
    )


def _position(asked: Asked) -> Values:
    return {} if asked.after is None else {"after_score": asked.after[0], "after_number": asked.after[1]}


def _within(asked: Asked) -> list[ColumnElement[bool]]:
    """Return the condition that a hit is of one of the collections: their records' numbers are ranges."""
    if not asked.collections:
        return []
    return [or_(*(WORDS.c.rowid.between(*search_numbers(collection)) for collection in asked.collections))]


def _sizes(connection: Connection, rows: Sequence[Any], *, documents: bool) -> list[int]:
    """Return how many bytes each record takes of which a page shows something: all are read for that."""
    sizes: dict[tuple[str, str], int] = {}
    for name, ids in _by_collection(rows).items():
        table = core_table(collection_of(name).record_type.table)
        size = ByteLength(table.c.document if documents else table.c.written)
        found = connection.execute(select(table.c.id, size).where(table.c.id.in_(ids)))
        sizes |= {(name, record): length for record, length in found}
    return [sizes.get((row.collection, row.record), 0) for row in rows]


def _by_collection(rows: Sequence[Any]) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = {}
    for row in rows:
        ids.setdefault(row.collection, []).append(row.record)
    return ids


MAX_WORDS_READ = 600_000
"""Words that are read for the highlights of a page, of all records together: in about a second."""


def _hits(connection: Connection, rows: Sequence[Any], asked: Question, *, documents: bool) -> list[str]:
    ids = _by_collection(rows)
    highlighter = Highlighter(asked, min(MAX_WORDS, MAX_WORDS_READ // max(1, len(rows))))
    states = {name: load_states(connection, collection_of(name).record_type, found) for name, found in ids.items()}
    shown = {name: _documents(connection, collection_of(name), ids[name]) for name in ids if documents}
    hits = []
    for row in in_time(rows):
        # One that was deleted after it was indexed is no hit any more.
        if (state := states[row.collection].get(row.record)) is not None:
            hit = encode_text(_hit(collection_of(row.collection).record_type, state, row.score, highlighter))
            hits.append(f'{hit[:-1]},"document":{shown[row.collection][row.record]}}}' if documents else hit)
    return hits


def _hit(record_type: RecordType, state: State, score: float, highlighter: Highlighter) -> Values:
    return {
        "collection": record_type.collection,
        "id": state.id,
        "label": _label(record_type, state),
        "score": float(f"{score:.6g}"),
        "link": f"/v1/{record_type.collection}/{state.id}",
        "highlights": highlighter.highlights(record_type, state),
    }


def _label(record_type: RecordType, state: State) -> str:
    """Return what a record is called. Statements have no name: how it begins."""
    if record_type.label is not None:
        name: str = state.written[record_type.label]
        return name
    summary = " ".join(state.written["summary"].split())
    if len(summary) <= LABEL_LENGTH:
        return summary
    return f"{summary[:LABEL_LENGTH].rsplit(' ', 1)[0]} …"


def _documents(connection: Connection, collection: Collection, ids: Sequence[str]) -> dict[str, str]:
    """Return the records as they are read, by id."""
    table = core_table(collection.record_type.table)
    complete = collection.completing(today_utc())
    if read_numbers(connection).documents == OLDER:
        fresh, joined = fresh_rows(connection, table, ids).values(), collection.joined_now(connection, ids)
        rows = [
            (
                row["id"],
                row["document"].encode(),
                *(row[name] for name in collection.extras),
                *joined[row["id"]],
            )
            for row in fresh
        ]
    else:
        extras = collection.list_definition.completing_columns()
        statement = select(table.c.id, AsBytes(table.c.document), *extras).where(table.c.id.in_(ids))
        rows = [tuple(row) for row in connection.execute(statement)]
    return {record: complete(document, more).decode() for record, document, *more in rows}
