"""The list of statements."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, or_

from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values
from app.records.base.collections import Collection, tag_filter
from app.records.base.documents import record_document
from app.records.base.lists.filters import Binds, Filter, Sort, among_ids, equals, from_day, nested, to_day
from app.records.base.lists.hierarchy import under
from app.records.base.lists.source_filters import cites, updated_since
from app.records.base.lists.text_filter import answering
from app.records.participants.queries import PARTICIPANTS_WITHIN
from app.records.sources.citations import CITATIONS
from app.records.statements.record_type import STATEMENTS
from app.records.statements.schemas import Statement, StatementQuery
from app.tables import statements as tables

CONCERNED = ("speaker", "on_behalf_of", "addressed_to")


def _concerns(table: Table, ids: Binds | Select[Any]) -> ColumnElement[bool]:
    return or_(*(table.c[name].in_(ids) for name in CONCERNED))


def _concerned(_record_type: RecordType, state: State, _columns: Values) -> Iterable[str | None]:
    return [state.written[name] for name in CONCERNED]


COLLECTION = Collection(
    record_type=STATEMENTS,
    plural="statements",
    document=record_document(Statement, "StatementDocument"),
    query=StatementQuery,
    filters={
        "id": among_ids(),
        "kind": equals("kind", "id"),
        "speaker": equals("speaker", "id"),
        "on_behalf_of": equals("on_behalf_of", "id"),
        "addressed_to": equals("addressed_to", "id"),
        "participant": Filter(
            _concerns, terms=lambda _record_type, state, _columns: [state.written[name] for name in CONCERNED]
        ),
        "under": under(PARTICIPANTS_WITHIN, _concerns, "participants", "participant"),
        "meeting": equals("meeting", "id"),
        "topic": nested(tables.StatementTopic, "topic", leads=True),
        "about": equals("about", "id"),
        "said_from": from_day("said_first_day"),
        "said_to": to_day("said_first_day"),
        "tag": tag_filter(tables.StatementTag),
        "source": cites("statements"),
        "updated_since": updated_since(),
        **answering("statements"),
    },
    sorts={"id": Sort("id"), "said": Sort("said_first_day", nullable=True), "updated_at": Sort("updated_at")},
    nested=CITATIONS,
)
