"""The crosswalk: ids that stood once and no longer do, and which took their place."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import Connection, exists, select

from app.audience import Audience, audience, may_see
from app.db.statements import Query, core_table
from app.ledger.references.redirects import redirects
from app.tables.ledger.entries import Entry
from app.vocabulary import Operation


class GoneId(BaseModel):
    """An id that stood in the ledger, and stands no longer. Ids are never renamed: a record is merged, or deleted."""

    collection: Annotated[str, Field(description="the table in which the id stood")]
    id: Annotated[str, Field(description="the id that is gone")]
    operation: Annotated[Operation, Field(description="how it went")]
    became: Annotated[
        str | None, Field(description="the id that stands for it now, however often it was merged; empty: none")
    ]
    entry: Annotated[int, Field(description="the entry of the ledger that did it")]
    at: Annotated[str, Field(description="when that was recorded")]
    since_previous: Annotated[bool, Field(description="since the release before this one")]


@cache
def _gone(reader: Audience) -> Query:
    """Return the statement for the records whose last entry took them away."""
    entry, later = core_table(Entry), core_table(Entry).alias()
    follows = exists().where(
        later.c.collection == entry.c.collection,
        later.c.record == entry.c.record,
        later.c.version == entry.c.version + 1,
    )
    ends = entry.c.operation.in_([Operation.MERGE.value, Operation.DELETE.value]), entry.c.part.is_(None), ~follows
    return Query(
        select(entry.c.collection, entry.c.record, entry.c.operation, entry.c.number, entry.c.at)
        .where(*ends, *may_see(reader, entry.c.collection, entry.c.record))
        .order_by(entry.c.collection, entry.c.record)
    )


def gone_ids(connection: Connection, previous: int) -> Iterator[Sequence[GoneId]]:
    """Yield the ids that are gone; `previous` is the ledger's number of the release before."""
    with closing(_gone(audience.get()).stream(connection, {})) as found:
        for rows in found:
            merged = [(row[0], row[1]) for row in rows if row[2] == Operation.MERGE]
            survivors = redirects(connection, merged)
            yield [
                GoneId(
                    collection=collection,
                    id=record,
                    operation=Operation(operation),
                    became=survivors.get((collection, record)) or None,
                    entry=number,
                    at=at,
                    since_previous=number > previous,
                )
                for collection, record, operation, number, at in rows
            ]
