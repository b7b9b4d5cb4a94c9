"""Whatever was made of dates by another release is made anew: documents, columns, and what was known when."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from sqlalchemy import insert, update

from app.cli.administration import bootstrap
from app.db.engines import writing_engine
from app.ledger.model.documents.rendering import document_form
from app.ledger.writing.document_queue import advance_documents
from app.records.base.history.projection import HISTORY
from app.tables.ledger.projections import DOCUMENTS, ProjectionState
from app.values.times import dates, edtf
from tests.conftest import Serve
from tests.databases import Databases
from tests.soundness import assert_sound

WINTER = "2025-24"
PLEDGE = "/v1/pledges/thaw"
RECORDS: tuple[tuple[str, Any], ...] = (
    ("/v1/participants/snow", {"kind": "state", "name": "Snow"}),
    ("/v1/sources/report", {"kind": "speech", "title": "Report"}),
    (
        PLEDGE,
        {
            "title": "Thaw",
            "kind": "policy",
            "strength": "firm",
            "due": WINTER,
            "parties": [{"participant": "snow", "role": "promisor"}],
            "targets": [{"indicator": "drops", "measure": "count", "direction": "at_least", "value": 9}],
        },
    ),
)
PARTS: tuple[tuple[str, Any], ...] = (
    ("milestones", {"title": "Half", "due": WINTER}),
    ("measurements", {"value": 4, "period": WINTER, "citations": [{"source": "report"}]}),
    (
        "assessments",
        {"score": 1, "axis": "outcome", "period": WINTER, "assessor": "snow", "assessor_kind": "independent"}
        | {"rationale": "It was wet"},
    ),
    (
        "status-changes",
        {
            "status": "in_progress",
            "effective_on": WINTER,
            "reason": "It drips",
            "citations": [{"source": "report", "act": "concrete_action"}],
        },
    ),
)
DATES = {"milestones": "due", "measurements": "period", "assessments": "period", "status-changes": "effective_on"}


def latest_days(client: httpx.Client) -> set[str]:
    """Return the latest days of all winters that are shown."""
    shown = {client.get(PLEDGE).json()["due"]["to"]}
    for path, field in DATES.items():
        (part,) = client.get(f"{PLEDGE}/{path}").json()["items"]
        shown.add(part[field]["to"])
    return shown


def due_before(client: httpx.Client, day: str, **clocks: str) -> int:
    """Return how many pledges a list finds that were due before a day; statistics must find as many."""
    asked = {"due_before": day, **clocks}
    count = client.get("/v1/pledges", params={**asked, "count": "exact"}).json()["count"]
    assert client.get("/v1/stats/overview", params=asked).json()["total"] == count
    assert isinstance(count, int)
    return count


@contextmanager
def as_it_was() -> Iterator[None]:
    """Read dates as Pacta once did: every season ended with its year."""
    with pytest.MonkeyPatch.context() as older:
        older.setattr(edtf, "_INTO_THE_NEXT_YEAR", frozenset())
        edtf.span.cache_clear()
        dates.reading.cache_clear()
        try:
            yield
        finally:
            older.undo()
            edtf.span.cache_clear()
            dates.reading.cache_clear()


def test_days_of_another_release_are_made_anew(databases: Databases, backend: str, serving: Serve) -> None:
    url = databases.create(backend)
    with as_it_was(), serving(url) as service, service.client("write") as client:
        for path, body in RECORDS:
            assert client.put(path, json=body).status_code == httpx.codes.CREATED
        for path, body in PARTS:
            answer = client.post(f"{PLEDGE}/{path}", json=body)
            assert answer.status_code == httpx.codes.CREATED, answer.text
        assert latest_days(client) == {"2025-12-31"}
        assert due_before(client, "2026-01-01") == due_before(client, "2026-01-01", as_of="2026-02-01") == 1
    engine = writing_engine(url)
    with engine.begin() as connection:
        # A release that reads dates otherwise raises the number of the documents' rule and that of the histories'.
        connection.execute(insert(ProjectionState), [{"name": DOCUMENTS, "form": document_form() - 1, "number": None}])
        connection.execute(update(ProjectionState).where(ProjectionState.name == HISTORY.name).values(form=1))
    with serving(url) as service, service.client() as client:
        assert client.get("/readyz").status_code == httpx.codes.SERVICE_UNAVAILABLE
    # What `pacta serve` does before it serves.
    bootstrap.queue_documents(engine)
    with serving(url) as service, service.client() as client:
        assert client.get("/readyz").json()["queued_documents"] == len(RECORDS)
        # At once as they are read, and where lists look once they have been brought up.
        assert latest_days(client) == {"2026-02-28"}
        assert service.write(advance_documents)
        assert latest_days(client) == {"2026-02-28"}
        for clocks in ({}, {"as_of": "2026-03-01"}):
            assert due_before(client, "2026-02-28", **clocks) == 0
            assert due_before(client, "2026-03-01", **clocks) == 1
    assert_sound(url)
    engine.dispose()
    databases.drop(url)
