"""What fails in a bounded process is answered as a file that cannot be read, and logged with its traceback."""

import logging
from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from app.exchange.formats import bounded_process
from app.exchange.formats.uploads.messages import RefusedFile
from app.exchange.intake.child import ReadTask
from app.exchange.intake.files import DOCX, PLAIN
from app.exchange.intake.reader import read_file
from tests.exchange.uploads.conftest import Read, packed

Logs = list[MutableMapping[str, Any]]


@pytest.fixture
def logs() -> Iterator[Logs]:
    """Return what is logged, of every level: the tests have set another."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    with capture_logs() as written:
        yield written
    structlog.configure(**before)


def break_in_child(monkeypatch: pytest.MonkeyPatch, module: str, name: str) -> None:
    """Let something of a module be missing in each child that is started: whoever calls it fails."""
    broken = f"import {module} as broken; broken.{name} = None; from app.exchange.formats.bounded_process import run"
    start = bounded_process.START.replace("from app.exchange.formats.bounded_process import run", broken)
    assert start != bounded_process.START
    monkeypatch.setattr(bounded_process, "START", start)


def test_a_bug_in_reading_a_text_is_logged(monkeypatch: pytest.MonkeyPatch, logs: Logs) -> None:
    break_in_child(monkeypatch, "app.intake.reading", "sentences_of")
    with pytest.raises(RefusedFile, match="cannot be read"):
        read_file(b"Kenya will open a school.", ReadTask(PLAIN))
    (line,) = logs
    assert line["log_level"] == "error"
    assert "in read\n" in line["exception"]
    assert "'NoneType' object is not callable" in line["exception"]


def test_a_bug_in_taking_a_text_out_of_a_file_is_logged(monkeypatch: pytest.MonkeyPatch, logs: Logs) -> None:
    break_in_child(monkeypatch, "app.exchange.intake.child", "text_of")
    with pytest.raises(RefusedFile, match="is damaged"):
        read_file(b"Kenya will open a school.", ReadTask(PLAIN))
    assert [line["log_level"] for line in logs] == ["error"]


def test_a_bug_in_reading_rows_is_logged(monkeypatch: pytest.MonkeyPatch, logs: Logs, read_in_child: Read) -> None:
    break_in_child(monkeypatch, "app.exchange.formats.uploads.child", "messages")
    assert "is damaged" in read_in_child(b"a\n1\n", "a.csv").refused
    (line,) = logs
    assert line["log_level"] == "error"
    assert "'NoneType' object is not callable" in line["exception"]


def test_a_child_that_cannot_begin_is_logged(monkeypatch: pytest.MonkeyPatch, logs: Logs, read_in_child: Read) -> None:
    break_in_child(monkeypatch, "app.exchange.formats.uploads.child", "bound")
    assert "cannot be read" in read_in_child(b"a\n1\n", "a.csv").refused
    assert [line["log_level"] for line in logs] == ["error"]


def test_what_a_library_says_of_a_damaged_file_is_a_warning(logs: Logs) -> None:
    with pytest.raises(RefusedFile, match="is damaged"):
        read_file(packed({"a.xml": "<a/>"}), ReadTask(DOCX))
    assert [line["log_level"] for line in logs] == ["warning"]


def test_what_is_read_is_not_logged(logs: Logs, read_in_child: Read) -> None:
    assert read_file(b"Kenya will open a school.", ReadTask(PLAIN)).reading.findings
    assert read_in_child(b"a\n1\n", "a.csv").rows
    assert logs == []
