"""What goes wrong in Pacta itself is told without detail, logged with all, and leaves nothing behind."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import httpx
import pytest
import structlog
from structlog.testing import capture_logs

from app.db.reader import PostgresqlReader, SqliteReader
from app.ledger.writing.table_writer import TableWriter
from tests.api.conftest import Make, head, written
from tests.conftest import Unique
from tests.nouns import Noun
from tests.refusals import refused
from tests.serving import Service

SECRET = "the-cause-that-no-client-is-told"


def crash(*_arguments: object, **_options: object) -> Any:
    raise RuntimeError(SECRET)


def exhaust(*_arguments: object, **_options: object) -> Any:
    """Raise what `next()` raises where nothing is left: no future takes it."""
    raise StopIteration(SECRET)


def assert_told_nothing(answer: httpx.Response) -> None:
    problem = refused(answer, 500, "internal-error")
    assert set(problem) == {"type", "title", "status", "detail", "instance", "request_id"}
    assert SECRET not in answer.text
    assert "RuntimeError" not in answer.text
    assert answer.headers["x-request-id"] == problem["request_id"]
    assert answer.headers["cache-control"] == "no-store"


COMMANDS: dict[str, Callable[[httpx.Client, Noun, str], httpx.Response]] = {
    "create": lambda client, noun, _path: client.post(noun.path, json=noun.full),
    "put": lambda client, noun, path: client.put(path, json=noun.full),
    "patch": lambda client, noun, path: client.patch(path, json=noun.edit),
    "delete": lambda client, _noun, path: client.delete(path),
    "add_item": lambda client, _noun, path: client.post(f"{path}/citations", json={"source": "report-a"}),
    "patch_item": lambda client, _noun, path: client.patch(f"{path}/citations/bare", json={"page": "7"}),
    "delete_item": lambda client, _noun, path: client.delete(f"{path}/citations/bare"),
}


def module_of(command: str) -> str:
    return f"app.ledger.writing.{'item' if command.endswith('_item') else 'record'}_commands"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_crash_in_a_command(
    client: httpx.Client, noun: Noun, make: Make, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    record = make(noun)
    number = head(client)
    with monkeypatch.context() as patched, capture_logs() as logs:
        patched.setattr(f"{module_of(command)}.{command}", crash)
        answer = COMMANDS[command](client, noun, f"{noun.path}/{record}")
    assert_told_nothing(answer)
    errors = [entry for entry in logs if entry["log_level"] == "error"]
    assert [str(entry["exc_info"]) for entry in errors] == [SECRET]
    assert head(client) == number
    assert written(client, noun, record) == noun.full


@pytest.mark.parametrize("place", ["write", "_delete", "_update"])
def test_a_crash_halfway(
    client: httpx.Client, noun: Noun, make: Make, unique: Unique, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    record, key = make(noun), {"Idempotency-Key": unique("key")}
    number = head(client)
    change = noun.edit | {"tags": ["changed"]}
    with monkeypatch.context() as patched:
        patched.setattr(TableWriter, place, crash)
        answer = client.patch(f"{noun.path}/{record}", json=change, headers=key)
        posted = client.post(noun.path, json=noun.full) if place == "write" else answer
    assert_told_nothing(answer)
    assert_told_nothing(posted)
    assert head(client) == number
    assert written(client, noun, record) == noun.full
    # A crash is no answer: the same request under the same key is carried out.
    again = client.patch(f"{noun.path}/{record}", json=change, headers=key)
    assert (again.status_code, again.json()["version"]) == (200, 2)
    assert "idempotency-replayed" not in again.headers
    assert head(client) == number + 1


def test_a_crash_leaves_its_neighbours_alone(
    client: httpx.Client, noun: Noun, service: Service, unique: Unique, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = TableWriter.write
    crashing = unique("crashing")

    def fail_some(writer: TableWriter, batch: Any) -> None:
        batch = list(batch)
        write(writer, batch)
        if batch[0].after.id.startswith(crashing):
            crash()

    number = head(client)
    ids = [unique(crashing if index % 3 == 0 else "passing") for index in range(12)]
    start = Barrier(len(ids))

    def put(record: str) -> int:
        with service.client("write") as own:
            start.wait()
            return own.put(f"{noun.path}/{record}", json=noun.full).status_code

    monkeypatch.setattr(TableWriter, "write", fail_some)
    with ThreadPoolExecutor(len(ids)) as threads:
        statuses = list(threads.map(put, ids))
    assert statuses == [500 if index % 3 == 0 else 201 for index in range(12)]
    assert head(client) == number + 8
    for record, status in zip(ids, statuses, strict=True):
        assert client.get(f"{noun.path}/{record}").status_code == (200 if status == 201 else 404)


def test_a_crash_in_a_read(client: httpx.Client, noun: Noun, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    record = make(noun)
    paths = (noun.path, f"{noun.path}/{record}", f"{noun.path}/{record}/revisions", f"{noun.path}/{record}/citations")
    with monkeypatch.context() as patched:
        for reader in (SqliteReader, PostgresqlReader):
            patched.setattr(reader, "__call__", crash)
        for path in paths:
            assert_told_nothing(client.get(path))
            assert client.head(path).status_code == 500
    with monkeypatch.context() as patched:
        patched.setattr("app.records.base.revisions.queries.folded", crash)
        assert_told_nothing(client.get(f"{paths[1]}/revisions/1"))
    for path in paths:
        assert client.get(path).status_code == 200


def test_what_no_future_takes_is_answered_too(
    client: httpx.Client, noun: Noun, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"{noun.path}/{make(noun)}"
    number = head(client)
    with monkeypatch.context() as patched:
        for command in COMMANDS:
            patched.setattr(f"{module_of(command)}.{command}", exhaust)
        patched.setattr("app.records.base.revisions.queries.folded", exhaust)
        for ask in COMMANDS.values():
            assert_told_nothing(ask(client, noun, path))
        assert_told_nothing(client.get(f"{path}/revisions/1"))
    assert head(client) == number
    assert client.patch(path, json=noun.edit).status_code == 200
    assert client.get(f"{path}/revisions/1").status_code == 200


def test_a_crash_is_found_in_the_log_by_its_id(
    client: httpx.Client, noun: Noun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ledger.writing.record_commands.create", crash)
    processors = structlog.get_config()["processors"]
    with capture_logs(processors=processors[:-1]) as logs:
        answer = client.post(noun.path, json=noun.full, headers={"X-Request-Id": "find-me"})
    assert answer.json()["request_id"] == "find-me"
    assert [(entry["event"], entry["request_id"]) for entry in logs] == [("request failed", "find-me")]


def test_a_connection_outlives_a_crash(client: httpx.Client, noun: Noun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ledger.writing.record_commands.create", crash)
    connections = []
    for method in ("POST", "GET", "POST"):
        answer = client.request(method, noun.path, json=noun.full if method == "POST" else None)
        assert answer.status_code == (500 if method == "POST" else 200)
        assert answer.headers.get("connection") != "close"
        connections.append(answer.extensions["network_stream"].get_extra_info("client_addr"))
    assert len(set(connections)) == 1
