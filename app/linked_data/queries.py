"""What linked data take from the database beside documents: where a revision comes from, and who the assessors are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.db.database import Database
from app.db.statements import core_table
from app.ledger.entries.history import Moment, states_at
from app.ledger.entries.replay import ENDS
from app.ledger.model.record_type import RecordType, record_type_of
from app.ledger.model.shapes import Values
from app.ledger.references.redirects import merged_into
from app.records.assessments.queries import COLLECTION as ASSESSMENTS
from app.records.assessments.schemas import PledgeAssessmentsQuery
from app.records.base.history.moments import moment_of
from app.records.base.lists.list_response import present_page
from app.records.base.lists.parameters import ClockQuery
from app.records.base.parts.pages import part_page_at
from app.records.base.parts.past_parts import Parts
from app.records.base.revisions.queries import Neighbours, placed_revision
from app.strict_json import decode
from app.tables.ledger.entries import Entry
from app.values.times.dates import today_utc
from app.vocabulary import Operation

MOST_REVIEWS = 50
"""Assessments that stand beside their pledge, the last ones. All have addresses of their own."""


@dataclass(frozen=True)
class Origin:
    """Where a revision comes from, and what ended it.

    `made` is the entry of the ledger that made it, `revises` the revision that it was made of, `merged` the last
    revisions of the records whose merging made it. `ended` is the entry that deleted the record or merged it into the
    `survivor`, where that came next; `survivor` is empty where nobody knows it any longer.
    """

    made: Values
    revises: int | None
    merged: Sequence[tuple[str, int]]
    ended: Values | None
    survivor: str | None


COLUMNS = (
    Entry.version.label("revision"),
    Entry.number.label("entry"),
    Entry.at,
    Entry.actor,
    Entry.data_set,
    Entry.operation,
    Entry.part,
    Entry.hash,
    Entry.request,
)


def revision_with_origin(
    connection: Connection, record_type: RecordType, record: str, version: int
) -> tuple[bytes, Neighbours, Origin]:
    """Return the record as it was at a version, what is around that, and where it comes from. Raises `NotFound`."""
    body, around = placed_revision(connection, record_type, record, version, "document")
    statement = select(*COLUMNS, Entry.body).where(
        Entry.collection == record_type.collection, Entry.record == record, Entry.version.in_([version, version + 1])
    )
    entries = {row.revision: row._asdict() for row in connection.execute(statement)}
    made, after = entries[version], entries.get(version + 1)
    ended = after if after is not None and after["part"] is None and after["operation"] in ENDS else None
    follows = around.before == version - 1 or made["operation"] == Operation.UNMERGE
    origin = Origin(
        made,
        around.before if follows else None,
        _merged_by(connection, record_type, record, made),
        ended,
        merged_into(ended["body"]) if ended is not None and ended["operation"] == Operation.MERGE else None,
    )
    return body, around, origin


def _merged_by(connection: Connection, record_type: RecordType, record: str, made: Values) -> list[tuple[str, int]]:
    """Return the records that the command of an entry merged into this one, each with its last revision."""
    statement = select(Entry.record, Entry.version, Entry.body).where(
        Entry.at == made["at"],
        Entry.collection == record_type.collection,
        Entry.operation == Operation.MERGE.value,
        Entry.request == made["request"],
        Entry.number > made["entry"],
    )
    rows = connection.execute(statement.order_by(Entry.number))
    return [(row.record, row.version - 1) for row in rows if merged_into(row.body) == record]


async def assessments_of(database: Database, pledge: str, clocks: ClockQuery) -> list[Values]:
    """Return the last assessments of a pledge that stand, now or at a moment."""
    asked = {"sort": "-recorded", "limit": MOST_REVIEWS, "withdrawn": False, "superseded": False}
    query = PledgeAssessmentsQuery.model_validate({**asked, **clocks.model_dump(include={"known_at", "as_of"})})
    listed = ASSESSMENTS.list_definition
    active = {**listed.active(query), ASSESSMENTS.record_type.noun: [pledge]}
    moment = await moment_of(database, query)
    if moment is None:
        page_of = present_page(database, listed, active, query, today_utc())
    else:
        parts = Parts(ASSESSMENTS.record_type, ASSESSMENTS.part_type, listed, active, query, moment, pledge)
        page_of = part_page_at(database, parts)
    return [decode(item) for item in (await page_of(None)).items]


async def kinds_of(database: Database, participants: Collection[str], clocks: ClockQuery) -> Mapping[str, str]:
    """Return of which kind some participants are, or were at a moment; none of those that were not there."""
    return await database.read(_kinds, sorted(participants), await moment_of(database, clocks))


def _kinds(connection: Connection, participants: Sequence[str], moment: Moment | None) -> Mapping[str, str]:
    record_type = record_type_of("participants")
    if moment is not None:
        states = states_at(connection, record_type, participants, moment)
        return {record: state.written["kind"] for record, state in states.items()}
    table = core_table(record_type.table)
    rows = connection.execute(select(table.c.id, table.c.kind).where(table.c.id.in_(participants)))
    return {row.id: row.kind for row in rows}
