"""Log lines: one a request, JSON, under the request's id, without a traceback's variables."""

import json

import pytest

from app.http.server.request_log import configure
from app.settings import Settings
from tests.serving import Service


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def test_a_request_is_one_line_under_its_id(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    configure(Settings(log_format="json", log_level="info"))
    try:
        with service.client() as client:
            answer = client.get("/v1/topics/nothing", headers={"X-Request-Id": "traced-1"})
    finally:
        configure(Settings(log_format="text", log_level="error"))
    assert answer.headers["X-Request-Id"] == "traced-1"
    assert answer.json()["request_id"] == "traced-1"
    (line,) = [line for line in lines(capsys.readouterr().out) if line["event"] == "request"]
    assert line["request_id"] == "traced-1"
    assert (line["method"], line["path"], line["status"]) == ("GET", "/v1/topics/nothing", 404)


def test_a_failing_command_is_logged_under_the_request_and_keeps_secrets(
    service: Service, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
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
