"""`pacta serve`, from an empty folder to its end."""

import os
import pty
import select
import signal
import socket
import stat
import time
from pathlib import Path

import httpx
import pytest
from sqlalchemy import make_url, text

from app.access.keys import list_keys
from app.cli.administration import bootstrap
from app.db.engines import sqlite_file, writing_engine
from app.exchange.formats.bundle import SEEDS, read_bundle
from app.ledger.model.documents.number import set_form, stored_form
from app.ledger.model.documents.rendering import document_form
from app.ledger.writing.document_queue import advance_documents
from app.settings import Settings
from tests.cli.commanding import GIVEN, await_request, may_write, serving
from tests.cli.conftest import Pacta
from tests.databases import Databases
from tests.processes import free_port
from tests.serving import PATIENCE
from tests.writing import put


def test_an_empty_folder_becomes_a_service(pacta: Pacta, databases: Databases, backend: str, folder: Path) -> None:
    url = "sqlite:///pacta.db" if backend == "sqlite" else databases.create_bare(backend)
    with serving(folder, PACTA_DATABASE_URL=url) as first:
        with first.await_start() as client:
            assert client.get("/readyz").status_code == 200
            listed = client.get("/v1/pledges", params={"count": "exact"})
            assert listed.json()["count"] == sum(key[0] == "pledges" for key in read_bundle(SEEDS).places)
            assert "server" not in listed.headers
            file = folder / "pacta.key"
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            key = file.read_text().strip()
            assert may_write(client, key)
        events = [event["event"] for event in first.events]
        assert events[:7] == [
            "starting", "preparing", "migrated", "loading seeds", "seeds loaded", "first key written", "serving",
        ]  # fmt: skip
        written = first.event("first key written")
        assert written is not None
        assert written["file"] == str(file)
        assert key not in first.output.read_text()
        assert first.stop() == 0
        assert first.event("stopped") is not None
        # Both streams go to one file: all of it is lines of the log.
        assert all(line.startswith("{") for line in first.output.read_text().splitlines())
        # One line a request, ours: uvicorn writes none of its own.
        assert sum("/readyz" in line for line in first.output.read_text().splitlines()) == 1

    before = file.stat()
    with serving(folder, PACTA_DATABASE_URL=url) as second:
        with second.await_start() as client:
            assert client.get("/v1/topics/of-my-own").json()["name"] == "Of my own"
            assert may_write(client, key)
        assert second.stop(signal.SIGINT) == 0
        assert not {"migrated", "seeds loaded", "first key written"} & {event["event"] for event in second.events}
    assert file.stat() == before
    assert pacta("ledger", "verify", PACTA_DATABASE_URL=url).code == 0


def test_an_empty_start_with_a_given_key(folder: Path) -> None:
    with serving(folder, PACTA_SEED="0", PACTA_BOOTSTRAP_KEY=GIVEN) as service:
        with service.await_start() as client:
            assert client.get("/v1/topics").json()["items"] == []
            assert may_write(client, GIVEN)
        assert service.stop() == 0
        assert GIVEN not in service.output.read_text()
    assert [file.name for file in folder.iterdir()] == ["pacta.db"]


def test_a_terminal_is_told_where_to_look(folder: Path) -> None:
    ours, theirs = pty.openpty()
    with serving(folder, terminal=os.ttyname(theirs)) as service:
        said = heard(ours, "Ctrl-C stops it")
        words = said.split()
        address = next(word for word in words if word.startswith("http://"))
        key = next(word for word in words if word.startswith("pacta_"))
        example = next(word for word in words if word.startswith(f"{address}/v1/"))
        for step in ("Starting Pacta", "Preparing the database at ", "Loading the seeds", f"PACTA_URL={address}\r"):
            assert step in said
        assert f"{address}/docs" in words
        with httpx.Client(base_url=address, trust_env=False, timeout=PATIENCE) as client:
            assert client.get(example).json()["items"]
            assert may_write(client, key)
        service.send(signal.SIGTERM)
        lines = heard(ours, "Stopped.")
        assert service.await_end() == 0
    # Somebody reads along: log lines are for people, and no file holds the key.
    assert "PUT" in lines
    assert "{" not in lines
    assert [file.name for file in folder.iterdir()] == ["pacta.db"]
    for end in (ours, theirs):
        os.close(end)


def heard(terminal: int, words: str) -> str:
    """Read a terminal until it says something; return all that it has said."""
    said = ""
    end = time.monotonic() + PATIENCE
    while words not in said:
        assert time.monotonic() < end, said
        if select.select([terminal], [], [], 0.1)[0]:
            said += os.read(terminal, 65536).decode()
    return said


