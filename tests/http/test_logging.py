"""Log lines: one a request, JSON, under the request's id, without a traceback's variables."""

import gc
import json
import logging
import os
import sys
import threading
import time
import weakref
from pathlib import Path

import pytest

from app.http.server.request_log import configure, configure_libraries
from app.settings import Settings
from tests.processes import PROCESSES
from tests.serving import PATIENCE, Service


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def test_a_request_is_one_line_under_its_id(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    configure(Settings(log_format="json", log_level="info"))
    try:
        with service.client() as client:
            answer = client.get("/v1/topics/nothing", headers={"X-Request-Id": "traced-1"})
        # It may have been answered a moment before.
        printed, end = "", time.monotonic() + PATIENCE
        while not printed.endswith("\n"):
            printed += capsys.readouterr().out
            assert time.monotonic() < end
    finally:
        configure(Settings(log_format="text", log_level="error"))
    assert answer.headers["X-Request-Id"] == "traced-1"
    assert answer.json()["request_id"] == "traced-1"
    (line,) = [line for line in lines(printed) if line["event"] == "request"]
    assert line["request_id"] == "traced-1"
    assert (line["method"], line["path"], line["status"]) == ("GET", "/v1/topics/nothing", 404)


def test_what_nobody_caught_is_a_line_too(tmp_path: Path) -> None:
    output = tmp_path / "output"
    process = PROCESSES.Process(target=fail_everywhere, args=(output,))
    process.start()
    process.join(PATIENCE)
    printed = [json.loads(line) for line in output.read_text().splitlines()]
    assert [line["event"] for line in printed] == ["uncaught", "uncaught", "uncaught", "a library's warning"]
    assert all("made to fail" in line["exception"] for line in printed[:3])


def fail_everywhere(output: Path) -> None:
    """Fail where nobody catches it, in a process of its own."""
    descriptor = os.open(output, os.O_RDWR | os.O_CREAT)
    for number in (1, 2):
        os.dup2(descriptor, number)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))
    configure(Settings(log_format="json"))
    configure_libraries(Settings(log_format="json"))
    thread = threading.Thread(target=made_to_fail)
    thread.start()
    thread.join()
    unraisable = weakref.ref(thread, lambda _gone: made_to_fail())
    del thread
    gc.collect()
    assert unraisable() is None
    try:
        made_to_fail()
    except RuntimeError:
        sys.excepthook(*sys.exc_info())
    logging.getLogger("some.library").warning("a library's warning")
    sys.stdout.flush()


def made_to_fail() -> None:
    message = "made to fail"
    raise RuntimeError(message)


def test_a_failing_command_is_logged_under_the_request_and_keeps_secrets(
    service: Service, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        message = "made to fail"
        raise RuntimeError(message)

    monkeypatch.setattr("app.ledger.writing.record_commands.create", fail)
    configure(Settings(log_format="json", log_level="info"))
    try:
        with service.client("write") as client:
            answer = client.post("/v1/topics", json={"name": "Ports"}, headers={"X-Request-Id": "traced-2"})
    finally:
        configure(Settings(log_format="text", log_level="error"))
    assert answer.status_code == 500
    printed = capsys.readouterr().out
    (failure,) = [line for line in lines(printed) if line["event"] == "request failed"]
    assert failure["request_id"] == "traced-2"
    assert "made to fail" in str(failure["exception"])
    assert service.keys["write"] not in printed
