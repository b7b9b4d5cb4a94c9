"""Whether the process lives, and whether it can do its work."""

from collections.abc import Callable

import httpx
import pytest
from sqlalchemy import text

from app.db.engines import writing_engine
from app.errors import Unavailable
from app.ledger.model.documents.rendering import document_form
from app.ledger.projections import projections
from app.ledger.projections.projections import Projection, all_projections
from app.site import health
from tests.serving import Service

Change = Callable[[str], None]


@pytest.fixture
def change(fresh_service: Service) -> Change:
    """Return what changes the service's database behind its back."""

    def change(statement: str) -> None:
        engine = writing_engine(fresh_service.database_url)
        with engine.begin() as connection:
            connection.execute(text(statement))
        engine.dispose()

    return change


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every answer on readiness be asked anew."""
    monkeypatch.setattr(health, "KEPT_SECONDS", -1.0)


def readiness(service: Service) -> httpx.Response:
    with service.client() as client:
        return client.get("/readyz")


def test_a_migrated_database_can_be_served(fresh_service: Service) -> None:
    answer = readiness(fresh_service)
    behind = dict.fromkeys([one.name for one in all_projections()], 0)
    ready = {"status": "ready", "queued_documents": 0, "entries_behind": behind}
    assert (answer.status_code, answer.json()) == (httpx.codes.OK, ready)
    assert answer.headers["cache-control"] == "no-store"


def test_what_is_behind_the_ledger_is_told(
    fresh_service: Service, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = Projection("behind", 1, lambda _connection: None, lambda _connection, _entries: None)
    monkeypatch.setitem(projections._projections, "behind", behind)
    monkeypatch.setattr(projections, "advance", lambda *_arguments, **_options: False)
    with fresh_service.client("write") as client:
        client.put("/v1/topics/a-topic", json={"name": "A topic"}).raise_for_status()
    assert readiness(fresh_service).json()["entries_behind"]["behind"] == 1


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "at revision 9999, which this program does not know"),
        ("UPDATE alembic_version SET version_num = '0099'", "start with a new database"),
        ("DROP TABLE alembic_version", "no tables yet: run `pacta migrate`"),
        (f"INSERT INTO projections (name, form) VALUES ('documents', {document_form() + 1})", "pacta ledger rebuild"),
    ],
)
def test_another_programs_database_cannot(
    fresh_service: Service, change: Change, at_once: None, statement: str, told: str
) -> None:
    if "documents" in statement:
        change("DELETE FROM projections WHERE name = 'documents'")
    change(statement)
    answer = readiness(fresh_service)
    assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert told in answer.json()["missing"]
    assert answer.headers["retry-after"] == "1"
    if "documents" in statement:
        change("DELETE FROM projections WHERE name = 'documents'")
        assert readiness(fresh_service).status_code == httpx.codes.OK


def test_a_database_that_is_away_leaves_the_process_alive(
    fresh_service: Service, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_arguments: object) -> None:
        raise Unavailable

    monkeypatch.setattr(fresh_service.database, "hot", away)
    answer = readiness(fresh_service)
    assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert answer.json()["missing"] == "The database does not answer."
    with fresh_service.client() as client:
        alive = client.get("/healthz")
    assert alive.json() == {"status": "alive", "name": "Pacta", "version": fresh_service.app.version}


def test_probes_ask_the_database_once_a_second(fresh_service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    missing_of = health.missing_of

    async def counted(*arguments: object) -> str | None:
        nonlocal asked
        asked += 1
        return await missing_of(*arguments)  # type: ignore[arg-type] # passed on as they come

    monkeypatch.setattr(health, "missing_of", counted)
    now = 1000.0
    monkeypatch.setattr("app.site.health.time.monotonic", lambda: now)
    for _probe in range(3):
        assert readiness(fresh_service).status_code == httpx.codes.OK
    assert asked == 1
    now += 1.1
    readiness(fresh_service)
    assert asked == 2