def test_a_taken_port_is_told_before_anything_is_touched(pacta: Pacta, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = pacta("serve", PACTA_PORT=str(port))
    assert (outcome.code, outcome.out) == (1, "")
    told = f"PACTA_HOST and PACTA_PORT: cannot listen on 127.0.0.1, port {port}: Address already in use.\n"
    assert outcome.err == told
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("host", ["no.such.host.invalid", "256.256.256.256", "192.0.2.1", "a..b", "é" * 70])
def test_a_host_that_is_not_here_is_told(pacta: Pacta, folder: Path, host: str) -> None:
    outcome = pacta("serve", PACTA_HOST=host, PACTA_PORT="0")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("PACTA_HOST")
    assert len(outcome.err.splitlines()) == 1
    assert list(folder.iterdir()) == []


def test_a_request_under_way_is_answered_before_the_end(folder: Path) -> None:
    body = b'{"name": "Of my own"}'
    head = (
        f"PUT /v1/topics/of-my-own HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {GIVEN}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    with serving(folder, PACTA_SEED="0", PACTA_BOOTSTRAP_KEY=GIVEN) as service:
        with service.await_start() as client:
            address = client.base_url
        with socket.create_connection((address.host, address.port or 0), timeout=PATIENCE) as connection:
            connection.sendall(head + body[:5])
            await_request(service, address)
            service.send(signal.SIGTERM)
            await_refusal(address)
            connection.sendall(body[5:])
            assert connection.recv(65536).startswith(b"HTTP/1.1 201 ")
        assert service.await_end() == 0
    engine = writing_engine(f"sqlite:///{folder}/pacta.db")
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM topics")) == 1
    engine.dispose()


def await_refusal(address: httpx.URL) -> None:
    """Wait until new connections are refused: the service is about to end."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection((address.host, address.port or 0), timeout=1).close()
        except OSError:
            return
        time.sleep(0.01)
    pytest.fail("connections are still taken")


def test_a_port_answers_only_when_all_is_ready(folder: Path) -> None:
    port = free_port()
    with serving(folder, PACTA_PORT=str(port)) as service:
        end = time.monotonic() + PATIENCE
        while True:
            assert time.monotonic() < end
            try:
                answer = httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False, timeout=PATIENCE)
            except httpx.ConnectError:
                time.sleep(0.01)
                continue
            break
        # The first answer that there is at all says that everything is there.
        assert answer.status_code == 200
        assert httpx.get(f"http://127.0.0.1:{port}/v1/pledges", trust_env=False, timeout=PATIENCE).json()["items"]
        assert service.stop() == 0


def test_documents_of_another_release_are_made_anew(fresh_database_url: str) -> None:
    engine = writing_engine(fresh_database_url)
    with engine.begin() as connection:
        put(connection, "topics", "borders", name="Borders")
        connection.execute(text("UPDATE topics SET document = '{}'"))
        set_form(connection)
        connection.execute(text("UPDATE projections SET form = form + 1 WHERE name = 'documents'"))
    bootstrap.queue_documents(engine)
    with engine.begin() as connection:
        # Not yet: the service does so beside its other work.
        assert connection.scalar(text("SELECT document FROM topics")) == "{}"
        while advance_documents(connection):
            pass
        assert connection.scalar(text("SELECT document FROM topics")) != "{}"
        assert stored_form(connection) == document_form()
        # Those of this release are left alone: at a start there may be very many.
        connection.execute(text("UPDATE topics SET document = '{}'"))
    bootstrap.queue_documents(engine)
    with engine.begin() as connection:
        assert not advance_documents(connection)
        assert connection.scalar(text("SELECT document FROM topics")) == "{}"
        connection.execute(text("DELETE FROM projections WHERE name = 'documents'"))
    # Of documents without a form nobody knows who made them.
    bootstrap.queue_documents(engine)
    with engine.begin() as connection:
        assert advance_documents(connection)
        assert connection.scalar(text("SELECT document FROM topics")) != "{}"
    engine.dispose()


def test_a_new_database_has_the_form_of_this_release(databases: Databases, backend: str) -> None:
    url = databases.create_bare(backend)
    engine = writing_engine(url)
    bootstrap.migrate(engine)
    with engine.begin() as connection:
        assert stored_form(connection) == document_form()
    engine.dispose()
    databases.drop(url)


def test_a_key_file_takes_the_place_of_an_older_one(fresh_database_url: str, folder: Path) -> None:
    given = Settings(database_url=fresh_database_url)
    file = bootstrap.key_file(given)
    if sqlite := sqlite_file(make_url(fresh_database_url)) if "sqlite" in fresh_database_url else None:
        assert file.parent == sqlite.parent
    else:
        assert file == folder / "pacta.key"
    elsewhere = folder / "elsewhere"
    elsewhere.write_text("not to be overwritten")
    file.symlink_to(elsewhere)
    engine = writing_engine(fresh_database_url)
    first = bootstrap.make_first_key(engine, given)
    assert first is not None
    assert first.file == file
    assert stat.S_IMODE(file.lstat().st_mode) == 0o600
    assert elsewhere.read_text() == "not to be overwritten"
    assert bootstrap.make_first_key(engine, given) is None
    with engine.begin() as connection:
        assert [(key["label"], key["scopes"]) for key in list_keys(connection)] == [("first key", ["admin"])]
    engine.dispose()
    file.unlink()


def test_a_key_that_cannot_be_handed_over_is_not_made(pacta: Pacta, folder: Path) -> None:
    (folder / "pacta.key").mkdir()
    outcome = pacta("serve", PACTA_SEED="0", PACTA_PORT="0")
    assert outcome.code == 1
    assert "cannot be written to" in outcome.err
    assert pacta("keys", "list").out.startswith("There are no keys")
    assert sorted(file.name for file in folder.iterdir()) == ["pacta.db", "pacta.key"]
