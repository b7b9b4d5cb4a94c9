"""One history, written step by step, and the rows that are kept of it: nobody changes a rule without its number."""

from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from app.db.engines import writing_engine
from app.ledger.model.record_type import record_type_of
from app.ledger.projections.projections import advance
from app.ledger.writing import record_commands
from app.ledger.writing.part_commands import append_part, withdraw_part
from app.preconditions import UNCONDITIONAL
from app.records.base.history.projection import HISTORY, RULES
from app.records.base.parts.part_collections import Withdrawal
from app.records.pledges.amendments.commands import record_amendment
from app.records.pledges.amendments.schemas import Amendment
from app.records.pledges.commands import record_status_change
from app.records.pledges.status.histories import PART_TYPE
from app.records.pledges.status.schemas import StatusChange
from app.tables import Base
from tests.writing import put

GOLDEN = {
    "rules": {
        "collective": 2,
        "days of dates": 2,
        "disputed": 3,
        "places of changes": 1,
        "standing of assessments": 1,
        "terms": 1,
    },
    "rows": "08b15d252aab61d1",
}
"""The rules' numbers, and the digest of the rows. Where rows come out otherwise, a rule has changed: raise its number
in app/records/base/history/projection.py, so that databases make theirs anew, and write both down here."""

PROMISORS = ("ana", "ben", "cai")
PLEDGES = record_type_of("pledges")


def write(connection: Connection) -> None:
    """Write what every rule has something to say of."""
    for name in PROMISORS:
        put(connection, "participants", name, kind="state", name=name)
    put(connection, "sources", "report", kind="readout", title="A report")
    put(connection, "topics", "trade", name="Trade")
    put(connection, "meetings", "talks", title="Talks", form="call", status="held", starts="2025-02-05")
    body: dict[str, Any] = {
        "title": "A pledge",
        "kind": "policy",
        "strength": "firm",
        "due": "2025-12",
        "parties": [{"participant": name, "role": "promisor"} for name in PROMISORS],
        "citations": [
            {"source": "report", "account": {"field": "due", "value": day, "conflicts": day == "2026"}}
            for day in ("2025-12", "2026")
        ],
    }
    put(connection, "pledges", "pledge", **body)
    changes = [
        ("ana", "in_progress", "2025-05-01"), ("ben", "stalled", "2025-03-01"), ("cai", "planned", "2025-04-01"),
        ("ana", "not_fulfilled", "2025-06-01"), ("ben", "not_fulfilled", "2025-06-15"), ("cai", "abandoned", "2025-07"),
        (None, "in_progress", "2025-08-01"), ("ben", "planned", "2025-03-01"),
    ]  # fmt: skip
    for party, status, day in changes:
        judge(connection, party, status, day)
    for part in ("2025-06-01-not-fulfilled-ana", "2025-08-01-in-progress"):
        withdraw_part(connection, PLEDGES, PART_TYPE, "pledge", part, Withdrawal(reason="by mistake"), UNCONDITIONAL)
    for day, amended in (
        ("2025-06-01", {"due": "2026-03", "conditions": [{"text": "a"}, {"text": "b", "met_on": "2025-09"}]}),
        ("2025-04-01", {"due": "2026", "strength": "exploratory"}),
        ("2025-05", {"due": "2025-12", "conditions": []}),
    ):
        amend(connection, day, amended)
    withdraw_part(connection, PLEDGES, "amendments", "pledge", "2025-06-01", Withdrawal(reason="no"), UNCONDITIONAL)
    for score, supersedes in ((0, None), (1, "ana-ben-2025")):
        assess(connection, score, supersedes)
    withdrawal = Withdrawal(reason="by mistake")
    withdraw_part(connection, PLEDGES, "assessments", "pledge", "ana-ben-2025-2", withdrawal, UNCONDITIONAL)
    put(
        connection,
        "pledges",
        "pledge",
        **body | {"topics": ["trade"], "meetings": [{"meeting": "talks", "role": "made_at"}], "citations": []},
    )
    record_commands.delete(connection, PLEDGES, "pledge", UNCONDITIONAL)
    put(connection, "pledges", "pledge", **body | {"parties": body["parties"][:1]})


def judge(connection: Connection, party: str | None, status: str, day: str) -> None:
    guards = ["citation", "due_or_breach", "quotation", "reversal_evidence"]
    override = {"guards": guards, "reason": "a test"}
    change = {"party": party, "status": status, "effective_on": day, "reason": "seen", "override": override}
    record_status_change(connection, "pledge", StatusChange.model_validate(change), UNCONDITIONAL)


def assess(connection: Connection, score: int, supersedes: str | None) -> None:
    part_type = PLEDGES.part_types["assessments"]
    body = {"party": "ben", "score": score, "period": "2025", "assessor": "ana", "assessor_kind": "independent"}
    written = part_type.written.model_validate(body | {"supersedes": supersedes, "citations": [{"source": "report"}]})
    append_part(connection, PLEDGES, "assessments", "pledge", written, UNCONDITIONAL)


def amend(connection: Connection, day: str, changes: dict[str, Any]) -> None:
    written = Amendment.model_validate({"effective_on": day, "changes": changes, "reason": "agreed"})
    record_amendment(connection, "pledge", written, UNCONDITIONAL)


def rows(connection: Connection) -> list[str]:
    """Return all rows of histories, but for the instants."""
    found = []
    for name, table in sorted(Base.metadata.tables.items()):
        if name.endswith("_history"):
            columns = [table.c[name] for name in sorted(table.c.keys()) if name != "updated_at"]
            found += sorted(f"{name} {tuple(row)}" for row in connection.execute(select(*columns)))
    return found


def test_the_rows_of_one_history(fresh_database_url: str) -> None:
    engine = writing_engine(fresh_database_url)
    with engine.begin() as connection:
        write(connection)
        while advance(connection, HISTORY):
            pass
        kept = rows(connection)
    engine.dispose()
    assert len(kept) > 60
    assert {"rules": RULES, "rows": sha256("\n".join(kept).encode()).hexdigest()[:16]} == GOLDEN, "\n".join(kept)
