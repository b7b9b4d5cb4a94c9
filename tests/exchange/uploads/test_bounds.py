"""What a hostile file costs: a refusal, soon, and no more than the limits."""

import io
import os
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import orjson
import pytest
import xlsxwriter  # type: ignore[import-untyped] # has no types
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.formats import bounded_process
from app.exchange.formats.bounded_process import ROOT, START
from app.exchange.formats.uploads import rows
from app.exchange.formats.uploads.child import KINDS, told
from app.exchange.formats.uploads.limits import MEBIBYTE, Limits, Sheet, Task
from tests.exchange.uploads.conftest import Read, packed
from tests.exchange.uploads.test_other_files import workbook
from tests.serving import PATIENCE

SMALL = Limits(
    row_length=100_000, cell_length=1_000, rows=100, columns=10, document_bytes=MEBIBYTE, inflated_bytes=MEBIBYTE
)


def far_cell() -> bytes:
    """Return a small workbook with a cell so far out that its sheet has billions."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write(1_048_575, 16_383, "z")
    book.close()
    return made.getvalue()


def lying() -> bytes:
    """Return a package whose directory says that a file is smaller than it is."""
    package = bytearray(packed({"a.csv": b"a,b\n" + b"0,1\n" * 100_000}))
    place = package.index(b"PK\x01\x02")
    package[place + 24 : place + 28] = (100).to_bytes(4, "little")
    return bytes(package)


@pytest.mark.parametrize(
    ("name", "content", "refused"),
    [
        ("a.csv", b"a" * 1_000_000, "a row is longer than 100000 characters"),
        ("a.csv", b'a,b\n1,"' + b"x,y\n" * 1_000, "has a cell of more than 1000 characters"),
        ("a.csv", b"a\n" * 200, "has more than 100 rows"),
        ("a.csv", b",".join(b"%d" % one for one in range(11)), "has 11 columns, more than 10"),
        ("a.jsonl", b"a" * 1_000_000, "is longer than 100000 bytes"),
        ("a.json", b" " * 2_000_000, "is larger than 1048576 bytes"),
        ("a.json", b"[" * 100_000, "recursion limit exceeded"),
        ("a.zip", packed({"a.csv": b"0," * 2_000_000}), "inflates to more than"),
        ("a.zip", packed({f"{one}.csv": "a" for one in range(201)}), "holds 201 files, more than 200"),
        ("a.zip", packed({}), "holds no files"),
        ("a.zip", lying(), "is damaged"),
        ("a.xlsx", workbook()[:-100], "is no workbook"),
        ("a", b"", "its name must end in one of .csv"),
    ],
)
def test_what_is_too_large_or_damaged_is_refused(read: Read, name: str, content: bytes, refused: str) -> None:
    assert refused in read(content, name, limits=SMALL).refused


def test_what_takes_too_much_memory_is_refused(read_in_child: Read) -> None:
    limits = Limits(memory_bytes=512 * MEBIBYTE)
    refused = "cannot be read: it takes more than 512 MiB of memory to read, or it is damaged"
    assert read_in_child(far_cell(), "a.xlsx", limits=limits).refused == f"a.xlsx: {refused}"


def test_a_number_with_a_large_exponent_costs_nothing(read: Read) -> None:
    assert read(b'{"a": 1e999999999}', "a.json").rows == [(1, {"a": Decimal("1e999999999")})]


def test_an_archive_in_an_archive_is_refused(read: Read) -> None:
    told = read(packed({"b.zip": packed({"a.csv": "a\n1\n"})}), "a.zip")
    assert [fault.message for fault in told.faults] == ["is an archive within an archive: put its files into one"]


def test_a_file_that_takes_too_long_is_refused(read_in_child: Read) -> None:
    slow = Limits(wall_seconds=0.01)
    assert (
        read_in_child(b"a\n1\n", "a.csv", limits=slow).refused == "a.csv: takes more than 0 seconds to read: split it"
    )


def test_a_child_that_is_killed_is_a_refusal(monkeypatch: pytest.MonkeyPatch, read_in_child: Read) -> None:
    monkeypatch.setattr(bounded_process, "START", "import os; os.kill(os.getpid(), 9)")
    assert read_in_child(b"a\n1\n", "a.csv").refused == "a.csv: takes more than 120 seconds to read: split it"


def test_the_child_ends_with_its_parent(tmp_path: Path) -> None:
    task = orjson.dumps(Task("a.json").as_values()).decode()
    endless = tmp_path / "endless"
    os.mkfifo(endless)
    # A parent whose child waits for a file that does not end; it says the child's id, and is killed.
    parent = (
        "import os, subprocess, sys\n"
        "tie, tied = os.pipe()\n"
        f"source = os.open({str(endless)!r}, os.O_RDWR)\n"
        f"command = [sys.executable, '-I', '-c', {START.format(module=rows.CHILD)!r}, "
        f"{str(ROOT)!r}, {task!r}, str(tie)]\n"
        "child = subprocess.Popen(command, stdin=source, stdout=subprocess.DEVNULL, pass_fds=(tie,))\n"
        "os.close(tie)\n"
        "print(child.pid, flush=True)\n"
        "child.wait()\n"
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        time.sleep(0.5)
        assert Path(f"/proc/{child}").exists()
        process.send_signal(signal.SIGKILL)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if not is_running(child):
            return
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the child outlived its parent")


def is_running(process: int) -> bool:
    """Return whether a process runs: one that has ended may still be listed until somebody takes note."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def last_told(name: str, data: bytes) -> bytes:
    """Read a file in this process, as the child does; return the last line that it tells."""
    task = Task(name, (Sheet(at=("a",)),) if name.endswith(("json", "yaml")) else (), SMALL)
    return list(told(io.BytesIO(data), task))[-1]


FILES = {
    "csv": b'id,text\n1,"a"\n2,b\n',
    "json": b'{"a": [{"id": 1, "b": [2.5, null]}]}',
    "jsonl": b'{"id": 1}\n{"id": 2}\n',
    "yaml": b"a:\n  - id: 1\n    b: [x, y]\n",
}


@settings(max_examples=150)
@given(name=st.sampled_from(sorted(KINDS.keys() - {"xlsx", "ods", "zip"})), data=st.binary(max_size=2_000))
def test_random_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    assert b"is damaged" not in last_told(f"a.{name}", data)


@settings(max_examples=150)
@given(
    kind=st.sampled_from(sorted(FILES)),
    place=st.integers(0, 60),
    length=st.integers(0, 5),
    data=st.binary(max_size=20) | st.sampled_from([b"\0", b"&a ", b"*a", b'"', b"\r", b"\xef\xbb\xbf", b"!!python/x "]),
)
def test_mutated_files_are_read_or_refused(kind: str, place: int, length: int, data: bytes) -> None:
    content = FILES[kind]
    assert b"is damaged" not in last_told(f"a.{kind}", content[:place] + data + content[place + length :])
