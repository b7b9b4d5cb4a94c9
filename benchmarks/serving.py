"""The application as a process of its own, on one processor where there are two."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAUSE, QUIET = 0.3, 10
"""Seconds between looks at what a service does, and how many times running it is to do next to nothing."""


@contextmanager
def served(address: str, **more: str) -> Iterator[tuple[int, int, float]]:
    """Serve the application; yield its port, its process and the seconds until its first answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"PACTA_DATABASE_URL": address, "PACTA_LOG_LEVEL": "warning"} | more
    command = [sys.executable, "-m", "benchmarks.application", str(port)]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, preexec_fn=lambda: _pin(0))  # noqa: PLW1509
    try:
        seconds = _await_answer(port, started, process)
        _pin(1)
        yield port, process.pid, seconds
    finally:
        process.terminate()
        process.wait()


def _pin(processor: int) -> None:
    """Keep this process on one processor, so that client and server do not take each other's."""
    allowed = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(allowed) > processor and processor == 0:
        os.sched_setaffinity(0, {allowed[0]})
    elif len(allowed) > 1:
        os.sched_setaffinity(0, {allowed[-1]})


def _await_answer(port: int, started: float, process: "subprocess.Popen[bytes]") -> float:
    while process.poll() is None:
        with socket.socket() as client:
            try:
                client.connect(("127.0.0.1", port))
            except ConnectionRefusedError:
                time.sleep(0.01)
                continue
            client.sendall(b"GET /hello?name=x HTTP/1.1\r\nHost: pacta\r\nConnection: close\r\n\r\n")
            if client.recv(64).startswith(b"HTTP/1.1 200"):
                return time.perf_counter() - started
    message = "the application ended before it answered"
    raise RuntimeError(message)


def resident_megabytes(process: int) -> float:
    """Return the memory that a process holds."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def processor_seconds(process: int) -> float:
    """Return the time that processors have worked for a process: what others do on the machine makes it no longer."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def rest(process: int) -> None:
    """Return once a service has nothing left to do of what follows its start."""
    worked, quiet = processor_seconds(process), 0
    while quiet < QUIET:
        time.sleep(PAUSE)
        before, worked = worked, processor_seconds(process)
        quiet = quiet + 1 if worked - before <= PAUSE / 10 else 0
