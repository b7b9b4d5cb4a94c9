"""Whatever is changed behind the ledger's back is found and named; what can be made anew is mended.

Every test tampers within a transaction that is rolled back, so that all share one database.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from app.db.engines import writing_engine
from app.http.validation import validated
from app.ledger.checking import verification
from app.ledger.checking.rebuild import rebuild, rebuild_in_pieces
from app.ledger.checking.verification import verify
from app.ledger.entries.chain import ENTRIES, Chain
from app.ledger.entries.redaction import redact
from app.ledger.model.documents.number import set_form, stored_form
from app.ledger.model.documents.rendering import document_form
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.head import head
from app.ledger.writing import item_commands, record_commands
from app.ledger.writing.part_commands import cite_part, withdraw_part
from app.preconditions import UNCONDITIONAL
from app.records.base.parts.part_collections import Withdrawal
from app.records.pledges import commands as pledges
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status.histories import PART_TYPE
from app.records.pledges.status.schemas import StatusChange
from app.records.sources.citations import Citation
from app.tables.ledger.entries import Entry, RecordReference
from app.vocabulary import Operation
from tests.databases import Databases
from tests.following import pieces_of
from tests.protection import unchecked, unprotect_entries
from tests.writing import put

PLEDGE = {
    "title": "Increase flights",
    "summary": "More of them",
    "wording": {"text": "Más vuelos", "language": "es"},
    "kind": "operational",
    "strength": "intention",
    "criteria": {"fulfilled": "Flights that are more"},
    "announced": "2025-02-05",
    "due": "2025-12",
    "topics": ["migration", "borders"],
    "conditions": [{"text": "if paid for"}],
    "parties": [{"participant": "guatemala", "role": "promisor"}, {"participant": "america", "role": "promisee"}],
    "targets": [
        {
            "indicator": "flights",
            "measure": "count",
            "direction": "increase",
            "value": "40.50",
            "baseline": {"value": 40, "source": "report"},
        },
        {"indicator": "seats", "measure": "count", "direction": "between", "lower": 1000, "upper": "2000.5"},
    ],
    "links": [{"type": "part_of", "pledge": "the-whole"}],
    "tags": ["flights", "air"],
    "external_ids": {"b": "2", "a": "1"},
    "citations": [{"source": "report", "quote": {"exact": "more flights"}, "speaker": "america"}],
}
SEEN = {"reason": "Seen", "citations": [{"source": "report", "act": "concrete_action"}]}


def write_everything(connection: Connection) -> None:
    """Write records in every way there is: created, replaced, renamed, by their parts, judged, deleted."""
    put(connection, "sources", "report", kind="readout", title="The report", caveats=["old", "short"])
    put(connection, "participants", "america", kind="state", name="America")
    put(connection, "participants", "guatemala", kind="state", name="Guatemala", country="gt")
    put(connection, "topics", "borders", name="Borders")
    put(connection, "topics", "migration", name="Migration", parent="borders")
    put(connection, "topics", "gone", name="Gone")
    record_commands.delete(connection, record_type_of("topics"), "gone", UNCONDITIONAL)
    put(connection, "topics", "again", name="Once")
    record_commands.delete(connection, record_type_of("topics"), "again", UNCONDITIONAL)
    put(connection, "topics", "again", name="Again")
    put(connection, "pledges", "the-whole", **PLEDGE | {"links": [], "targets": []})
    put(connection, "pledges", "flights", **PLEDGE)
    put(connection, "statements", "denial", kind="denial", summary="Not so", speaker="america", about=["flights"])
    put(connection, "sources", "report", kind="readout", title="The report, renamed", caveats=["short", "old"])
    citation = Citation.model_validate({"source": "report", "account": {"field": "due", "value": "says less"}})
    item_commands.add_item(
        connection, record_type_of("pledges"), "flights", "citations", citation, validated, UNCONDITIONAL
    )
    for status, day in (("planned", "2025-03"), ("stalled", "2025-04"), ("fulfilled", "2025-05")):
        override = {"guards": ["target_met"], "reason": "not measured"} if status == "fulfilled" else None
        written = StatusChange.model_validate(SEEN | {"status": status, "effective_on": day, "override": override})
        pledges.record_status_change(connection, "flights", written, UNCONDITIONAL)
    cite_part(connection, PLEDGES, PART_TYPE, "flights", "2025-03-planned", citation, UNCONDITIONAL)
    mistaken = Withdrawal(reason="mistaken")
    withdraw_part(connection, PLEDGES, PART_TYPE, "flights", "2025-04-stalled", mistaken, UNCONDITIONAL)


@pytest.fixture(scope="module")
def engine(databases: Databases, backend: str) -> Iterator[Engine]:
    url = databases.create(backend)
    engine = writing_engine(url)
    with engine.begin() as connection:
        write_everything(connection)
    yield engine
    engine.dispose()
    databases.drop(url)


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """Return a connection on which entries are not protected; nothing that is done on it stays."""
    with engine.connect() as connection, connection.begin() as transaction:
        unprotect_entries(connection)
        yield connection
        transaction.rollback()


def tamper(connection: Connection, statement: str) -> None:
    assert connection.execute(text(statement)).rowcount > 0, "nothing was changed"


def number_of(connection: Connection, record: str, version: int) -> int:
    number = connection.scalar(select(Entry.number).where(Entry.record == record, Entry.version == version))
    assert number is not None
    return number


MENDED = "`pacta ledger rebuild` mends it"
NO_DOCUMENT = f"the stored document is not what it renders to: {MENDED}"
NOT_WRITTEN = "the stored written shape is not what its entries add up to"


def test_what_was_only_written_is_sound(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    assert verify(connection) == []
    monkeypatch.setattr(verification, "PIECE", 1)
    assert verify(connection) == []


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        (
            "UPDATE pledges SET summary = 'Fewer' WHERE id = 'flights'",
            ["summary in the tables is not what its entries say"],
        ),
        ("UPDATE pledges SET due = NULL WHERE id = 'flights'", ["due in the tables is not what its entries say"]),
        (
            "UPDATE pledges SET wording_text = 'Menos' WHERE id = 'flights'",
            [
                "wording in the tables is not what its entries say",
                f"the column wording_text is not what follows from its entries: {MENDED}",
            ],
        ),
        (
            "UPDATE pledges SET status = 'abandoned' WHERE id = 'flights'",
            [f"the column status is not what follows from its entries: {MENDED}"],
        ),
        (
            "UPDATE pledges SET due_last_day = '2026-01-01' WHERE id = 'flights'",
            [f"the column due_last_day is not what follows from its entries: {MENDED}"],
        ),
        (
            "UPDATE pledges SET version = 99 WHERE id = 'flights'",
            [f"the column version is not what follows from its entries: {MENDED}"],
        ),
        (
            "UPDATE pledges SET updated_at = created_at WHERE id = 'flights'",
            [f"the column updated_at is not what follows from its entries: {MENDED}"],
        ),
        ("UPDATE pledges SET written = '{}' WHERE id = 'flights'", [NOT_WRITTEN]),
        ("UPDATE pledges SET document = document || ' ' WHERE id = 'flights'", [NO_DOCUMENT]),
    ],
)
def test_a_changed_row_is_named(connection: Connection, statement: str, faults: list[str]) -> None:
    tamper(connection, statement)
    assert verify(connection) == [f"pledges/flights: {fault}" for fault in faults]


@pytest.mark.parametrize(
    ("statement", "field"),
    [
        ("DELETE FROM parties WHERE pledge_id = 'flights' AND role = 'promisee'", "parties"),
        ("UPDATE parties SET role = 'verifier' WHERE pledge_id = 'flights' AND role = 'promisee'", "parties"),
        ("UPDATE parties SET position = 1 - position WHERE pledge_id = 'flights'", "parties"),
        ("UPDATE targets SET value = '40.51' WHERE pledge_id = 'flights' AND position = 0", "targets"),
        ("UPDATE targets SET upper = '2001' WHERE pledge_id = 'flights' AND position = 1", "targets"),
        ("UPDATE targets SET aggregate = 'sum' WHERE pledge_id = 'flights'", "targets"),
        ("UPDATE targets SET baseline_kind = 'projected' WHERE baseline_value IS NOT NULL", "targets"),
        ("UPDATE targets SET baseline_source = NULL WHERE pledge_id = 'flights'", "targets"),
        ("DELETE FROM targets WHERE pledge_id = 'flights'", "targets"),
        ("DELETE FROM links WHERE pledge_id = 'flights'", "links"),
        ("UPDATE conditions SET text = 'if asked' WHERE pledge_id = 'flights'", "conditions"),
        ("UPDATE pledge_topics SET position = 1 - position WHERE pledge_id = 'flights'", "topics"),
        ("INSERT INTO pledge_tags (pledge_id, tag, position) VALUES ('flights', 'more', 2)", "tags"),
        ("UPDATE pledge_external_ids SET code = 'a:3' WHERE pledge_id = 'flights' AND code = 'a:1'", "external_ids"),
        (
            "UPDATE pledge_citations SET account_value = 'more' WHERE pledge_id = 'flights' AND account_field = 'due'",
            "citations",
        ),
        ("UPDATE pledge_citations SET quote_exact = NULL WHERE pledge_id = 'flights' AND position = 0", "citations"),
    ],
)
def test_a_changed_nested_row_is_named(connection: Connection, statement: str, field: str) -> None:
    tamper(connection, statement.replace("'40.51'", "40.51") if connection.dialect.name == "postgresql" else statement)
    assert verify(connection) == [f"pledges/flights: {field} in the tables is not what its entries say"]


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        (
            "UPDATE status_changes SET reason = 'Heard' WHERE id = '2025-03-planned'",
            [
                "2025-03-planned: reason in the tables is not what its entries say",
                f"2025-03-planned: the column reason is not what follows from its entries: {MENDED}",
            ],
        ),
        (
            "UPDATE status_changes SET withdrawn_reason = 'no reason' WHERE id = '2025-04-stalled'",
            [f"2025-04-stalled: the column withdrawn_reason is not what follows from its entries: {MENDED}"],
        ),
        (
            """
            UPDATE status_changes SET withdrawn_at = NULL, withdrawn_by = NULL, withdrawn_reason = NULL
            WHERE id = '2025-04-stalled'
            """,
            [
                f"2025-04-stalled: the column {name} is not what follows from its entries: {MENDED}"
                for name in ("withdrawn_at", "withdrawn_by", "withdrawn_reason")
            ],
        ),
        (
            "DELETE FROM status_change_overrides WHERE status_change_id = '2025-05-fulfilled'",
            ["2025-05-fulfilled: override in the tables is not what its entries say"],
        ),
        (
            "UPDATE status_change_overrides SET guard = 'citation', reason = 'Because'",
            ["2025-05-fulfilled: override in the tables is not what its entries say"],
        ),
        (
            "DELETE FROM status_change_citations WHERE status_change_id = '2025-03-planned' AND account_field = 'due'",
            ["2025-03-planned: citations in the tables is not what its entries say"],
        ),
        ("UPDATE status_changes SET written = '{}' WHERE id = '2025-03-planned'", [f"2025-03-planned: {NOT_WRITTEN}"]),
        (
            "UPDATE status_changes SET document = '{}' WHERE id = '2025-03-planned'",
            [f"2025-03-planned: {NO_DOCUMENT}"],
        ),
        (
            "DELETE FROM status_changes WHERE id = '2025-03-planned'",
            ["2025-03-planned has an entry, and is not in the tables"],
        ),
        (
            "UPDATE status_changes SET id = 'other' WHERE id = '2025-04-stalled'",
            [
                "other is in the tables, and has no entry",
                "2025-04-stalled has an entry, and is not in the tables",
            ],
        ),
    ],
)
def test_a_changed_status_change_is_named(connection: Connection, statement: str, faults: list[str]) -> None:
    if "SET id" in statement:
        tamper(connection, "DELETE FROM status_change_citations WHERE status_change_id = '2025-04-stalled'")
    tamper(connection, statement)
    assert verify(connection) == [f"pledges/flights: status_changes/{fault}" for fault in faults]


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("hash", "0" * 64, "its hash is not that of its columns"),
        ("previous", "1" * 64, "does not follow the hash of the entry before"),
        ("actor", "somebody else", "its hash is not that of its columns"),
        ("at", "2020-01-01T00:00:00.000000Z", "its time is before that of the entry before"),
        ("body", "{}", "its body is not what its digest was made of"),
        ("salt", "0" * 32, "its body is not what its digest was made of"),
        ("salt", "not of ours", "its body is not what its digest was made of"),
        ("digest", "2" * 64, "its body is not what its digest was made of"),
        ("form", 99, "its form is 99; this program knows forms up to 1"),
    ],
)
def test_a_changed_entry_is_named(connection: Connection, column: str, value: Any, fault: str) -> None:
    number = number_of(connection, "flights", 1)
    connection.execute(update(Entry).where(Entry.number == number).values({column: value}))
    assert f"entry {number}: {fault}" in verify(connection)


def test_a_changed_body_is_found_in_the_tables_too(connection: Connection) -> None:
    number = number_of(connection, "guatemala", 1)
    body = connection.scalar(select(Entry.body).where(Entry.number == number))
    assert body is not None
    forged = body.replace("Guatemala", "Guatemala!")
    connection.execute(update(Entry).where(Entry.number == number).values(body=forged))
    assert verify(connection) == [
        f"entry {number}: its body is not what its digest was made of",
        "participants/guatemala: name in the tables is not what its entries say",
        f"participants/guatemala: the column sort_name is not what follows from its entries: {MENDED}",
        f"participants/guatemala: {NOT_WRITTEN}",
        f"participants/guatemala: {NO_DOCUMENT}",
    ]


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("[1", ["entry {} cannot be read: MalformedJson"]),
        ("{}", ["its entries add up to no topic: KeyError"]),
        ("[]", ["its entries add up to no topic: AttributeError"]),
        ("7", ["its entries add up to no topic: AttributeError"]),
    ],
)
def test_a_body_that_is_no_record_is_named(connection: Connection, body: str, faults: list[str]) -> None:
    number = number_of(connection, "borders", 1)
    connection.execute(update(Entry).where(Entry.number == number).values(body=body))
    found = verify(connection)
    assert [fault for fault in found if fault.startswith("topics/borders")] == [
        f"topics/borders: {fault.format(number)}" for fault in faults
    ]


def test_a_missing_entry_leaves_a_gap(connection: Connection) -> None:
    number = number_of(connection, "migration", 1)
    connection.execute(delete(Entry).where(Entry.number == number))
    assert verify(connection) == [
        f"entry {number + 1}: follows entry {number - 1}: what stood between is gone",
        "topics/migration: is in the tables, and has no entries",
        "topics/migration: has references, and no entries",
    ]


def test_a_missing_first_entry_leaves_a_gap(connection: Connection) -> None:
    connection.execute(delete(Entry).where(Entry.number == 1))
    assert verify(connection)[0] == "entry 2: follows entry 0: what stood between is gone"


def test_a_missing_version_is_named(connection: Connection) -> None:
    number = number_of(connection, "again", 2)
    connection.execute(delete(Entry).where(Entry.number == number))
    assert "topics/again: version 3 follows version 1" in verify(connection)


def test_a_missing_last_entry_is_found_in_the_tables(connection: Connection) -> None:
    last = connection.scalars(select(Entry.number).order_by(Entry.number.desc())).first()
    connection.execute(delete(Entry).where(Entry.number == last))
    found = verify(connection)
    assert f"pledges/flights: the column version is not what follows from its entries: {MENDED}" in found
    assert all(fault.startswith("pledges/flights: ") for fault in found)


def test_a_record_that_is_gone_from_the_tables_is_named(connection: Connection) -> None:
    tamper(connection, "DELETE FROM statements WHERE id = 'denial'")
    assert "statements/denial: has entries, and is not in the tables" in verify(connection)


def test_a_record_that_came_back_is_named(connection: Connection) -> None:
    tamper(
        connection,
        "INSERT INTO topics (id, version, created_at, updated_at, disputed, written, document, name, sort_name) "
        "SELECT 'gone', version, created_at, updated_at, disputed, written, document, name, sort_name "
        "FROM topics WHERE id = 'again'",
    )
    assert verify(connection) == ["topics/gone: is in the tables, and its last entry deleted it"]


def test_a_record_that_was_never_entered_is_named(connection: Connection) -> None:
    tamper(
        connection,
        "INSERT INTO topics (id, version, created_at, updated_at, disputed, written, document, name, sort_name) "
        "SELECT 'smuggled', version, created_at, updated_at, disputed, written, document, name, sort_name "
        "FROM topics WHERE id = 'again'",
    )
    assert verify(connection) == ["topics/smuggled: is in the tables, and has no entries"]


def test_an_entry_of_an_unknown_collection_is_named(connection: Connection) -> None:
    chain = Chain(connection)
    chain.add("treaties", "some", 1, None, Operation.PUT, "{}")
    with unchecked(connection, "entries", "collection"):
        chain.write()
    assert verify(connection) == ["treaties: this program knows no such collection, but has entries of it"]


REFERENCE = {
    "from_collection": "statements",
    "from_record": "denial",
    "field": "about",
    "to_collection": "pledges",
    "to_record": "flights",
}


def test_a_missing_reference_is_named(connection: Connection) -> None:
    connection.execute(delete(RecordReference).filter_by(**REFERENCE))
    fault = "its reference about to pledges/flights is not in record_references"
    assert verify(connection) == [f"statements/denial: {fault}: {MENDED}"]


def test_a_reference_too_many_is_named(connection: Connection) -> None:
    connection.execute(insert(RecordReference), [REFERENCE | {"to_record": "the-whole"}])
    fault = "record_references has a reference about to pledges/the-whole that it does not make"
    assert verify(connection) == [f"statements/denial: {fault}: {MENDED}"]


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        ("nobody", "statements/nobody: has references, and no entries"),
        (
            "gone",
            "topics/gone: record_references has a reference about to pledges/flights that it does not make: " + MENDED,
        ),
    ],
)
def test_a_reference_of_what_is_not_there_is_named(connection: Connection, record: str, fault: str) -> None:
    collection = fault.partition("/")[0]
    connection.execute(insert(RecordReference), [REFERENCE | {"from_collection": collection, "from_record": record}])
    assert verify(connection) == [fault]


def test_another_form_of_the_documents_is_named(connection: Connection) -> None:
    set_form(connection)
    tamper(connection, "UPDATE projections SET form = form + 1 WHERE name = 'documents'")
    assert verify(connection) == [
        f"the documents have form {document_form() + 1}, this program's is {document_form()}: {MENDED}"
    ]
    rebuild(connection)
    assert verify(connection) == []


def test_a_body_that_is_gone_must_have_been_redacted(connection: Connection) -> None:
    number, another = number_of(connection, "report", 1), number_of(connection, "the-whole", 1)
    body, salt = connection.execute(select(Entry.body, Entry.salt).where(Entry.number == number)).one()
    redact(connection, [number], "a test")
    assert verify(connection) == []
    by = head(connection).number
    connection.execute(update(Entry).where(Entry.number == number).values(body=body, salt=salt))
    assert verify(connection) == [f"entry {number}: holds its body, though entry {by} says that it was redacted"]
    connection.execute(update(Entry).where(Entry.number.in_([number, another])).values(body=None, salt=None))
    assert verify(connection) == [f"entry {another}: its body is gone, and no entry says that it was redacted"]
    # That there was such an entry still counts.
    chain = Chain(connection)
    chain.add(ENTRIES, "999", 1, None, Operation.REDACT, '{"reason": "none"}')
    chain.write()
    assert f"entry {by + 1}: says that entry 999 was redacted, and there is none" in verify(connection)


def test_body_and_salt_go_together(connection: Connection) -> None:
    number = number_of(connection, "report", 1)
    with unchecked(connection, "entries", "salt"):
        connection.execute(update(Entry).where(Entry.number == number).values(salt=None))
        assert f"entry {number}: has a body without its salt, or a salt without its body" in verify(connection)


def test_what_was_redacted_hides_no_fault_of_what_is_known(connection: Connection) -> None:
    redact(connection, [number_of(connection, "report", 1)], "a test")
    tamper(connection, "UPDATE sources SET title = 'Another' WHERE id = 'report'")
    assert "sources/report: title in the tables is not what its entries say" in verify(connection)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pledges SET document = '{}'",
        "UPDATE pledges SET sort_title = 'z', status = 'abandoned', basis = 'none', due_last_day = NULL",
        "UPDATE pledges SET last_written = NULL",
        "UPDATE pledges SET last_written = replace(last_written, 'fulfilled', 'not_fulfilled')",
        "UPDATE status_changes SET document = '{}'",
        "UPDATE statements SET document = document || ' '",
        "DELETE FROM record_references",
        "UPDATE record_references SET to_record = 'moved' WHERE from_record = 'denial'",
        "UPDATE record_references SET from_record = 'nobody' WHERE from_record = 'denial'",
        "UPDATE record_references SET from_collection = 'treaties' WHERE from_record = 'denial'",
    ],
)
def test_rebuilding_mends_what_is_made_anew(connection: Connection, statement: str) -> None:
    with unchecked(connection, "record_references", "from_collection"):
        tamper(connection, statement)
    assert verify(connection) != []
    assert rebuild(connection) > 0
    assert verify(connection) == []
    assert rebuild(connection) == 0


def test_rebuilding_counts_the_rows_that_changed(connection: Connection) -> None:
    tamper(connection, "UPDATE pledges SET document = '{}' WHERE id = 'flights'")
    tamper(connection, "UPDATE status_changes SET document = '{}' WHERE id = '2025-04-stalled'")
    tamper(connection, "DELETE FROM record_references WHERE from_record = 'denial'")
    assert rebuild(connection) == 4


def test_rebuilding_leaves_facts_to_be_found(connection: Connection) -> None:
    tamper(connection, "UPDATE pledges SET summary = 'Fewer' WHERE id = 'flights'")
    rebuild(connection)
    assert verify(connection) == ["pledges/flights: summary in the tables is not what its entries say"]


def test_rebuilding_in_pieces_does_the_same(databases: Databases, backend: str) -> None:
    url = databases.create(backend)
    engine = writing_engine(url)
    with engine.begin() as connection:
        write_everything(connection)
        for table in ("sources", "participants", "topics", "pledges", "statements", "status_changes"):
            tamper(connection, f"UPDATE {table} SET document = '{{}}'")
        set_form(connection)
        tamper(connection, "UPDATE projections SET form = form + 1 WHERE name = 'documents'")
    with pieces_of(2):
        assert rebuild_in_pieces(engine) == 1 + 2 + 3 + 2 + 1 + 3
    with engine.begin() as connection:
        assert verify(connection) == []
        assert stored_form(connection) == document_form()
        set_form(connection)
        assert stored_form(connection) == document_form()
    engine.dispose()
    databases.drop(url)
