"""Loading a bundle beside a service that is written to: how long loading takes, and how long writes wait meanwhile."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from threading import Event
from time import perf_counter, sleep
from typing import Any

from app.db import migration
from app.db.engines import writing_engine
from benchmarks import raw_rows
from benchmarks.serving import ROOT, served
from benchmarks.waits import keep_putting
from benchmarks.writes import key_of

PARTICIPANTS = 50
ALONE = 5.0
"""Seconds in which nothing is loaded, to compare with."""

TEXT = "What was promised, at the length that such a text has in trackers of election promises. " * 3


def measure(address: str, pledges: int) -> dict[str, float]:
    """Return what loading costs at a new database, in seconds, and what a PUT takes beside it, in ms."""
    engine = writing_engine(address)
    with engine.begin() as connection:
        migration.upgrade(connection)
    engine.dispose()
    key = key_of(address)
    with tempfile.TemporaryDirectory() as folder, served(address) as (port, _process, _seconds):
        with _putting(port, key) as alone:
            sleep(ALONE)
        file = Path(folder) / "bundle.yaml"
        found = {}
        for label, edition in (("loading", 1), ("loading it again", 1), ("loading what half of it corrects", 2)):
            # What is JSON is YAML as well.
            file.write_text(json.dumps(_bundle(pledges, edition)))
            with _putting(port, key) as meanwhile:
                begun = perf_counter()
                _load(address, file)
                found[f"{label}, s"] = round(perf_counter() - begun, 1)
            found[f"a PUT while {label}, median ms"] = round(median(meanwhile) * 1000, 1)
            found[f"a PUT while {label}, longest ms (goal 250)"] = round(max(meanwhile) * 1000)
    return {
        "a PUT alone, median ms": round(median(alone) * 1000, 1),
        "a PUT alone, longest ms": round(max(alone) * 1000),
        **found,
        **raw_rows.measure(address, _bundle(pledges, 1)),
    }


@contextmanager
def _putting(port: int, key: str) -> Iterator[list[float]]:
    """Put a topic while the context lasts; then the list holds the seconds that each took."""
    over, found = Event(), list[float]()
    with ThreadPoolExecutor(1) as other:
        waits = other.submit(keep_putting, port, key, over)
        try:
            yield found
        finally:
            over.set()
        found += waits.result()


def _load(address: str, file: Path) -> None:
    command = [sys.executable, "-m", "app.cli", "import", str(file)]
    subprocess.run(command, cwd=ROOT, env={"PACTA_DATABASE_URL": address}, check=True, capture_output=True)


def _bundle(pledges: int, edition: int) -> dict[str, Any]:
    states = [{"id": f"state-{number}", "kind": "state", "name": f"State {number}"} for number in range(PARTICIPANTS)]
    return {
        "sources": [{"id": "tracker", "kind": "dataset", "title": "A tracker"}],
        "participants": states,
        "pledges": [_pledge(number, edition if number % 2 else 1) for number in range(pledges)],
    }


def _pledge(number: int, edition: int) -> dict[str, Any]:
    cited = [{"source": "tracker"}]
    changes = [("2024-01-01", "planned"), ("2024-06-01", "in_progress")]
    return {
        "id": f"promise-{number}",
        "title": f"Promise {number}",
        "summary": f"{TEXT} {edition}",
        "kind": "policy",
        "strength": "firm",
        "parties": [{"participant": f"state-{number % PARTICIPANTS}", "role": "promisor"}],
        "citations": cited,
        "status_changes": [
            {"status": status, "effective_on": day, "reason": f"as told, {edition}", "citations": cited}
            for day, status in changes
        ],
    }
