"""What tests of the tables share: a database with rows in every table."""

from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import Connection, Engine, insert, select

from app.access.keys import create_key
from app.db.engines import writing_engine
from app.exchange.imports.batches import FileFacts, ImportOptions, begin, store_rows
from app.exchange.releases.attempts import note_attempt
from app.exchange.releases.commands import withdraw_release
from app.http.idempotency import Repeatable, once
from app.ledger.model.documents.number import set_form
from app.ledger.model.record_type import record_type_of
from app.ledger.projections.projections import advance_any
from app.ledger.writing.part_commands import append_part, cite_part
from app.preconditions import UNCONDITIONAL
from app.records.instruments.participation.part_type import PARTICIPATION
from app.records.instruments.record_type import INSTRUMENTS
from app.records.pledges.commands import record_status_change
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status.histories import PART_TYPE
from app.records.pledges.status.schemas import StatusChange
from app.records.positions.part_type import ON_STATEMENTS
from app.records.sources.citations import Citation
from app.records.sources.commands import store_text
from app.tables.access import Key, Session
from app.tables.ledger.projections import DocumentQueue, ProjectionState
from app.tables.releases import Release
from app.tables.webhooks import WebhookDelivery, WebhookLease
from app.vocabulary import Scope
from app.webhooks.commands import create as make_webhook
from app.webhooks.schemas import Webhook
from tests.databases import Databases
from tests.nouns import NOUNS
from tests.nouns.world import WORLD
from tests.writing import put

CITED = {"citations": [{"source": "report-a"}]}
ASSESSED = {"score": 1, "assessor": "united-states", "assessor_kind": "promisee", "id": "assessed"} | CITED
TAKEN = {"id": "taken", "participant": "united-states", "position": "notes", "on": "2025"} | CITED
PARTS = (
    ("positions", TAKEN | {"about": "status_changes/2025-06-02"}),
    ("assessments", ASSESSED | {"period": "2025"}),
    (
        "measurements",
        {"period": "2025", "value": 9, "party": "guatemala", "id": "measured", "target": "flights"} | CITED,
    ),
    ("milestones", {"title": "Half of it", "due": "2025", "done_on": "2025", "id": "reached"} | CITED),
    (
        "amendments",
        {
            "changes": {"due": "2026", "conditions": [{"text": "if paid for"}]},
            "effective_on": "2025-06",
            "reason": "agreed",
            "agreed_with": ["united-states"],
            "id": "later",
        }
        | CITED,
    ),
)
AT = "2026-01-01T00:00:00.000000Z"
RELEASED = {
    "version": "1",
    "place": 1,
    "previous": None,
    "created_at": "2026-01-01T00:00:00.000000Z",
    "actor": "somebody",
    "ledger_number": 9,
    "ledger_hash": "0" * 64,
    "ledger_time": "2026-01-01T00:00:00.000000Z",
    "bytes": 9,
    "sha256": "0" * 64,
    "notes": "Made up",
    "files": "[]",
}


def write_everything(connection: Connection) -> None:
    """Write records with every field, and whatever else has a table."""
    for collection, record, body in WORLD:
        put(connection, collection, record, **body)
    for noun in NOUNS:
        repeatable = Repeatable("key", noun.collection, "fingerprint")
        once(connection, repeatable, partial(put, collection=noun.collection, record="full", **noun.full))
    for participant, act in (("guatemala", "reserved"), ("united-states", "objected")):
        done = {
            "id": act,
            "participant": participant,
            "act": act,
            "on": "2025-06-01",
            "in_force": "2025-07",
            "text": "x",
        }
        done |= {"to": "guatemala"} if act == "objected" else {}
        written_act = PARTICIPATION.written.model_validate(done | CITED)
        append_part(connection, INSTRUMENTS, PARTICIPATION.name, "full", written_act, UNCONDITIONAL)
    batch = begin(connection, FileFacts("a.json", "json", "0" * 64, 2), ImportOptions(), "{}", "somebody")
    row = {"outcome": "created", "collection": "topics", "record": "full", "sheet": "a.json", "line": 1, "detail": "{}"}
    store_rows(connection, batch, 0, [row])
    connection.execute(
        insert(Release), [RELEASED, RELEASED | {"version": "2", "place": 2, "previous": "1", "notes": "full"}]
    )
    note_attempt(connection, "3", "The folder of releases cannot be written to.")
    connection.execute(insert(WebhookLease), [{"name": "delivering", "holder": "somebody", "until": AT}])
    make_webhook(connection, Webhook(id="newsroom", url="https://example.org/"), "whsec_x", "encrypted")
    delivery = {"webhook_id": "newsroom", "number": 1, "round": 1, "state": "delivered", "attempts": 1, "status": 204}
    connection.execute(insert(WebhookDelivery), [delivery | {"finished_at": AT}])
    withdraw_release(connection, "1", "It named a private person.")
    put(connection, "actions", "another-action", kind="payment", title="Another action")
    for day in ("2025-06-01", "2025-06-02"):
        change = {
            "id": day,
            "status": "in_progress",
            "party": "guatemala",
            "effective_on": day,
            "reason": "Seen",
            "actions": ["full"],
        }
        evidence = {"citations": [{"source": "report-a", "act": "concrete_action"}]}
        override = {"override": {"guards": ["citation", "quotation"], "reason": "Seen by all"}}
        written = StatusChange.model_validate(change | evidence | override)
        record_status_change(connection, "full", written, UNCONDITIONAL)
    account = {
        "source": "report-b",
        "account": {"field": "due", "value": "in time", "conflicts": True},
        "relation": "contradicts",
    }
    citation = Citation.model_validate(account)
    cite_part(connection, PLEDGES, PART_TYPE, "full", "2025-06-02", citation, UNCONDITIONAL)
    for name, body in PARTS:
        record_type = record_type_of("pledges")
        append_part(
            connection,
            record_type,
            name,
            "full",
            record_type.part_types[name].written.model_validate(body),
            UNCONDITIONAL,
        )
    position = ON_STATEMENTS.written.model_validate(TAKEN)
    append_part(connection, record_type_of("statements"), ON_STATEMENTS.name, "full", position, UNCONDITIONAL)
    create_key(connection, "a key", [Scope.WRITE])
    session = {"id": "0" * 64, "created_at": "2026-01-01T00:00:00.000000Z", "expires_at": "2026-01-01T12:00:00.000000Z"}
    connection.execute(insert(Session).values(session | {"key_id": connection.scalar(select(Key.id).limit(1))}))
    store_text(connection, "full", "The text of a report.")
    set_form(connection)
    while advance_any(connection):
        pass
    connection.execute(insert(ProjectionState).values(name="of a newer release", form=1, number=1))
    connection.execute(insert(DocumentQueue).values(_QUEUED))


_QUEUED = {
    "collection": "topics",
    "record": "nobody-refers-to-it",
    "cursor_collection": "pledges",
    "cursor_record": "full",
    "remaining": 1,
}


@pytest.fixture(scope="module")
def filled(databases: Databases, backend: str) -> Iterator[Engine]:
    """Return an engine on a database with rows in every table."""
    url = databases.create(backend)
    engine = writing_engine(url)
    with engine.begin() as connection:
        write_everything(connection)
    yield engine
    engine.dispose()
    databases.drop(url)
